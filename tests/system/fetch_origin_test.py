"""Credentials and redirects: what goes to which server."""

from fetching import FetchTest
from lab import main
from phone_files import INITIAL, publish
from web_servers import Lighttpd, Sites

BASE = "http://10.77.0.1"
USER, PASSWORD = "phone", "only-in-a-test"


class AuthenticationTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        cls.nginx = Sites(lab, "listen 80; auth_basic phones; auth_basic_user_file users;",
                          "listen 81; location / { return 302 http://10.77.0.1:82$request_uri; }", "listen 82;",
                          "listen 83; auth_basic phones; auth_basic_user_file users;"
                          "location /away/ { return 302 http://10.77.0.1:82/KX-UTG200B.cfg; }")
        (cls.nginx.directory / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        publish(cls.nginx.files, BASE)
        cls.nginx.start()

    def setUp(self):
        self.before = len(self.nginx.requests)

    def users(self):
        return [request["remote_user"] for request in self.nginx.requests[self.before:]
                if request["status"] == "200"]

    def credentials(self, text):
        path = self.lab.directory / "credentials"
        path.write_text(text)
        path.chmod(0o600)
        return str(path)

    def test_credentials_of_the_url(self):
        run = self.fetch(f"http://{USER}:{PASSWORD}@10.77.0.1/")
        self.assert_configured(run, "warning")
        self.assert_finding(run, "url.credentials-in-clear", "warning")
        self.assertEqual(self.users(), [USER] * 4)
        self.assert_never_shown(run, PASSWORD)

    def test_credentials_of_the_command_line(self):
        for arguments in (("--user", f"{USER}:{PASSWORD}"),
                          ("--credentials", self.credentials(f"10.77.0.1 {USER}:{PASSWORD}\n"))):
            with self.subTest(arguments[0]):
                run = self.fetch(BASE, *arguments)
                self.assert_configured(run)
                self.assert_never_shown(run, PASSWORD)

    def test_without_credentials_it_is_undetermined(self):
        run = self.fetch(BASE)
        self.assert_undetermined(run, "--user")
        finding = self.assert_finding(run, "download.auth")
        self.assertIn("401", finding["message"] + self.download(run)["reason"])

    def test_a_wrong_password_is_an_error(self):
        run = self.fetch(BASE, "--user", f"{USER}:not-this-one")
        self.assert_lost(run, "download.auth")
        self.assert_never_shown(run, "not-this-one")

    def test_credentials_of_another_host_are_not_used(self):
        run = self.fetch(BASE, "--credentials", self.credentials(f"10.77.0.2 {USER}:{PASSWORD}\n"))
        self.assert_undetermined(run, "--user")
        self.assertTrue(all(request["http_authorization"] == "" for request in self.nginx.requests[self.before:]))

    def test_they_do_not_go_to_another_origin(self):
        """The other port of the same host is another origin. It shows every header that it got."""
        for arguments in ((f"http://{USER}:{PASSWORD}@10.77.0.1:81/",),
                          ("http://10.77.0.1:81/", "--user", f"{USER}:{PASSWORD}"),
                          (f"http://{USER}:{PASSWORD}@10.77.0.1:83/away/",)):
            with self.subTest(arguments[0]):
                before = len(self.nginx.requests)
                run = self.fetch(*arguments)
                there = [request for request in self.nginx.requests[before:] if request["server_port"] == "82"]
                self.assertEqual([request["uri"] for request in there][:1], [f"/{INITIAL}"], str(run))
                self.assertEqual({request["http_authorization"] for request in there}, {""})
                self.assert_never_shown(run, PASSWORD)


class DigestTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        cls.lighttpd = Lighttpd(lab, USER, PASSWORD)
        publish(cls.lighttpd.files, BASE)
        cls.lighttpd.start()

    def test_the_password_is_proved_and_not_sent(self):
        run = self.fetch(f"http://{USER}:{PASSWORD}@10.77.0.1/")
        self.assert_configured(run, "warning")
        self.assert_never_shown(run, PASSWORD)

    def test_a_wrong_password_is_an_error(self):
        self.assert_lost(self.fetch(BASE, "--user", f"{USER}:wrong"), "download.auth")

    def test_without_credentials_it_is_undetermined(self):
        self.assert_undetermined(self.fetch(BASE), "--user")


class RedirectsTest(FetchTest):
    PLACES = {
        "same": f"/{INITIAL}",
        "other": f"http://10.77.0.1:81/{INITIAL}",
        "relative": f"../{INITIAL}",
        "file": "file:///etc/passwd",
        "gopher": "gopher://10.77.0.1/1",
        "loopback": "http://127.0.0.1/",
        "nowhere": "",
    }

    @classmethod
    def serve(cls, lab):
        places = "".join(f"location /{name}/ {{ return 302 {place}; }}\n" for name, place in cls.PLACES.items()
                         if place)
        hops = "".join(f"location = /hop{hop}.cfg {{ return 301 /hop{hop - 1}.cfg; }}\n" for hop in range(2, 8))
        cls.nginx = Sites(lab, f"""listen 80; {places} {hops}
            location = /hop1.cfg {{ return 301 /{INITIAL}; }}
            location = /circle.cfg {{ return 302 /circle2.cfg; }}
            location = /circle2.cfg {{ return 302 /circle.cfg; }}
            location = /self.cfg {{ return 302 /self.cfg; }}
            location /nowhere/ {{ return 302; }}
            location /get/ {{ return 307 /{INITIAL}; }}""", "listen 81;")
        publish(cls.nginx.files, BASE)
        cls.nginx.start()

    def setUp(self):
        self.before = len(self.nginx.requests)

    def asked(self):
        return self.nginx.asked()[self.before:]

    def assert_followed(self, run, hops):
        self.assert_configured(run, "warning")
        self.assert_finding(run, "download.redirected", "warning")
        self.assertEqual(len(self.download(run)["attempts"]), hops + 1, str(run))

    def test_a_redirect_is_followed_and_said(self):
        for name, final in (("same", f"{BASE}/{INITIAL}"), ("other", f"http://10.77.0.1:81/{INITIAL}"),
                            ("relative", f"{BASE}/{INITIAL}"), ("get", f"{BASE}/{INITIAL}")):
            with self.subTest(name):
                run = self.fetch(f"{BASE}/{name}/")
                self.assert_followed(run, 1)
                download = self.download(run)
                self.assertEqual(download["final_url"], final)
                self.assertEqual([attempt["url"] for attempt in download["attempts"]],
                                 [f"{BASE}/{name}/{INITIAL}", final])

    def test_five_are_followed(self):
        self.assert_followed(self.fetch(f"{BASE}/hop5.cfg"), 5)

    def test_six_are_too_many(self):
        run = self.fetch(f"{BASE}/hop6.cfg")
        self.assert_lost(run, "download.redirect-loop")
        self.assertNotIn(f"/{INITIAL}", self.asked())

    def test_a_circle_is_left(self):
        for name in ("circle", "self"):
            with self.subTest(name):
                run = self.fetch(f"{BASE}/{name}.cfg")
                self.assert_lost(run, "download.redirect-loop")
                self.assertLessEqual(len(self.asked()), 12)

    def test_other_protocols_are_refused(self):
        for name in ("file", "gopher"):
            with self.subTest(name):
                run = self.fetch(f"{BASE}/{name}/")
                self.assert_lost(run, "download.redirect-refused")
                self.assertNotIn(b"root:x:0", run.stdout)

    def test_this_computer_is_nobodys_server(self):
        run = self.fetch(f"{BASE}/loopback/")
        self.assert_lost(run, "download.redirect-refused")

    def test_a_redirect_without_a_place(self):
        self.assert_lost(self.fetch(f"{BASE}/nowhere/"), "download.failed")


if __name__ == "__main__":
    main()
