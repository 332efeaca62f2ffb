#!/usr/bin/python3
"""Runs scenarios and compares what provtool concludes with their golden files.

A scenario is named by its folder, dhcp6/found; a group, dhcp6, names all scenarios in it; without a name all run.
"""
import argparse
import difflib
import functools
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from report_schema import Schema, control_bytes  # noqa: E402
from scenario_runner import Runner, load_scenario  # noqa: E402
from sentences import bad_sentences  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent

# Besides expected.json, where they exist.
VIEWS = (
    ("expected.txt", [], {}),
    ("expected_narrow.txt", [], {"width": 60}),
    ("expected_report.json", ["--json"], {}),
)


def decision_summary(decision):
    """Of many contenders the first; they are all alike."""
    summary = {key: value for key, value in decision.items() if key in ("outcome", "winner", "usable", "url", "resolved")}
    contenders = decision.get("contenders", [])
    if contenders:
        summary["contenders"] = [*contenders[:3], *([f"and {len(contenders) - 3} more"] if len(contenders) > 3 else [])]
    return summary


class Run:
    """A scenario and what came of it: exit code, output, diagnostics, and the report, unless the run ended before one."""

    def __init__(self, runner, name, directory):
        self.runner = runner
        self.name = name
        self.folder = ROOT / name
        self.scenario = load_scenario(self.folder / "scenario.json")
        self.capture = pathlib.Path(directory) / f"{name.replace('/', '-')}.pcapng"
        writes_one_itself = "--save-capture" in self.scenario["arguments"]
        ran = self.run("--json", *([] if writes_one_itself else ["--save-capture", str(self.capture)]))
        self.exit_code, self.output, self.diagnostics = ran["exit_code"], ran["output"], ran["diagnostics"]
        self.report = json.loads(self.output) if self.exit_code != 2 else None

    def run(self, *arguments, **more):
        """The same scenario once more, with other arguments."""
        return self.runner.run(self.scenario, *arguments, **more)

    @functools.cached_property
    def text(self):
        """What a person reads who wants all of it, and nothing cut; run when a check wants it, which most do not."""
        return self.run("-v", width=10_000)["output"] if self.report else self.diagnostics


# The checks of every run, beside its golden files: each is told of the run and yields what is wrong with it.


def no_control_bytes(run):
    sent_some = "\\u00" in json.dumps(run.scenario)  # somebody on the link or on the command line
    text = run.text if sent_some else ""
    if control_bytes((run.output + run.diagnostics + text).encode()):
        yield "a raw control byte was written"


def fits_the_schema(run, schema):
    if run.report:
        yield from schema.problems(run.report)


def sentences_are_sound(run):
    if run.report:
        yield from bad_sentences(run.report)


def says_what_it_should(run):
    """"says" in scenario.json: what the text must hold, where a scenario is about words that no golden file has."""
    for words in run.scenario.get("says", []):
        if words not in run.text:
            yield f"does not say {words!r}:\n{run.text}"


