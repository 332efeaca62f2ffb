"""Files by HTTPS: which certificate is trusted, and what each fault is called."""

from certificates import Authority, self_signed
from fetching import FetchTest
from lab import main
from phone_files import INITIAL, publish
from web_servers import Sites, TlsServer, tls_site

RSA = {bits: ("rsa:" + bits,) for bits in ("1024", "2048")}
HOST = "IP:10.77.0.1"


class TlsTest(FetchTest):
    """Each port shows another certificate."""

    @classmethod
    def serve(cls, lab):
        cls.root = root = Authority(lab.directory / "root")
        stranger = Authority(lab.directory / "stranger", "Another Root")
        cls.good = root.issue("good")
        alone = self_signed(lab.directory, "alone", HOST)
        cls.nginx = Sites(
            lab, tls_site(443, cls.good), tls_site(8001, alone), tls_site(8002, root.issue("old", days=(-30, -2))),
            tls_site(8003, root.issue("early", days=(2, 30))),
            tls_site(8004, root.issue("other", "DNS:other.example.com")), tls_site(8005, stranger.issue("strange")),
            tls_site(8006, cls.good, "ssl_protocols TLSv1.3;"),
            f"listen 8007 ssl http2; ssl_certificate {cls.good.path}; ssl_certificate_key {cls.good.key};",
            tls_site(8008, root.issue("old-other", "DNS:other.example.com", days=(-30, -2))),
            tls_site(8009, cls.good, f"location / {{ return 302 http://10.77.0.1/{INITIAL}; }}"),
            tls_site(8010, cls.good, f"ssl_verify_client on; ssl_client_certificate {root.path};"),
            tls_site(8011, cls.good, f"location / {{ return 302 https://10.77.0.1/{INITIAL}; }}"),
            "listen 80;", "listen 8012;")
        publish(cls.nginx.files, "https://10.77.0.1")
        publish(cls.nginx.files / "delivered", "https://10.77.0.1", certificates=["http://10.77.0.1/root.pem"])
        publish(cls.nginx.files / "der", "https://10.77.0.1", certificates=["http://10.77.0.1/root.der"])
        publish(cls.nginx.files / "wrong", "https://10.77.0.1", certificates=["http://10.77.0.1/stranger.pem"])
        publish(cls.nginx.files / "unneeded", "http://10.77.0.1", certificates=["http://10.77.0.1/root.pem"])
        publish(cls.nginx.files / "lost", "https://10.77.0.1", certificates=["http://10.77.0.1/nowhere.pem"])
        publish(cls.nginx.files / "nonsense", "https://10.77.0.1", certificates=[f"http://10.77.0.1/{INITIAL}"])
        publish(cls.nginx.files / "leaf", "https://10.77.0.1", certificates=["http://10.77.0.1/leaf.pem"])
        publish(cls.nginx.files / "three", "https://10.77.0.1", certificates=[
            f"http://10.77.0.1/{name}" for name in ("stranger.pem", "nowhere.pem", "root.pem")])
        (cls.nginx.files / "root.pem").write_text(root.pem)
        (cls.nginx.files / "root.der").write_bytes(root.der)
        (cls.nginx.files / "stranger.pem").write_text(stranger.pem)
        (cls.nginx.files / "leaf.pem").write_text(cls.good.pem)
        cls.nginx.start()

    def trusting(self, url, *arguments, **options):
        return self.fetch(url, "--ca", str(self.root.path), *arguments, **options)


