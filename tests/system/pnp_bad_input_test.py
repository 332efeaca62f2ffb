"""What SIP PnP responders should not send: floods, giants, requests that are none of ours, junk in every field."""

import os
import random

from lab import PHONE_MAC, main, require_program, run_provtool, wait_until
from scripted_pnp import PnpTest, by_the_book, message, once
from support.junk import JUNK

URL = "http://prov.example.com/"
CLIENT = ("10.77.0.50", 5060)
FLOOD = 2000
MOST_ANSWERED = 64


class FloodTest(PnpTest):
    def measured(self, answer):
        """A run and its peak memory in kB; without the blocks that the address sanitizer keeps back on purpose."""
        program, path = require_program("time"), self.lab.directory / "memory"
        environment = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1"}
        run = self.ask(answer, env=environment, wrapper=lambda *line: [program, "-f", "%M", "-o", str(path), *line])
        return run, int(path.read_text().split()[-1])

    def test_a_flood_of_notifies_costs_neither_memory_nor_time_nor_output(self):
        def flood(server, request):
            yield server.ok(request)
            for number in range(FLOOD):
                yield server.notify(request, f"{URL}{number}", Call_ID=f"flood-{number}")

        _, memory_of_one = self.measured(by_the_book(URL))
        run, memory = self.measured(flood)
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", f"{URL}0")
        self.assertLess(run.report["duration_ms"], 5000)
        self.assertLess(len(run.stdout), 100_000)
        self.assertGreater(len(self.our_responses()), 1)
        self.assertLessEqual(len(self.our_responses()), MOST_ANSWERED)
        self.assert_finding(run, "pnp.multiple-urls", "warning")
        self.assertLess(memory, 1.5 * memory_of_one)

    def test_a_flood_that_does_not_end_does_not_keep_it_running(self):
        server = self.server
        self.lab.repeat(lambda: server.heard and server.send(server.notify(server.heard[0], URL), CLIENT), every=0)
        run = self.ask(by_the_book(URL), "--pnp-timeout", "1.5")
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assertLess(run.report["duration_ms"], 2000)


