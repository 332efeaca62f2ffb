"""DHCPv6 and the host it is asked from: its own client, its firewall, its rights, its addresses."""

import socket
import time

from lab import (CLIENT_ADDRESS, CLIENT_LINK_LOCAL, CLIENT_ULA, LabTest, PHONE_MAC, main, provtool_copy,
                 run_provtool, unprivileged, wait_until)
from scripted_dhcp6 import (Dhcp6Test, INFORMATION_REQUEST, SOLICIT, ScriptedDhcp6, ScriptedRouter, advertises,
                            url_option, usual)
from servers6 import Dhclient6, Kea6, kea_vendor_options

URL = "http://prov.example.com/"


class OtherClientTest(Dhcp6Test):
    def test_it_works_beside_the_hosts_own_client_and_leaves_that_alone(self):
        Kea6(self.lab, kea_vendor_options(URL)).start()
        client = Dhclient6(self.lab).start()
        run = self.ask()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(len(self.servers6(run)), 1)
        self.assertIsNone(client.process.poll())

    def test_the_hosts_own_client_may_have_the_same_duid(self):
        Kea6(self.lab, kea_vendor_options(URL)).start()
        Dhclient6(self.lab, duid="LL").start()
        run = self.ask(mac=None)
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(len(self.servers6(run)), 1)

    def test_it_works_while_another_socket_holds_port_546(self):
        holder = self.lab.client.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        self.lab.on_close(holder.close)
        holder.bind(("::", 546))
        Kea6(self.lab, kea_vendor_options(URL)).start()
        run = self.ask("--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)


class FirewallTest(Dhcp6Test):
    has_router = False

    def test_an_answer_that_the_firewall_drops_is_read_from_the_wire(self):
        self.raise_firewall("icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept")
        Kea6(self.lab, kea_vendor_options(URL)).start()
        run = self.ask("--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)

    def test_a_server_that_the_firewall_keeps_from_finding_us_is_told_who_we_are(self):
        self.raise_firewall()
        Kea6(self.lab, kea_vendor_options(URL)).start()
        run = self.ask("--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)

    def test_an_advertisement_that_the_firewall_drops_is_read_from_the_wire(self):
        self.raise_firewall()
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        ScriptedRouter(self.lab, advertises(other=True)).start()
        run = self.ask()
        self.assert_winner(run, "dhcp6", URL)
        self.assert_no_finding(run, "dhcp6.ra-says-no")


class AddressTest(LabTest):
    def test_without_ipv6_on_the_interface_nothing_is_called_absent(self):
        run = self.discover(sources=("manual", "dhcp6"))
        self.assert_exit(run, 3)
        self.assertEqual(run.source("dhcp6")["status"], "not_tested")
        self.assertRegex(run.source("dhcp6")["reason"], "link-local")
        self.assertEqual(run.decision["outcome"], "undetermined")
        self.assertTrue(run.decision["to_settle"])


class LinkLocalTest(LabTest):
    lab_options = {"ipv6": True}

    def ask(self, *arguments):
        return self.discover(*arguments, sources=("manual", "dhcp6"))

    def test_a_link_local_address_is_enough(self):
        server = ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = self.ask("--first")
        self.assertEqual(run.source("dhcp6")["status"], "found", str(run))
        self.assertEqual(server.heard[0].ip, CLIENT_LINK_LOCAL)

    def test_an_address_that_is_still_tentative_asks_again_until_it_is_not(self):
        Kea6(self.lab, kea_vendor_options(URL)).start()
        self.lab.client.set_ipv6("eth0", accept_dad=1)
        self.lab.client.ip("link", "set", "eth0", "down")
        self.lab.client.ip("link", "set", "eth0", "up")
        wait_until(lambda: CLIENT_LINK_LOCAL in self.lab.client.ip("address", "show", "dev", "eth0"), "it is back")
        run = self.ask("--first")
        self.assertEqual(run.source("dhcp6")["status"], "found", str(run))

    def test_a_global_address_without_a_link_local_one_cannot_ask(self):
        self.lab.client.ip("address", "flush", "dev", "eth0", "scope", "link")
        self.lab.client.ip("address", "add", CLIENT_ULA, "dev", "eth0")
        server = ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = self.ask()
        self.assert_exit(run, 3)
        self.assertEqual(run.source("dhcp6")["status"], "not_tested")
        self.assertEqual(server.heard, [])

    def test_the_link_local_address_asks_also_when_others_are_there(self):
        self.lab.client.ip("address", "add", CLIENT_ULA, "dev", "eth0")
        server = ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = self.ask("--first")
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(run.report["interface"]["mode"], "ipv6")
        self.assertEqual({message.ip for message in server.heard}, {CLIENT_LINK_LOCAL})

    def test_a_full_run_without_any_address_of_the_network_finds_it(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = run_provtool(self.lab, "discover", "-i", "eth0", "--mac", PHONE_MAC, "--json")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(run.report["interface"]["mode"], "ipv6")


class PrivilegeTest(Dhcp6Test):
    def test_without_privilege_nothing_is_called_absent_and_the_way_out_is_named(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = self.ask(binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assert_exit(run, 3)
        self.assertIn("setcap cap_net_raw+ep", self.assert_finding(run, "host.no-privilege", "error")["hint"])
        self.assertEqual(run.source("dhcp6")["status"], "not_tested")


class SilenceTest(Dhcp6Test):
    lab_options = {**Dhcp6Test.lab_options, "noise": True}

    def test_nobody_answering_on_a_live_link_is_no_source(self):
        run = self.ask()
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp6")["status"], "no_answer")
        self.assertEqual(run.decision["outcome"], "none")
        self.assert_finding(run, "decision.no-source", "error")
        self.assertGreaterEqual(run.report["duration_ms"], 4990)
        self.assertLess(run.report["duration_ms"], 8000)  # the figure to hold is the benchmark's business

    def test_silence_beside_a_router_that_says_ask_is_told_as_such(self):
        self.assertIn("router", self.ask("--dhcp-timeout", "1").source("dhcp6")["reason"])

    def test_both_questions_are_repeated_to_the_end_of_the_window(self):
        server = ScriptedDhcp6(self.lab, lambda server, request: []).start()
        self.ask()
        for type in (INFORMATION_REQUEST, SOLICIT):
            self.assertGreaterEqual(server.heard_types().count(type), 2)

    def test_a_shorter_window_is_kept(self):
        started = time.monotonic()
        self.ask("--dhcp-timeout", "1.5")
        self.assertLess(time.monotonic() - started, 4)

    def test_the_first_answer_ends_a_run_that_wants_no_more(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = self.ask("--first")
        self.assert_winner(run, "dhcp6", URL)
        self.assertLess(run.report["duration_ms"], 500)


class SilentLinkTest(LabTest):
    def test_nothing_at_all_on_the_link_proves_nothing(self):
        self.lab.client.set_ipv6("eth0", accept_dad=0, disable_ipv6=0)
        run = self.discover(sources=("manual", "dhcp6"))
        self.assert_exit(run, 3)
        self.assert_finding(run, "host.silent-link", "warning")
        self.assertEqual(run.source("dhcp6")["status"], "not_tested")


class NotWantedTest(LabTest):
    lab_options = {"ipv6": True, "client_address": CLIENT_ADDRESS}

    def test_ipv4_only_leaves_dhcpv6_not_applicable(self):
        server = ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = run_provtool(self.lab, "discover", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--mode", "ipv4",
                           "--dhcp-timeout", "2", "--pnp-timeout", "1")
        self.assertEqual(run.source("dhcp6")["status"], "not_applicable", str(run))
        self.assertEqual(server.heard, [])

    def test_disabled_it_is_neither_asked_nor_reckoned_with(self):
        server = ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        run = run_provtool(self.lab, "discover", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--mode", "dual",
                           "--disable", "dhcp6", "--dhcp-timeout", "2", "--pnp-timeout", "1")
        self.assertEqual(run.source("dhcp6")["status"], "off", str(run))
        self.assertEqual(server.heard, [])


if __name__ == "__main__":
    main()