class TrustTest(TlsTest):
    def test_a_root_of_the_command_line(self):
        run = self.trusting("https://10.77.0.1/")
        self.assert_configured(run)
        tls = self.download(run)["tls"]
        self.assertEqual(tls["subject"], "CN=good")
        self.assertEqual(tls["issuer"], "CN=Example Telephony Root")
        self.assertTrue(tls["verified"])
        self.assertIn(tls["version"], ("TLSv1.2", "TLSv1.3"))
        self.assertRegex(tls["not_after"], r"^\d{4}-\d\d-\d\dT")
        self.assertGreater(self.download(run)["timing_ms"]["tls"], 0)

    def test_a_root_that_the_initial_file_delivers(self):
        for form in ("delivered", "der"):
            with self.subTest(form):
                run = self.fetch(f"http://10.77.0.1/{form}/")
                self.assert_configured(run)
                self.assertEqual(self.download(run, "certificate", 1)["status"], "ok")
                self.assertTrue(self.download(run, "standard")["tls"]["verified"])

    def test_the_right_one_of_three(self):
        run = self.fetch("http://10.77.0.1/three/")
        self.assertEqual(self.statuses(run)["standard"], "ok", str(run))
        self.assertEqual([self.download(run, "certificate", index)["status"] for index in (1, 2, 3)],
                         ["ok", "failed", "ok"])

    def test_a_root_that_is_not_needed(self):
        run = self.fetch("http://10.77.0.1/unneeded/")
        self.assert_configured(run)
        self.assertNotIn("tls", self.download(run, "standard"))

    def test_a_root_that_does_not_fit(self):
        run = self.fetch("http://10.77.0.1/wrong/")
        self.assertIn(run.code, (1, 3), str(run))
        self.assert_finding(run, "download.tls-untrusted")
        self.assertEqual(self.download(run, "standard")["status"], "failed")

    def test_what_is_no_certificate(self):
        run = self.fetch("http://10.77.0.1/nonsense/")
        self.assert_finding(run, "config.certificate", "error")
        self.assertEqual(self.download(run, "standard")["status"], "failed")

    def test_a_certificate_that_is_no_root(self):
        run = self.fetch("http://10.77.0.1/leaf/")
        self.assert_finding(run, "config.certificate", "error")

    def test_a_missing_certificate_is_lost(self):
        run = self.fetch("http://10.77.0.1/lost/")
        self.assertEqual(self.download(run, "certificate", 1)["status"], "failed")
        self.assertEqual(self.download(run, "standard")["status"], "failed")

    def test_a_root_that_nothing_here_knows_is_undetermined(self):
        run = self.fetch("https://10.77.0.1/")
        self.assert_undetermined(run, "--ca")
        self.assert_finding(run, "download.tls-untrusted")

    def test_a_ca_that_does_not_fit_is_an_error(self):
        run = self.trusting("https://10.77.0.1:8005/")
        self.assert_lost(run, "download.tls-untrusted")

    def test_a_root_of_the_system_is_assumed(self):
        run = self.fetch("https://10.77.0.1/", environment={"SSL_CERT_FILE": str(self.root.path)})
        self.assert_configured(run, "warning")
        self.assert_finding(run, "download.tls-root-assumed", "warning")

    def test_no_store_at_all(self):
        nowhere = str(self.lab.directory / "nowhere")
        run = self.fetch("https://10.77.0.1/", environment={"SSL_CERT_FILE": nowhere, "SSL_CERT_DIR": nowhere})
        self.assert_undetermined(run, "--ca")
        run = self.trusting("https://10.77.0.1/", environment={"SSL_CERT_FILE": nowhere, "SSL_CERT_DIR": nowhere})
        self.assert_configured(run)

    def test_a_ca_file_that_is_none(self):
        for text in ("", "no certificate\n"):
            path = self.lab.directory / "none.pem"
            path.write_text(text)
            run = self.fetch("https://10.77.0.1/", "--ca", str(path))
            self.assert_exit(run, 3)
        self.assert_exit(self.fetch("https://10.77.0.1/", "--ca", str(self.lab.directory / "missing.pem")), 3)


class FaultsTest(TlsTest):
    def test_each_fault_is_its_own_finding(self):
        for port, finding in ((8002, "download.tls-expired"), (8003, "download.tls-not-yet-valid"),
                              (8004, "download.tls-name"), (8005, "download.tls-untrusted")):
            with self.subTest(finding):
                before = len(self.nginx.requests)
                run = self.trusting(f"https://10.77.0.1:{port}/")
                self.assert_lost(run, finding)
                self.assertEqual([f for f in run.finding_ids if f.startswith("download.tls")], [finding], str(run))
                self.assertFalse(self.download(run)["tls"]["verified"])
                self.assertEqual(self.nginx.requests[before:], [], "a request went to a server that is not trusted")

    def test_two_faults_are_both_said(self):
        run = self.trusting("https://10.77.0.1:8008/")
        self.assert_lost(run, "download.tls-expired")
        self.assert_finding(run, "download.tls-name", "error")

    def test_a_self_signed_certificate(self):
        run = self.fetch("https://10.77.0.1:8001/")
        self.assertIn(run.code, (1, 3))
        self.assert_finding(run, "download.tls-untrusted")
        self.assert_lost(self.trusting("https://10.77.0.1:8001/"), "download.tls-untrusted")

    def test_insecure_loads_and_says_so(self):
        for port in (8001, 8002, 8003, 8004):
            with self.subTest(port):
                run = self.fetch(f"https://10.77.0.1:{port}/", "--insecure")
                self.assertEqual(self.download(run)["status"], "ok", str(run))
                self.assert_finding(run, "download.insecure", "warning")
                self.assertFalse(self.download(run)["tls"]["verified"])

    def test_tls_1_3_only_is_too_new(self):
        run = self.trusting("https://10.77.0.1:8006/")
        self.assertEqual(self.download(run)["status"], "ok", str(run))
        self.assert_finding(run, "download.tls-too-new", "warning")
        self.assertEqual(self.download(run)["tls"]["version"], "TLSv1.3")

    def test_http_2_is_not_taken(self):
        run = self.trusting("https://10.77.0.1:8007/")
        self.assert_configured(run)
        [*_, request] = [r for r in self.nginx.requests if r["server_port"] == "8007"]
        self.assertEqual(request["server_protocol"], "HTTP/1.1")
        self.assert_no_finding(run, "download.tls-too-new")

    def test_a_redirect_down_to_plain_is_refused(self):
        before = len(self.nginx.asked(80))
        run = self.trusting("https://10.77.0.1:8009/")
        self.assert_lost(run, "download.redirect-refused")
        self.assertEqual(self.nginx.asked(80)[before:], [])

    def test_a_redirect_to_another_port_with_tls(self):
        self.assert_configured(self.trusting("https://10.77.0.1:8011/"), "warning")

    def test_a_server_that_asks_for_a_certificate(self):
        run = self.trusting("https://10.77.0.1:8010/")
        self.assert_exit(run, 1)
        self.assertEqual(self.download(run)["status"], "failed", str(run))
        self.assertIn("certificate", self.download(run)["reason"])

    def test_plain_http_at_the_port(self):
        self.assert_lost(self.trusting("https://10.77.0.1:8012/"), "download.tls-protocol")


