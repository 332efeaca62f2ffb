#!/usr/bin/env python3
"""Compares --help, the man page, the completions and the installed files with the tables in the source.

  docs_test.py SOURCE_ROOT BUILD_FOLDER CMAKE
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT, BUILD, CMAKE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3]

# The words on the line when Tab is pressed, as bash splits it, and what is offered for the last one.
COMPLETED = [
    (["di"], ["discover"]),
    (["va"], ["validate"]),
    (["f"], ["fetch"]),
    (["fetch", "--role", "m"], ["master"]),
    (["check", "--wat"], ["--watch"]),
    (["validate", "--stan"], ["--standard"]),
    (["validate", "--dry"], []),
    (["--json", "di"], ["discover"]),
    (["discover", "dhcp15"], ["dhcp159"]),
    (["discover", "--mode", "i"], ["ipv4", "ipv6"]),
    (["discover", "--mode", "=", "i"], ["ipv4", "ipv6"]),
    (["discover", "--mode", "="], ["auto", "ipv4", "ipv6", "dual"]),
    (["discover", "--dry"], ["--dry-run"]),
    (["--ver"], ["--version", "--verbose"]),
    (["-i", "eth0", "discover", "pn"], ["pnp"]),
    (["discover", "--timeout", ""], []),
    (["discover", "-o", "a"], ["a file"]),
]

COMMANDS = [[], ["discover"], ["fetch"], ["validate"], ["check"], ["explain"]]

INSTALLED = [
    "bin/provtool",
    "share/man/man1/provtool.1",
    "share/bash-completion/completions/provtool",
    "share/zsh/site-functions/_provtool",
    "share/fish/vendor_completions.d/provtool.fish",
    "share/provtool/report.schema.json",
]


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


def man_page():
    """Its text, with the escapes of roff undone."""
    text = re.sub(r"\\f[BIRP]", "", read(made("man/provtool.1")))
    return text.replace(r"\-", "-").replace(r"\&", "")


def has_word(text, word):
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


class Documents(unittest.TestCase):
    def assert_names(self, text, words, where):
        missing = [word for word in words if not has_word(text, word)]
        self.assertEqual(missing, [], f"missing in {where}")

    def test_every_option_stands_in_the_help(self):
        shown = [run(BUILD / "src/provtool", *command, "--help") for command in COMMANDS]
        self.assertEqual([one.returncode for one in shown], [0] * len(COMMANDS))
        self.assert_names("".join(one.stdout for one in shown), sum(table_options(), []), "--help")

    def test_every_option_stands_in_the_man_page(self):
        for names in table_options():
            self.assertRegex(man_page(), rf"(?m)^{re.escape(', '.join(names))}(?!\S)", "missing in the man page")

    def test_every_option_stands_in_the_completions(self):
        long_names = [names[-1] for names in table_options()]
        self.assert_names(read(made("completions/provtool.bash")), long_names, "the completion for bash")
        self.assert_names(read(made("completions/_provtool")), sum(table_options(), []), "the completion for zsh")
        self.assert_names(read(made("completions/provtool.fish")), [f"-l {name[2:]}" for name in long_names],
                          "the completion for fish")

    def test_every_finding_and_exit_code_stands_in_the_man_page(self):
        tables = (ROOT / "src/findings").glob("*.hpp")
        findings = [entry for table in tables for entry in re.findall(r'\bFindingKind\{\s*"([^"]+)"', read(table))]
        self.assertGreater(len(findings), 60)
        codes = rows("cli/exit_code.hpp", r"^  \w+ = (\d+),$")
        for entry in findings + codes:
            self.assertRegex(man_page(), rf"(?m)^\.TP\n{re.escape(entry)}(?!\S)", "missing in the man page")

    def test_the_readme_tells_what_the_program_knows_of_the_phone(self):
        facts = run(BUILD / "man/make_facts").stdout
        self.assertGreater(len(facts.splitlines()), 30)
        told = read(ROOT / "README.md").split("<!-- facts: made by make_facts -->\n")[1].split("<!-- end of facts -->")[0]
        self.assertEqual(told.strip("\n").split("\n"), facts.strip("\n").split("\n"))

    def test_nothing_in_the_man_page_is_left_to_be_filled_in(self):
        self.assertEqual(re.findall(r"@[A-Z_]+@", read(made("man/provtool.1"))), [])

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_the_man_page_is_sound(self):
        self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", made("man/provtool.1")).stdout, "")

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_the_man_page_fits_narrow_terminals(self):
        for width in (60, 80):
            page = run("mandoc", "-T", "utf8", "-O", f"width={width}", made("man/provtool.1")).stdout
            lines = re.sub(r".\x08", "", page).splitlines()
            self.assertGreater(len(lines), 200)
            self.assertEqual([line for line in lines if len(line) > width], [], f"longer than {width} columns")


class Completions(unittest.TestCase):
    def test_bash_reads_its_completion(self):
        checked = run("bash", "-n", made("completions/provtool.bash"))
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))

    def test_bash_offers_what_fits(self):
        script = 'source "$1"; shift; COMP_WORDS=(provtool "$@"); COMP_CWORD=$#; _provtool; ' \
                 'printf "%s\\n" "${COMPREPLY[@]}"'
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "a file").touch()
            for words, offered in COMPLETED:
                got = run("bash", "-uc", script, "bash", made("completions/provtool.bash"), *words, cwd=folder)
                self.assertEqual((got.stdout.split("\n")[:-1], got.stderr), (offered or [""], ""), words)

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_reads_its_completion(self):
        self.assertEqual(run("zsh", "-n", made("completions/_provtool")).stderr, "")

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_reads_its_completion(self):
        self.assertEqual(run("fish", "--no-execute", made("completions/provtool.fish")).stderr, "")


class Installation(unittest.TestCase):
    def test_everything_is_installed(self):
        with tempfile.TemporaryDirectory() as folder:
            done = run(CMAKE, "--install", BUILD, "--prefix", folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            prefix = pathlib.Path(folder)
            files = sorted(str(path.relative_to(prefix)) for path in prefix.rglob("*") if path.is_file())
            self.assertEqual(files, sorted(INSTALLED))
            json.loads(read(prefix / "share/provtool/report.schema.json"))
            version = run(prefix / "bin/provtool", "--version")
            self.assertRegex(version.stdout, r"^provtool \d+\.\d+\.\d+\nBuild: .*\nLibraries: .*\n$")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
