"""The DHCP exchanges, and how servers react to them: offer, inform, ack, NAK, filters, unanswered questions."""

import re
import socket

from lab import CLIENT_ADDRESS, CLIENT_MAC, LabTest, PHONE_MAC, main, run_provtool, wait_until
from scripted_dhcp import DISCOVER, INFORM, NAK, RELEASE, REQUEST, Answer, ScriptedDhcp, usual

URL = "http://prov.example.com/"
ONLY_ACK = usual(options=[], ack_options=[(160, URL.encode())])
TAKE_LEASE = ("--dhcp-exchange", "ack", "--take-lease")


class ExchangeTest(LabTest):
    def server(self, answer):
        return ScriptedDhcp(self.lab, answer).start()

    def test_options_that_come_only_in_the_ack_are_missed_by_an_offer_and_found_by_an_ack(self):
        server = self.server(ONLY_ACK)
        by_offer = self.discover()
        self.assert_exit(by_offer, 1)
        self.assertEqual(by_offer.source("dhcp160")["status"], "empty")
        self.assertEqual(set(server.heard_types()), {DISCOVER})

        by_ack = self.discover(*TAKE_LEASE)
        self.assert_exit(by_ack, 0)
        self.assert_winner(by_ack, "dhcp160", URL)
        self.assert_finding(by_ack, "dhcp4.offer-ack-differ", "warning")

    def test_the_ack_outranks_an_offer_that_says_otherwise(self):
        self.server(usual([(160, b"http://offer.example.com/")], [(160, b"http://ack.example.com/")]))
        run = self.discover(*TAKE_LEASE)
        self.assert_winner(run, "dhcp160", "http://ack.example.com/")
        self.assert_finding(run, "dhcp4.offer-ack-differ", "warning")

    def test_a_request_asks_for_no_lease_time_and_names_no_host(self):
        server = self.server(ONLY_ACK)
        self.discover(*TAKE_LEASE)
        [request] = [message for message in server.heard if message.type == REQUEST]
        self.assertFalse({51, 12, 81} & {code for code, _ in request.options})
        self.assertEqual(request.option(50), socket.inet_aton("10.77.0.100"))
        self.assertEqual(request.option(54), socket.inet_aton("10.77.0.1"))
        self.assertEqual(request.chaddr.hex().upper(), PHONE_MAC)

    def test_the_lease_of_a_phone_is_kept_and_named_in_the_report(self):
        server = self.server(ONLY_ACK)
        run = self.discover(*TAKE_LEASE)
        self.assertNotIn(RELEASE, server.heard_types())
        self.assertEqual(run.servers[0]["offered_address"], "10.77.0.100")
        self.assertRegex(run.stdout.decode(), r"10\.77\.0\.100.*10\.77\.0\.1.*(3600|1 h)")

    def test_the_lease_of_a_random_mac_is_released(self):
        server = self.server(ONLY_ACK)
        self.assert_exit(self.discover(*TAKE_LEASE, mac="random"), 0)
        release = wait_until(lambda: next((m for m in server.heard if m.type == RELEASE), None), "a RELEASE arrived")
        self.assertEqual(release.ciaddr, "10.77.0.100")
        self.assertEqual(release.option(54), socket.inet_aton("10.77.0.1"))
        self.assertEqual(release.chaddr[0] & 0x03, 0x02, "a random MAC is locally administered and no group address")
        self.assertEqual(len({message.chaddr for message in server.heard}), 1)

    def test_an_ack_without_take_lease_is_a_usage_error(self):
        run = self.discover("--dhcp-exchange", "ack")
        self.assert_exit(run, 2)
        self.assertIn(b"--take-lease", run.stderr)

    def test_a_nak_is_named(self):
        def answer(server, request):
            if request.type == DISCOVER:
                return [server.offer(request, [(160, URL.encode())])]
            return [server.reply(request, NAK, [(56, b"address not available")])]

        self.server(answer)
        run = self.discover(*TAKE_LEASE)
        self.assertIn("address not available", self.assert_finding(run, "dhcp4.nak", "warning")["message"])
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["refused"] * 3)
        self.assertEqual(run.decision["outcome"], "none")

    def test_a_request_that_nobody_answers_leaves_the_options_open(self):
        self.server(lambda server, request: usual([(160, URL.encode())])(server, request) if request.type == 1 else [])
        run = self.discover(*TAKE_LEASE)
        self.assert_exit(run, 3)
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assert_finding(run, "dhcp4.no-ack", "warning")

    def test_a_filter_on_the_mac_is_told_from_a_missing_server(self):
        own = bytes.fromhex(CLIENT_MAC.replace(":", ""))
        offer = usual([(160, URL.encode())])
        server = self.server(lambda server, request: offer(server, request) if request.chaddr == own else [])
        run = self.discover()
        self.assert_exit(run, 3)
        self.assert_finding(run, "dhcp4.mac-filtered", "warning")
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assertEqual(run.decision["outcome"], "undetermined")
        phone_xids, own_xids = ({m.xid for m in server.heard if (m.chaddr == own) is ours} for ours in (False, True))
        self.assertEqual((len(phone_xids), len(own_xids)), (1, 1))
        self.assertNotEqual(phone_xids, own_xids)

    def test_an_answer_sent_to_the_phones_mac_against_the_broadcast_flag_is_heard(self):
        def answer(server, request):
            return [Answer(server.offer(request, [(160, URL.encode())]), to_mac=request.chaddr, to_ip="10.77.0.100")]

        self.server(answer)
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", URL)

    def test_a_lost_question_is_repeated_with_the_same_xid(self):
        def answer(server, request):
            return usual([(160, URL.encode())])(server, request) if len(server.heard) > 1 else []

        server = self.server(answer)
        run = self.discover("--dhcp-timeout", "8")
        self.assert_exit(run, 0)
        phone = [m for m in server.heard if m.chaddr.hex().upper() == PHONE_MAC]
        self.assertGreaterEqual(len(phone), 2)
        self.assertEqual(phone[0].xid, phone[1].xid)  # the survey follows, with its own

    def test_an_inform_needs_an_address(self):
        run = self.discover("--dhcp-exchange", "inform")
        self.assert_exit(run, 3)
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assertRegex(run.source("dhcp160")["reason"], re.compile("address", re.I))

    def test_a_dry_run_tells_what_it_would_send_and_sends_nothing(self):
        server = self.server(ONLY_ACK)
        run = run_provtool(self.lab, "discover", "manual", "dhcp", "-i", "eth0", "--mac", PHONE_MAC, "--dry-run")
        self.assert_exit(run, 0)
        self.assertIn(b"DISCOVER", run.stdout.upper())
        self.assertEqual(server.heard, [])


class ExchangeOfAHostWithAnAddressTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def test_an_address_of_this_host_is_never_requested(self):
        def answer(server, request):
            return [server.offer(request, [(160, URL.encode())], yiaddr="10.77.0.50")]

        server = ScriptedDhcp(self.lab, answer).start()
        run = self.discover(*TAKE_LEASE)
        self.assert_exit(run, 3)
        self.assertNotIn(REQUEST, server.heard_types())
        self.assertIn("10.77.0.50", run.stdout.decode() + run.stderr.decode())

    def test_an_inform_carries_the_hosts_address_and_its_answer_is_shown(self):
        server = ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()
        run = self.discover("--dhcp-exchange", "inform")
        self.assert_exit(run, 0)
        informs = [message for message in server.heard if message.type == INFORM]
        self.assertEqual({message.ciaddr for message in informs}, {"10.77.0.50"})
        self.assertIn("inform", [server["exchange"] for server in run.servers])
        self.assert_winner(run, "dhcp160", URL)


if __name__ == "__main__":
    main()
