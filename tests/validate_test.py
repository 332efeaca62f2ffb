#!/usr/bin/python3
"""The program over real files, folders, pipes and terminals: what `provtool validate` writes, and to where.

Every format is checked against its public schema. Needs no privileges; as root, what only others meet (a file without
permission) is done as another user.

  validate_test.py PROVTOOL SCHEMA
"""
import contextlib
import functools
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest
import fcntl
import xml.etree.ElementTree as ElementTree

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))
from report_schema import Schema, control_bytes  # noqa: E402

PROVTOOL = pathlib.Path(sys.argv[1]).resolve()
SCHEMA = Schema(sys.argv[2])
SCHEMAS = HERE / "data" / "schemas"
FORMATS = ("text", "json", "ndjson", "sarif", "junit")
DOCUMENTS = ("json", "ndjson", "sarif", "junit")
SECRET = "Kanarie7VogelKanarie7VogelKanari"  # as long as a key for 128 bits has to be


def device(*prov, lines=""):
    """A device file with these elements in Device/System/Prov."""
    return ("<PANASIPPhoneConfig>\n<Device>\n<System>\n<Prov>\n" + "\n".join(prov) +
            "\n</Prov>\n</System>\n" + lines + "</Device>\n</PANASIPPhoneConfig>\n")


GOOD = device('<CFG_CYCLIC perm="!RW">N</CFG_CYCLIC>')
WARNS = device("<CFG_CYCLICK>N</CFG_CYCLICK>")
BAD = device('<CFG_CYCLIC perm="WR">N</CFG_CYCLIC>')
BROKEN = GOOD.replace("</Prov>", "</Prow>")


@functools.cache
def sarif_validator():
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


class Ran:
    def __init__(self, code, output, diagnostics):
        self.code, self.output, self.diagnostics = code, output, diagnostics

    @property
    def text(self):
        return self.output.decode()

    @property
    def lines(self):
        return self.text.splitlines()

    @property
    def json(self):
        return json.loads(self.output)


class ValidateTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="provtool-validate-"))
        self.folder.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, content, mode=0o644):
        path = self.folder / name if isinstance(name, str) else pathlib.Path(os.fsdecode(os.fsencode(self.folder) + b"/" + name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return path

    def run_validate(self, *arguments, stdin=b"", command=()):
        done = subprocess.run([*command, PROVTOOL, "validate", *arguments], cwd=self.folder, input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments, **options):
        process = subprocess.Popen([PROVTOOL, "validate", *arguments], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, **options)
        self.addCleanup(lambda: (process.poll() is None and process.kill(), process.wait(), process.stdout.close(),
                                 process.stderr.close()))
        return process

    def check(self, output, form):
        """That it fits the schema of its format; what it holds."""
        self.assertEqual(control_bytes(output), [])
        if form == "ndjson":
            self.assertEqual(output.count(b"\n"), 1)
        if form in ("json", "ndjson"):
            self.assertEqual(SCHEMA.problems(json.loads(output)), [])
            return json.loads(output)
        if form == "sarif":
            log = json.loads(output)
            self.assertEqual([error.message[:200] for error in sarif_validator().iter_errors(log)], [])
            return log["runs"][0]
        if form == "junit":
            for schema in ("JUnit.xsd", "jenkins-junit.xsd"):
                done = subprocess.run(["xmllint", "--noout", "--schema", SCHEMAS / schema, "-"], input=output,
                                      capture_output=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
            return ElementTree.fromstring(output)
        return output.decode()


class FormatTest(ValidateTest):
    """What is written, by the public schemas."""

    def files(self):
        self.write("good.cfg", GOOD)
        self.write("bad.cfg", BAD)
        self.write("warns.cfg", WARNS)
        self.write("broken.cfg", BROKEN)
        self.write("nothing.cfg", "")
        self.write("notes.xml", "{\"json\": true}")

    def test_every_format_fits_its_schema(self):
        self.files()
        for arguments, code in ((["good.cfg"], 0), (["warns.cfg"], 0), (["."], 1), ([".", "gone.cfg"], 3), (["gone.cfg"], 3)):
            for form in FORMATS:
                with self.subTest(arguments, form=form):
                    run = self.run_validate("--format", form, *arguments)
                    self.assertEqual(run.code, code)
                    self.check(run.output, form)

    def test_the_formats_agree(self):
        self.files()
        report = self.check(self.run_validate("--json", ".").output, "json")
        sarif = self.check(self.run_validate("--format", "sarif", ".").output, "sarif")
        junit = self.check(self.run_validate("--format", "junit", ".").output, "junit")
        text = self.run_validate(".")
        found = sorted((f["id"], f["file"], f["line"], f["column"]) for f in report["findings"])
        places = [(r["ruleId"], r["locations"][0]["physicalLocation"]) for r in sarif["results"]]
        self.assertEqual(found, sorted((rule, "./" + p["artifactLocation"]["uri"], p["region"]["startLine"],
                                        p["region"]["startColumn"]) for rule, p in places))
        for result in sarif["results"]:
            self.assertEqual(sarif["tool"]["driver"]["rules"][result["ruleIndex"]]["id"], result["ruleId"])
        line = re.compile(r"^(\S+):(\d+):(\d+): (error|warning|info): .* \[([a-z0-9.-]+)\]$", re.MULTILINE)
        self.assertEqual(found, sorted((m[5], m[1], int(m[2]), int(m[3])) for m in line.finditer(text.text)))
        suite = junit.find("testsuite")
        failed = {case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None}
        self.assertEqual(failed, {f["name"] for f in report["files"] if not f["valid"]})
        self.assertEqual([int(suite.get(key)) for key in ("tests", "failures", "errors")], [6, len(failed), 0])
        word, answer = text.lines[-1].split(maxsplit=1)
        self.assertEqual([word, answer.partition("; more: ")[0]], ["FAILS", report["verdict"]["summary"]])
        self.assertEqual(report["counts"]["files"], 6)
        self.assertEqual(report["counts"]["invalid"], len(failed))

    def test_failures_are_what_fail_on_says(self):
        self.files()
        for fail_on, failures, code in (("error", 0, 0), ("warning", 1, 1), ("never", 0, 0)):
            run = self.run_validate("--format", "junit", "--fail-on", fail_on, "good.cfg", "warns.cfg")
            self.assertEqual(run.code, code)
            self.assertEqual(self.check(run.output, "junit").find("testsuite").get("failures"), str(failures))

    def test_a_format_of_other_commands_is_refused(self):
        run = self.run_validate("--format", "openmetrics", "good.cfg")
        self.assertEqual((run.code, run.output), (2, b""))
        self.assertIn(b"the formats of validate are text, json, ndjson, sarif and junit", run.diagnostics)

    def test_no_count_of_nothing(self):
        self.write("good.cfg", GOOD)
        run = self.run_validate("--json", "good.cfg")
        self.assertNotIn("more_findings", run.json["files"][0])
        self.assertNotIn("not_read", run.json["counts"])

    def test_fingerprints_stay_when_lines_move(self):
        def prints(content):
            self.write("a.cfg", content)
            run = self.check(self.run_validate("--format", "sarif", "a.cfg").output, "sarif")
            return [result["partialFingerprints"] for result in run["results"]]
        mistakes = ('<CFG_CYCLIC perm="WR">N</CFG_CYCLIC>', "<CFG_CYCLICK>N</CFG_CYCLICK>")
        self.assertEqual(prints(device(*mistakes)), prints(device("", "<!-- moved -->", *mistakes)))

    def test_a_file_of_many_findings_is_capped_and_it_is_said(self):
        self.write("a.cfg", device(*["<X%d>1</X%d>" % (i, i) for i in range(1500)]))
        report = self.check(self.run_validate("--json", "a.cfg").output, "json")
        self.assertEqual(report["files"][0]["more_findings"], 500)
        self.assertEqual(len(report["findings"]), 1001)
        self.assertIn("500 more findings", report["findings"][-1]["message"])
        for form in ("text", "sarif", "junit"):
            run = self.run_validate("--format", form, "a.cfg")
            self.check(run.output, form)
            self.assertIn("500 more findings", run.text)


class SecretTest(ValidateTest):
    PLACES = {
        "a secret parameter": device(f"<CFG_FILE_KEY perm=\"WR\">{SECRET}</CFG_FILE_KEY>"),
        "another case": device(f"<cfg_file_key>{SECRET}</cfg_file_key>"),
        "an unknown parameter": device(f"<SIP_PASSWORD_2>{SECRET}</SIP_PASSWORD_2>"),
        "a URL": "<PANASIPPhoneConfig><Initial><CfgFiles><CFG_STANDARD_FILE_PATH>"
                 f"scp://user:{SECRET}@example.com/</CFG_STANDARD_FILE_PATH></CfgFiles></Initial></PANASIPPhoneConfig>",
        "NAME=value": f"CFG_FILE_KEY=\"{SECRET}\"\n",
        "a break": device(f"<CFG_FILE_KEY>{SECRET}&{SECRET}</CFG_FILE_KEY>"),
        "a line": device("", lines=f"<Lines><Line idx=\"9\"><Sip><SIP_PASS>{SECRET}</SIP_PASS></Sip></Line></Lines>"),
    }

    def test_no_secret_in_any_format(self):
        for place, content in self.PLACES.items():
            self.write("a.cfg", content)
            for form in FORMATS:
                for more in ((), ("-v",), ("-q",)):
                    with self.subTest(place, form=form, more=more):
                        run = self.run_validate("--format", form, "--standard", "a.cfg", *more)
                        self.assertNotIn(SECRET.encode(), run.output + run.diagnostics)

    def test_no_secret_of_a_file_name(self):
        self.write(f"http:/u:{SECRET}@h/a.cfg", BAD)
        for form in FORMATS:
            run = self.run_validate("--format", form, f"./http://u:{SECRET}@h/a.cfg", f"gone?password={SECRET}")
            self.assertEqual(run.code, 3)
            self.assertNotIn(SECRET.encode(), run.output + run.diagnostics)

    def test_a_secret_that_is_asked_for_is_shown(self):
        self.write("a.cfg", device(f"<CFG_CYCLIC>http://user:{SECRET}@example.com/</CFG_CYCLIC>"))
        for form in FORMATS:
            self.assertNotIn(SECRET, self.run_validate("--format", form, "a.cfg").text)
            self.assertIn(SECRET, self.run_validate("--format", form, "--show-secrets", "a.cfg").text)


class InputTest(ValidateTest):
    def test_folders_are_walked_by_the_endings(self):
        for name in ("f/b.cfg", "f/a.XML", "f/sub/c.Enc", "f/no.txt", "f/.git/d.cfg"):
            self.write(name, GOOD)
        run = self.run_validate("--json", "f")
        self.assertEqual([file["name"] for file in run.json["files"]], ["f/a.XML", "f/b.cfg", "f/sub/c.Enc"])

    def test_an_empty_folder_is_said(self):
        (self.folder / "f").mkdir()
        self.write("a.cfg", GOOD)
        run = self.run_validate("f", "a.cfg")
        self.assertEqual(run.code, 3)
        self.assertIn("the folder f contains no file whose name ends in .cfg, .enc or .xml", run.text)
        self.assertIn("2 files: 1 not read; ", run.lines[-1])

    def test_a_file_is_looked_at_once(self):
        self.write("f/a.cfg", GOOD)
        run = self.run_validate("--json", "f/a.cfg", "./f/a.cfg", "f", "f/")
        self.assertEqual([file["name"] for file in run.json["files"]], ["f/a.cfg"])

    def test_standard_input_is_a_file(self):
        run = self.run_validate("-", stdin=BAD.encode())
        self.assertEqual(run.code, 1)
        self.assertIn("-:5:1: error: ", run.text)
        self.assertEqual(self.run_validate("-", "-").code, 2)

    def test_one_file_is_missing(self):
        self.write("bad.cfg", BAD)
        for form in FORMATS:
            run = self.run_validate("--format", form, "gone.cfg", "bad.cfg")
            self.assertEqual(run.code, 3)
            self.check(run.output, form)
            self.assertIn("config.bad-perm", run.text)
            self.assertIn("host.not-read", run.text)

    def test_what_is_no_file(self):
        (self.folder / "f").mkdir()
        for arguments in (["--standard", "f"], ["--key-file", "f", "x.cfg"], ["--key-from", "gone", "x.cfg"]):
            run = self.run_validate("--json", *arguments)
            self.assertEqual(run.code, 3)
            self.assertEqual(self.check(run.output, "json")["findings"][-1]["id"], "host.not-read")

    def test_no_permission(self):
        self.write("f/a.cfg", GOOD)
        (self.folder / "f").chmod(0)
        self.addCleanup((self.folder / "f").chmod, 0o755)
        self.write("key.cfg", GOOD, mode=0)
        self.write("bad.cfg", BAD)
        nobody = ()
        if os.geteuid() == 0:
            nobody = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all")
            shutil.copyfile(PROVTOOL, self.folder / "provtool")  # a build folder often lies in somebody's home
            (self.folder / "provtool").chmod(0o755)
        command = (*nobody, self.folder / "provtool") if nobody else (PROVTOOL,)
        done = subprocess.run([*command, "validate", "f", "key.cfg", "bad.cfg"], cwd=self.folder, capture_output=True,
                              check=False, timeout=30)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(b"cannot read f (Permission denied)", done.stdout)
        self.assertIn(b"key.cfg: error: cannot read key.cfg (Permission denied)", done.stdout)
        self.assertIn(b"bad.cfg:5:1: error:", done.stdout)

    def test_a_file_is_larger_than_allowed(self):
        self.write("big.cfg", GOOD + " " * (1 << 20))
        report = self.check(self.run_validate("--json", "big.cfg").output, "json")
        self.assertEqual(report["findings"][0]["id"], "config.too-large")
        self.assertEqual(report["verdict"]["exit_code"], 1)
        self.assertEqual(self.run_validate("--max-size", "2000000", "big.cfg").code, 0)
        self.assertEqual(self.run_validate("/dev/zero").code, 1)

    def test_odd_names(self):
        names = [b"new\nline.cfg", b"esc\x1b[31m.cfg", b"no\xffutf.cfg", b"-dash.cfg", b"a space.cfg", b"co:lon.cfg", b"qu\"ote<&>.cfg"]
        for name in names:
            self.write(name, BAD)
        for form in FORMATS:
            run = self.run_validate("--format", form, ".")
            self.assertEqual(run.code, 1)
            self.check(run.output, form)
        self.assertEqual(self.run_validate("--", "-dash.cfg").code, 1)
        self.assertEqual(self.run_validate("./-dash.cfg").code, 1)
        sarif = self.check(self.run_validate("--format", "sarif", ".").output, "sarif")
        uris = {artifact["location"]["uri"] for artifact in sarif["artifacts"]}
        self.assertIn("new%0Aline.cfg", uris)
        self.assertIn("no%FFutf.cfg", uris)
        self.assertIn("co%3Alon.cfg", uris)
        self.assertEqual(len(uris), len(names))

    def test_a_file_that_grows(self):
        path = self.write("log.cfg", "<")
        with subprocess.Popen(["sh", "-c", "while :; do printf '%10000s' x; done >> log.cfg"], cwd=self.folder) as writer:
            try:
                run = self.run_validate("--json", "log.cfg")
            finally:
                writer.kill()
        self.assertEqual(run.code, 1)
        self.assertTrue(path.exists())


class WaitingTest(ValidateTest):
    def interrupted(self, *arguments):
        os.mkfifo(self.folder / "pipe.cfg")
        self.write("bad.cfg", BAD)
        process = self.start(*arguments, "bad.cfg", "pipe.cfg")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=10)
        return Ran(process.returncode, output, b"")

    def test_ctrl_c_ends_the_wait_for_a_pipe(self):
        for form in FORMATS:
            with self.subTest(form), contextlib.ExitStack() as stack:
                stack.callback((self.folder / "pipe.cfg").unlink, missing_ok=True)
                run = self.interrupted("--format", form)
                self.assertEqual(run.code, 130)
                self.check(run.output, form)
                self.assertIn("config.bad-perm", run.text)
                self.assertIn("interrupted", run.text)

    def test_a_pipe_is_read_when_somebody_writes_it(self):
        os.mkfifo(self.folder / "pipe.cfg")
        process = self.start("pipe.cfg")
        with open(self.folder / "pipe.cfg", "wb") as pipe:
            pipe.write(BAD.encode())
        output, _ = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 1)
        self.assertIn(b"pipe.cfg:5:1: error", output)

    def test_a_pipe_in_a_folder_holds_up_nobody(self):
        self.write("f/a.cfg", GOOD)
        os.mkfifo(self.folder / "f" / "pipe.cfg")
        self.assertEqual(self.run_validate("f").code, 0)


class OutputTest(ValidateTest):
    def many(self, count, content=BAD):
        for i in range(count):
            self.write(f"f/{i:05}.cfg", content)

    def test_the_lines_and_the_answer(self):
        self.write("bad.cfg", BAD)
        run = self.run_validate("bad.cfg")
        self.assertRegex(run.lines[0], r"^bad\.cfg:5:1: error: .* \[config\.bad-perm\]$")
        self.assertEqual(run.lines[1:3], ['  <CFG_CYCLIC perm="WR">N</CFG_CYCLIC>', "  ^"])
        self.assertRegex(run.lines[-1], r"^FAILS +1 file: 1 invalid; 1 error, 0 warnings; more: provtool explain config\.[a-z-]+$")
        self.assertEqual(run.diagnostics, b"")

    def test_the_first_words(self):
        self.write("good.cfg", GOOD)
        self.write("warns.cfg", WARNS)
        for arguments, word in ((["good.cfg"], "OK"), (["warns.cfg"], "WARNING"), (["gone.cfg"], "UNKNOWN")):
            self.assertEqual(self.run_validate(*arguments).lines[-1].split()[0], word)

    def test_quiet_is_the_answer_and_what_fails(self):
        self.write("bad.cfg", BAD)
        self.write("warns.cfg", WARNS)
        self.assertEqual([line.split(":")[0] for line in self.run_validate("-q", "bad.cfg", "warns.cfg").lines if "[" in line],
                         ["bad.cfg"])
        self.assertIn("warns.cfg:5:1", self.run_validate("-q", "--fail-on", "warning", "warns.cfg").text)
        self.assertEqual(len(self.run_validate("-q", "warns.cfg").lines), 1)

    def test_verbose_says_what_to_do(self):
        self.write("bad.cfg", BAD)
        self.assertIn("Use RW or R, with ! before it", self.run_validate("-v", "bad.cfg").text)

    def test_color_is_for_the_severity(self):
        self.write("bad.cfg", BAD)
        self.assertIn("bad.cfg:5:1: \x1b[31merror\x1b[0m: perm", self.run_validate("--color", "always", "bad.cfg").text)
        self.assertNotIn("\x1b", self.run_validate("bad.cfg").text)

    def test_a_reader_that_goes_away_ends_it_quietly(self):
        self.many(3000)
        process = self.start("f")
        self.assertTrue(process.stdout.readline())
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        self.assertEqual(process.wait(timeout=30), 3)

    def test_a_full_disk_is_said_once(self):
        self.many(3)
        for form in FORMATS:
            with open("/dev/full", "wb") as full:
                done = subprocess.run([PROVTOOL, "validate", "--format", form, "f"], cwd=self.folder, stdout=full,
                                      stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 3)
            self.assertEqual(done.stderr.count(b"No space left"), 1)

    def test_a_file_holds_what_standard_output_would(self):
        self.many(3)
        for form in FORMATS:
            run = self.run_validate("--format", form, "-o", f"out.{form}", "f")
            self.assertEqual((run.code, run.output), (1, b""))
            written = (self.folder / f"out.{form}").read_bytes()
            self.check(written, form)
            if form == "text":
                self.assertEqual(written, self.run_validate("f").output)

    def terminal(self, *arguments, columns=60, stdout_too=False):
        """What reaches a terminal behind standard error, and behind standard output if told so."""
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen([PROVTOOL, "validate", *arguments], cwd=self.folder, stderr=follower,
                                   stdout=follower if stdout_too else subprocess.DEVNULL,
                                   env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"})
        os.close(follower)
        seen = b""
        with contextlib.suppress(OSError):
            while select.select([leader], [], [], 60)[0]:
                piece = os.read(leader, 65536)
                if not piece:
                    break
                seen += piece
        os.close(leader)
        process.wait(timeout=60)
        return seen.decode()

    def test_progress_is_drawn_on_a_terminal_and_gone_at_the_end(self):
        self.many(300, GOOD)
        os.mkfifo(self.folder / "pipe.cfg")
        writer = subprocess.Popen(["sh", "-c", "exec 3> pipe.cfg; sleep 0.3; echo >&3"], cwd=self.folder)
        seen = self.terminal("pipe.cfg", "f", "-q", "--json", columns=70)
        writer.wait()
        self.assertEqual(seen, "")  # -q
        writer = subprocess.Popen(["sh", "-c", "exec 3> pipe.cfg; sleep 0.3; echo >&3"], cwd=self.folder)
        seen = self.terminal("pipe.cfg", "f", "--json", columns=70)
        writer.wait()
        shown = seen.split("\r\x1b[K")
        self.assertRegex(shown[1], r"^\[#* *\] \d+ of 301 files, f/\d+\.cfg$")
        self.assertTrue(all(len(line) < 70 for line in shown))
        self.assertEqual(shown[-1], "")

    def test_nothing_is_drawn_into_a_pipe(self):
        self.many(300, GOOD)
        self.assertEqual(self.run_validate("f").diagnostics, b"")

    def test_a_narrow_terminal_shows_what_is_meant(self):
        long_name = "<CFG_CYCLIC perm=\"RW\">N</CFG_CYCLIC>" + " " * 60 + "<CFG_RESYNC_TIME perm=\"WR\">03:00</CFG_RESYNC_TIME>"
        self.write("bad.cfg", device(long_name))
        lines = self.terminal("bad.cfg", columns=40, stdout_too=True).replace("\r\n", "\n").split("\n")
        caret = next(i for i, line in enumerate(lines) if line.strip() == "^")
        self.assertLessEqual(len(lines[caret - 1]), 40)
        self.assertTrue(lines[caret - 1][lines[caret].index("^"):].startswith("<CFG_RESYNC_TIME"))


class RoleTest(ValidateTest):
    def setUp(self):
        super().setUp()
        self.write("standard.cfg", device('<CFG_CYCLIC perm="!RW">N</CFG_CYCLIC>'))
        self.write("product.cfg", device("<CFG_CYCLIC>Y</CFG_CYCLIC>", "<CFG_RESYNC_TIME>03:00</CFG_RESYNC_TIME>"))
        self.write("key.cfg", device(f"<CFG_FILE_KEY>{SECRET}</CFG_FILE_KEY>"))

    def test_files_with_and_without_a_role(self):
        self.write("other.cfg", BAD)
        run = self.run_validate("--json", "--standard", "standard.cfg", "--product", "product.cfg", "other.cfg", "product.cfg")
        report = self.check(run.output, "json")
        self.assertEqual([(f["name"], f.get("role")) for f in report["files"]],
                         [("standard.cfg", "standard"), ("product.cfg", "product"), ("other.cfg", None)])
        cyclic = next(v for v in report["effective"] if v["parameter"].endswith("CFG_CYCLIC"))
        self.assertEqual((cyclic["value"], cyclic["from"], cyclic["shadows"]), ("N", "standard", ["product"]))

    def test_a_file_in_two_roles(self):
        report = self.check(self.run_validate("--json", "--standard", "product.cfg", "--master", "product.cfg").output, "json")
        self.assertEqual([f["role"] for f in report["files"]], ["standard", "master"])
        self.assertEqual(report["effective"][0]["shadows"], ["master"])

    def effective(self, *arguments):
        return self.run_validate("--standard", "standard.cfg", "--effective", "out.cfg", *arguments)

    def test_nothing_is_written_when_a_file_with_a_role_contributes_nothing(self):
        self.write("broken.cfg", "<PANASIPPhoneConfig><Device>")
        run = self.effective("--master", "broken.cfg")
        self.assertEqual(run.code, 3)
        self.assertIn("out.cfg is not written: broken.cfg contributes nothing as it is", run.text)
        self.assertFalse((self.folder / "out.cfg").exists())

    def test_the_effective_configuration_is_written(self):
        run = self.effective("--product", "product.cfg")
        self.assertEqual(run.code, 0)
        self.assertRegex(run.diagnostics.decode(), r"^provtool: out\.cfg was written: [^\n]*2 parameters\n$")
        self.assertEqual((self.folder / "out.cfg").stat().st_mode & 0o777, 0o600)
        again = self.run_validate("--json", "--standard", "out.cfg")
        self.assertEqual({v["parameter"].rsplit("/")[-1]: v["value"] for v in again.json["effective"]},
                         {"CFG_CYCLIC": "N", "CFG_RESYNC_TIME": "03:00"})

    def test_a_file_is_overwritten_when_asked_to(self):
        self.write("out.cfg", "mine")
        run = self.effective()
        self.assertEqual(run.code, 3)
        self.assertIn("--force", run.text)
        self.assertEqual((self.folder / "out.cfg").read_text(encoding="utf-8"), "mine")
        self.assertEqual(self.effective("--force").code, 0)

    def test_secrets_are_written_when_asked_to(self):
        run = self.effective("--product", "key.cfg")
        self.assertEqual(run.code, 3)
        self.assertIn("--show-secrets", run.text)
        self.assertFalse((self.folder / "out.cfg").exists())
        self.assertEqual(self.effective("--product", "key.cfg", "--show-secrets").code, 0)
        self.assertIn(SECRET, (self.folder / "out.cfg").read_text(encoding="utf-8"))

    def test_what_cannot_be_written_is_said_before_anything_is_read(self):
        (self.folder / "out.cfg").mkdir()
        for form in FORMATS:
            run = self.effective("--format", form)
            self.assertEqual(run.code, 3)
            self.check(run.output, form)
            self.assertIn("it is a directory", run.text)
        self.assertTrue(self.effective().lines[-1].startswith("UNKNOWN"))

    def test_nothing_is_written_of_files_that_were_not_all_read(self):
        run = self.effective("--product", "gone.cfg")
        self.assertEqual(run.code, 3)
        self.assertFalse((self.folder / "out.cfg").exists())
        self.assertIn("not all files could be read", run.text)

    def test_keys(self):
        subprocess.run(["openssl", "enc", "-aes-128-cbc", "-md", "md5", "-a", "-salt", "-in", "standard.cfg", "-out", "a.enc",
                        "-pass", f"pass:{SECRET}"], cwd=self.folder, check=True, stderr=subprocess.DEVNULL)
        self.write("key", f"{SECRET}\r\n")
        self.assertEqual(self.run_validate("--key-file", "key", "a.enc").code, 0)
        self.assertEqual(self.run_validate("--key-from", "key.cfg", "a.enc").code, 0)
        self.assertEqual(self.run_validate("a.enc").code, 1)
        self.assertEqual(self.run_validate("--key-from", "standard.cfg", "a.enc").code, 3)
        self.assertEqual(self.run_validate("--key-file", "gone", "a.enc").code, 3)


class MemoryTest(ValidateTest):
    def peak(self, *arguments):
        """In kB; of the sanitizers' memory nothing can be said."""
        done = subprocess.run(["/usr/bin/time", "-f", "%M", PROVTOOL, "validate", *arguments], cwd=self.folder,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        return int(done.stderr.split()[-1])

    def test_it_does_not_grow_with_the_number_of_files(self):
        version = subprocess.run([PROVTOOL, "--version"], capture_output=True, check=True).stdout
        if b"no sanitizers" not in version:
            self.skipTest("sanitizers keep what was freed")
        for i in range(2000):
            self.write(f"{'few' if i < 100 else 'many'}/configuration-of-phone-{i:05}.cfg", WARNS)
        self.assertLess(self.peak("many"), 1.25 * self.peak("few"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
