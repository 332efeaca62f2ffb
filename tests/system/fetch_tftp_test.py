"""Files by TFTP from tftpd-hpa and dnsmasq."""

from fetching import FetchTest, PATIENCE
from lab import Sniffer, main
from phone_files import CONTENTS, INITIAL, STANDARD, publish
from servers import Dnsmasq
from web_servers import Sites, Tftpd

BASE = "tftp://10.77.0.1"


class TftpTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        cls.tftpd = Tftpd(lab)
        cls.publish_all(cls.tftpd.files)
        cls.tftpd.start()

    @staticmethod
    def publish_all(folder):
        publish(folder, BASE)
        publish(folder / "utg" / "a b", f"{BASE}/utg/a%20b", leave_out=["master"])
        for size in (511, 512, 513, 1024, 100_000):
            text = CONTENTS["standard"]
            (folder / f"size{size}.cfg").write_text(text + "\n" * (size - len(text)) if size > len(text)
                                                    else text[:size])

    def test_all_files_come(self):
        run = self.fetch(BASE)
        self.assert_configured(run)
        self.assertEqual(self.download(run)["protocol"], "tftp")
        self.assertNotIn("http_status", self.download(run))

    def test_a_folder_and_a_file_that_is_missing(self):
        run = self.fetch(f"{BASE}/utg/a%20b/")
        self.assert_exit(run, 0)
        self.assert_finding(run, "download.partial", "warning")

    def test_a_missing_initial_file(self):
        run = self.fetch(f"{BASE}/nowhere/")
        self.assert_lost(run, "download.not-found")

    def test_sizes_around_a_block(self):
        for size in (1024, 100_000):
            with self.subTest(size):
                run = self.fetch(f"{BASE}/size{size}.cfg", "--role", "standard")
                self.assertEqual(self.download(run, "standard")["bytes"], size, str(run))
                self.assert_exit(run, 0)

    def test_a_file_over_the_limit(self):
        run = self.fetch(f"{BASE}/size100000.cfg", "--max-size", "99999")
        self.assert_lost(run, "download.too-large")

    def test_no_option_is_sent(self):
        sniffer = Sniffer(self.lab)
        self.fetch(BASE)
        requests = [frame[42:] for _, frame in sniffer.frames
                    if frame[12:14] == b"\x08\x00" and frame[23] == 17 and frame[36:38] == b"\x00\x45"]
        self.assertIn(b"\0\1" + INITIAL.encode() + b"\0octet\0", requests)
        self.assertTrue(all(request.count(b"\0") == 3 for request in requests if request[:2] == b"\0\1"), requests)


class LargeTest(FetchTest):
    SIZE = 65_600 * 512 + 10

    @classmethod
    def serve(cls, lab):
        tftpd = Tftpd(lab)
        (tftpd.files / "large.cfg").write_text(CONTENTS["standard"].ljust(cls.SIZE, "\n"))
        tftpd.start()

    def test_block_numbers_begin_again(self):
        run = self.fetch(f"{BASE}/large.cfg", "--role", "standard", "--max-size", "40000000")
        if "download.timeout" in run.finding_ids:
            self.assertGreater(run.seconds, PATIENCE)  # this computer is too slow for so many blocks
        else:
            self.assertEqual(self.download(run, "standard")["bytes"], self.SIZE)


class DnsmasqTest(TftpTest):
    @classmethod
    def serve(cls, lab):
        folder = lab.directory / "tftp"
        cls.publish_all(folder)
        Dnsmasq(lab, ["--enable-tftp", f"--tftp-root={folder}"]).start()


class AdviceTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        cls.nginx = Sites(lab, "listen 80;")
        cls.tftpd = Tftpd(lab)
        for server in (cls.nginx, cls.tftpd):
            publish(server.files, BASE)
            server.start()

    def test_http_is_asked_only_when_advice_is_wanted(self):
        self.assert_configured(self.fetch(BASE))
        self.assertEqual(self.nginx.asked(), [])
        run = self.fetch(BASE, "--advise")
        self.assert_exit(run, 0)
        self.assertIn(f"/{INITIAL}", self.nginx.asked())

    def test_a_bare_address_uses_tftp_and_asks_nothing_else(self):
        before = len(self.nginx.requests)
        run = self.fetch("10.77.0.1")
        self.assert_configured(run)
        self.assertEqual([a["url"] for a in self.download(run)["attempts"]], [f"{BASE}/{INITIAL}"])
        self.assertEqual(self.nginx.requests[before:], [])

    def test_the_standard_file_alone(self):
        run = self.fetch(f"{BASE}/{STANDARD}", "--role", "standard")
        self.assert_exit(run, 0)


if __name__ == "__main__":
    main()
