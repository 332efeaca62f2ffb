"""`provtool check` with dnsmasq and a web server: one verdict for each way in which a phone may come up."""

import signal
import time

import phone_files
from certificates import Authority
from checking import CheckTest
from lab import PHONE_MAC, main
from phone_files import CONTENTS, FILE_KEY, INITIAL, encrypted, initial, publish
from web_servers import Sites, Tftpd, TlsServer, tls_site

BASE = "http://10.77.0.1"


class WholeBootTest(CheckTest):
    def serve_http(self, *sites, **options):
        nginx = Sites(self.lab, *(sites or ("listen 80;",)))
        publish(nginx.files, BASE, **options)
        return nginx.start()

    def test_all_is_well(self):
        nginx = self.serve_http()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.check()
        self.assert_configured(run)
        self.assert_winner(run, "dhcp160", f"{BASE}/")
        self.assert_verdict(run, "ok", 0)
        self.assertEqual(self.boot(run)["outcome"], "configured")
        self.assertEqual(self.boot(run)["url"], f"{BASE}/")
        self.assertNotIn("contender", self.boot(run))
        self.assertEqual(len(nginx.asked()), 4)

    def test_the_text_says_it_at_once(self):
        self.serve_http()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.check(form=())
        self.assert_exit(run, 0)
        lines = run.stdout.decode().splitlines()
        self.assertTrue(lines[0].startswith("OK "), str(run))
        self.assertLessEqual(max(map(len, lines)), 80, str(run))
        text = run.stdout.decode()
        for word in (f"{BASE}/{INITIAL}", "pbx.example.com", "ntp-product.example.com", "201"):
            self.assertIn(word, text)
        self.assertNotIn(phone_files.PASSWORD, text)

    def test_the_winner_is_dead_and_66_is_not_tried(self):
        nginx = self.serve_http()
        self.dhcp("160=http://10.77.0.1:81/", f"66={BASE}/", "6=10.77.0.1")
        run = self.check()
        self.assert_verdict(run, "failed", 1, "refuses", "saved configuration", "66")
        self.assert_winner(run, "dhcp160", "http://10.77.0.1:81/")
        self.assert_finding(run, "download.refused", "error")
        self.assertEqual(self.boot(run)["outcome"], "saved")
        self.assertEqual(nginx.asked(), [])
        text = self.check(form=())
        self.assert_exit(text, 1)
        self.assertTrue(text.stdout.startswith(b"FAILS "), str(text))

    def test_a_bare_address_in_66_and_only_http_serves(self):
        self.serve_http()
        self.dhcp("66=10.77.0.1", "6=10.77.0.1")
        run = self.check()
        self.assert_configured(run, "warning")
        [tftp, http] = self.download(run)["attempts"]
        self.assertEqual((tftp["url"], tftp["status"]), (f"tftp://10.77.0.1/{INITIAL}", "failed"))
        self.assertTrue(tftp["reason"])
        self.assertGreater(tftp["elapsed_ms"], 0)
        self.assertEqual((http["url"], http["status"]), (f"{BASE}/{INITIAL}", "ok"))

    def test_a_bare_address_in_66_and_tftp_serves(self):
        tftpd = Tftpd(self.lab)
        publish(tftpd.files, "tftp://10.77.0.1")
        tftpd.start()
        self.dhcp("66=10.77.0.1", "6=10.77.0.1")
        run = self.check()
        self.assert_configured(run)

    def test_one_of_three_device_files_is_missing(self):
        self.serve_http(leave_out=["master"])
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.check()
        self.assert_verdict(run, "warning", 0)
        self.assert_finding(run, "download.partial", "warning")
        self.assertEqual(self.boot(run)["outcome"], "partly")
        self.assertEqual(self.check("--fail-on", "warning").code, 1)

    def test_an_encrypted_standard_file(self):
        nginx = Sites(self.lab, "listen 80;")
        (nginx.files / INITIAL).write_text(initial(BASE, ["standard"]).replace("{MAC}.cfg", "{MAC}.enc"))
        encrypted(nginx.files / f"Config{PHONE_MAC}.enc", CONTENTS["standard"], FILE_KEY)
        nginx.start()
        key = self.lab.directory / "key"
        key.write_text(FILE_KEY + "\n")
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.check("--key-file", str(key))
        self.assert_exit(run, 0)
        self.assert_effective(run, {"Device/System/SysTime/TIME_ZONE": ("60", "standard")})
        run = self.check()
        self.assert_undetermined(run, "--key-file")
        self.assertEqual(self.boot(run)["outcome"], "unknown")
        self.assertEqual([each["finding"] for each in run.report["open"]], ["config.no-key"])

    def test_a_redirect_to_another_origin_gets_no_credentials(self):
        nginx = self.serve_http("listen 80; location /go/ { return 302 http://10.77.0.1:81/KX-UTG200B.cfg; }",
                                "listen 81;")
        self.dhcp("160=http://phone:only-in-a-test@10.77.0.1/go/", "6=10.77.0.1")
        run = self.check()
        self.assertEqual({request["http_authorization"] for request in nginx.requests
                          if request["server_port"] == "81"}, {""})
        self.assert_finding(run, "download.redirected", "warning")
        self.assert_exit(run, 0)

    def test_a_device_file_at_once(self):
        nginx = Sites(self.lab, "listen 80;")
        (nginx.files / f"{PHONE_MAC.lower()}.xml").write_text(CONTENTS["standard"])
        nginx.start()
        self.dhcp(f"160={BASE}/{{mac}}.xml", "6=10.77.0.1")
        run = self.check()
        self.assert_verdict(run, "warning", 0)
        self.assert_finding(run, "config.device-in-initial", "warning")
        self.assert_effective(run, {"Device/System/SysTime/TIME_ZONE": ("60", "initial")})

    def test_old_tls_and_a_short_key_are_loaded_and_warned_of(self):
        root = Authority(self.lab.directory / "root")
        server = TlsServer(self.lab, root.issue("short", key=("rsa:1024",)), "-tls1_1")
        publish(server.files, "https://10.77.0.1")
        server.start()
        self.dhcp("160=https://10.77.0.1/", "6=10.77.0.1")
        run = self.check("--ca", str(root.path))
        self.assert_configured(run, "warning")
        self.assert_finding(run, "download.tls-weak", "warning")

    def test_a_private_root_that_the_initial_file_delivers(self):
        root = Authority(self.lab.directory / "root")
        nginx = Sites(self.lab, "listen 80;", tls_site(443, root.issue("server")))
        publish(nginx.files, "https://10.77.0.1", certificates=["http://10.77.0.1/root.pem"])
        (nginx.files / "root.pem").write_text(root.pem)
        nginx.start()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.check()
        self.assert_configured(run)
        self.assertTrue(self.download(run, "master")["tls"]["verified"])

    def test_nothing_names_a_url(self):
        self.dhcp("6=10.77.0.1")
        run = self.check()
        self.assert_exit(run, 1)
        self.assert_finding(run, "decision.no-source", "error")
        self.assertEqual(run.report.get("downloads", []), [])

    def test_the_value_is_no_url(self):
        nginx = self.serve_http()
        self.dhcp('160="http://10.77.0.1/"'.replace('"', '\\"'), f"66={BASE}/")
        run = self.check()
        self.assert_verdict(run, "failed", 1)
        self.assertEqual(nginx.asked(), [])

    def test_a_login_page_of_a_captive_portal(self):
        Sites(self.lab, 'listen 80; location / { default_type text/html; return 200 "<html>Log in</html>"; }').start()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.check()
        self.assert_verdict(run, "failed", 1)
        self.assert_finding(run, "download.not-a-config", "error")
        self.assert_finding(run, "dhcp4.captive-portal", "warning")

    def test_without_the_phones_mac_it_cannot_be_sure(self):
        nginx = self.serve_http()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.check(mac=None)
        self.assert_undetermined(run, "--mac")
        self.assertEqual(self.download(run, "standard")["status"], "skipped")
        self.assertNotIn("/" + phone_files.STANDARD, nginx.asked())

    def test_a_url_that_needs_the_mac_is_not_loaded_without_it(self):
        nginx = self.serve_http()
        self.dhcp(f"160={BASE}/{{MAC}}.cfg", "6=10.77.0.1")
        run = self.check(mac=None)
        self.assert_undetermined(run, "--mac")
        self.assertEqual(nginx.asked(), [])

    def test_fetch_without_a_url_discovers_first(self):
        self.serve_http()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        run = self.fetch(None, "--mode", "ipv4", "--disable", "pnp", "--first")
        self.assert_configured(run)

    def test_a_dry_run_sends_nothing(self):
        nginx = self.serve_http()
        server = self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        self.assert_exit(self.check("--dry-run"), 0)
        self.assert_exit(self.check("--dry-run", form=()), 0)
        self.assertEqual(nginx.asked(), [])
        self.assertNotIn("DHCPDISCOVER", server.log)

    def test_expectations_make_it_a_monitor(self):
        self.serve_http()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        for met, option in ((True, ("--expect-source", "dhcp160")), (False, ("--expect-source", "dhcp66")),
                            (True, ("--expect-url", f"{BASE}/")), (False, ("--expect-url", "http://10.77.0.9/")),
                            (True, ("--expect-server", "10.77.0.1")), (False, ("--expect-server", "10.77.0.9"))):
            with self.subTest(option):
                run = self.check(*option)
                self.assert_exit(run, 0 if met else 1)

    def test_it_is_as_fast_as_its_slowest_server(self):
        """Three device files from servers that take their time cost as much as one."""
        nginx = Sites(self.lab, "listen 80; location ~ Config { limit_rate_after 1; limit_rate 200; }")
        publish(nginx.files, BASE)
        nginx.start()
        run = self.fetch(f"{BASE}/")
        slowest = max(download["timing_ms"]["total"] for download in run.report["downloads"])
        self.assertGreater(slowest, 500)
        self.assertLess(run.report["duration_ms"], slowest + 700)


