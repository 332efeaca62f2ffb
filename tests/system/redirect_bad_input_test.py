"""A redirection server that is silent, endless or broken: bounded in time and memory, and interrupted at once."""

import os
import signal
import socket
import time

from lab import PHONE_MAC, finish_provtool, main, start_provtool, wait_until
from scripted_http import RedirectTest, ScriptedHttp, silence, writes
from servers import Nginx

URL = "http://prov.example.com/utg/"
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
GIGABYTE = 1 << 30


class BadInputTest(RedirectTest):
    def answers(self, answer):
        return ScriptedHttp(self.lab, answer).start()

    def interrupted(self, is_waiting, *arguments, **options):
        """Ctrl-C once it waits for the server, or for the name."""
        line = ["discover", "manual", "redirect", "-i", "eth0", "--mac", PHONE_MAC, "--json",
                "--redirect-timeout", "30", *arguments]
        started = time.monotonic()
        process = start_provtool(self.lab, *line, **options)
        wait_until(is_waiting, "it waits")
        interrupted = time.monotonic()
        process.send_signal(signal.SIGINT)
        run = finish_provtool(process, line, started, timeout=10)
        self.assertLess(time.monotonic() - interrupted, 2)
        return run

    def assert_interrupted(self, run):
        self.assert_exit(run, 130)
        self.assert_status(run, "not_tested")
        self.assertIn("interrupted", run.source("redirect")["reason"])


class SilenceTest(BadInputTest):
    def test_it_is_waited_for_no_longer_than_allowed(self):
        self.answers(silence)
        run = self.ask("--redirect-timeout", "1")
        self.assert_exit(run, 1)
        self.assert_status(run, "no_answer", "redirect.failed")
        self.assertIn("accepted the connection", run.source("redirect")["reason"])
        self.assertEqual(run.source("redirect")["server"], "10.77.0.1")
        self.assertTrue(1000 <= run.report["duration_ms"] < 1500, str(run))

    def test_ctrl_c_ends_it_at_once_with_a_report(self):
        server = self.answers(silence)
        self.assert_interrupted(self.interrupted(lambda: server.heard, "--redirect-url", "http://10.77.0.1/"))

    def test_the_deadline_of_the_run_ends_it(self):
        self.answers(silence)
        run = self.ask("--timeout", "1")
        self.assert_exit(run, 3)
        self.assert_status(run, "not_tested")
        self.assertIn("deadline", run.source("redirect")["reason"])
        self.assertLess(run.report["duration_ms"], 1500)

    def test_an_address_that_nobody_has_is_not_called_silent(self):
        run = self.ask("--redirect-timeout", "1", template="http://10.77.0.99/{MAC}")
        self.assertIn("no connection", run.source("redirect")["reason"])
        self.assert_status(run, "no_answer", "redirect.failed")
        run = self.ask(template="http://10.77.0.99/{MAC}")  # after 3 s the kernel gives up looking for its MAC
        self.assert_status(run, "not_tested", "redirect.failed")

    def test_a_byte_now_and_then_gains_no_time(self):
        def drip(connection):
            connection.sendall(HEADERS + b"\r\n")
            while True:
                connection.sendall(b"h")
                time.sleep(0.2)

        self.answers(drip)
        run = self.ask("--redirect-timeout", "1")
        self.assert_status(run, "no_answer", "redirect.failed")
        self.assertLess(run.report["duration_ms"], 1500)


class NameTest(BadInputTest):
    TEMPLATE = "http://redirect.example.net/{MAC}.cfg"

    def name_server(self, address):
        """Another resolv.conf for this one process."""
        path = self.lab.directory / "resolv.conf"
        path.write_text(f"nameserver {address}\n")
        script = f'mount --bind "{path}" "$(readlink -f /etc/resolv.conf)" && exec "$0" "$@"'
        return lambda *line: ["unshare", "--mount", "sh", "-c", script, *line]

    def test_a_name_that_cannot_be_looked_up_says_nothing_of_the_phone(self):
        run = self.ask(template=self.TEMPLATE, wrapper=self.name_server("10.77.0.1"))  # where nobody listens
        self.assert_exit(run, 3)
        self.assert_status(run, "not_tested", "redirect.failed")
        self.assertIn("redirect.example.net could not be looked up", run.source("redirect")["reason"])
        self.assertTrue(run.decision["to_settle"])

    def test_a_silent_name_server_is_waited_for_no_longer_than_allowed(self):
        self.silent_name_server()
        run = self.ask("--redirect-timeout", "1", template=self.TEMPLATE, wrapper=self.name_server("10.77.0.1"))
        self.assert_exit(run, 3)
        self.assert_status(run, "not_tested", "redirect.failed")
        self.assertIn("could not be looked up", run.source("redirect")["reason"])
        self.assertLess(run.seconds, 4)

    def test_ctrl_c_ends_a_lookup_at_once(self):
        queries = self.silent_name_server()
        self.assert_interrupted(self.interrupted(lambda: queries.recv(512), "--redirect-url", self.TEMPLATE,
                                                 wrapper=self.name_server("10.77.0.1")))

    def silent_name_server(self):
        queries = self.lab.server.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.lab.on_close(queries.close)
        queries.bind(("10.77.0.1", 53))
        queries.settimeout(10)
        return queries


