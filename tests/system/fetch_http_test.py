"""Files by HTTP from nginx: what is asked, what comes, and what is said when it does not."""

import gzip
import hashlib

import phone_files
from fetching import FetchTest
from lab import PHONE_MAC, main
from phone_files import CONTENTS, FILE_KEY, INITIAL, STANDARD, encrypted, publish
from web_servers import Sites

BASE = "http://10.77.0.1"


class SiteTest(FetchTest):
    """nginx has each set in a folder of its own."""

    @classmethod
    def serve(cls, lab):
        cls.nginx = nginx = Sites(lab, "listen 80;")
        publish(nginx.files, BASE)
        publish(nginx.files / "partial", f"{BASE}/partial", leave_out=["product"])
        publish(nginx.files / "lost", f"{BASE}/lost", leave_out=["standard", "product", "master"])
        publish(nginx.files / "one", f"{BASE}/one", roles=["standard"])
        broken = publish(nginx.files / "broken", f"{BASE}/broken")
        (broken / STANDARD).write_text(CONTENTS["standard"][:-20])
        macs = nginx.files / "macs"
        macs.mkdir()
        (macs / f"{PHONE_MAC.lower()}.cfg").write_text(phone_files.initial(BASE))
        (macs / f"{PHONE_MAC}.xml").write_text(CONTENTS["standard"])
        cls.publish_encrypted(nginx.files / "secret")
        nginx.start()

    @classmethod
    def publish_encrypted(cls, folder):
        publish(folder, f"{BASE}/secret", roles=["standard"])
        (folder / INITIAL).write_text(phone_files.initial(f"{BASE}/secret", ["standard"]).replace("{MAC}.cfg",
                                                                                              "{MAC}.enc"))
        encrypted(folder / f"Config{PHONE_MAC}.enc", CONTENTS["standard"], FILE_KEY)

    def setUp(self):
        self.before = len(self.nginx.requests)

    def asked(self):
        return self.nginx.asked()[self.before:]


