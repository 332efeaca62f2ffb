"""Values that a server may put into its answer: unusable, empty, long, broken, hostile, secret."""

import dataclasses

from lab import LabTest, PHONE_MAC, main, run_provtool
from scripted_dhcp import Answer, ScriptedDhcp, split, usual

URL = "http://prov.example.com/"
GOOD159 = (159, b"https://prov159.example.com/")


class ScriptedTest(LabTest):
    def setUp(self):
        super().setUp()
        self.server = ScriptedDhcp(self.lab, usual()).start()

    def answers(self, *options):
        self.server.answer = usual(options)

    def offers(self, *options, **different):
        self.server.answer = lambda server, request: [server.offer(request, options, **different)]


class ValuesTest(ScriptedTest):
    def test_an_unusable_160_wins_and_is_an_error_while_159_is_not_tried(self):
        self.answers((160, b'"http://h/"'), GOOD159)
        run = self.discover()
        self.assert_exit(run, 1)
        self.assertEqual([run.decision[key] for key in ("outcome", "winner", "usable")], ["won", "dhcp160", False])
        self.assertEqual(run.statuses("dhcp160", "dhcp159"), ["unusable", "found"])
        self.assertEqual(run.source("dhcp159")["standing"], "outranked")
        self.assert_finding(run, "decision.winner-unusable", "error")
        self.assert_finding(run, "url.quoted", "error")

    def test_an_empty_160_falls_to_159(self):
        for what, value in (("no byte", b""), ("NULs", b"\0\0\0")):
            with self.subTest(what):
                self.answers((160, value), GOOD159)
                run = self.discover("--first")
                self.assert_exit(run, 0)
                self.assertEqual(run.source("dhcp160")["status"], "empty")
                self.assert_winner(run, "dhcp159", "https://prov159.example.com/")

    def test_a_long_value_in_several_parts_is_joined(self):
        url = URL + "x" * 300
        self.answers(*split(160, url.encode()))
        run = self.discover()
        self.assert_winner(run, "dhcp160", url)
        self.assert_finding(run, "dhcp4.option-split", "info")

    def test_the_same_url_twice_counts_once(self):
        self.answers((160, URL.encode()), (160, URL.encode()))
        run = self.discover()
        self.assert_winner(run, "dhcp160", URL)
        self.assert_finding(run, "dhcp4.option-duplicate", "warning")

    def test_an_address_as_four_bytes_is_named(self):
        self.answers((66, bytes([10, 77, 0, 1])))
        run = self.discover()
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp66")["status"], "unusable")
        self.assert_finding(run, "url.binary-address", "error")
        self.assert_finding(run, "dhcp4.option-binary", "warning")

    def test_a_port_set_in_159_is_no_url(self):
        self.answers((159, bytes([0, 6, 0x1C, 0x00])))
        run = self.discover()
        self.assert_exit(run, 1)
        self.assert_finding(run, "dhcp4.option-binary", "warning")
        self.assert_no_finding(run, "url.binary-address")

    def test_options_continue_in_the_file_field(self):
        self.offers((52, b"\1"), file=bytes([160, len(URL)]) + URL.encode() + b"\xff")
        run = self.discover()
        self.assert_winner(run, "dhcp160", URL)
        self.assert_finding(run, "dhcp4.option-overload", "info")

    def test_a_server_named_in_the_header_alone_is_no_source(self):
        self.offers(sname=b"10.77.0.1", file=b"phone.cfg")
        run = self.discover()
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp66")["status"], "empty")
        self.assert_finding(run, "dhcp4.server-in-header", "warning")

    def test_a_captive_portal_is_recognised(self):
        self.answers((160, URL.encode()), (114, URL.encode()))
        self.assert_finding(self.discover(), "dhcp4.captive-portal", "warning")


