"""What DHCPv6 servers should not send: broken options, answers to somebody else, junk."""

import dataclasses
import random
import struct

from lab import PHONE_MAC, main, run_provtool
from scripted_dhcp6 import (ADVERTISE, CLIENT_ID, IA_NA, RELAY_REPLY, REPLY, SERVER_ID, SOLICIT, ScriptedDhcp6Test,
                            VENDOR_INFORMATION, duid_ll, status, url_option, usual)
from support.junk import JUNK

URL = "http://prov.example.com/"
OTHER_URL = "http://other.example.com/"
ANOTHER_DUID = duid_ll(bytes.fromhex("0080f0654321"))


class BrokenOptionTest(ScriptedDhcp6Test):
    def broken(self, tail=b"", options=()):
        """An answer that breaks off after its options."""
        return lambda server, request: [server.reply(request, options, tail=tail)]

    def assert_found_and_named(self, run):
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.malformed", "warning")

    def test_what_stands_before_a_break_counts_and_the_break_is_named_with_its_offset(self):
        tails = {"a length past the end": b"\x00\x18\xff\xff\x00", "half a head": b"\x00\x18\x00", "one byte": b"\x01"}
        for name, tail in tails.items():
            with self.subTest(name):
                run = self.ask_of(self.broken(tail, [url_option(URL)]), "--first")
                self.assert_found_and_named(run)
                offset = 4 + 2 * (4 + 10) + 4 + 4 + 4 + len(URL)
                self.assertIn(str(offset), run.finding("dhcp6.malformed")["message"])

    def test_an_option_17_that_is_cut_off_yields_nothing(self):
        run = self.ask_of(self.broken(struct.pack("!HHI", 17, 100, 258) + b"\0\1\0\x18http://prov"))
        self.assert_exit(run, 1)
        self.assertNotIn(run.source("dhcp6")["status"], ("found", "unusable"))
        self.assert_finding(run, "dhcp6.malformed", "warning")

    def test_a_sub_option_longer_than_its_option_yields_nothing_and_is_named(self):
        value = struct.pack("!IHH", 258, 1, 200) + URL.encode()
        run = self.ask_of(usual((VENDOR_INFORMATION, value), (23, 16 * b"\1")))
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp6")["status"], "empty")
        self.assert_finding(run, "dhcp6.malformed", "warning")

    def test_a_sub_option_before_a_broken_one_counts(self):
        code, value = url_option(URL)
        run = self.ask_of(usual((code, value + b"\0\2\0\x09x")), "--first")
        self.assert_found_and_named(run)

    def test_an_option_17_without_an_enterprise_number_is_named(self):
        run = self.ask_of(usual((VENDOR_INFORMATION, b"\0\0\1"), url_option(URL)), "--first")
        self.assert_found_and_named(run)

    def test_an_ia_na_full_of_nonsense_does_not_hide_the_url(self):
        for value in (b"", b"\0", 12 * b"\xff" + b"\0\5\0\x18\0", 12 * b"\0" + b"\0\x0d\0\1\0"):
            with self.subTest(value.hex()):
                run = self.ask_of(usual((IA_NA, value), url_option(URL)), "--first")
                self.assert_found_and_named(run)

    def test_empty_values_are_no_url(self):
        for value in (b"", b"\0", b"\0\0\0\0"):
            with self.subTest(value):
                run = self.ask_of(usual(url_option(value)))
                self.assert_exit(run, 1)
                self.assertEqual(run.source("dhcp6")["status"], "empty")

    def test_an_unusable_value_wins_all_the_same(self):
        run = self.ask_of(usual(url_option("gopher://prov.example.com/")), "--first")
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp6")["status"], "unusable")
        self.assertEqual((run.decision["winner"], run.decision["usable"]), ("dhcp6", False))
        self.assert_finding(run, "decision.winner-unusable", "error")

    def test_messages_cut_off_at_every_byte_are_survived(self):
        whole = []

        def cut(server, request):
            whole.append(server.message(request, [url_option(URL)]))
            payload = whole[-1].to_bytes()
            return [server.frame(whole[-1], payload=payload[:length]) for length in range(len(payload))]

        run = self.ask_of(cut)
        self.assertNotEqual(run.source("dhcp6")["status"], "found", str(run))
        self.assertTrue(whole)


