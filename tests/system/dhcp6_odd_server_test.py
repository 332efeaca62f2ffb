"""DHCPv6 servers in the field: some answer only one of two questions, some refuse and help, some come in crowds."""

import dataclasses
import itertools
import struct

from lab import PHONE_MAC, main, run_provtool
from scripted_dhcp6 import (IA_NA, INFORMATION_REQUEST, NO_ADDRS_AVAIL, SERVER_ID, SOLICIT, ScriptedDhcp6Test, duid_ll,
                            only, status, url_option, usual, vendor_information)

URL = "http://prov.example.com/"
OTHER_URL = "http://other.example.com/"


class OddServerTest(ScriptedDhcp6Test):
    def test_a_server_that_answers_solicit_only_is_found_and_named(self):
        self.server.answer = only(SOLICIT, usual(url_option(URL)))
        run = self.ask(settle="1.5")  # three unanswered INFORMATION-REQUESTs prove that it knows none
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.solicit-needed", "info")
        self.assert_finding(run, "dhcp6.advertise-only", "info")
        self.assertEqual(self.servers6(run)[0]["exchange"], "advertise")

    def test_a_server_that_answers_only_the_second_solicit_is_found(self):
        solicits = itertools.count(1)
        run = self.ask_of(only(SOLICIT, lambda server, request: (
            [server.reply(request, [url_option(URL)])] if next(solicits) == 2 else [])))
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)

    def test_no_solicit_is_sent_when_the_information_request_is_answered(self):
        self.assert_winner(self.ask_of(usual(url_option(URL))), "dhcp6", URL)
        self.assertEqual(set(self.server.heard_types()), {INFORMATION_REQUEST})

    def test_nothing_but_questions_is_ever_sent(self):
        address = (IA_NA, bytes(12) + struct.pack("!HH16sII", 5, 24, bytes(16), 3600, 3600))
        self.ask_of(only(SOLICIT, usual(address, url_option(URL))))
        self.assertEqual(set(self.server.heard_types()), {INFORMATION_REQUEST, SOLICIT})

    def test_options_beside_a_status_count(self):
        for where, option in (("message", status(NO_ADDRS_AVAIL, "no address")),
                              ("IA_NA", (IA_NA, bytes(12) + struct.pack("!HHH", 13, 2, NO_ADDRS_AVAIL)))):
            with self.subTest(where):
                run = self.ask_of(only(SOLICIT, usual(option, url_option(URL))))
                self.assert_exit(run, 0)
                self.assert_winner(run, "dhcp6", URL)

    def test_a_status_alone_is_an_answer_without_a_url(self):
        run = self.ask_of(usual(status(1, "\x1b[31mgo away\x07")))
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp6")["status"], "empty")

    def test_of_several_instances_the_expected_enterprise_counts(self):
        run = self.ask_of(usual(url_option(OTHER_URL, enterprise=9999), url_option(URL),
                                vendor_information((2, b"x"), enterprise=311)), "--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)

    def test_sub_option_1_in_a_second_instance_of_the_enterprise_is_found(self):
        run = self.ask_of(usual(vendor_information((2, b"x")), url_option(URL)), "--first")
        self.assert_winner(run, "dhcp6", URL)

    def test_an_answer_from_a_global_address_counts(self):
        run = self.ask_of(lambda server, request: [
            dataclasses.replace(server.reply(request, [url_option(URL)]), from_ip="2001:db8:77::1")], "--first")
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(self.servers6(run)[0]["from"], "2001:db8:77::1")

    def test_a_reply_outranks_the_advertise_of_the_same_server(self):
        questions = []

        def answer(server, request):
            questions.append(request)
            if request.type == SOLICIT:
                return [server.reply(request, [url_option(OTHER_URL)]),
                        server.reply(questions[0], [url_option(URL)])]
            return []

        run = self.ask_of(answer)
        self.assert_winner(run, "dhcp6", URL)
        [server] = self.servers6(run)
        self.assertEqual(server["exchange"], "reply")

    def test_repetitions_of_one_server_count_once(self):
        run = self.ask_of(lambda server, request: 5 * [server.reply(request, [url_option(URL)])])
        self.assertEqual(len(self.servers6(run)), 1)
        self.assert_no_finding(run, "dhcp6.multiple-servers")


class ManyServersTest(ScriptedDhcp6Test):
    def crowd(self, server, request):
        for number in range(100):
            mac = bytes.fromhex("00005e0054") + bytes([number])
            message = server.message(request).without(SERVER_ID)
            message.options += [(SERVER_ID, duid_ll(mac)), url_option(f"http://prov{number}.example.com/")]
            yield server.frame(message, from_mac=mac, from_ip=f"fe80::200:5eff:fe00:54{number:02x}")

    def test_a_hundred_servers_are_survived_and_contend(self):
        run = self.ask_of(self.crowd)
        self.assert_exit(run, 1)
        self.assertEqual(run.decision["outcome"], "contested")
        self.assertEqual(run.decision["contenders"][0]["url"], "http://prov0.example.com/")
        self.assertEqual(run.source("dhcp6")["url"], "http://prov0.example.com/")
        self.assert_finding(run, "dhcp6.multiple-servers", "warning")
        self.assertLess(run.report["duration_ms"], 6000)
        self.assertLess(len(run.stdout), 200_000)

    def test_the_text_stays_readable(self):
        self.server.answer = self.crowd
        run = run_provtool(self.lab, "discover", "manual", "dhcp6", "-i", "eth0", "--mac", PHONE_MAC)
        self.assert_exit(run, 1)
        self.assertLess(len(run.stdout.splitlines()), 60)
        self.assertLess(max(map(len, run.stdout.splitlines())), 3000)

    def test_a_flood_that_does_not_end_does_not_keep_it_running(self):
        numbers = itertools.count()

        def flood():
            if not self.server.heard:
                return
            duid = duid_ll(struct.pack("!HI", 2, next(numbers)))
            message = self.server.message(self.server.heard[0], [url_option(URL)]).without(SERVER_ID)
            message.options.append((SERVER_ID, duid))
            self.server.send(self.server.frame(message))

        self.lab.repeat(flood, every=0)
        run = self.ask_of(usual(url_option(URL)), "--dhcp-timeout", "2")
        self.assert_winner(run, "dhcp6", URL)
        self.assertLess(run.report["duration_ms"], 4000)
        self.assertLess(len(run.stdout), 2_000_000)


if __name__ == "__main__":
    main()