class BrokenPacketTest(ScriptedTest):
    def test_what_is_no_answer_to_us_is_counted_and_left_aside(self):
        def answer(server, request):
            if len(server.heard) > 1:  # the survey
                return []
            good = server.offer(request, [(160, URL.encode())])
            evil = server.offer(request, [(160, b"http://evil.example.com/")])
            return [
                dataclasses.replace(evil, xid=bytes(byte ^ 0xFF for byte in request.xid)),
                dataclasses.replace(evil, chaddr=bytes.fromhex("0080f0999999")),
                dataclasses.replace(evil, cookie=b"BAD!"),
                dataclasses.replace(evil, op=1),
                Answer(evil, payload=b"no DHCP at all"),
                good,
            ]

        self.server.answer = answer
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", URL)
        self.assertEqual(len(run.servers), 1)
        message = self.assert_finding(run, "dhcp4.ignored", "info")["message"]
        for word in ("5 packets", "xid", "another MAC", "cookie", "op code", "too short"):
            self.assertIn(word, message)

    def test_only_foreign_packets_are_no_answer(self):
        self.offers((160, URL.encode()), xid=b"\1\2\3\4")
        run = self.discover("--dhcp-timeout", "1.5")
        self.assert_exit(run, 3)  # such a short silence proves nothing
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assert_finding(run, "dhcp4.ignored", "info")

    def test_a_length_past_the_end_is_named_with_its_offset_and_what_stands_before_it_counts(self):
        self.offers((160, URL.encode()), tail=bytes([159, 200]) + b"http://cut")
        run = self.discover()
        self.assert_winner(run, "dhcp160", URL)
        self.assertRegex(self.assert_finding(run, "dhcp4.malformed", "warning")["message"], r"\d+")
        self.assertEqual(run.source("dhcp159")["status"], "not_tested")  # what was cut off may have been it

    def test_a_message_cut_anywhere_breaks_nothing(self):
        def answer(server, request):
            whole = server.offer(request, [(160, URL.encode())]).to_bytes()
            return [Answer(server.offer(request), payload=whole[:length]) for length in range(0, len(whole) - 1, 3)]

        self.server.answer = answer
        run = self.discover("--dhcp-timeout", "2")
        self.assertIn(run.code, (0, 1, 3), str(run))

    def test_a_message_without_an_end_still_counts(self):
        self.offers((160, URL.encode()), tail=b"")
        run = self.discover()
        self.assert_winner(run, "dhcp160", URL)
        self.assert_finding(run, "dhcp4.malformed", "warning")


HOSTILE = {
    "a colour sequence": b"http://h/\x1b[31mred",
    "a window title": b"http://h/\x1b]0;owned\x07",
    "a C1 control as UTF-8": b"http://h/\xc2\x9b31m",
    "a C1 control as one byte": b"http://h/\x9b31m",
    "a line end": b"http://h/\r\nWinner  forged line",
    "text turned around": "http://h/\u202egfc.exe".encode(),
    "an isolate": "http://h/\u2066gfc\u2069".encode(),
    "no UTF-8": b"http://h/\xff\xfe\x80",
    "a NUL in the middle": b"http://h/\0evil",
    "a delete": b"http://h/\x7f",
}


class HostileTextTest(ScriptedTest):
    """run_provtool refuses every raw control byte by itself; here is what must be there instead."""

    def text(self):
        return run_provtool(self.lab, "discover", "manual", "dhcp", "-i", "eth0", "--mac", PHONE_MAC, "--first", "-v")

    def test_control_characters_are_escaped_and_their_bytes_shown_as_hex(self):
        for what, value in HOSTILE.items():
            with self.subTest(what):
                self.answers((160, value))
                run = self.discover("--first")
                self.assert_exit(run, 1)
                self.assertEqual(run.source("dhcp160")["status"], "unusable")
                self.assertEqual(bytes.fromhex(run.source("dhcp160")["raw_hex"]), value)

    def test_one_value_stays_one_line_of_text(self):
        for what, value in HOSTILE.items():
            with self.subTest(what):
                self.answers((160, value))
                run = self.text()
                self.assert_exit(run, 1)
                self.assertNotRegex(run.stdout.decode(), r"(?m)^Winner +forged")

    def test_every_other_place_for_text_is_cleaned_too(self):
        evil = b"\x1b[2J\r\nforged\x9b"
        self.offers(*[(code, evil) for code in (12, 15, 17, 43, 56, 60, 66, 67, 114, 159, 160)], sname=evil, file=evil)
        self.assert_exit(self.discover("--first"), 1)
        self.assertNotRegex(self.text().stdout.decode(), r"(?m)^forged")


class SecretsTest(ScriptedTest):
    def setUp(self):
        super().setUp()
        self.answers((160, b"http://user:invented-secret@10.77.0.1/"), (159, b"https://h/p?token=invented-secret"))

    def runs(self, *arguments):
        line = ("discover", "manual", "dhcp", "-i", "eth0", "--mac", PHONE_MAC, "--first", *arguments)
        return [run_provtool(self.lab, *line, *more) for more in ((), ("-v",), ("--json",), ("--json", "-v"))]

    def assert_silent(self, run, secret="invented-secret"):
        everything = (run.stdout + run.stderr).decode().lower()
        self.assertNotIn(secret, everything)
        self.assertNotIn(secret.encode().hex(), everything.replace(" ", "").replace(":", ""))

    def test_a_password_from_the_network_appears_nowhere(self):
        for run in self.runs():
            self.assert_silent(run)
            self.assertIn(b"***", run.stdout)
        source = self.discover("--first").source("dhcp160")
        self.assertTrue(source["redacted"])
        self.assertNotIn("raw_hex", source)

    def test_a_password_from_the_command_line_appears_nowhere(self):
        for run in self.runs("--manual-url", "http://me:another-secret@h/"):
            self.assert_silent(run, "another-secret")

    def test_secrets_are_shown_on_demand(self):
        for run in self.runs("--show-secrets"):
            self.assertIn(b"invented-secret", run.stdout)

    def test_a_password_in_clear_is_warned_about(self):
        self.assert_finding(self.discover("--first"), "url.credentials-in-clear", "warning")


if __name__ == "__main__":
    main()
