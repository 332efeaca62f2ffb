"""Whose rights write files, and what the file capability lets a user do: ask, and nothing else."""

import os
import pathlib
import socket
import stat
import time

from lab import (CLIENT_ADDRESS, LabTest, cannot_run, command, main, provtool_copy,
                 require_program, run_provtool, unprivileged)
from scripted_dhcp import ScriptedDhcp, usual

URL = "http://prov.example.com/"
NOBODY = 65534
SECRET = b"response=0123456789abcdef"
REGISTER = (b"REGISTER sip:10.77.0.50 SIP/2.0\r\nVia: SIP/2.0/UDP 10.77.0.1:5060;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\n"
            b"To: <sip:a@b>\r\nCall-ID: theirs\r\nCSeq: 1 REGISTER\r\nMax-Forwards: 70\r\n"
            b"Authorization: Digest username=\"a\", " + SECRET + b"\r\nContent-Length: 0\r\n\r\n")


def sudo_of(user=NOBODY, group=NOBODY):
    return {**os.environ, "SUDO_UID": str(user), "SUDO_GID": str(group)}


class SudoTest(LabTest):
    """As root with the environment of sudo(8): files are the caller's on every path, or not written."""

    def setUp(self):
        super().setUp()
        self.callers = self.lab.directory / "callers"
        self.callers.mkdir()
        os.chown(self.callers, NOBODY, NOBODY)
        self.roots = self.lab.directory / "roots"
        self.roots.mkdir(mode=0o700)

    def early_paths(self):
        yield ("--dry-run", "-i", "eth0")
        yield ("-i", "nope0")
        self.lab.client.ip("link", "set", "eth0", "down")
        yield ("-i", "eth0")

    def test_on_every_early_path_the_file_is_the_callers(self):
        for number, path in enumerate(self.early_paths()):
            with self.subTest(path):
                file = self.callers / f"report{number}"
                run_provtool(self.lab, "discover", *path, "-o", str(file), env=sudo_of())
                self.assertEqual((file.stat().st_uid, file.stat().st_gid), (NOBODY, NOBODY))

    def test_on_every_early_path_a_folder_of_roots_stays_shut(self):
        target = self.roots / "target"
        target.write_text("root's")
        for path in self.early_paths():
            with self.subTest(path):
                for file in (target, self.roots / "new"):
                    run = run_provtool(self.lab, "discover", *path, "--model", "KX;id", "--force", "-o", str(file),
                                       env=sudo_of())
                    self.assert_exit(run, 3)
                    self.assertRegex(run.stderr.decode(), "cannot write")
        self.assertEqual(target.read_text(), "root's")
        self.assertEqual([file.name for file in self.roots.iterdir()], ["target"])

    def test_a_file_of_roots_in_a_folder_of_everybodys_stays(self):
        for mode in (0o777, 0o1777):
            folder = self.lab.directory / f"open{mode:o}"
            folder.mkdir()
            folder.chmod(mode)
            target = folder / "target"
            target.write_text("root's")
            run = run_provtool(self.lab, "discover", "--dry-run", "-i", "eth0", "--force", "-o", str(target), env=sudo_of())
            self.assert_exit(run, 3)
            self.assertEqual(target.read_text(), "root's")

    def test_a_caller_that_is_not_well_named_is_not_guessed(self):
        for user, group in (("", "65534"), ("-1", "65534"), ("4294967295", "65534"), ("nobody", "65534"), ("65534", "")):
            with self.subTest((user, group)):
                run = self.discover("--save-capture", str(self.callers / "capture"), env=sudo_of(user, group))
                self.assert_exit(run, 3)
                self.assertIn("valid id", self.assert_finding(run, "host.rights-kept", "error")["message"])
                self.assertEqual(list(self.callers.iterdir()), [])

    def by_sudo(self, *line):
        """Nobody may call sudo here: ip-netns(8) gave this process mounts of its own."""
        rules = self.lab.directory / "sudoers"
        rules.write_text("nobody ALL=(ALL) NOPASSWD: ALL\n")
        rules.chmod(0o440)
        script = f'mount --bind {rules} /etc/sudoers && exec "$@"'
        return ["sh", "-c", script, "sh", *unprivileged("sudo", "-n", *line)]

    def test_sudo_itself(self):
        require_program("sudo")
        ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()
        binary = provtool_copy(self.lab)
        file, shut = self.callers / "report", self.roots / "report"
        run = self.discover("--first", "-o", str(file), binary=binary, wrapper=self.by_sudo)
        self.assert_exit(run, 0)
        self.assertEqual(file.stat().st_uid, NOBODY)
        run = self.discover("--dry-run", "-o", str(shut), binary=binary, wrapper=self.by_sudo)
        self.assert_exit(run, 3)
        self.assertFalse(shut.exists())


