"""FTP servers that send what no phone should get: every one is capped, timed and named."""

import json
import signal
import time

from fetching import FetchTest, PATIENCE
from lab import PHONE_MAC, Sniffer, main, start_provtool
from phone_files import CONTENTS, STANDARD
from scripted_ftp import ScriptedFtp

FILE = CONTENTS["standard"].encode()
MIB = 1 << 20


class FtpTest(FetchTest):
    lab_options = {**FetchTest.lab_options, "servers": 2}
    URL = f"ftp://10.77.0.1/{STANDARD}"

    @classmethod
    def serve(cls, lab):
        """Each test has its own server."""

    def get(self, url=URL, **server):
        ftp = ScriptedFtp(self.lab, FILE, **server).start()
        try:
            return self.fetch(url, "--role", "standard"), ftp
        finally:
            ftp.stop()

    def test_by_the_book(self):
        run, ftp = self.get()
        self.assert_exit(run, 0)
        self.assertIn(f"RETR {STANDARD}", ftp.heard)

    def test_a_passive_answer_that_names_a_third_host(self):
        sniffer = Sniffer(self.lab, self.lab.servers[1])
        run, _ = self.get(answers={"EPSV": b"500 unknown\r\n", "PASV": lambda session: session.pasv("10.77.0.2")})
        self.assert_exit(run, 0)
        self.assertIn("10.77.0.2", self.assert_finding(run, "download.ftp-address", "warning")["message"])
        asked = [frame for _, frame in sniffer.frames if frame[12:14] == b"\x08\x00" and frame[23] == 6]
        self.assertEqual(asked, [], "a connection went to the third host")

    def test_421_in_the_middle(self):
        for verb in ("USER", "PASS", "PASV", "RETR"):
            with self.subTest(verb):
                run, _ = self.get(answers={verb: b"421 closing\r\n"})
                self.assert_exit(run, 1)
                self.assertEqual(self.download(run, "standard")["status"], "failed", str(run))
                self.assert_no_finding(run, "download.timeout")
                self.assertLess(run.seconds, 4)

    def test_an_interrupt_is_no_failure_of_a_silent_server(self):
        ftp = ScriptedFtp(self.lab, FILE, greeting=b"").start()
        try:
            process = start_provtool(self.lab, "fetch", self.URL, "-i", "eth0", "--mac", PHONE_MAC, "--json",
                                     env=self.environment)
            time.sleep(3)  # it waits for 7 s; a busy computer takes its time to begin
            process.send_signal(signal.SIGINT)
            report = json.loads(process.communicate(timeout=5)[0])
        finally:
            ftp.stop()
        self.assertEqual(process.returncode, 130)
        self.assertEqual(report["downloads"][0]["status"], "skipped")
        self.assertIn("Ctrl-C", report["downloads"][0]["reason"])
        self.assertEqual(report["verdict"]["status"], "undetermined")
        self.assertNotIn("error", [finding["severity"] for finding in report["findings"]])

    def test_replies_of_several_lines(self):
        run, _ = self.get(greeting=b"220-hello\r\n220-\x1b[2J 331 no\r\n 220 not yet\r\n220 ready\r\n",
                          answers={"PASS": b"230-one\r\n 550 two\r\n230 three\r\n"})
        self.assert_exit(run, 0)

    def test_what_breaks_off(self):
        for end in (b"426 broken\r\n", b"451 failed\r\n"):
            with self.subTest(end):
                run, _ = self.get(answers={"RETR": lambda session, end=end: session.retr(FILE[:100], end)})
                self.assert_lost(run, "download.truncated", "standard")

    def test_what_has_no_end(self):
        def greet(session):
            for _ in range(400_000):
                session.control.sendall(b"220-" + b"x" * 60 + b"\r\n")
        run, _ = self.get(greeting=greet)
        self.assert_exit(run, 1)
        self.assertLess(run.seconds, PATIENCE + 1)
        run, _ = self.get(answers={"RETR": lambda session: session.retr(b"<" * (20 * MIB)), "SIZE": b"500 unknown\r\n"})
        self.assert_lost(run, "download.too-large", "standard")

    def test_what_is_no_ftp(self):
        run, _ = self.get(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n")
        self.assert_exit(run, 1)
        self.assertLess(run.seconds, PATIENCE + 1)

    def test_names_do_not_become_commands(self):
        run, ftp = self.get(url="ftp://10.77.0.1/a%0d%0aDELE%20b.cfg")
        self.assertNotIn("DELE", {line.split()[0] for line in ftp.heard if line})
        self.assertEqual(self.download(run, "standard")["status"], "failed", str(run))


if __name__ == "__main__":
    main()
