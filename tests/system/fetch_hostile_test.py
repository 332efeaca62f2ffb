"""Web servers that send what no phone should get: every one is capped, timed and named."""

import gzip
import time

from fetching import FetchTest, PATIENCE
from lab import PHONE_MAC, finish_provtool, main, run_provtool, start_provtool
from phone_files import CONTENTS
from scripted_http import HttpByPath, silence, writes

BASE = "http://10.77.0.1"
OK = b"HTTP/1.1 200 OK\r\n"
FILE = CONTENTS["standard"].encode()
MIB = 1 << 20


def answer(body, *headers, status=b"200 OK", length=None):
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % (len(body) if length is None else length), *headers]
    return writes(b"\r\n".join(lines) + b"\r\n\r\n" + body)


def endless(first, again, most=200 * MIB):
    """Sends until the other side has enough."""
    def send(connection):
        connection.sendall(first)
        for _ in range(most // len(again)):
            connection.sendall(again)
    return send


def drips(connection):
    connection.sendall(OK + b"Content-Length: 1000\r\n\r\n")
    while True:
        connection.sendall(b"<")
        time.sleep(1)


class BodiesTest(FetchTest):
    """A function for each folder; its file is the initial one."""

    @classmethod
    def serve(cls, lab):
        bomb = gzip.compress(b"<PANASIPPhoneConfig>" + b" " * (50 * MIB))
        cls.http = HttpByPath(lab, {
            "endless": endless(OK + b"\r\n", b"x" * 65536),
            "endless-chunks": endless(OK + b"Transfer-Encoding: chunked\r\n\r\n",
                                      b"10000\r\n" + b"x" * 65536 + b"\r\n"),
            "announced": answer(FILE, length=10 ** 12),
            "header": endless(OK + b"X: ", b"x" * 65536),
            "headers": endless(OK, b"X: " + b"x" * 1000 + b"\r\n"),
            "continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", most=20 * MIB),
            "short": answer(FILE[:100], length=1000),
            "short-chunk": writes(OK + b"Transfer-Encoding: chunked\r\n\r\n100\r\n<PANASIP"),
            "bad-chunk": writes(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<PANASIP"),
            "closes": writes(b""),
            "half-header": writes(OK + b"Content-Le"),
            "ssh": writes(b"SSH-2.0-OpenSSH_9.2\r\n"),
            "bare": writes(FILE),
            "partial": answer(FILE[:100], b"Content-Range: bytes 0-99/1000", status=b"206 Partial Content"),
            "bomb": answer(bomb, b"Content-Encoding: gzip"),
            "bomb-unsaid": answer(bomb),
            "escapes": answer(b"\x1b]0;owned\x07 \x1b[2J\xc2\x9b2J login", b"Content-Type: text/\x1b[31mhtml",
                              status=b"200 \x1b[2J"),
            "forbidden-escapes": answer(b"no\x1b[2J", status=b"403 No\x1b[31m way"),
            "bad-length": writes(OK + b"Content-Length: -5\r\n\r\n" + FILE),
            "nul": answer(b"\0" * 100),
            "drips": drips,
            "silent": silence,
            "stops": lambda connection: (connection.sendall(OK + b"Content-Length: 1000\r\n\r\n<PANA"),
                                         silence(connection)),
            "zoo": answer(b"", b"Location: http://10.77.0.1\\@10.77.0.2/", status=b"302 Found"),
            "javascript": answer(b"", b"Location: javascript:alert(1)", status=b"302 Found"),
            "esc-location": answer(b"", b"Location: http://10.77.0.1/\x1b[2J", status=b"302 Found"),
            "whitespace": answer(b"", b"Location: /a b\t/c", status=b"302 Found"),
            "a b": answer(b"", status=b"404 Not Found"),
            "long": answer(b"", b"Location: /long2/" + b"x" * 60000, status=b"302 Found"),
            "long2": answer(b"", status=b"404 Not Found"),
        }).start()

    def assert_lost_as(self, name, *findings, seconds=3.0):
        run = self.fetch(f"{BASE}/{name}/")
        self.assert_exit(run, 1)
        self.assertEqual(self.download(run)["status"], "failed", str(run))
        self.assertTrue(set(findings) & set(run.finding_ids), f"none of {findings}: {run}")
        self.assertLess(run.seconds, seconds, str(run))
        self.assertLess(len(run.stdout), 100_000)
        return run

    def test_what_has_no_end_is_refused_while_it_arrives(self):
        for name in ("endless", "endless-chunks"):
            with self.subTest(name):
                self.assert_lost_as(name, "download.too-large")
        self.assert_lost_as("announced", "download.too-large", "download.truncated")
        for name in ("header", "headers", "continue"):
            with self.subTest(name):
                self.assert_lost_as(name, "download.too-large", "download.failed")

    def test_what_breaks_off_is_truncated(self):
        for name in ("short", "short-chunk", "closes"):
            with self.subTest(name):
                self.assert_lost_as(name, "download.truncated")
        self.assert_lost_as("half-header", "download.truncated", "download.not-a-config")
        self.assert_lost_as("bad-chunk", "download.truncated", "download.failed")

    def test_what_is_no_http(self):
        for name in ("ssh", "bare", "bad-length"):
            with self.subTest(name):
                self.assert_lost_as(name, "download.failed", "download.truncated")

    def test_a_part_of_a_file(self):
        run = self.assert_lost_as("partial", "download.failed", "download.truncated")
        self.assertIn("206", self.download(run)["reason"])

    def test_a_bomb_is_not_unpacked(self):
        for name in ("bomb", "bomb-unsaid"):
            with self.subTest(name):
                self.assert_lost_as(name, "download.not-a-config")

    def test_control_characters_reach_no_stream(self):
        """run_provtool looks for them."""
        for name in ("escapes", "forbidden-escapes", "nul"):
            with self.subTest(name):
                self.assert_lost_as(name, "download.not-a-config", "download.forbidden", "download.failed")
                text = run_provtool(self.lab, "fetch", f"{BASE}/{name}/", "-i", "eth0", "--mac", PHONE_MAC, "-v",
                                    env=self.environment)
                self.assert_exit(text, 1)

    def test_redirects_to_nowhere(self):
        for name in ("zoo", "javascript", "esc-location", "whitespace", "long"):
            with self.subTest(name):
                run = self.fetch(f"{BASE}/{name}/")
                self.assert_exit(run, 1)
                self.assertEqual(self.download(run)["status"], "failed", str(run))
        self.assert_lost_as("javascript", "download.redirect-refused")

    def test_what_is_slow_is_given_up(self):
        """All at once, because each costs the whole patience."""
        arguments = {name: ["fetch", f"{BASE}/{name}/", "-i", "eth0", "--mac", PHONE_MAC, "--json"]
                     for name in ("drips", "silent", "stops")}
        started = time.monotonic()
        processes = {name: start_provtool(self.lab, *line, env=self.environment)
                     for name, line in arguments.items()}
        for name, process in processes.items():
            with self.subTest(name):
                run = finish_provtool(process, arguments[name], started)
                self.assert_lost(run, "download.timeout")
                self.assertLess(time.monotonic() - started, PATIENCE + 1)


class MemoryTest(FetchTest):
    """A larger body costs no more memory than --max-size."""

    @classmethod
    def serve(cls, lab):
        cls.http = HttpByPath(lab, {"small": answer(b"x" * MIB), "large": answer(b"x" * (100 * MIB))}).start()

    def peak(self, name):
        """In KiB, by GNU time."""
        run = run_provtool(self.lab, "fetch", f"{BASE}/{name}/", "-i", "eth0", "--mac", PHONE_MAC, env=self.environment,
                           wrapper=lambda *line: ["/usr/bin/time", "-q", "-f", "%M", *line])
        return int(run.stderr.split()[-1])

    def test_it_does_not_grow_with_the_file(self):
        self.assertLess(self.peak("large"), 1.5 * self.peak("small"))


if __name__ == "__main__":
    main()