class ForeignFileTest(LabTest):
    ASK = ("discover", "manual", "--manual-url", URL, "-i", "eth0", "--force")

    def refuse(self, path, why):
        for option in ("-o", "--save-capture"):
            with self.subTest(option):
                started = time.monotonic()
                run = run_provtool(self.lab, *self.ASK, option, str(path))
                self.assert_exit(run, 3)
                self.assertIn(why, " ".join((run.stderr + run.stdout).decode().split()))  # lines are wrapped
                self.assertLess(time.monotonic() - started, 3)

    def test_another_users_pipe_is_refused(self):
        pipe = self.lab.directory / "pipe"
        os.mkfifo(pipe)
        os.chown(pipe, NOBODY, NOBODY)
        pipe.chmod(0o666)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        self.refuse(pipe, "belongs to another user")
        self.assertEqual(os.read(reader, 1), b"")

    def test_a_block_device_is_refused_and_stays_one(self):
        disk = self.lab.directory / "disk"
        try:
            os.mknod(disk, 0o600 | stat.S_IFBLK, os.makedev(7, 0))
        except PermissionError as error:
            cannot_run(f"no device nodes here: {error}")
        self.refuse(disk, "block device")
        self.assertTrue(stat.S_ISBLK(disk.stat().st_mode))

    def test_a_pipe_of_ones_own_and_handed_over_streams_are_written(self):
        run = run_provtool(self.lab, *self.ASK, "--json", "-o", "/dev/stdout")
        self.assert_exit(run, 0)
        self.assertTrue(run.stdout.startswith(b"{"))
        run = run_provtool(self.lab, *self.ASK, "--save-capture", "/dev/fd/3",
                           wrapper=lambda *line: ["bash", "-c", '"$0" "$@" 3> >(wc -c >&2); wait', *line])
        self.assert_exit(run, 0)
        self.assertGreater(int(run.stderr.split()[-1]), 100)


class CapabilityTest(LabTest):
    """The file capability, and a user who is nobody special."""

    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def setUp(self):
        super().setUp()
        self.binary = provtool_copy(self.lab)
        self.home = self.lab.directory / "home"
        self.home.mkdir()
        os.chown(self.home, NOBODY, NOBODY)
        ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()
        sender = self.lab.server.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.lab.on_close(sender.close)
        self.lab.repeat(lambda: sender.sendto(REGISTER, (CLIENT_ADDRESS.split("/")[0], 5060)), every=0.2)

    def as_nobody(self, *arguments):
        require_program("setcap")
        try:
            command("setcap", "cap_net_raw+ep", self.binary)
        except RuntimeError as error:
            cannot_run(f"no file capabilities here: {error}")
        return self.discover(*arguments, sources=("manual", "pnp", "dhcp"), binary=self.binary, wrapper=unprivileged)

    def capture_of(self, run, name="capture"):
        capture = self.home / name
        self.assertEqual(stat.S_IMODE(capture.stat().st_mode), 0o600, str(run))
        return capture.read_bytes()

    def test_what_answers_nobodys_question_is_neither_saved_nor_shown(self):
        run = self.as_nobody("--save-capture", str(self.home / "capture"), "--trace")
        self.assert_winner(run, "dhcp160", URL)
        saved = self.capture_of(run)
        self.assertIn(b"SUBSCRIBE", saved)
        self.assertIn(URL.encode(), saved)
        self.assertNotIn(b"REGISTER sip:", saved)
        self.assertNotIn(SECRET, saved + run.stdout + run.stderr)
        self.assertIn("REGISTER", run.finding("pnp.ignored")["message"])

    def test_only_root_may_save_it(self):
        refused = self.as_nobody("--capture-all", "--save-capture", str(self.home / "capture"))
        self.assert_exit(refused, 3)
        self.assert_finding(refused, "host.root-only", "error")
        self.assertEqual(list(self.home.iterdir()), [])
        for name, environment in (("roots", dict(os.environ)), ("sudos", sudo_of())):
            run = self.discover("--capture-all", "--pnp-timeout", "1", "--save-capture", str(self.home / name),
                                sources=("pnp", "dhcp"), env=environment)
            self.assertIn(SECRET, self.capture_of(run, name))

    def test_a_window_of_a_day_is_shortened_and_says_so(self):
        run = self.as_nobody("--first", "--dry-run", "--dhcp-timeout", "86400", "--timeout", "86400")
        message = self.assert_finding(run, "host.window-capped", "info")["message"]
        self.assertIn("--timeout and --dhcp-timeout shortened to 60.0 s", message)

    def test_the_environment_of_sudo_gives_a_user_nothing(self):
        roots = self.lab.directory / "roots"
        roots.mkdir(mode=0o700)
        run = self.discover("-o", str(roots / "report"), binary=self.binary, wrapper=unprivileged, env=sudo_of(0, 0))
        self.assert_exit(run, 3)
        self.assertEqual(list(roots.iterdir()), [])

    def test_a_program_that_is_set_user_id_writes_as_its_caller(self):
        pathlib.Path(self.binary).chmod(0o4755)
        file = self.home / "report"
        run = self.discover("--first", "-o", str(file), binary=self.binary, wrapper=unprivileged, env=sudo_of(0, 0))
        self.assertEqual(file.stat().st_uid, NOBODY, str(run))


if __name__ == "__main__":
    main()
