"""Files by FTP from vsftpd: anonymous and with a user, passive and active."""

from fetching import FetchTest
from lab import main
from phone_files import INITIAL, publish
from web_servers import FTP_PASSWORD, FTP_USER, Sites, Vsftpd

BASE = "ftp://10.77.0.1"


class FtpTest(FetchTest):
    conf = ""

    @classmethod
    def serve(cls, lab):
        cls.vsftpd = Vsftpd(lab, cls.conf)
        publish(cls.vsftpd.files, BASE)
        publish(cls.vsftpd.files / "utg" / "a b", f"{BASE}/utg/a%20b", leave_out=["master"])
        cls.vsftpd.start()

    def setUp(self):
        self.before = len(self.vsftpd.commands)

    def commands(self):
        return self.vsftpd.commands[self.before:]

    def verbs(self):
        return {command.split()[0] for command in self.commands()}


class PassiveTest(FtpTest):
    def test_anonymous(self):
        run = self.fetch(BASE)
        self.assert_configured(run)
        self.assertIn("USER anonymous", self.commands())
        self.assertIn(f"RETR {INITIAL}", " ".join(self.commands()).replace("/", ""))
        self.assertEqual(self.download(run)["protocol"], "ftp")
        self.assertLessEqual(self.verbs(), {"USER", "PASS", "PWD", "CWD", "EPSV", "PASV", "TYPE", "SIZE", "RETR",
                                            "QUIT"})

    def test_with_a_user(self):
        run = self.fetch(f"ftp://{FTP_USER}:{FTP_PASSWORD}@10.77.0.1/", "--role", "initial")
        self.assert_exit(run, 0)
        self.assertIn(f"USER {FTP_USER}", self.commands())
        self.assert_finding(run, "url.credentials-in-clear", "warning")
        self.assertNotIn(FTP_PASSWORD.encode(), run.stdout + run.stderr)
        run = self.fetch(BASE, "--user", f"{FTP_USER}:{FTP_PASSWORD}")
        self.assert_configured(run)

    def test_a_dry_run_would_log_in_with_the_user(self):
        for arguments in ([f"ftp://{FTP_USER}:{FTP_PASSWORD}@10.77.0.1/"],
                          [BASE, "--user", f"{FTP_USER}:{FTP_PASSWORD}"]):
            run = self.fetch(*arguments, "--dry-run")
            [request] = run.report["plan"]["requests"]
            self.assertTrue(request["log_line"].startswith("USER ***, PASS ***"), str(run))

    def test_with_a_wrong_password(self):
        run = self.fetch(f"ftp://{FTP_USER}:wrong@10.77.0.1/")
        self.assert_lost(run, "download.forbidden")
        self.assertIn("530", self.download(run)["reason"])

    def test_a_folder_and_a_file_that_is_missing(self):
        run = self.fetch(f"{BASE}/utg/a%20b/")
        self.assert_exit(run, 0)
        self.assert_finding(run, "download.partial", "warning")
        self.assertEqual(self.download(run, "master")["status"], "failed")

    def test_a_missing_initial_file(self):
        run = self.fetch(f"{BASE}/nowhere/")
        self.assert_lost(run, "download.not-found")
        run = self.fetch(f"{BASE}/nowhere.cfg")
        self.assert_lost(run, "download.not-found")


class ActiveTest(FtpTest):
    conf = "pasv_enable=NO"

    def test_a_server_that_takes_no_passive_connection(self):
        run = self.fetch(BASE)
        self.assert_configured(run, run.report["verdict"]["status"])
        self.assertTrue(self.verbs() & {"PORT", "EPRT"}, self.commands())


class ClosedTest(FtpTest):
    conf = "anonymous_enable=NO"

    def test_a_server_that_wants_a_user(self):
        run = self.fetch(BASE)
        self.assert_lost(run, "download.forbidden")
        self.assertIn("530", self.download(run)["reason"])


class AdviceTest(FetchTest):
    """The same files by HTTP, which the phone would not ask for."""

    @classmethod
    def serve(cls, lab):
        cls.nginx = Sites(lab, "listen 80;")
        cls.vsftpd = Vsftpd(lab)
        publish(cls.vsftpd.files, BASE)
        publish(cls.nginx.files, BASE)
        cls.nginx.start()
        cls.vsftpd.start()

    def test_http_is_asked_only_when_advice_is_wanted(self):
        self.assert_configured(self.fetch(BASE))
        self.assertEqual(self.nginx.asked(), [])
        run = self.fetch(BASE, "--advise")
        self.assert_exit(run, 0)
        self.assertIn(f"/{INITIAL}", self.nginx.asked())
        self.assertIn(b"http://10.77.0.1/", run.stdout)


if __name__ == "__main__":
    main()