class NotOursTest(ScriptedDhcp6Test):
    """None of these is an answer to what was asked, and the server behind it is the only one."""

    def assert_ignored(self, change):
        """The change gets the server, a right message with a URL, and returns a frame."""
        run = self.ask_of(lambda server, request: [change(server, server.message(request, [url_option(URL)]))],
                          "--dhcp-timeout", "1.5")  # long enough for a Solicit
        self.assert_exit(run, 3)  # such a short silence proves nothing
        self.assertEqual(run.source("dhcp6")["status"], "not_tested", str(run))
        return self.assert_finding(run, "dhcp6.ignored", "info")

    def test_another_transaction_is_none_of_ours(self):
        self.assert_ignored(lambda server, message: server.frame(
            dataclasses.replace(message, transaction_id=bytes(byte ^ 0xFF for byte in message.transaction_id))))

    def test_another_clients_duid_is_none_of_ours(self):
        def for_another(server, message):
            message = message.without(CLIENT_ID)
            message.options.append((CLIENT_ID, ANOTHER_DUID))
            return server.frame(message)

        self.assert_ignored(for_another)

    def test_an_answer_without_server_identifier_is_discarded(self):
        self.assert_ignored(lambda server, message: server.frame(message.without(SERVER_ID)))

    def test_an_answer_to_another_port_is_discarded(self):
        self.assert_ignored(lambda server, message: server.frame(message, to_port=547))

    def test_a_message_between_relay_and_server_is_discarded(self):
        self.assert_ignored(lambda server, message: server.frame(dataclasses.replace(message, type=RELAY_REPLY)))

    def test_a_question_is_no_answer(self):
        self.assert_ignored(lambda server, message: server.frame(dataclasses.replace(message, type=SOLICIT)))

    def test_a_datagram_with_a_wrong_checksum_yields_nothing(self):
        run = self.ask_of(lambda server, request: [
            dataclasses.replace(server.reply(request, [url_option(URL)]), spoilt=True)], "--dhcp-timeout", "1.5")
        self.assertEqual(run.source("dhcp6")["status"], "not_tested")

    def test_an_answer_without_the_client_identifier_that_was_sent_is_discarded(self):
        self.assert_ignored(lambda server, message: server.frame(message.without(CLIENT_ID)))

    def test_what_is_ignored_hides_no_right_answer(self):
        def answer(server, request):
            right = server.message(request, [url_option(URL)])
            wrong = server.message(request, [url_option(OTHER_URL)])
            return [server.frame(wrong.without(SERVER_ID)),
                    server.frame(dataclasses.replace(wrong, transaction_id=b"\1\2\3")), server.frame(right)]

        run = self.ask_of(answer)
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.ignored", "info")
        self.assertEqual(len(self.servers6(run)), 1)


class JunkTest(ScriptedDhcp6Test):
    """Control characters reach no stream raw: every run of the lab is checked for that."""

    JUNK = JUNK | {"a full frame": b"http://prov.example.com/" + 1300 * b"x"}

    def test_junk_in_a_value_stays_one_clean_value(self):
        for name, value in self.JUNK.items():
            with self.subTest(name):
                run = self.ask_of(usual(url_option(value)), "--first")
                self.assertIn(run.source("dhcp6")["status"], ("unusable", "found"), str(run))
                self.assertIn("prov.example.com", run.source("dhcp6")["raw"])

    def test_junk_stays_clean_in_text_too(self):
        for name, value in self.JUNK.items():
            with self.subTest(name):
                self.server.answer = usual(url_option(value), status(5, "\x1b[31mno\r\nWinner: me"))
                run = run_provtool(self.lab, "discover", "manual", "dhcp6", "-i", "eth0", "--mac", PHONE_MAC, "--first")
                self.assertNotIn(b"\nWinner: ", run.stdout)

    def test_a_secret_in_the_url_is_masked(self):
        run = self.ask_of(usual(url_option("http://phone:hunter2@prov.example.com/")), "--first")
        self.assert_exit(run, 0)
        self.assertNotIn(b"hunter2", run.stdout + run.stderr)
        self.assertNotIn(b"hunter2".hex().encode(), run.stdout)
        self.assertTrue(run.source("dhcp6")["redacted"])

    def test_garbage_is_counted_and_hides_nothing(self):
        generator = random.Random(8415)

        def answer(server, request):
            message = server.message(request, [url_option(URL)])
            head = message.to_bytes()[:4]
            garbage = [b"", b"\7", head[:3], bytes([254]) + head[1:], 1400 * b"\xff"]
            garbage += [generator.randbytes(generator.randrange(1, 1400)) for _ in range(40)]
            garbage += [bytes([generator.choice((ADVERTISE, REPLY))]) + head[1:] + generator.randbytes(200)
                        for _ in range(40)]
            return [*(server.frame(message, payload=payload) for payload in garbage), server.frame(message)]

        run = self.ask_of(answer)
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.ignored", "info")


if __name__ == "__main__":
    main()