class EndsTest(CheckTest):
    """A run that is ended leaves a whole report of what it had."""

    def setUp(self):
        super().setUp()
        self.nginx = Sites(self.lab, "listen 80; location ~ Config0 { limit_rate_after 1; limit_rate 20; }")
        publish(self.nginx.files, BASE)
        self.nginx.start()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")

    def wait_for_the_slow_file(self):
        deadline = time.monotonic() + 10
        while len(self.nginx.requests) < 3:  # all but the slow one, which nginx writes down when it has ended
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def test_ctrl_c_during_a_slow_download(self):
        started = time.monotonic()
        process, finish = self.start_check()
        self.wait_for_the_slow_file()
        process.send_signal(signal.SIGINT)
        signalled = time.monotonic()
        run = finish(started)
        self.assertLess(time.monotonic() - signalled, 1)
        self.assert_exit(run, 130)
        self.assertEqual(self.download(run, "product")["status"], "ok")
        self.assertNotEqual(self.download(run, "standard")["status"], "ok")

    def test_the_deadline_of_the_run(self):
        run = self.check("--timeout", "2")
        self.assertLess(run.seconds, 3)
        self.assert_undetermined(run, "--timeout")
        self.assertEqual(self.download(run, "initial")["status"], "ok")
        self.assertNotEqual(self.download(run, "standard")["status"], "ok")


if __name__ == "__main__":
    main()