class SetTest(SiteTest):
    def test_a_directory_gives_all_files_and_what_they_come_to(self):
        run = self.fetch(f"{BASE}/")
        self.assert_configured(run)
        self.assertEqual(self.asked()[0], f"/{INITIAL}")
        self.assertEqual(sorted(self.asked()[1:]), sorted(f"/{name}" for name in phone_files.ROLES.values()))
        shadows = self.effective(run)["Device/System/SysTime/TIME_ZONE"]["shadows"]
        self.assertEqual(shadows, ["product", "master"])

    def test_each_download_says_what_came(self):
        run = self.fetch(BASE)
        text = phone_files.initial(BASE).encode()
        download = self.download(run)
        self.assertEqual(download["url"], f"{BASE}/{INITIAL}")
        self.assertEqual(download["final_url"], f"{BASE}/{INITIAL}")
        self.assertEqual(download["protocol"], "http")
        self.assertEqual(download["http_status"], 200)
        self.assertEqual(download["bytes"], len(text))
        self.assertEqual(download["sha256"], hashlib.sha256(text).hexdigest())
        self.assertEqual(download["content_type"], "text/plain")
        self.assertNotIn("tls", download)
        timing = download["timing_ms"]
        self.assertLessEqual(timing["connect"], timing["first_byte"])
        self.assertLessEqual(timing["first_byte"], timing["total"])

    def test_it_asks_as_the_phone_does(self):
        run = self.fetch(BASE, "--firmware", "03.210")
        agent = f"Panasonic_KX-UTG200B/03.210 ({PHONE_MAC.lower()})"
        for request in self.nginx.requests[self.before:]:
            self.assertEqual(request["request"].split()[::2], ["GET", "HTTP/1.1"])
            self.assertEqual(request["http_user_agent"], agent)
            self.assertEqual(request["http_accept_encoding"], "")
            self.assertEqual(request["http_authorization"], "")
        self.assertEqual(run.report["asked"]["user_agent"], agent)

    def test_another_model_and_another_user_agent(self):
        run = self.fetch(BASE, "--model", "KX-UTG300B", "--user-agent", "{MODEL} at {MAC}")
        self.assert_lost(run, "download.not-found")
        self.assertEqual(self.asked(), ["/KX-UTG300B.cfg"])
        self.assertEqual(self.nginx.requests[-1]["http_user_agent"], f"KX-UTG300B at {PHONE_MAC}")

    def test_one_of_three_is_missing_and_the_others_count(self):
        run = self.fetch(f"{BASE}/partial/")
        self.assert_exit(run, 0)
        self.assertEqual(run.report["verdict"]["status"], "warning")
        finding = self.assert_finding(run, "download.partial", "warning")
        self.assertIn("product", finding["message"])
        self.assert_no_finding(run, "download.not-found")
        self.assertEqual(self.download(run, "product")["status"], "failed")
        self.assertEqual(self.download(run, "product")["http_status"], 404)
        self.assert_effective(run, {"Device/System/SysTime/TIME_ZONE": ("60", "standard"),
                                    "Device/Network/NTP/NTP_ADDR": ("ntp-master.example.com", "master")})

    def test_all_device_files_are_missing(self):
        run = self.fetch(f"{BASE}/lost/")
        self.assert_exit(run, 1)
        self.assertEqual(run.report["verdict"]["status"], "failed")
        self.assertIn("saved configuration", run.report["verdict"]["summary"])
        self.assert_finding(run, "download.not-found", "error")
        self.assert_no_finding(run, "download.partial")
        self.assertEqual(run.report.get("effective", []), [])

    def test_a_lost_initial_file_ends_it(self):
        run = self.fetch(f"{BASE}/nowhere/")
        self.assert_lost(run, "download.not-found")
        self.assertEqual(run.report["verdict"]["status"], "failed")
        self.assertEqual(self.asked(), [f"/nowhere/{INITIAL}"])
        finding = run.finding("download.not-found")
        said = finding["message"] + finding.get("hint", "")
        self.assertIn(f"GET /nowhere/{INITIAL} HTTP/1.1", said)

    def test_a_broken_device_file_is_an_error_and_contributes_nothing(self):
        run = self.fetch(f"{BASE}/broken/")
        self.assert_exit(run, 1)
        self.assert_finding(run, "config.malformed", "error")
        self.assertNotIn("standard", {value["from"] for value in run.report["effective"]})

    def test_the_other_case_of_the_mac_is_found_and_is_not_the_phones(self):
        run = self.fetch(f"{BASE}/macs/{{MAC}}.cfg")
        self.assert_lost(run, "download.not-found")
        self.assert_finding(run, "download.case-variant", "info")
        self.assertEqual(self.asked(), [f"/macs/{PHONE_MAC}.cfg", f"/macs/{PHONE_MAC.lower()}.cfg"])

    def test_no_name_with_a_mac_costs_one_request(self):
        self.fetch(f"{BASE}/nowhere.cfg")
        self.assertEqual(self.asked(), ["/nowhere.cfg"])

    def test_a_device_file_at_once_counts_with_a_warning(self):
        run = self.fetch(f"{BASE}/macs/{{MAC}}.xml")
        self.assert_exit(run, 0)
        self.assertEqual(run.report["verdict"]["status"], "warning")
        self.assert_finding(run, "config.device-in-initial", "warning")
        self.assert_no_finding(run, "config.no-device-files")
        self.assert_effective(run, {"Device/System/SysTime/TIME_ZONE": ("60", "initial")})

    def test_a_file_of_a_named_role(self):
        run = self.fetch(f"{BASE}/{STANDARD}", "--role", "standard")
        self.assert_exit(run, 0)
        self.assertEqual(self.statuses(run), {"standard": "ok"})
        self.assert_effective(run, {"Device/System/SysTime/TIME_ZONE": ("60", "standard")})
        self.assert_no_finding(run, "config.device-in-initial")

    def test_a_device_file_is_asked_for_as_its_url_is_written(self):
        (self.nginx.files / "phone").write_text(CONTENTS["standard"])
        self.assert_exit(self.fetch(f"{BASE}/phone", "--role", "standard"), 0)
        plan = self.fetch("ftp://alice:invented7@10.77.0.1/phone", "--role", "master", "--dry-run").report["plan"]
        self.assertIn("RETR phone", plan["requests"][0]["log_line"])
        self.assertNotIn("anonymous", plan["requests"][0]["log_line"])

    def test_without_a_mac_nothing_that_needs_it_is_loaded(self):
        run = self.fetch(f"{BASE}/one/", mac=None)
        self.assert_undetermined(run, "--mac")
        self.assert_finding(run, "device.mac-not-phone", "warning")
        self.assertEqual(self.asked(), [f"/one/{INITIAL}"])
        download = self.download(run, "standard")
        self.assertEqual(download["status"], "skipped")
        self.assertIn("{MAC}", download["url"])

    def test_passwords_of_the_files_are_masked_unless_asked_for(self):
        run = self.fetch(BASE)
        self.assert_never_shown(run, phone_files.PASSWORD)
        value = self.effective(run)["Device/Lines/Line[1]/Sip/SIP_PASS"]
        self.assertEqual((value["value"], value["redacted"]), ("***", True))
        self.assertIn(phone_files.PASSWORD.encode(), self.fetch(BASE, "--show-secrets").stdout)


