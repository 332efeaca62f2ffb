"""dnsmasq for both families: one program answers DHCPv4 and DHCPv6 and advertises itself as the router."""

from lab import CLIENT_ADDRESS, CLIENT_ADDRESS6, LabTest, PHONE_MAC, main, run_provtool
from scripted_dhcp6 import Dhcp6Test
from servers import Dnsmasq
from servers6 import dnsmasq_vendor_option

URL = "http://prov.example.com/utg200/{MODEL}.cfg"
OTHER_URL = "http://other.example.com/"
URL66 = "http://prov66.example.com/"


class DnsmasqTest(Dhcp6Test):
    def dnsmasq(self, *options, ranges=(Dnsmasq.STATEFUL6,)):
        return Dnsmasq(self.lab, options, ranges=ranges).start()

    def test_the_option_is_found_whether_it_gives_addresses_or_not(self):
        for name, addresses in (("stateful", Dnsmasq.STATEFUL6), ("static", Dnsmasq.STATIC6),
                                ("stateless", Dnsmasq.STATELESS6)):
            with self.subTest(name):
                server = self.dnsmasq(dnsmasq_vendor_option(URL), ranges=[addresses])
                run = self.ask("--first")
                self.assert_exit(run, 0)
                self.assert_winner(run, "dhcp6", URL)
                self.assertEqual(run.decision["resolved"], ["http://prov.example.com/utg200/KX-UTG200B.cfg"])
                self.assertEqual(self.servers6(run)[0]["exchange"], "reply")
                self.assert_no_finding(run, "url.trailing-nul")
                server.stop()

    def test_of_two_enterprises_the_expected_one_counts_wherever_it_stands(self):
        own, other = dnsmasq_vendor_option(URL), dnsmasq_vendor_option(OTHER_URL, enterprise=9999)
        for order in ((own, other), (other, own)):
            with self.subTest(order):
                server = self.dnsmasq(*order)
                run = self.ask("--first")
                self.assert_winner(run, "dhcp6", URL)
                self.assertEqual([option["code"] for option in self.servers6(run)[0]["options"]].count(17), 2)
                server.stop()

    def test_the_option_for_the_vendor_class_of_the_enterprise_is_sent_to_the_phone(self):
        self.dnsmasq("--dhcp-vendorclass=set:phones,enterprise:258,Panasonic",
                     dnsmasq_vendor_option(URL).replace("vi-encap", "tag:phones,vi-encap"))
        self.assert_winner(self.ask("--first"), "dhcp6", URL)
        self.assertEqual(self.ask("--vendor-class", "Other").source("dhcp6")["status"], "empty")

    def test_an_address_alone_gives_four_candidates_in_order(self):
        self.dnsmasq(dnsmasq_vendor_option("prov.example.com"))
        run = self.ask("--first")
        self.assert_winner(run, "dhcp6", "prov.example.com")
        self.assertEqual(run.decision["resolved"],
                         [f"{scheme}://prov.example.com/KX-UTG200B.cfg" for scheme in ("tftp", "http", "https", "ftp")])

    def test_no_address_is_taken(self):
        server = self.dnsmasq(dnsmasq_vendor_option(URL))
        self.ask()
        self.assertNotIn("2001:db8:77::1", server.leases)
        self.assertNotIn("DHCPREPLY", server.log)


class RouterTest(Dhcp6Test):
    """dnsmasq sets M for addresses of its own and O for other configuration."""

    has_router = False

    def test_its_advertisements_tell_the_phone_to_ask(self):
        for addresses in (Dnsmasq.STATEFUL6, Dnsmasq.STATELESS6):
            with self.subTest(addresses):
                server = Dnsmasq(self.lab, [dnsmasq_vendor_option(URL), "--enable-ra"], ranges=[addresses]).start()
                run = self.ask()
                self.assert_winner(run, "dhcp6", URL)
                self.assert_no_finding(run, "dhcp6.ra-says-no")
                server.stop()

    def test_a_server_that_advertises_nothing_may_never_be_asked(self):
        Dnsmasq(self.lab, [dnsmasq_vendor_option(URL)], ranges=[Dnsmasq.STATEFUL6]).start()
        run = self.ask()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.ra-says-no", "warning")


class DualStackTest(LabTest):
    lab_options = {"ipv6": True, "client_address": CLIENT_ADDRESS, "client_address6": CLIENT_ADDRESS6}
    ORDER = ["manual", "pnp", "dhcp160", "dhcp159", "dhcp66", "dhcp6", "redirect"]

    def run_all(self, *options):
        ranges = [Dnsmasq.IPV4, Dnsmasq.STATEFUL6]
        Dnsmasq(self.lab, ["--enable-ra", dnsmasq_vendor_option(URL), *options], ranges=ranges).start()
        run = run_provtool(self.lab, "discover", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--settle", "0.1",
                           "--disable", "pnp")
        self.assertEqual(run.report["interface"]["mode"], "dual")
        self.assertEqual(run.report["discovery"]["order"], self.ORDER)
        return run

    def test_option_66_beats_dhcpv6(self):
        run = self.run_all(f"--dhcp-option=66,{URL66}")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp66", URL66)
        source = run.source("dhcp6")
        self.assertEqual([source[key] for key in ("status", "standing", "rank")], ["found", "outranked", 6])
        self.assertEqual({server["family"] for server in run.servers}, {4, 6})
        self.assert_finding(run, "decision.shadowed", "info")

    def test_dhcpv6_beats_the_redirection_server_which_is_not_asked(self):
        run = self.run_all()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(run.source("redirect")["status"], "not_reached")
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["empty"] * 3)


if __name__ == "__main__":
    main()
