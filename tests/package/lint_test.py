"""The package of cpack: its files, its fields, and what lintian says."""

import pathlib
import re
import tempfile
import unittest

from packages import FOLDER, ROOT, complaints, contents, field, run, the_package
from lab import main, require_program

OWN = {"usr/share/doc/provtool/changelog.Debian.gz", "usr/share/doc/provtool/changelog.gz",
       "usr/share/doc/provtool/copyright", "usr/share/doc/provtool/README.Debian", "usr/share/lintian/overrides/provtool"}
NOT_OURS = {"usr/share/doc/provtool/LICENSE", "usr/share/doc/provtool/CHANGELOG.md"}


def in_the_package(path):
    """Where Debian has what is installed from source."""
    path = f"usr/{path}".replace("/zsh/site-functions/", "/zsh/vendor-completions/")
    return path + ".gz" if "/man/" in path or path.endswith("README.md") else path


class LintTest(unittest.TestCase):
    def setUp(self):
        self.package = the_package()

    def test_lintian_has_no_complaint(self):
        require_program("lintian")
        self.assertEqual(complaints(self.package), [])

    def test_it_has_what_is_installed_from_source(self):
        with tempfile.TemporaryDirectory() as folder:
            # All there is; but install_manifest.txt, by which it is uninstalled, stays that of the last real installation.
            run("cmake", "--install", FOLDER, "--prefix", folder, "--component", "Unspecified")
            installed = {in_the_package(str(path.relative_to(folder)))
                         for path in pathlib.Path(folder).rglob("*") if path.is_file()}
        self.assertEqual(set(contents(self.package)), installed - NOT_OURS | OWN)

    def test_every_file_is_roots_and_only_the_program_can_be_run(self):
        for path, seen in contents(self.package).items():
            mode = "-rwxr-xr-x" if path == "usr/bin/provtool" else "-rw-r--r--"
            self.assertEqual(seen, [mode, "root/root"], path)

    def test_its_version_is_that_of_the_program_and_the_changelog(self):
        version = re.search(r"project\(provtool VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        self.assertRegex(field(self.package, "Version"), rf"^{re.escape(version)}-\d+$")
        newest = run("dpkg-parsechangelog", "-l", ROOT / "debian/changelog", "-S", "Version").strip()
        self.assertEqual(field(self.package, "Version"), newest)

    def test_it_depends_on_the_library_that_is_loaded_when_it_is_needed(self):
        loaded = re.findall(r'dlopen\("(lib\w+)\.so\.([\d.]+)"', (ROOT / "src/io/pcap_library.cpp").read_text())
        self.assertEqual(len(loaded), 1)
        self.assertIn("".join(loaded[0]), field(self.package, "Depends"))

    def test_the_summary_and_the_text_are_those_of_debian_control(self):
        control = (ROOT / "debian/control").read_text()
        self.assertTrue(control.endswith("Description: " + field(self.package, "Description") + "\n"))
        self.assertIn("\nMaintainer: " + field(self.package, "Maintainer") + "\n", control)

    def test_the_licence_is_whole(self):
        licence = re.sub(r"(?m)^ (\.$)?", "", (ROOT / "debian/copyright").read_text())
        self.assertIn((ROOT / "LICENSE").read_text().split("\n\n", 2)[2], licence)

    def test_debian_needs_to_build_it_what_the_list_of_packages_says(self):
        control = (ROOT / "debian/control").read_text().split("\n\n")[0]
        needed = set(re.findall(r"(?m)^ ([a-z][\w.+-]+)(?:[ :,(].*|)$", control.split("Build-Depends:")[1]))
        listed = set(re.findall(r"(?m)^build +(\S+)", (ROOT / "scripts/packages").read_text())) - {"g++"}
        self.assertEqual(listed - needed, set())

    def test_the_question_to_translate_is_the_one_that_is_asked(self):
        asked = (ROOT / "debian/provtool.templates").read_text()
        translated = (ROOT / "debian/po/templates.pot").read_text()
        texts = re.sub(r'"\n"', "", translated)
        for text in re.split(r"\n \.\n", asked.split("_Description: ")[1]):
            for part in text.split("\n", 1) if text.startswith("Should") else [text]:
                self.assertIn('msgid "' + " ".join(part.split()).replace('"', r'\"') + '"', texts)


if __name__ == "__main__":
    main()
