"""A Debian system in a folder, with the essential packages and what one package depends on, and nothing else.

    system = BareSystem(folder, depends="adduser, libc6 (>= 2.36)")
    system.run("dpkg", "-i", "/provtool.deb")

Its files are those of the packages of this machine, so nothing is downloaded. Its accounts, answers and settings are its
own. What runs in it has a /proc, /dev and /sys that vanish with it, so that the folder can simply be removed.
"""

import os
import pathlib
import re
import shutil
import subprocess

DATABASE = pathlib.Path("/var/lib/dpkg")
MERGED = ("bin", "lib", "lib32", "lib64", "libx32", "sbin")  # symbolic links into /usr

# What packages make when they are installed, and do not list.
SETTINGS = ["/etc/alternatives", "/etc/debconf.conf", "/etc/nsswitch.conf", "/etc/login.defs", "/etc/ssl/certs",
            "/usr/bin/awk", "/usr/bin/which"]

ENTER = ["unshare", "--mount", "sh", "-euc",
         'for folder in proc dev sys; do mount --rbind "/$folder" "$0/$folder"; done; exec chroot "$0" "$@"']
SPEAKING = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive",
            "HOME": "/root"}


def installed_packages():
    """{name: its stanza in dpkg's list}."""
    found = {}
    for stanza in DATABASE.joinpath("status").read_text(encoding="utf-8").split("\n\n"):
        if field(stanza, "Status").endswith(" installed"):
            found.setdefault(field(stanza, "Package"), stanza.strip())
    return found


def field(stanza, name):
    found = re.search(rf"^{name}:(.*(?:\n .*)*)", stanza, re.MULTILINE)
    return found[1].strip() if found else ""


def names_in(clause):
    """"a (>= 1) | b:any" has a and b."""
    return [re.match(r"[a-z0-9.+-]*", choice.strip())[0] for choice in clause.split("|")]


def clauses(depends):
    return [clause for clause in depends.split(",") if clause.strip()]


def with_dependencies(installed, depends):
    """The names of the essential packages and those of `depends`, with all that these depend on."""
    provided = {name: package for package, stanza in installed.items()
                for clause in clauses(field(stanza, "Provides")) for name in names_in(clause)}
    provided.update({name: name for name in installed})
    names = {name for name, stanza in installed.items() if field(stanza, "Essential") == "yes"}
    left = [field(installed[name], kind) for name in names for kind in ("Depends", "Pre-Depends")] + [depends]
    while left:
        for clause in clauses(left.pop()):
            name = next((provided[name] for name in names_in(clause) if name in provided), None)
            assert name, f"no package of this machine is {clause}"
            if name not in names:
                names.add(name)
                left += [field(installed[name], "Depends"), field(installed[name], "Pre-Depends")]
    return sorted(names)


def merged(path):
    return "/usr" + path if path.split("/")[1] in MERGED else path


class BareSystem:
    def __init__(self, folder, depends):
        self.root = pathlib.Path(folder)
        self.root.mkdir()
        installed = installed_packages()
        self.packages = with_dependencies(installed, depends)
        self._copy(path for name in self.packages for path in self._files_of(name))
        self._copy(SETTINGS)
        self._link_merged_folders()
        for folder in ("proc", "dev", "sys"):
            self.root.joinpath(folder).mkdir(exist_ok=True)
        for name in ("passwd", "group"):
            shutil.copyfile(f"/usr/share/base-passwd/{name}.master", self.root / "etc" / name)
        own = self.root / DATABASE.relative_to("/")
        own.joinpath("status").write_text("".join(f"{installed[name]}\n\n" for name in self.packages), encoding="utf-8")
        self.run("ldconfig")

    def _files_of(self, name):
        records = list(DATABASE.glob(f"info/{name}.*")) + list(DATABASE.glob(f"info/{name}:*.*"))
        lists = next(path for path in records if path.suffix == ".list")
        return lists.read_text(encoding="utf-8").splitlines() + list(map(str, records)) + [f"{DATABASE}/info/format"]

    def _copy(self, paths):
        wanted = dict.fromkeys(merged(path) for path in paths if path.count("/") > 1 or path[1:] not in MERGED)
        data = b"\0".join(os.fsencode("." + path) for path in wanted if os.path.lexists(path) and path != "/.")
        line = 'tar -C / --no-recursion --null -T - -c | tar -C "$0" -xp'
        subprocess.run(["bash", "-eo", "pipefail", "-c", line, self.root], input=data, check=True)

    def _link_merged_folders(self):
        for name in MERGED:
            if self.root.joinpath("usr", name).exists():
                self.root.joinpath(name).symlink_to(f"usr/{name}")

    def enter(self, *arguments):
        """The command line that runs these arguments in here."""
        return [*ENTER, str(self.root), *arguments]

    def run(self, *arguments, check=True, **options):
        done = subprocess.run(self.enter(*arguments), capture_output=True, text=True, env=SPEAKING,
                              **{"stdin": subprocess.DEVNULL, **options})
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done
