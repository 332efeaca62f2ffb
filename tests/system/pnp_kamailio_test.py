"""Kamailio as the PnP responder, alone and beside a DHCP server."""

import time

from lab import CLIENT_ADDRESS, LabTest, PHONE_MAC, Sniffer, main, run_provtool, wait_until
from servers import Dnsmasq, Kamailio

DHCP_URL = "http://dhcp.example.com/"
FIRST_REPETITION = 0.5


class KamailioTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def setUp(self):
        super().setUp()
        self.sniffer = Sniffer(self.lab, outgoing=True)
        self.kamailio = Kamailio(self.lab).start()

    def test_its_notify_in_a_dialog_of_its_own_is_found_and_named(self):
        run = self.discover(sources=("manual", "pnp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", Kamailio.url)
        self.assert_finding(run, "pnp.foreign-dialog", "info")
        self.assertEqual([name for name in run.finding_ids if name.startswith("pnp.")], ["pnp.foreign-dialog"])
        [responder] = run.report["discovery"]["pnp_responders"]
        self.assertEqual([responder[key] for key in ("from", "status", "notified", "url")],
                         ["10.77.0.1:5060", 200, True, Kamailio.url])

    def test_it_gets_our_200_and_repeats_nothing(self):
        self.assert_exit(self.discover("--first", sources=("pnp",)), 0)
        wait_until(lambda: "NOTIFY ended with 200" in self.kamailio.log, "Kamailio has its 200")
        time.sleep(2 * FIRST_REPETITION)
        starts = [datagram.payload.split(b"\r\n")[0].split(b" ")[0] for datagram in self.sniffer.sip_datagrams()]
        self.assertEqual(starts, [b"SUBSCRIBE", b"SIP/2.0", b"NOTIFY", b"SIP/2.0"])

    def test_pnp_outranks_dhcp_and_both_are_asked_at_once(self):
        Dnsmasq(self.lab, [f"--dhcp-option=160,{DHCP_URL}"]).start()
        run = self.discover(sources=("manual", "pnp", "dhcp"), settle=None)
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", Kamailio.url)
        self.assertEqual([run.source(name)["standing"] for name in ("pnp", "dhcp160")], ["won", "outranked"])
        self.assertEqual(run.source("dhcp160")["url"], DHCP_URL)
        self.assert_finding(run, "decision.shadowed", "warning")  # of another host
        # DHCP settles after 3.5 s, PnP after 1 s: together they last as long as the longer one.
        self.assertGreaterEqual(run.report["duration_ms"], 3450)
        self.assertLess(run.report["duration_ms"], 4300)

    def test_without_pnp_the_dhcp_server_wins(self):
        Dnsmasq(self.lab, [f"--dhcp-option=160,{DHCP_URL}"]).start()
        run = self.discover("--disable", "pnp", sources=("manual", "pnp", "dhcp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", DHCP_URL)
        self.assertEqual(run.source("pnp")["status"], "off")
        self.assertEqual(self.sniffer.sip_datagrams(), [])


class SilenceTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def test_when_nobody_answers_the_run_ends_with_the_longest_window_not_the_sum(self):
        run = run_provtool(self.lab, "discover", "pnp", "dhcp", "-i", "eth0", "--mac", PHONE_MAC, "--json",
                           "--dhcp-timeout", "4")
        self.assert_exit(run, 1)
        self.assertEqual(run.statuses("pnp", "dhcp160"), ["no_answer"] * 2)
        self.assertGreaterEqual(run.report["duration_ms"], 4990)
        self.assertLess(run.report["duration_ms"], 8000)


if __name__ == "__main__":
    main()