class EncryptionTest(SiteTest):
    def key_file(self, name, text):
        path = self.lab.directory / name
        path.write_text(text)
        return str(path)

    def test_with_its_key_the_values_are_right(self):
        run = self.fetch(f"{BASE}/secret/", "--key-file", self.key_file("right", FILE_KEY + "\n"))
        self.assert_exit(run, 0)
        self.assert_effective(run, {"Device/System/SysTime/TIME_ZONE": ("60", "standard")})
        file = next(file for file in run.report["files"] if file.get("role") == "standard")
        self.assertTrue(file["encrypted"])
        self.assertTrue(file["valid"])
        self.assert_never_shown(run, FILE_KEY)

    def test_without_a_key_it_is_undetermined(self):
        run = self.fetch(f"{BASE}/secret/")
        self.assert_undetermined(run, "--key-file")
        self.assert_finding(run, "config.no-key")
        self.assertEqual(self.download(run, "standard")["status"], "ok")

    def test_with_another_key_it_is_an_error(self):
        run = self.fetch(f"{BASE}/secret/", "--key-file", self.key_file("wrong", "f" * 32))
        self.assert_exit(run, 1)
        self.assert_finding(run, "config.decrypt", "error")


class AnswersTest(FetchTest):
    """What one location answers, and which finding that is. Everything is a lost initial file."""

    LOST = {
        "forbidden": ("return 403;", "download.forbidden"),
        "gone": ("return 410;", "download.not-found"),
        "teapot": ("return 418;", "download.failed"),
        "broken": ("return 503;", "download.failed"),
        "empty": ('return 200 "";', "download.not-a-config"),
        "nothing": ("return 204;", "download.not-a-config"),
        "page": ('default_type text/html; return 200 "<!DOCTYPE html><html><body>Log in</body></html>";',
                 "download.not-a-config"),
        "root-html": ('return 200 "<html><body>Log in</body></html>";', "download.not-a-config"),
        "json": ("""return 200 '{"error": "unknown device"}';""", "download.not-a-config"),
        "words": ('return 200 "Access denied\\n";', "download.not-a-config"),
    }

    @classmethod
    def serve(cls, lab):
        places = "".join(f"location /{name}/ {{ {answer} }}\n" for name, (answer, _) in cls.LOST.items())
        cls.nginx = Sites(lab, f"listen 80; location /packed/ {{ gzip_static always; }}\n{places}")
        packed = publish(cls.nginx.files / "packed", BASE)
        (packed / f"{INITIAL}.gz").write_bytes(gzip.compress((packed / INITIAL).read_bytes()))
        cls.nginx.start()

    def test_each_answer_has_its_finding(self):
        for name, (_, finding) in self.LOST.items():
            with self.subTest(name):
                run = self.fetch(f"{BASE}/{name}/")
                self.assert_lost(run, finding)
                self.assertEqual(run.report["verdict"]["status"], "failed")
                self.assertEqual([f for f in run.finding_ids if f.startswith("download.")], [finding], str(run))

    def test_the_status_is_said(self):
        for name, status in (("forbidden", 403), ("gone", 410), ("teapot", 418), ("broken", 503)):
            with self.subTest(name):
                run = self.fetch(f"{BASE}/{name}/")
                self.assertEqual(self.download(run)["http_status"], status)
                self.assertIn(str(status), self.download(run)["reason"])

    def test_a_refusal_names_what_was_sent(self):
        for name, finding in (("forbidden", "download.forbidden"), ("words", "download.not-a-config")):
            with self.subTest(name):
                found = self.fetch(f"{BASE}/{name}/", "--firmware", "03.210").finding(finding)
                said = found["message"] + found["hint"]
                self.assertIn(f"Panasonic_KX-UTG200B/03.210 ({PHONE_MAC.lower()})", said)
                self.assertIn(PHONE_MAC, said)

    def test_the_first_line_of_what_is_no_configuration_is_shown(self):
        run = self.fetch(f"{BASE}/words/")
        self.assertIn("Access denied", run.finding("download.not-a-config")["message"])
        run = self.fetch(f"{BASE}/page/")
        self.assertEqual(self.download(run)["content_type"], "text/html")

    def test_a_body_compressed_unasked_is_no_configuration(self):
        run = self.fetch(f"{BASE}/packed/")
        self.assert_lost(run, "download.not-a-config")
        self.assertIn("gzip", run.finding("download.not-a-config")["message"])

    def test_nobody_at_the_port(self):
        run = self.fetch("http://10.77.0.1:81/")
        self.assert_lost(run, "download.refused")
        self.assertLess(run.seconds, 2)


class CandidatesTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        cls.nginx = Sites(lab, "listen 80;")
        publish(cls.nginx.files, BASE)
        cls.nginx.start()

    def test_a_bare_address_is_tried_by_tftp_first_and_http_used(self):
        run = self.fetch("10.77.0.1")
        self.assert_configured(run, "warning")
        self.assert_finding(run, "download.candidate-failed", "warning")
        attempts = self.download(run)["attempts"]
        self.assertEqual([attempt["url"] for attempt in attempts],
                         [f"tftp://10.77.0.1/{INITIAL}", f"http://10.77.0.1/{INITIAL}"])
        self.assertEqual([attempt["status"] for attempt in attempts], ["failed", "ok"])
        self.assertTrue(attempts[0]["reason"])
        self.assertIn("elapsed_ms", attempts[0])


if __name__ == "__main__":
    main()
