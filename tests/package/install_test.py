"""The Debian package on a bare system: installed, run without sudo, upgraded, removed and purged.

The system and its network are made for this test, and this machine has neither afterwards.
"""

import hashlib
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile

from bare_system import BareSystem
from packages import field, run, the_package
from lab import CLIENT_ADDRESS, LabTest, PHONE_MAC, main
from servers import Dnsmasq

COPY = "usr/libexec/provtool/provtool"
ASK = ("provtool", "discover", "dhcp160", "-i", "eth0", "--mac", PHONE_MAC, "--settle", "0.1", "--print", "winner")

# What dpkg, debconf and the tools for accounts note for themselves.
NOTES = ("etc/group-", "etc/passwd-", "etc/.pwd.lock", "root", "run/adduser", "var/cache/debconf", "var/lib/dpkg", "var/log")


def changed(folder, name, change):
    """Another package made of the one that is tested."""
    tree, made = folder / name, folder / f"{name}.deb"
    run("dpkg-deb", "--raw-extract", the_package(), tree)
    change(tree)
    run("dpkg-deb", "-Znone", "--build", "--root-owner-group", tree, made)  # not compressed: that takes seconds
    return made


def make_older(tree):
    """An older version, with a program that can be told from the new one."""
    control = tree / "DEBIAN/control"
    control.write_text(re.sub(r"(?m)^Version: .*", "Version: 0.0.9-1", control.read_text()))
    with open(tree / "usr/bin/provtool", "ab") as program:
        program.write(b"older")  # which the loader does not mind


def make_failing(tree):
    """It cannot be unpacked."""
    script = tree / "DEBIAN/preinst"
    script.write_text("#!/bin/sh\nexit 1\n")
    script.chmod(0o755)


def look(path):
    status = path.lstat()
    content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(status.st_mode) else ""
    return (oct(status.st_mode), status.st_uid, status.st_gid, content)


class PackageTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def setUp(self):
        super().setUp()
        folder = pathlib.Path(tempfile.mkdtemp(prefix="provtool-package-"))
        self.addCleanup(shutil.rmtree, folder)
        self.system = BareSystem(folder / "root", field(the_package(), "Depends"))
        for name, package in (("package", the_package()), ("older", changed(folder, "older", make_older)),
                              ("failing", changed(folder, "failing", make_failing))):
            shutil.copy(package, self.system.root / f"{name}.deb")
        for user in ("alice", "bob"):
            self.system.run("useradd", user)
        Dnsmasq(self.lab, ["--dhcp-option=160,http://prov.example.com/{MODEL}.cfg"]).start()
        self.before = self.everything()

    def everything(self):
        """{path: how it looks}, without what the tools note for themselves."""
        root = self.system.root
        return {str(path.relative_to(root)): look(path) for path in root.rglob("*")
                if not str(path.relative_to(root)).startswith(NOTES)}

    def install(self, name, **options):
        return self.system.run("dpkg", "-i", f"/{name}.deb", **options)

    def answer(self, word):
        self.system.run("debconf-set-selections", input=f"provtool provtool/allow-group boolean {word}\n", stdin=None)

    def run_as(self, user, *arguments):
        line = self.system.enter("setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *arguments)
        return subprocess.run(self.lab.client.wrap(*line), capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, cwd="/")

    def assert_asks(self, user):
        done = self.run_as(user, *ASK)
        self.assertEqual((done.returncode, done.stdout), (0, "dhcp160\n"), done.stderr)

    def assert_may_not_ask(self, user):
        done = self.run_as(user, *ASK)
        self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)

    def assert_runs(self, user, *wrapper):
        done = self.run_as(user, *wrapper, "provtool", "--version")
        self.assertRegex(done.stdout, r"^provtool \d", done.stderr)

    def assert_copy_is_of(self, package):
        copy, program = self.system.root / COPY, self.system.root / "usr/bin/provtool"
        self.assertEqual(copy.read_bytes(), program.read_bytes())
        self.assertEqual(copy.read_bytes().endswith(b"older"), package == "older")
        self.assertEqual(stat.S_IMODE(copy.stat().st_mode), 0o750)
        self.assertEqual(self.system.run("getcap", f"/{COPY}", "/usr/bin/provtool").stdout, f"/{COPY} cap_net_raw=ep\n")

    def assert_no_copy(self):
        self.assertFalse((self.system.root / COPY).parent.exists())

    def purge(self):
        self.system.run("dpkg", "--purge", "provtool")
        self.assertEqual(set(self.everything().items()) ^ set(self.before.items()), set())
        for database in ("config.dat", "templates.dat"):
            self.assertNotIn("provtool", (self.system.root / "var/cache/debconf" / database).read_text())
        self.assertNotIn("provtool", self.system.run("dpkg", "-l").stdout)

    def test_unless_told_otherwise_only_root_may_ask(self):
        self.install("package")
        self.assert_no_copy()
        self.assertNotIn("provtool", (self.system.root / "etc/group").read_text())
        self.assert_runs("bob")
        self.assert_may_not_ask("bob")
        self.purge()

    def test_the_group_may_ask_and_everybody_else_may_run_it(self):
        self.answer("true")
        self.install("older")
        self.system.run("usermod", "-aG", "provtool", "alice")
        self.assert_copy_is_of("older")
        self.assert_asks("alice")
        self.assert_may_not_ask("bob")
        self.assert_runs("bob")
        self.assert_runs("alice", "setpriv", "--no-new-privs")  # the copy is then worth nothing
        self.install("package")
        self.assert_copy_is_of("package")
        self.assert_asks("alice")
        self.assertNotEqual(self.install("failing", check=False).returncode, 0)
        self.assert_copy_is_of("package")
        self.system.run("dpkg", "--remove", "provtool")
        self.assert_no_copy()
        self.purge()

    def test_the_answer_can_be_changed(self):
        self.install("package")
        for answer, check in (("true", self.assert_asks), ("false", self.assert_may_not_ask)):
            self.answer(answer)
            self.system.run("dpkg-reconfigure", "provtool")
            self.system.run("usermod", "-aG", "provtool", "alice")
            check("alice")
        self.assert_no_copy()
        self.purge()

    def test_where_files_can_have_no_capability_it_is_installed_all_the_same(self):
        setcap = self.system.root / "usr/sbin/setcap"
        setcap.unlink()
        setcap.write_text("#!/bin/sh\nexit 1\n")
        setcap.chmod(0o755)
        self.answer("true")
        done = self.install("package")
        self.assertIn("only root may ask DHCP servers", done.stdout + done.stderr)
        self.assert_no_copy()
        self.assert_runs("bob")


if __name__ == "__main__":
    main()
