#!/usr/bin/python3
"""Runs scenarios once more with each fallible call of the program's doors failing: the first, a later one, or all.

Whatever fails: there is one whole document with the exit code that it names, no source that answers in the scenario is
called absent, and what cannot be known for that is undetermined.

  faults.py RUNNER SCHEMA
"""
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from report_schema import Schema  # noqa: E402
from scenario_runner import Runner, load_scenario  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent
# Enough to meet every source in each of its states; all of them would take minutes.
EVERY = 6
ASKING = ("interfaces", "open_packet_socket", "open_udp_socket", "watch_link", "drop_rights", "send", "wait", "receive", "clock")
WRITING = ("check_writable", "write")
READING = ("read", "folder")
WHEN = ({}, {"from": 2}, {"from": 5}, {"for_good": True}, {"from": 3, "for_good": True})
# What a run that could not look may say in place of what was seen.
COULD_NOT_LOOK = ("not_tested", "not_reached", "not_applicable")


def statuses(report):
    return {source["source"]: source["status"] for source in report["discovery"]["sources"]}


def faults_of(ran, healthy, schema):
    """What is wrong with a run in which something failed."""
    if ran["exit_code"] not in (0, 1, 3):
        yield f"exit {ran['exit_code']}"
        return
    try:
        report = json.loads(ran["output"])
    except json.JSONDecodeError as error:
        yield f"no whole document: {error}"
        return
    yield from schema.problems(report)
    if report["verdict"]["exit_code"] != ran["exit_code"]:
        yield f"exit {ran['exit_code']}, and the verdict says {report['verdict']['exit_code']}"
    if "discovery" not in report:
        if ran["exit_code"] != 3:
            yield f"exit {ran['exit_code']} without having looked"
        return
    if any(finding["id"] in ("host.dropped", "host.overslept", "dhcp4.first-only") for finding in report["findings"]) and \
            len(healthy["discovery"]["dhcp_servers"]) > 1:
        return  # of several servers another one was heard, and the report says that something was missed
    seen = statuses(healthy)
    for source, status in statuses(report).items():
        if status != seen[source] and status not in COULD_NOT_LOOK:
            yield f"{source} is {status}, and was {seen[source]}"
    decision, sound = report["discovery"]["decision"], healthy["discovery"]["decision"]
    if decision["outcome"] == "undetermined":
        if ran["exit_code"] != 3:
            yield f"exit {ran['exit_code']} for what is undetermined"
    elif [decision.get(key) for key in ("outcome", "winner", "url")] != [sound.get(key) for key in ("outcome", "winner", "url")]:
        yield f"decides {decision['outcome']} {decision.get('winner')}, and decided {sound['outcome']} {sound.get('winner')}"


def healthy_runs(runner):
    """Of every sixth scenario, those in which something is asked: its name, the scenario and the report."""
    for path in sorted(ROOT.glob("*/*/scenario.json"))[::EVERY]:
        scenario = load_scenario(path)
        if any(word in scenario["arguments"] for word in ("--first", "--save-capture", "-o", "--timeout")) \
                or "interrupt_ms" in scenario:
            continue  # a run that ends early may see less when something fails; files are a matter of their own
        ran = runner.run(scenario, "--json")
        if ran["exit_code"] == 2:
            continue
        report = json.loads(ran["output"])
        if "discovery" in report:
            yield path.parent.relative_to(ROOT), scenario, report


def check_asking(runner, schema, name, scenario, healthy):
    # Without frames nobody sees what the firewall drops, who but a switch speaks, or fragments of a packet; the report
    # says so.
    only_by_frames = "firewall_drops" in scenario or "frames" in scenario or "fragment" in str(name)
    for call in ASKING:
        if only_by_frames and call == "open_packet_socket":
            continue
        for when in WHEN:
            ran = runner.run(scenario, "--json", fault={"call": call, **when})
            for fault in faults_of(ran, healthy, schema):
                yield f"{name}: {call} {when}: {fault}"


def check_writing(runner, schema, name, scenario, directory):
    """A result that cannot be written is exit 3, and not lost: it goes to standard output."""
    arguments = ("--json", "-o", f"{directory}/report", "--save-capture", f"{directory}/capture", "--force")
    for call in WRITING:
        for when in WHEN[:2] + WHEN[3:4]:
            ran = runner.run(scenario, *arguments, fault={"call": call, **when})
            missed = ran["exit_code"] != 3 and not (when == {"from": 2} and ran["output"] == "")
            if missed or (ran["output"] and schema.problems(json.loads(ran["output"]))):
                yield f"{name}: {call} {when}: exit {ran['exit_code']}, {ran['output'][:200]}"
    ran = runner.run(scenario, "--json", fault={"call": "write_result", "for_good": True})
    if ran["exit_code"] != 3 or ran["output"] or "No space left" not in ran["diagnostics"]:
        yield f"{name}: standard output fails: exit {ran['exit_code']}, {ran['diagnostics']!r}"


FILE = "<PANASIPPhoneConfig><Device><System><Prov><CFG_CYCLIC>N</CFG_CYCLIC></Prov></System></Device></PANASIPPhoneConfig>"


def check_reading(runner, schema, directory):
    """A file that cannot be read is exit 3, in whichever way it was named; the others are reported."""
    for name in ("a", "b", "c"):
        pathlib.Path(directory, f"{name}.cfg").write_text(FILE, encoding="utf-8")
    scenario = {"interfaces": [], "arguments": ["validate", "--json", "--standard", f"{directory}/c.cfg", "--effective", f"{directory}/e.cfg",
                              directory]}
    for call in READING:
        for when in WHEN:
            ran = runner.run(scenario, fault={"call": call, **when})
            report = json.loads(ran["output"])
            yield from (f"{call} {when}: {problem}" for problem in schema.problems(report))
            counts, missed = report["counts"], [f["id"] for f in report["findings"]].count("host.not-read")
            failed = when.get("from", 1) <= (3 if call == "read" else 1)
            if (ran["exit_code"] == 3) != failed or (missed > 0) != failed or counts.get("not_read", 0) != missed:
                yield f"{call} {when}: exit {ran['exit_code']}, {counts}"
            if call == "read" and counts["files"] + counts.get("not_read", 0) != 3:
                yield f"{call} {when}: {counts}"
            written = pathlib.Path(directory, "e.cfg")
            if written.exists() != (call != "read" or when.get("from", 1) > 1):
                yield f"{call} {when}: the merged configuration was {'' if written.exists() else 'not '}written"
            written.unlink(missing_ok=True)


def main():
    runner, schema = Runner(sys.argv[1]), Schema(sys.argv[2])
    wrong, count = [], 0
    with tempfile.TemporaryDirectory() as directory:
        for name, scenario, healthy in healthy_runs(runner):
            count += 1
            wrong += check_asking(runner, schema, name, scenario, healthy)
            wrong += check_writing(runner, schema, name, scenario, directory)
    with tempfile.TemporaryDirectory() as directory:
        wrong += check_reading(runner, schema, directory)
    print("\n".join(wrong))
    print(f"{count} scenarios, {len(wrong)} faults")
    sys.exit(0 if runner.close() and count > 20 and not wrong else 1)


main()
