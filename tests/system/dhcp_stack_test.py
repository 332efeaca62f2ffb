"""What a phone's stack makes of an answer: room, lease time, the way to the URL's host, who may be silent."""

import socket

from lab import CLIENT_ADDRESS, LabTest, main
from scripted_dhcp import ScriptedDhcp, usual
from servers import Dnsmasq, Kea

URL = "http://10.77.0.9/utg/x.cfg"
TOKEN = "T" * 150
LONG_160 = f"https://prov.example.com/utg/x.cfg?sig={TOKEN}"
TAKE_LEASE = ("--dhcp-exchange", "ack", "--take-lease")


class RoomTest(LabTest):
    def test_what_dnsmasq_left_out_for_want_of_room_is_not_called_absent(self):
        server = Dnsmasq(self.lab, [f"--dhcp-option=160,{LONG_160}",
                                    f"--dhcp-option=159,https://b.example.com/p/x.cfg?sig={TOKEN}",
                                    f"--dhcp-option=66,https://old.example.com/tftp?sig={TOKEN}"]).start()
        run = self.discover()
        self.assertIn("no space left in packet", server.log)
        self.assert_exit(run, 3)
        self.assertEqual(run.decision["outcome"], "undetermined")
        self.assertIn("--max-message-size 1472", run.decision["to_settle"])
        self.assert_finding(run, "dhcp4.answer-full", "warning")

        run = self.discover("--max-message-size", "1472", "--show-secrets")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", LONG_160)
        self.assert_no_finding(run, "dhcp4.answer-full")
        self.assertEqual(run.report["asked"]["max_message_size"], 1472)

    def test_an_answer_of_896_bytes_that_nobody_asked_for_is_told(self):
        padding = [(200, b"x" * 255), (200, b"y" * 255), (200, b"z" * 62)]
        ScriptedDhcp(self.lab, usual([(160, URL.encode()), *padding])).start()
        self.assertIn("896", self.assert_finding(self.discover(), "dhcp4.answer-too-large", "warning")["message"])
        self.assert_no_finding(self.discover("--max-message-size", "1472"), "dhcp4.answer-too-large")

    def test_an_option_of_length_0_is_passed_over_and_told(self):
        options = [{"code": 160, "csv-format": False, "data": URL.encode().hex()},
                   {"name": "tftp-server-name", "data": "http://10.77.0.9/utg/"}]
        Kea(self.lab, {"option-def": [{"name": "prov", "code": 160, "type": "empty", "space": "dhcp4"}],
                       "option-data": options}).start()
        run = self.discover()
        self.assertEqual(run.source("dhcp160")["status"], "empty")
        self.assert_winner(run, "dhcp66", "http://10.77.0.9/utg/")
        self.assertIn("160", self.assert_finding(run, "dhcp4.option-empty", "warning")["message"])


class WayToTheHostTest(LabTest):
    def test_a_host_outside_the_subnet_without_a_router(self):
        Dnsmasq(self.lab, ["--dhcp-option=3", "--dhcp-option=160,http://198.51.100.9/utg/x.cfg"]).start()
        run = self.discover()
        self.assert_winner(run, "dhcp160", "http://198.51.100.9/utg/x.cfg")
        self.assertIn("198.51.100.9", self.assert_finding(run, "dhcp4.no-router", "warning")["message"])

    def test_a_name_without_a_dns_server(self):
        Dnsmasq(self.lab, ["--dhcp-option=6", "--dhcp-option=66,provserver"]).start()
        run = self.discover()
        self.assert_winner(run, "dhcp66", "provserver")
        self.assertIn("provserver", self.assert_finding(run, "dhcp4.no-dns", "warning")["message"])

    def test_a_server_inside_the_subnet_needs_neither(self):
        Dnsmasq(self.lab, ["--dhcp-option=3", "--dhcp-option=6", f"--dhcp-option=160,{URL}"]).start()
        run = self.discover()
        self.assert_winner(run, "dhcp160", URL)
        for finding in ("dhcp4.no-router", "dhcp4.no-dns", "dhcp4.lease-time", "dhcp4.answer-full"):
            self.assert_no_finding(run, finding)


class TwoServersTest(LabTest):
    lab_options = {"servers": 2}

    def test_nothing_is_held_against_the_server_that_was_not_chosen(self):
        for namespace in self.lab.servers:
            Dnsmasq(self.lab, [f"--dhcp-option=160,{URL}"], namespace=namespace).start()
        run = self.discover(*TAKE_LEASE)
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", URL)
        for finding in ("dhcp4.no-ack", "dhcp4.offer-only", "dhcp4.nak"):
            self.assert_no_finding(run, finding)


class InformTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def test_a_server_that_ignores_an_inform_proves_nothing(self):
        """As the one of systemd-networkd does."""
        self.lab.make_noise()
        answer = usual([(160, URL.encode()), (3, socket.inet_aton("10.77.0.1"))])
        ScriptedDhcp(self.lab, lambda server, request: answer(server, request) if request.type == 1 else []).start()
        run = self.discover("--dhcp-exchange", "inform")
        self.assert_exit(run, 3)
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assertIn("--dhcp-exchange offer", run.decision["to_settle"])


if __name__ == "__main__":
    main()
