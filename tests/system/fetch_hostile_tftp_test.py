"""TFTP servers that send what no phone should get: every one is capped, timed and named."""

import time

from fetching import FetchTest, PATIENCE
from lab import PHONE_MAC, finish_provtool, main, start_provtool
from phone_files import CONTENTS
from scripted_tftp import ScriptedTftp, ack, data, error, oack

FILE = CONTENTS["standard"].encode()


class TftpTest(FetchTest):
    FILE = FILE + b"\n" * (1300 - len(FILE))

    @classmethod
    def serve(cls, lab):
        lab.server.ip("address", "add", "10.77.0.3/24", "dev", "srv0")
        cls.tftp = ScriptedTftp(lab, {
            "foreign.cfg": cls.foreign, "other-host.cfg": cls.other_host, "ack.cfg": lambda t: t.send(ack(1)),
            "oack.cfg": lambda t: t.send(oack(b"blksize", b"1024")), "exact.cfg": cls.exact,
            "escape.cfg": lambda t: t.send(error(1, b"no\x1b[2J\xc2\x9b such \x07file")),
            "forbidden.cfg": lambda t: t.send(error(2, b"not for you")),
            "unended.cfg": lambda t: t.send(error(1, b"no such file")[:-1]),
            "long.cfg": lambda t: t.send(data(1, b"x" * 600)), "stops.cfg": lambda t: t.send_file(cls.FILE, blocks=1),
            "twice.cfg": lambda t: t.send_file(cls.FILE, send=lambda packet: (t.send(packet), t.send(packet))),
            "odd.cfg": cls.odd, "endless.cfg": cls.endless, "empty.cfg": lambda t: t.send(data(1, b"")),
            "late-error.cfg": lambda t: (t.send_file(cls.FILE, blocks=1), t.send(error(0, b"disk full"))),
            "short.cfg": lambda t: t.send(b"\0"), "skips.cfg": lambda t: (t.send(data(2, b"x" * 512)), t.receive()),
        }).start()

    @classmethod
    def foreign(cls, transfer):
        elsewhere = transfer.server.socket_at("10.77.0.3")
        transfer.send(data(1, cls.FILE[:512]))
        transfer.receive()
        elsewhere.sendto(data(2, b"X" * 512), transfer.client)
        cls.refusal = elsewhere.recvfrom(1000)[0]
        transfer.send_file(cls.FILE[512:], first=2)

    @classmethod
    def other_host(cls, transfer):
        elsewhere = transfer.server.socket_at("10.77.0.3")
        for _ in range(20):
            elsewhere.sendto(data(1, cls.FILE[:512]), transfer.client)
            time.sleep(0.5)

    @classmethod
    def exact(cls, transfer):
        transfer.send_file(cls.FILE[:1024 - 20].rstrip(b"\n") + b"\n" * (1024 - len(cls.FILE[:1004].rstrip(b"\n"))))

    @classmethod
    def odd(cls, transfer):
        for packet in (b"", b"\0", b"\0\3", b"\0\x09xx", ack(0), b"\xff\xff"):
            transfer.send(packet)
        transfer.send_file(cls.FILE)

    @staticmethod
    def endless(transfer):
        block = 0
        while block < 10_000:
            block += 1
            transfer.send(data(block, b"<" * 512))
            if transfer.receive() is None:
                return

    def get(self, name, *arguments):
        return self.fetch(f"tftp://10.77.0.1/{name}.cfg", "--role", "standard", *arguments)

    def test_data_from_elsewhere_is_refused_and_the_transfer_goes_on(self):
        run = self.get("foreign")
        self.assert_exit(run, 0)
        finding = self.assert_finding(run, "download.foreign-sender", "warning")
        self.assertIn("10.77.0.3", finding["message"])
        self.assertEqual(self.download(run, "standard")["bytes"], len(self.FILE))
        self.assertEqual(self.refusal[:4], b"\0\5\0\5")

    def test_all_of_it_from_elsewhere(self):
        run = self.get("other-host")
        self.assert_lost(run, "download.timeout", "standard")
        finding = self.assert_finding(run, "download.foreign-sender", "warning")
        self.assertRegex(finding["message"], "NAT|second address")
        self.assertLess(run.seconds, PATIENCE + 1)

    def test_what_repeats_or_is_odd_does_no_harm(self):
        for name in ("twice", "odd", "exact"):
            with self.subTest(name):
                run = self.get(name)
                self.assert_exit(run, 0)
                self.assertEqual(self.download(run, "standard")["bytes"], 1024 if name == "exact" else len(self.FILE))

    def test_refusals(self):
        for name, finding in (("escape", "download.not-found"), ("unended", "download.not-found"),
                              ("forbidden", "download.forbidden"), ("oack", "download.failed"),
                              ("long", "download.failed"), ("empty", "download.not-a-config"),
                              ("endless", "download.too-large")):
            with self.subTest(name):
                run = self.get(name)
                self.assert_lost(run, finding, "standard")
                self.assertLess(run.seconds, 4)

    def test_the_servers_words_are_shown_and_escaped(self):
        self.assertIn("\\x1b", self.get("escape").finding("download.not-found")["message"])
        self.assertIn("not for you", self.get("forbidden").finding("download.forbidden")["message"])

    def test_what_breaks_off(self):
        run = self.get("late-error")
        self.assertEqual(self.download(run, "standard")["status"], "failed", str(run))
        self.assert_exit(run, 1)

    def test_what_stops_is_given_up(self):
        lines = {name: ["fetch", f"tftp://10.77.0.1/{name}.cfg", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--role",
                        "standard"] for name in ("ack", "stops", "short", "skips")}
        started = time.monotonic()
        processes = {name: start_provtool(self.lab, *line, env=self.environment) for name, line in lines.items()}
        for name, process in processes.items():
            with self.subTest(name):
                run = finish_provtool(process, lines[name], started)
                self.assert_exit(run, 1)
                self.assertEqual(self.download(run, "standard")["status"], "failed", str(run))
                self.assertTrue({"download.timeout", "download.truncated", "download.failed"} & set(run.finding_ids))
                self.assertLess(time.monotonic() - started, PATIENCE + 1)


if __name__ == "__main__":
    main()
