"""`--save` keeps what was loaded: under which names, for whom, and what it never touches."""

import os
import signal
import stat

from fetching import FetchTest
from lab import PHONE_MAC, main, start_provtool, wait_until
from phone_files import CONTENTS, INITIAL, ROLES, initial, publish
from web_servers import Sites

BASE = "http://10.77.0.1"


class SaveTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        cls.nginx = Sites(lab, "listen 80; location ~ /slow/Config { limit_rate 20; }")
        publish(cls.nginx.files, BASE)
        publish(cls.nginx.files / "partial", f"{BASE}/partial", leave_out=["product"])
        slow = publish(cls.nginx.files / "slow", f"{BASE}/slow")
        (slow / INITIAL).write_text(initial(BASE).replace(f"{BASE}/Config{{MAC}}", f"{BASE}/slow/Config{{MAC}}"))
        climbing = cls.nginx.files / "climbing"
        climbing.mkdir()
        (climbing / INITIAL).write_text(initial(BASE).replace("/Config{MAC}.cfg", "/../../../../tmp/owned.cfg")
                                        .replace("/ConfigCommon.cfg", "/%2e%2e%2f%2e%2e%2fowned.cfg"))
        cls.nginx.start()

    def setUp(self):
        self.folder = self.lab.directory / self.id().rpartition(".")[2]
        self.folder.mkdir()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def save(self, place="", *arguments):
        return self.fetch(f"{BASE}/{place}", "--save", str(self.folder), *arguments)

    def test_what_came_is_kept_under_the_names_of_the_roles(self):
        run = self.save()
        self.assert_configured(run)
        self.assertEqual(self.names(), ["initial.cfg", "master.cfg", "product.cfg", "standard.cfg"])
        for role in ROLES:
            path = self.folder / f"{role}.cfg"
            self.assertEqual(path.read_text(), CONTENTS[role])
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
            self.assertEqual(self.download(run, role)["saved_as"], str(path))

    def test_what_was_lost_has_no_file(self):
        self.save("partial/")
        self.assertEqual(self.names(), ["initial.cfg", "master.cfg", "standard.cfg"])

    def test_a_file_that_is_there_stays(self):
        (self.folder / "standard.cfg").write_text("mine")
        run = self.save()
        self.assertEqual((self.folder / "standard.cfg").read_text(), "mine")
        self.assertIn(run.code, (2, 3), str(run))
        run = self.save("", "--force")
        self.assert_configured(run)
        self.assertEqual((self.folder / "standard.cfg").read_text(), CONTENTS["standard"])

    def test_a_symbolic_link_is_not_followed(self):
        elsewhere = self.lab.directory / "elsewhere"
        for arguments in ((), ("--force",)):
            elsewhere.write_text("mine")
            (self.folder / "standard.cfg").unlink(missing_ok=True)
            (self.folder / "standard.cfg").symlink_to(elsewhere)
            self.save("", *arguments)
            self.assertEqual(elsewhere.read_text(), "mine")

    def test_names_from_outside_are_no_file_names(self):
        before = sorted(os.listdir("/tmp"))
        self.save("climbing/")
        self.assertLessEqual(set(self.names()), {"initial.cfg", "standard.cfg", "product.cfg", "master.cfg"})
        self.assertNotIn("owned.cfg", set(os.listdir("/tmp")) - set(before))
        self.assertEqual(list(self.lab.directory.glob("owned*")), [])

    def test_a_run_that_is_cut_off_leaves_no_half_file(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, None), (signal.SIGKILL, None)):
            with self.subTest(number):
                for path in self.folder.iterdir():
                    path.unlink()
                line = ["fetch", f"{BASE}/slow/", "-i", "eth0", "--mac", PHONE_MAC, "--save", str(self.folder)]
                before = len(self.nginx.requests)
                process = start_provtool(self.lab, *line, env=self.environment)
                self.wait_for_the_slow_file(before)
                process.send_signal(number)
                process.communicate(timeout=5)
                if code is not None:
                    self.assertEqual(process.returncode, code)
                for path in self.folder.iterdir():
                    self.assertIn(path.name, ["initial.cfg", "master.cfg", "product.cfg"])
                    self.assertTrue(path.read_text().endswith("</PANASIPPhoneConfig>\n"))

    def wait_for_the_slow_file(self, before):
        # nginx writes a request down when it has ended: the two quick ones come after the initial file.
        wait_until(lambda: len(self.nginx.requests) >= before + 3, "the other files have come")

    def test_a_folder_that_is_none(self):
        path = self.folder / "file"
        path.write_text("mine")
        for folder in (path, self.folder / "missing" / "deeper"):
            run = self.fetch(BASE, "--save", str(folder))
            self.assertIn(run.code, (2, 3), str(run))
        self.assertEqual(path.read_text(), "mine")


if __name__ == "__main__":
    main()
