"""SIP PnP and the host it is asked from: which interface, which port, which rights, and what runs beside it."""

import socket

from lab import (CLIENT_ADDRESS, LabTest, PHONE_MAC, Sniffer, main, provtool_copy, run_provtool, unprivileged,
                 wait_until)
from scripted_pnp import ScriptedPnp, by_the_book
from servers import Dnsmasq

URL = "http://prov.example.com/"
DHCP_URL = "http://dhcp.example.com/"
CLIENT_IP = CLIENT_ADDRESS.split("/")[0]


class TwoInterfacesTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def setUp(self):
        super().setUp()
        self.lab.add_network("eth1", "10.78.0.50/24", "10.78.0.1/24")
        self.responder = ScriptedPnp(self.lab, by_the_book(URL), index=1, address="10.78.0.1").start()

    def ask(self, interface, *arguments):
        return run_provtool(self.lab, "discover", "manual", "pnp", "-i", interface, "--mac", PHONE_MAC, "--json",
                            *arguments)

    def test_a_responder_behind_the_second_interface_is_found_there(self):
        run = self.ask("eth1", "--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assertEqual(run.source("pnp")["server"], "10.78.0.1")
        self.assertIn("10.78.0.50", self.responder.heard[0]["Via"])

    def test_on_the_first_interface_nobody_answers_and_the_reason_names_it(self):
        run = self.ask("eth0")
        self.assert_exit(run, 1)
        self.assertEqual(run.source("pnp")["status"], "no_answer")
        self.assertTrue("eth0" in run.source("pnp")["reason"] and "224.0.1.75:5060" in run.source("pnp")["reason"])
        self.assertEqual(self.responder.heard, [])

    def test_the_routing_table_does_not_decide_where_it_asks(self):
        self.lab.client.ip("route", "add", "default", "via", "10.77.0.1")
        self.lab.client.ip("route", "add", "224.0.0.0/4", "dev", "eth0")
        run = self.ask("eth1", "--first")
        self.assert_winner(run, "pnp", URL)


class NoRouteTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def test_a_host_without_any_default_route_asks_and_finds(self):
        self.assertNotIn("default", self.lab.client.ip("route"))
        ScriptedPnp(self.lab, by_the_book(URL)).start()
        run = self.discover("--first", sources=("pnp",))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)


class NoAddressTest(LabTest):
    lab_options = {"noise": True}

    def test_without_an_ipv4_address_it_is_not_tested_and_nothing_is_sent(self):
        sniffer = Sniffer(self.lab)
        run = self.discover(sources=("manual", "pnp"))
        self.assert_exit(run, 3)
        self.assertEqual(run.source("pnp")["status"], "not_tested")
        self.assertIn("no IPv4 address", run.source("pnp")["reason"])
        self.assertEqual(run.decision["outcome"], "undetermined")
        self.assertEqual(sniffer.sip_datagrams(), [])


class BusyPortTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def setUp(self):
        super().setUp()
        self.pbx = self.lab.client.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.lab.on_close(self.pbx.close)
        self.pbx.bind(("0.0.0.0", 5060))

    def test_silence_on_another_port_proves_nothing(self):
        run = self.discover("--pnp-timeout", "1", sources=("manual", "pnp"))
        self.assert_exit(run, 3)
        self.assertIn("5060", self.assert_finding(run, "pnp.port-busy", "warning")["message"])
        self.assertEqual(run.source("pnp")["status"], "not_tested")
        self.assertEqual(run.decision["outcome"], "undetermined")
        self.assertTrue(run.decision["to_settle"])
        self.assertNotEqual(run.report["asked"]["ports"]["pnp"], 5060)

    def test_a_notify_to_our_own_port_is_found(self):
        responder = ScriptedPnp(self.lab, by_the_book(URL)).start()
        run = self.discover(sources=("manual", "pnp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assert_finding(run, "pnp.port-busy", "warning")
        self.assert_no_finding(run, "host.firewall")
        self.assertNotEqual(responder.heard[0].source[1], 5060)
        self.assertTrue(responder.responses)

    def test_a_notify_that_always_goes_to_5060_is_seen_on_the_wire(self):
        ScriptedPnp(self.lab, self.always_to_5060).start()
        run = self.discover(sources=("manual", "pnp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assert_finding(run, "pnp.port-busy", "warning")
        self.assert_no_finding(run, "host.firewall")

    def test_an_ordinary_user_does_not_see_it_and_silence_proves_nothing(self):
        ScriptedPnp(self.lab, self.always_to_5060).start()
        run = self.discover("--pnp-timeout", "1", sources=("manual", "pnp"), binary=provtool_copy(self.lab),
                            wrapper=unprivileged)
        self.assert_exit(run, 3)
        self.assertEqual(run.source("pnp")["status"], "not_tested")

    @staticmethod
    def always_to_5060(server, request):
        server.send(server.notify(request, URL), (CLIENT_IP, 5060))
        return [server.ok(request)]


class BesideDhcpTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def setUp(self):
        super().setUp()
        Dnsmasq(self.lab, [f"--dhcp-option=160,{DHCP_URL}"]).start()

    def run_all(self, *arguments):
        return run_provtool(self.lab, "discover", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--settle", "0.5",
                            *arguments)

    def test_a_full_run_finds_both_and_pnp_wins(self):
        ScriptedPnp(self.lab, by_the_book(URL)).start()
        for arguments in ((), ("--mode", "ipv4")):
            with self.subTest(arguments):
                run = self.run_all(*arguments)
                self.assert_exit(run, 0)
                self.assert_winner(run, "pnp", URL)
                self.assertEqual(run.report["interface"]["mode"], "ipv4")
                self.assertEqual(run.source("dhcp160")["standing"], "outranked")
                self.assertEqual(run.source("redirect")["status"], "not_reached")

    def test_an_unusable_url_in_a_notify_falls_through_to_dhcp(self):
        ScriptedPnp(self.lab, by_the_book("gopher://prov.example.com/")).start()
        run = self.run_all("--mode", "ipv4", "--pnp-timeout", "2")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", DHCP_URL)
        self.assertEqual(run.source("pnp")["status"], "unusable")
        self.assert_finding(run, "url.scheme-unsupported", "warning")

    def test_a_response_without_a_notify_falls_through_to_dhcp(self):
        ScriptedPnp(self.lab, lambda server, request: [server.ok(request)]).start()
        run = self.run_all("--mode", "ipv4", "--pnp-timeout", "2")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", DHCP_URL)
        self.assertEqual(run.source("pnp")["status"], "empty")
        self.assert_finding(run, "pnp.no-notify", "warning")

    def test_a_responder_that_says_no_is_refused_and_dhcp_wins(self):
        ScriptedPnp(self.lab, lambda server, request: [server.ok(request, "401 Unauthorized")]).start()
        run = self.run_all("--mode", "ipv4", "--pnp-timeout", "2")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", DHCP_URL)
        self.assertEqual(run.source("pnp")["status"], "refused")
        self.assert_finding(run, "pnp.refused", "warning")


class PrivilegeTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def test_an_ordinary_user_finds_a_responder_by_the_udp_socket_alone(self):
        responder = ScriptedPnp(self.lab, by_the_book(URL)).start()
        run = self.discover(sources=("manual", "pnp"), binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assert_finding(run, "host.no-privilege", "info")
        wait_until(lambda: responder.responses, "the responder has its 200")


class TwoRespondersTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "servers": 2}

    def test_both_are_listed_and_the_first_valid_url_counts(self):
        ScriptedPnp(self.lab, by_the_book("nonsense://one.example.com/"), index=0).start()
        ScriptedPnp(self.lab, by_the_book(URL), index=1).start()
        run = self.discover(sources=("manual", "pnp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assertEqual(run.source("pnp")["server"], "10.77.0.2")
        responders = {responder["from"]: responder["url"] for responder in run.report["discovery"]["pnp_responders"]}
        self.assertEqual(responders, {"10.77.0.1:5060": "nonsense://one.example.com/", "10.77.0.2:5060": URL})
        self.assert_finding(run, "pnp.multiple-urls", "warning")


if __name__ == "__main__":
    main()
