"""The package that dpkg-buildpackage makes: built twice, in other folders and circumstances, and compared with cpack's."""

import pathlib
import shutil
import tempfile
import unittest

from packages import ELSEWHERE, complaints, contents, field, run, sources_in, the_package
from lab import main, require_program

FIELDS = ("Package", "Version", "Architecture", "Maintainer", "Section", "Priority", "Description")


def dependencies(package):
    return sorted(one.strip() for one in field(package, "Depends").split(","))


class DebianTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for program in ("dpkg-buildpackage", "dh", "po2debconf", "lintian"):
            require_program(program)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="provtool package-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.first = cls.built_in("one", umask=0o022, TZ="UTC")
        cls.second = cls.built_in("another place", umask=0o077)

    @classmethod
    def built_in(cls, name, umask, **environment):
        place = cls.folder / name
        place.mkdir()
        run("dpkg-buildpackage", "-us", "-uc", "-b", cwd=sources_in(place), umask=umask,
            env={**ELSEWHERE, "DEB_BUILD_OPTIONS": "nocheck noautodbgsym", **environment})
        return the_package(place)

    def test_lintian_has_no_complaint(self):
        self.assertEqual(complaints(self.first, *self.first.parent.glob("*.changes")), [])

    def test_it_is_the_same_wherever_and_whenever_it_is_built(self):
        self.assertEqual(self.first.read_bytes(), self.second.read_bytes())

    def test_it_is_the_package_of_cpack(self):
        other = the_package()
        self.assertEqual(contents(self.first), contents(other))
        self.assertEqual(dependencies(self.first), dependencies(other))
        for name in FIELDS:
            self.assertEqual(field(self.first, name), field(other, name))

    def test_its_scripts_are_those_of_cpack(self):
        scripts = []
        for number, package in enumerate((self.first, the_package())):
            control = self.folder / f"control{number}"
            run("dpkg-deb", "--control", package, control)
            scripts.append({path.name: words(path) for path in control.iterdir() if path.name not in ("control", "md5sums")})
        self.assertEqual(*scripts)


def words(path):
    """Without comments, whose texts debhelper adds."""
    return " ".join(line for line in path.read_text().splitlines() if not line.startswith("# ")).split()


if __name__ == "__main__":
    main()
