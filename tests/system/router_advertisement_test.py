"""radvd: what routers advertise says whether the phone asks DHCPv6 at all, and whether it has IPv6."""

import time

from lab import PHONE_MAC, SERVER_LINK_LOCALS, SERVER_MACS, main, run_provtool
from scripted_dhcp6 import Dhcp6Test, ScriptedDhcp6, ScriptedRouter, advertises, prefix_option, url_option, usual
from servers6 import Radvd

URL = "http://prov.example.com/"


class FlagsTest(Dhcp6Test):
    has_router = False

    def setUp(self):
        super().setUp()
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()

    def test_m_or_o_tells_the_phone_to_ask_and_neither_does_not(self):
        for managed, other in ((False, True), (True, False), (True, True), (False, False)):
            with self.subTest(managed=managed, other=other):
                router = Radvd(self.lab, managed, other).start()
                run = self.ask()
                self.assert_exit(run, 0)
                self.assert_winner(run, "dhcp6", URL)
                if managed or other:
                    self.assert_no_finding(run, "dhcp6.ra-says-no")
                else:
                    self.assert_finding(run, "dhcp6.ra-says-no", "warning")
                router.stop()

    def test_without_a_router_the_phone_may_never_ask(self):
        run = self.ask()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.ra-says-no", "warning")

    def test_a_router_that_answers_by_multicast_is_heard(self):
        Radvd(self.lab, other=True, more="AdvRASolicitedUnicast off;").start()
        time.sleep(3.2)  # at its start it has advertised, and is mute for 3 s (RFC 4861 6.2.6)
        self.assert_no_finding(self.ask(), "dhcp6.ra-says-no")

    def test_a_forged_advertisement_from_beyond_the_link_does_not_count(self):
        cases = {"hop limit": {"hop_limit": 64}, "no link-local source": {"from_ip": "2001:db8:77::1"},
                 "checksum": {"spoilt": True}}
        router = ScriptedRouter(self.lab, None).start()
        for name, different in cases.items():
            with self.subTest(name):
                router.answer = advertises(True, True, **different)
                run = self.ask()
                self.assert_winner(run, "dhcp6", URL)
                self.assert_finding(run, "dhcp6.ra-says-no", "warning")

    def test_a_crowd_of_routers_is_survived(self):
        def crowd(router, solicitation):
            for number in range(200):
                yield router.advertise(solicitation, other=number == 0, options=prefix_option(),
                                       from_ip=f"fe80::200:5eff:fe00:54{number:02x}",
                                       from_mac=bytes.fromhex(f"00005e0054{number:02x}"))

        ScriptedRouter(self.lab, crowd).start()
        run = self.ask()
        self.assert_winner(run, "dhcp6", URL)
        self.assert_no_finding(run, "dhcp6.ra-says-no")
        self.assertLess(len(run.stdout), 100_000)

    def test_a_broken_advertisement_is_named_and_what_stands_before_the_break_counts(self):
        ScriptedRouter(self.lab, advertises(other=True, options=b"\x03\x04\x40")).start()
        run = self.ask()
        self.assert_winner(run, "dhcp6", URL)
        self.assert_no_finding(run, "dhcp6.ra-says-no")
        self.assert_finding(run, "dhcp6.malformed", "warning")

    def test_an_option_of_length_zero_ends_the_reading_and_nothing_else(self):
        ScriptedRouter(self.lab, advertises(other=True, options=b"\x01\0" + 6 * b"\xff")).start()
        run = self.ask()
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.malformed", "warning")


class ModeTest(Dhcp6Test):
    """The client has no address but its link-local one; what the phone would have is the network's to say."""

    lab_options = {"ipv6": True, "noise": True}
    has_router = False

    def run_all(self):
        return run_provtool(self.lab, "discover", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--settle", "0.1",
                            "--dhcp-timeout", "4")

    def test_an_advertised_prefix_makes_ipv6(self):
        Radvd(self.lab, more=Radvd.PREFIX).start()
        run = self.run_all()
        self.assertEqual(run.report["interface"]["mode"], "ipv6", str(run))
        self.assertIn("2001:db8:77::/64", run.report["interface"]["mode_reason"])
        self.assertEqual(run.report["discovery"]["order"], ["manual", "dhcp6"])
        self.assertEqual(run.source("dhcp6")["status"], "no_answer")
        [router] = run.report["discovery"]["router_advertisements"]
        self.assertEqual([router[key] for key in ("from", "mac", "managed", "other", "prefixes")],
                         [SERVER_LINK_LOCALS[0], SERVER_MACS[0], False, False, ["2001:db8:77::/64"]])

    def test_a_dhcpv6_server_makes_ipv6(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = self.run_all()
        self.assertEqual(run.report["interface"]["mode"], "ipv6", str(run))
        self.assert_winner(run, "dhcp6", URL)

    def test_a_prefix_that_makes_no_addresses_makes_no_ipv6(self):
        ScriptedRouter(self.lab, advertises(options=prefix_option(flags=0x80))).start()
        self.assertEqual(self.run_all().report["interface"]["mode"], "none")

    def test_a_router_without_a_prefix_makes_no_ipv6(self):
        Radvd(self.lab, other=True).start()
        self.assertEqual(self.run_all().report["interface"]["mode"], "none")


if __name__ == "__main__":
    main()