class OldServersTest(FetchTest):
    """What this computer's own programs refuse, and a phone of 2014 most likely takes."""

    @classmethod
    def serve(cls, lab):
        cls.root = root = Authority(lab.directory / "root")
        good, short = root.issue("good"), root.issue("short", key=RSA["1024"])
        sha1 = root.issue("sha1", digest="sha1")
        for port, certificate, options in ((8101, good, ["-tls1"]), (8102, good, ["-tls1_1"]), (8103, short, []),
                                           (8104, sha1, []), (8105, short, ["-tls1_1"]), (8106, good, ["-tls1_2"])):
            publish(TlsServer(lab, certificate, *options, port=port).start().files, f"https://10.77.0.1:{port}")

    def fetch_from(self, port):
        return self.fetch(f"https://10.77.0.1:{port}/", "--ca", str(self.root.path))

    def test_old_tls_and_weak_keys_are_loaded_and_warned_of(self):
        for port, words in ((8101, ["TLS 1.0", "TLSv1"]), (8102, ["TLS 1.1", "TLSv1.1"]), (8103, ["1024"]), (8104, ["SHA-1", "SHA1"]),
                            (8105, ["1024"])):
            with self.subTest(port):
                run = self.fetch_from(port)
                self.assert_configured(run, "warning")
                finding = self.assert_finding(run, "download.tls-weak", "warning")
                said = [f["message"] for f in run.report["findings"] if f["id"] == finding["id"]]
                self.assertTrue(any(word in message for word in words for message in said), str(run))
                self.assertTrue(self.download(run)["tls"]["verified"])

    def test_tls_1_2_is_what_a_phone_has(self):
        run = self.fetch_from(8106)
        self.assert_configured(run)
        self.assertEqual(self.download(run)["tls"]["version"], "TLSv1.2")


class NamesTest(FetchTest):
    """A server that shows another certificate when it is not told the name (SNI)."""

    @classmethod
    def serve(cls, lab):
        cls.root = root = Authority(lab.directory / "root")
        named = root.issue("named", "DNS:prov.example.com")
        default = root.issue("default", "DNS:other.example.com")
        cls.nginx = Sites(lab, tls_site(443, default, "server_name other.example.com;"),
                          tls_site(443, named, "server_name prov.example.com;"))
        publish(cls.nginx.files, "https://prov.example.com")
        cls.nginx.start()
        (lab.directory / "hosts").write_text("127.0.0.1 localhost\n10.77.0.1 prov.example.com single.example.com\n")

    def test_the_default_certificate_is_another(self):
        mount = f'mount --bind "{self.lab.directory}/hosts" /etc/hosts && exec "$@"'
        run = self.fetch("https://prov.example.com/", "--ca", str(self.root.path),
                         wrapper=lambda *line: ["sh", "-c", mount, "sh", *line])
        self.assert_configured(run)
        self.assert_finding(run, "download.tls-sni", "info")
        self.assertEqual({request["ssl_server_name"] for request in self.nginx.requests}, {"prov.example.com"})


if __name__ == "__main__":
    main()