class GiantTest(PnpTest):
    """60 kB travel in fragments, which the kernel puts together for the UDP socket, and provtool for the packet socket."""

    def test_a_body_of_60_kb_is_no_url_and_said_to_be_too_long(self):
        run = self.ask(lambda server, request: [server.ok(request), server.notify(request, URL + 60_000 * "x")],
                       "--pnp-timeout", "1")
        self.assertEqual(run.source("pnp")["status"], "empty")
        self.assertIn("longer than any URL", self.assert_finding(run, "pnp.notify-without-url", "warning")["message"])
        self.assertLess(len(run.stdout), 10_000)
        self.assert_no_finding(run, "host.firewall")
        wait_until(self.our_responses, "it is answered all the same")

    def test_a_giant_that_is_none_of_ours_leaves_silence_what_it_is(self):
        run = self.ask(lambda server, request: [
            server.notify(request, 60_000 * "x", CSeq="7 INVITE").replace(b"NOTIFY", b"INVITE", 1)],
            "--pnp-timeout", "1")
        self.assertEqual(run.source("pnp")["status"], "not_tested")  # which a second of silence would be, too
        self.assertIn("INVITE", self.assert_finding(run, "pnp.ignored", "info")["message"])

    def test_a_url_in_a_message_of_60_kb_counts(self):
        padding = {f"X-Padding-{number}": 1000 * "x" for number in range(59)}
        run = self.ask(lambda server, request: [server.notify(request, URL, **padding)], "--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assert_no_finding(run, "host.firewall")

    def test_a_header_without_an_end_is_survived(self):
        endless = b"NOTIFY sip:x SIP/2.0\r\nVia: " + 60_000 * b"x"
        run = self.ask(lambda server, request: [endless, server.notify(request, URL)], "--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)


class NotOursTest(PnpTest):
    def assert_unanswered(self, kind, make):
        run = self.ask(lambda server, request: [make(server, request), server.notify(request, URL)])
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assertIn(kind, self.assert_finding(run, "pnp.ignored", "info")["message"])
        self.assertEqual([datagram.payload.count(b"CSeq: 1 NOTIFY") for datagram in self.our_responses()], [1])

    def test_a_notify_for_message_waiting_is_noted_and_not_answered(self):
        self.assert_unanswered("message-summary", lambda server, request: server.notify(
            request, "Messages-Waiting: yes\r\n", Event="message-summary", CSeq="7 NOTIFY",
            Content_Type="application/simple-message-summary"))

    def test_an_invite_is_noted_and_not_answered(self):
        self.assert_unanswered("INVITE", lambda server, request: server.notify(
            request, "", CSeq="7 INVITE").replace(b"NOTIFY", b"INVITE", 1))

    def test_an_options_request_is_noted_and_not_answered(self):
        self.assert_unanswered("OPTIONS", lambda server, request: server.notify(
            request, "", CSeq="7 OPTIONS").replace(b"NOTIFY", b"OPTIONS", 1))

    def test_a_notify_that_lacks_what_an_answer_needs_yields_nothing_and_is_not_answered(self):
        for name in ("Via", "From", "To", "Call-ID", "CSeq"):
            with self.subTest(name):
                run = self.ask(lambda server, request: [
                    server.ok(request), server.notify(request, URL, **{name: None})], "--pnp-timeout", "0.5")
                self.assertEqual(run.source("pnp")["status"], "empty")
                self.assertIn(name, self.assert_finding(run, "pnp.malformed", "warning")["message"])
                self.assertEqual(self.our_responses(), [])

    def test_garbage_is_counted_and_hides_nothing(self):
        generator = random.Random(3261)
        garbage = [b"", b"\0", b"\r\n\r\n", b"SIP/2.0", b"SIP/2.0 200\r\n\r\n", b"NOTIFY", 1400 * b"\xff"]
        garbage += [generator.randbytes(generator.randrange(1, 1400)) for _ in range(40)]
        run = self.ask(lambda server, request: [*garbage, server.ok(request), server.notify(request, URL)])
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assert_finding(run, "pnp.ignored", "info")
        self.assertEqual(len(self.our_responses()), 1)


class JunkTest(PnpTest):
    """Control characters reach no stream raw: every run of the lab is checked for that."""

    def test_junk_in_a_body_stays_one_clean_value(self):
        for name, body in JUNK.items():
            with self.subTest(name):
                run = self.ask(by_the_book(body), "--pnp-timeout", "0.5")
                self.assertIn(run.source("pnp")["status"], ("unusable", "found"), str(run))
                self.assertIn("prov.example.com", run.source("pnp")["raw"])

    def test_junk_stays_clean_in_text_too(self):
        self.server.answer = once(lambda server, request: [
            server.ok(request), *(server.notify(request, body) for body in JUNK.values())])
        run = run_provtool(self.lab, "discover", "pnp", "-i", "eth0", "--mac", PHONE_MAC, "--settle", "0.1")
        self.assertNotIn(b"\nWinner: somebody", run.stdout)
        self.assertIn(b"\\x1b", run.stdout)

    def test_junk_in_headers_and_reason_phrases_stays_clean(self):
        def answer(server, request):
            status = "403 \x1b[31mNo\x1b[0m\x07\x9b \u202d".encode().decode("latin-1")
            return [server.ok(request, status),
                    server.notify(request, "", Event="\x1b[1mpresence", Content_Type="text/\x1b]0;x\x07"),
                    server.notify(request, URL, Content_Length="-1"),
                    server.notify(request, URL, Content_Length="99999999999999999999"),
                    message("\x1b[7mEVIL sip:x SIP/2.0", {"Via": "\x1b[0m"})]

        run = self.ask(answer)
        self.assert_winner(run, "pnp", URL)
        self.assertIn("\\x1b[31mNo", self.assert_finding(run, "pnp.refused", "warning")["message"])
        self.assert_finding(run, "pnp.ignored", "info")


if __name__ == "__main__":
    main()