class SizeTest(BadInputTest):
    def peak(self, *arguments, **options):
        """What the run said, and its largest resident size in bytes."""
        path = self.lab.directory / "peak"
        run = self.ask(*arguments, wrapper=lambda *line: ["/usr/bin/time", "-q", "-f", "%M", "-o", str(path), *line],
                       **options)
        return run, int(path.read_text()) * 1024

    def test_a_body_of_a_gigabyte_is_left_before_it_has_come_and_costs_no_memory(self):
        nginx = Nginx(self.lab, f"location /small {{ return 200 {URL}; }} location /large {{ }}").start()
        (nginx.directory / "large").touch()
        os.truncate(nginx.directory / "large", GIGABYTE)
        _, usual = self.peak(template="http://10.77.0.1/small")
        run, peak = self.peak(template="http://10.77.0.1/large")
        self.assert_exit(run, 1)
        self.assert_status(run, "empty", "redirect.failed")
        self.assertLess(peak, usual + (16 << 20))
        self.assertLess(run.report["duration_ms"], 3000)
        wait_until(lambda: len(nginx.requests) == 2, "nginx has written its log")
        self.assertLess(int(nginx.requests[1]["bytes_sent"]), GIGABYTE // 10)

    def test_a_body_without_end_is_left(self):
        self.answers(lambda connection: self.flood(connection, HEADERS + b"\r\n", b"x" * 65536))
        self.assert_status(self.ask(), "empty", "redirect.failed")

    def test_headers_without_end_are_left(self):
        self.answers(lambda connection: self.flood(connection, HEADERS, b"X-More: " + b"x" * 1000 + b"\r\n"))
        run = self.ask()
        self.assert_exit(run, 1)
        self.assertEqual(run.finding_ids.count("redirect.failed"), 1)
        self.assertLess(run.report["duration_ms"], 3000)

    def test_a_location_counts_whatever_comes_behind_it(self):
        start = f"HTTP/1.1 302 Found\r\nLocation: {URL}\r\n\r\n".encode()
        self.answers(lambda connection: self.flood(connection, start, b"x" * 65536))
        self.assert_winner(self.ask(), "redirect", URL)

    @staticmethod
    def flood(connection, start, more):
        connection.sendall(start)
        while True:
            connection.sendall(more)


class BrokenTest(BadInputTest):
    def test_an_answer_that_breaks_off_is_none(self):
        server = self.answers(None)
        for data in (b"", HEADERS, HEADERS + b"Content-Length: 100\r\n\r\n" + URL.encode()):
            with self.subTest(data):
                server.answer = writes(data)
                run = self.ask()
                self.assert_exit(run, 1)
                self.assert_status(run, "no_answer", "redirect.failed")

    def test_interim_answers_and_trailers_are_passed_over(self):
        body = f"{len(URL):x}\r\n{URL}\r\n0\r\nX-Trailer: 1\r\n\r\n".encode()
        self.answers(writes(b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + HEADERS +
                            b"Transfer-Encoding: chunked\r\n\r\n" + body))
        self.assert_winner(self.ask(), "redirect", URL)

    def test_another_protocol_than_http_holds_no_value(self):
        self.answers(writes(b"220 ftp.example.com ready\r\n"))
        run = self.ask()
        self.assert_exit(run, 1)
        self.assert_status(run, "empty", "redirect.failed")
        self.assertIn("a protocol other than HTTP", run.source("redirect")["reason"])

    def test_control_characters_reach_no_stream(self):
        location = b"http://p/\x1b]0;x\x07\xe2\x80\xae"
        self.answers(writes(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"))
        run = self.ask()  # run_provtool() looks for them
        self.assert_status(run, "unusable")
        self.assert_finding(run, "url.control-characters", "error")


if __name__ == "__main__":
    main()