def columns(text):
    """Of a terminal: wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


# A terminal's rows, one of which is the prompt; what a run without a fault may take of them.
ROWS = 23
ROWS_OF_A_GOOD_RUN = 16


def fits_the_screen(run):
    """No line is wider than the terminal; at 80 columns the answer and what to do about it are seen without scrolling."""
    if not run.report:
        return
    for width in (80, 60):
        lines = run.run(width=width)["output"].splitlines()
        for line in lines:
            if columns(line) > width:
                yield f"at {width} columns a line is wider: {line}"
        if width == 80 and "plan" not in run.report and "-v" not in run.scenario["arguments"]:
            yield from remedy_is_seen(lines)


def remedy_is_seen(lines):
    first_word = lines[0].split()[0]
    remedies = [number for number, line in enumerate(lines, 1) if line.startswith("  do ")]
    if first_word == "OK" and len(lines) > ROWS_OF_A_GOOD_RUN:
        yield f"a good run takes {len(lines)} lines"
    if first_word in ("FAILS", "UNKNOWN", "WARNING") and not remedies:
        yield f"nothing says what to do about {lines[0]}"
    if len(lines) > ROWS:
        yield f"the answer has scrolled away: {len(lines)} lines"


def hides_what_it_should(run):
    """"hides" in scenario.json: secrets that stand nowhere, neither as text nor in hex."""
    secrets = run.scenario.get("hides", [])
    if not secrets:
        return
    verbose = [] if "-v" in run.scenario["arguments"] else ["-v"]
    shown = run.output + run.diagnostics + run.text + run.run(*verbose)["output"]
    without_blanks = "".join(shown.split())
    for secret in secrets:
        if secret in shown or secret.encode().hex() in without_blanks:
            yield f"shows {secret!r}"


# How the summary of a verdict begins when all is well. What makes the exit code 1 must stand before it.
WELL = ("The phone will load", "The phone would load", "Nothing was sent")
STRICTER = (["--fail-on", "info"], ["--expect-url", "http://unmet.example/"])


def never_says_well_of_a_failure(run):
    """The summary does not contradict the exit code, whatever is expected of the run."""
    if not run.report:
        return
    verdicts = [run.report["verdict"]]
    verdicts += [json.loads(run.run("--json", *more)["output"])["verdict"] for more in STRICTER
                 if not {"--fail-on", "--expect-url"} & {*run.scenario["arguments"]}]
    for verdict in verdicts:
        if verdict["exit_code"] == 1 and verdict["summary"].startswith(WELL):
            yield f"the exit code is 1, and the summary {verdict['summary']!r}"


# Where a capture says less than the run that wrote it.
NOT_IN_A_CAPTURE = {
    "dhcp4/own_address_offered": "the asker refused to take the lease; the capture shows the OFFER",
}


def capture_says_the_same(run):
    """The run's own capture, read back, comes to the same evidence and decision."""
    if not run.report or "discovery" not in run.report or not run.capture.exists() or run.name in NOT_IN_A_CAPTURE:
        return
    replayed = run.run("--json", replay=str(run.capture))
    try:
        again = evidence(json.loads(replayed["output"]))
    except json.JSONDecodeError:
        yield f"the capture could not be read back: {replayed['diagnostics'][-2000:]}"
        return
    for part, value in evidence(run.report).items():
        if again.get(part) != value:
            yield f"replayed, {part} is {again.get(part)} and was {value}"


def decides_the_same_again(run):
    """The report, read back from its JSON, is the same report and comes to the same decision."""
    if run.report:
        yield from run.runner.decided_again(run.output)


def evidence(report):
    """What a run learned, without the words for what it could not look at: a capture cannot know why."""
    discovery = report["discovery"]
    parts = {
        "mode": report["interface"]["mode"],
        "decision": {key: discovery["decision"].get(key) for key in ("outcome", "winner", "usable", "url", "resolved")},
        "dhcp_servers": [{key: value for key, value in server.items() if key not in ("lease_seconds", "released", "decision")} for server in discovery["dhcp_servers"]],
        "router_advertisements": discovery["router_advertisements"],
        "pnp_responders": discovery["pnp_responders"],
    }
    redirect = next(source for source in discovery["sources"] if source["source"] == "redirect")
    asked_over_tcp = "server" in redirect or redirect["status"] in ("found", "unusable", "empty", "no_answer", "refused")
    if asked_over_tcp:  # which no capture of datagrams holds
        del parts["decision"]
    for source in discovery["sources"]:
        if source is redirect and asked_over_tcp:
            continue
        unknown = ("reason", "to_settle", "unasked") if source["status"] in ("not_tested", "no_answer") else ("to_settle",)
        parts[source["source"]] = {key: value for key, value in source.items() if key not in unknown}
    return parts


def checks(schema):
    return (
        no_control_bytes,
        lambda run: fits_the_schema(run, schema),
        sentences_are_sound,
        says_what_it_should,
        fits_the_screen,
        hides_what_it_should,
        never_says_well_of_a_failure,
        capture_says_the_same,
        decides_the_same_again,
    )


