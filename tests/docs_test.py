#!/usr/bin/env python3
"""Compares --help, the manual, the completions and the installed files with the tables in the source.

  docs_test.py SOURCE_ROOT BUILD_FOLDER CMAKE
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT, BUILD, CMAKE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3]


def read(path):
    return path.read_text(encoding="utf-8")


def made(path):
    return BUILD / path


def run(*arguments, **options):
    return subprocess.run(list(map(str, arguments)), capture_output=True, encoding="utf-8",
                          stdin=subprocess.DEVNULL, **options)


def rows(file, pattern):
    found = re.findall(pattern, read(ROOT / "src" / file), re.MULTILINE)
    assert len(found) >= 5, f"{file} has no table in the form that this test reads"
    return found


def table_options():
    """[["--mac"], ["-i", "--interface"], …]"""
    names = rows("cli/option_table.cpp", r'\bOptionRow\{\s*"([^"]+)"')
    return [name.split(",") for name in names] + [["-h", "--help"], ["-V", "--version"]]


def commands():
    """["discover", "fetch", …]"""
    return re.findall(r'\bCommandRow\{\s*\w+,\s*"(\w+)"', read(ROOT / "src/cli/option_table.cpp"))


PAGES = ["man1/provtool.1", *(f"man1/provtool-{command}.1" for command in commands()), "man5/provtool-report.5",
         "man7/provtool-findings.7", "man7/provtool-provisioning.7"]

INSTALLED = [
    "bin/provtool",
    *(f"share/man/{page}" for page in PAGES),
    "share/bash-completion/completions/provtool",
    "share/zsh/site-functions/_provtool",
    "share/fish/vendor_completions.d/provtool.fish",
    "share/provtool/report.schema.json",
    "share/doc/provtool/README.md",
    "share/doc/provtool/CHANGELOG.md",
    "share/doc/provtool/LICENSE",
]


def help_of(*command):
    shown = run(BUILD / "src/provtool", *command, "--help")
    assert shown.returncode == 0, shown.stderr
    return shown.stdout


def options_in(help_text):
    """The names of options that begin a line of the help: "-i, --interface"."""
    return re.findall(r"(?m)^ +((?:-\w, )?--[\w-]+)", help_text)


def man_page(page):
    """Its text, with the escapes of roff undone."""
    text = re.sub(r"\\f[BIRP]", "", read(made("man") / page))
    return text.replace(r"\-", "-").replace(r"\&", "")


def rendered(page, width):
    """Its lines on a terminal, without the overstriking of bold and underlined letters."""
    return re.sub(r".\x08", "", run("mandoc", "-T", "utf8", "-O", f"width={width}", made("man") / page).stdout).splitlines()


def schema_keys(schema, node):
    """The name of each key with its description, of this node and all in it."""
    for name, written in node.get("properties", {}).items():
        meant = schema["$defs"][written["$ref"].split("/")[-1]] if "$ref" in written else written
        yield name, written.get("description") or meant.get("description")
        for inner in (written, written.get("items", {})):
            yield from schema_keys(schema, inner)


def has_word(text, word):
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


class Documents(unittest.TestCase):
    def assert_names(self, text, words, where):
        missing = [word for word in words if not has_word(text, word)]
        self.assertEqual(missing, [], f"missing in {where}")

    def test_every_option_stands_in_the_help(self):
        shown = "".join(help_of(command) for command in commands()) + help_of()
        self.assert_names(shown, sum(table_options(), []), "--help")

    def test_every_option_stands_in_the_page_of_each_command_that_takes_it(self):
        for command in commands():
            page = man_page(f"man1/provtool-{command}.1")
            options = options_in(help_of(command))
            self.assertGreater(len(options), 5)
            for names in options:
                self.assertRegex(page, rf"(?m)^{re.escape(names)}(?!\S)", f"missing in the page of {command}")

    def test_every_command_and_common_option_stands_in_the_overview(self):
        page = man_page("man1/provtool.1")
        for entry in commands() + options_in(help_of()):
            self.assertRegex(page, rf"(?m)^\.TP\n{re.escape(entry)}(?!\S)", "missing in provtool(1)")

    def test_every_option_of_a_command_is_completed(self):
        for command in commands():
            offered = run(BUILD / "src/provtool", "--complete", "1", command, "-").stdout
            for names in options_in(help_of(command)):
                for name in names.split(", "):
                    self.assertRegex(offered, rf"(?m)^{name}\t", command)

    def test_every_finding_and_exit_code_stands_in_the_manual(self):
        tables = (ROOT / "src/findings").glob("*.hpp")
        findings = [entry for table in tables for entry in re.findall(r'\bFindingKind\{\s*"([^"]+)"', read(table))]
        self.assertGreater(len(findings), 60)
        codes = rows("cli/exit_code.hpp", r"^  \w+ = (\d+),$")
        for page, entries in [("man7/provtool-findings.7", findings)] + [
                (f"man1/provtool-{command}.1", codes) for command in commands()]:
            for entry in entries:
                self.assertRegex(man_page(page), rf"(?m)^\.TP\n{re.escape(entry)}(?!\S)", f"missing in {page}")

    def test_every_source_stands_in_the_manual(self):
        sources = rows("device/sources.cpp", r'\bSourceKind\{SourceId::\w+, "(\w+)"')
        for entry in sources:
            self.assertRegex(man_page("man1/provtool-discover.1"), rf"(?m)^\.TP\n{entry}$", "missing in the sources")
        self.assert_names(man_page("man7/provtool-provisioning.7"), sources, "provtool-provisioning(7)")

    def test_every_key_of_the_report_stands_in_the_manual_with_its_meaning(self):
        schema = json.loads(read(ROOT / "src/report/report.schema.json"))
        page = man_page("man5/provtool-report.5")
        keys = list(schema_keys(schema, schema))
        for name, definition in schema["$defs"].items():
            keys += [(name, definition.get("description"))] + list(schema_keys(schema, definition))
        self.assertGreater(len(keys), 150)
        self.assertEqual([name for name, description in keys if not description], [], "have no description")
        for name in [name for name, _ in schema_keys(schema, schema)]:
            self.assertRegex(page, rf"(?m)^(\.SS |\S+\.)?{name}(\[\])?( |$)", "missing in provtool-report(5)")
        for name, definition in schema["$defs"].items():
            for key in definition.get("properties", {}):
                self.assertRegex(page, rf"(?m)^{key}(\[\])? \(", f"missing in provtool-report(5): {name}")

    def test_every_page_leads_to_every_other(self):
        names = [re.sub(r"man(\d)/(.*)\.\d", r"\2 (\1)", page) for page in PAGES]
        for page in PAGES:
            seen = man_page(page).split("\n.SH SEE ALSO\n")[1]
            listed = set(re.findall(r"\.BR (\S+ \(\d\))", seen))
            own = re.sub(r"man(\d)/(.*)\.\d", r"\2 (\1)", page)
            self.assertEqual(set(names) - listed, {own}, page)

    def test_no_page_points_to_one_that_is_not_there(self):
        there = {pathlib.Path(page).name for page in PAGES}
        for page in PAGES:
            for name, section in re.findall(r"\b(provtool[\w-]*) ?\((\d)\)", man_page(page)):
                self.assertIn(f"{name}.{section}", there, page)

    def test_the_readme_tells_what_the_program_knows_of_the_phone(self):
        facts = run(BUILD / "man/make_facts").stdout
        self.assertGreater(len(facts.splitlines()), 30)
        told = read(ROOT / "README.md").split("<!-- facts: made by make_facts -->\n")[1].split("<!-- end of facts -->")[0]
        self.assertEqual(told.strip("\n").split("\n"), facts.strip("\n").split("\n"))

    def test_nothing_in_the_manual_is_left_to_be_filled_in(self):
        self.assertEqual(sorted(str(path.relative_to(made("man"))) for path in made("man").glob("man?/*")), sorted(PAGES))
        for page in PAGES:
            self.assertEqual(re.findall(r"@[A-Z_]+@", read(made("man") / page)), [], page)

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_the_manual_is_sound(self):
        for page in PAGES:
            self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", made("man") / page).stdout, "")

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_the_manual_fits_narrow_terminals(self):
        for page in PAGES:
            lines = rendered(page, 78)
            self.assertGreater(len(lines), 60)
            self.assertEqual([line for line in lines if len(line) > 78], [], f"{page} is wider than 78 columns")


class Installation(unittest.TestCase):
    """The build is installed into a folder, and taken away again as the README says."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="a folder ")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def installed(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if not path.is_dir())

    def folders(self):
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_dir()}

    def install(self, *arguments, **environment):
        done = run(CMAKE, "--install", BUILD, *arguments, env={**os.environ, **environment})
        self.assertEqual(done.returncode, 0, done.stderr)

    def uninstall(self, **environment):
        return run(CMAKE, "--build", BUILD, "--target", "uninstall", env={**os.environ, **environment})

    def test_everything_is_installed(self):
        self.install("--prefix", self.folder)
        self.assertEqual(self.installed(), sorted(INSTALLED))
        json.loads(read(self.folder / "share/provtool/report.schema.json"))
        version = run(self.folder / "bin/provtool", "--version")
        self.assertRegex(version.stdout, r"^provtool \d+\.\d+\.\d+\nBuild: .*\nLibraries: .*\n$")

    def test_a_packager_installs_for_another_root(self):
        self.install("--prefix", "/usr", DESTDIR=str(self.folder))
        self.assertEqual(self.installed(), sorted("usr/" + path for path in INSTALLED))
        self.assertEqual(self.uninstall(DESTDIR=str(self.folder)).returncode, 0)
        self.assertEqual(self.installed(), [])

    def test_uninstalling_removes_what_was_installed_and_nothing_else(self):
        self.install("--prefix", self.folder)
        others = self.folder / "share/provtool/notes of others"
        others.write_text("kept")
        self.assertEqual(self.uninstall().returncode, 0)
        self.assertEqual(self.installed(), ["share/provtool/notes of others"])
        self.assertNotIn("share/doc/provtool", self.folders())
        again = self.uninstall()
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("install_manifest.txt is missing", again.stdout + again.stderr)

    def test_uninstalling_says_what_it_cannot_remove(self):
        self.install("--prefix", self.folder)
        program = self.folder / "bin/provtool"
        program.unlink()
        program.mkdir()
        done = self.uninstall()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(f"Cannot remove: {program}", re.sub(r"\s+", " ", done.stdout + done.stderr))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