def summary(run):
    """What a scenario is about, without sentences, so that changing one changes few files."""
    if not run.report:
        return {"exit_code": run.exit_code}
    report = run.report
    result = {"exit_code": run.exit_code, "verdict": report["verdict"]["status"]}
    if "interface" in report:
        result["mode"] = report["interface"]["mode"]
    if "discovery" in report:
        result |= summary_of_discovery(report["discovery"])
    result["findings"] = [
        " ".join(filter(None, [finding["severity"], finding["id"], finding.get("source")])) for finding in report["findings"]
    ]
    result["duration_ms"] = report.get("duration_ms")
    return result


def summary_of_discovery(discovery):
    # A DHCPv6 server's identifier is a DUID; people know it by its address.
    lists = {
        "dhcp_servers": [f"{server['server' if server['family'] == 4 else 'from']} {server['exchange']}" for server in discovery["dhcp_servers"]],
        "routers": [
            " ".join([router["from"], f"M={router['managed']:d}", f"O={router['other']:d}", *router["prefixes"]])
            for router in discovery["router_advertisements"]
        ],
        "pnp_responders": [f"{responder['from']} {responder.get('url', '')}".strip() for responder in discovery.get("pnp_responders", [])],
    }
    return {
        "decision": decision_summary(discovery["decision"]),
        "sources": {source["source"]: f"{source['status']} {source['standing']}" for source in discovery["sources"]},
        **{key: value for key, value in lists.items() if value},
    }


def compare(path, actual, update):
    """Whether the golden file says the same; shows the difference otherwise."""
    if update:
        path.write_text(actual, encoding="utf-8")
        return True
    if path.exists() and path.read_text(encoding="utf-8") == actual:
        return True
    subprocess.run(["diff", "-uN", str(path), "-"], input=actual.encode(), check=False)
    return False


def compare_with_golden_files(run, update):
    expected = json.dumps(summary(run), indent=1, ensure_ascii=False) + "\n"
    good = compare(run.folder / "expected.json", expected, update)
    for view, arguments, more in VIEWS:
        path = run.folder / view
        if path.exists():
            output = run.run(*arguments, **more)["output"]
            good &= compare(path, output, update)
            if control_bytes(output.encode()):
                print(f"{run.name}: {view}: a raw control byte was written")
                good = False
    return good


def check(runner, schema, directory, name, options):
    try:
        run = Run(runner, name, directory)
    except json.JSONDecodeError as error:
        print(f"{name}: no JSON, in scenario.json or from the program: {error}")
        return False
    wrong = [fault for faults in checks(schema) for fault in faults(run)]
    for fault in wrong:
        print(f"{name}: {fault}")
    good = compare_with_golden_files(run, options.update)
    if options.verbose:
        print(f"{run.scenario['about']}\n$ provtool {shlex.join(run.scenario['arguments'])}\n{run.text}")
    return good and not wrong


def all_names():
    return sorted(str(path.parent.relative_to(ROOT)) for path in ROOT.glob("*/*/scenario.json"))


def named(words):
    """The scenarios that the words name. A word that names none ends the program, with names near it."""
    everything = all_names()
    found = []
    for word in words:
        fitting = [name for name in everything if name == word or name.startswith(word.rstrip("/") + "/")]
        if not fitting:
            near = [name for name in everything if word.rpartition("/")[2] in name][:5] or difflib.get_close_matches(word, everything, 5, 0.4)
            sys.exit(f"there is no scenario {word}" + (f"; near it are {', '.join(near)}" if near else ""))
        found += fitting
    return found if words else everything


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runner", required=True, help="the program scenario_runner")
    parser.add_argument("--schema", required=True, help="report.schema.json")
    parser.add_argument("--update", action="store_true", help="rewrite the golden files; read the diff like code")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the text report as well")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    names = named(options.names)
    if not pathlib.Path(options.runner).exists():
        sys.exit(f"there is no {options.runner}: build the target scenario_runner first")
    runner = Runner(options.runner)
    schema = Schema(options.schema)
    with tempfile.TemporaryDirectory() as directory:
        failed = [name for name in names if not check(runner, schema, directory, name, options)]
    for name in failed:
        print(f"FAILED: {name}")
    print(f"{len(names) - len(failed)} of {len(names)} scenarios as expected")
    sys.exit(0 if runner.close() and names and not failed else 1)


main()
