#!/usr/bin/python3
"""Runs one scenario and compares what provtool concludes with expected.json (and expected.txt, expected_report.json).

Each run writes its capture, and the capture, read back, must come to the same evidence and decision.

scenario.py RUNNER SCHEMA FOLDER…   compares
scenario.py --update …              rewrites the golden files; read the diff like code
"""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from report_schema import Schema, control_bytes  # noqa: E402
from scenario_runner import Runner  # noqa: E402

# Besides expected.json, where they exist.
VIEWS = (
    ("expected.txt", [], {}),
    ("expected_narrow.txt", [], {"width": 60}),
    ("expected_report.json", ["--json"], {}),
)


def summary(report, exit_code):
    """The part of a report that a scenario is about."""
    result = {"exit_code": exit_code, "verdict": report["verdict"]["status"]}
    if "interface" in report:
        result["mode"] = report["interface"]["mode"]
    if "discovery" in report:
        discovery = report["discovery"]
        result["decision"] = discovery["decision"]
        result["sources"] = {
            source["source"]: " ".join([source["status"], source["standing"], f"({source['reason']})"])
            for source in discovery["sources"]
        }
        # A DHCPv6 server's identifier is a DUID; people know it by its address.
        servers = [f"{server['server' if server['family'] == 4 else 'from']} {server['exchange']}" for server in discovery["dhcp_servers"]]
        if servers:
            result["dhcp_servers"] = servers
        routers = [
            " ".join([router["from"], f"M={router['managed']:d}", f"O={router['other']:d}", *router["prefixes"]])
            for router in discovery["router_advertisements"]
        ]
        if routers:
            result["routers"] = routers
        responders = [f"{responder['from']} {responder.get('url', '')}".strip() for responder in discovery.get("pnp_responders", [])]
        if responders:
            result["pnp_responders"] = responders
    result["findings"] = [f"{finding['severity']} {finding['id']}: {finding['message']}" for finding in report["findings"]]
    result["duration_ms"] = report.get("duration_ms")
    return result


def compare(path, actual, update):
    """Whether the golden file says the same; shows the difference otherwise."""
    if update:
        path.write_text(actual, encoding="utf-8")
        return True
    expected = path.read_text(encoding="utf-8")
    if expected == actual:
        return True
    subprocess.run(["diff", "-u", str(path), "-"], input=actual.encode(), check=False)
    return False


# Where a capture says less than the run that wrote it.
NOT_IN_A_CAPTURE = {
    "own_address_offered": "the probe refused to take the lease; the capture shows the OFFER",
}


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
        unknown = ("reason", "to_settle") if source["status"] in ("not_tested", "no_answer") else ("to_settle",)
        parts[source["source"]] = {key: value for key, value in source.items() if key not in unknown}
    return parts


def replay_differences(runner, scenario, report, capture):
    """What the run's own capture, read back, says differently."""
    replayed = runner.run(scenario, "--json", replay=str(capture))
    try:
        again = evidence(json.loads(replayed["output"]))
    except json.JSONDecodeError:
        return [f"the capture could not be read back: {replayed['diagnostics'][-2000:]}"]
    return [f"replayed, {part} is {again.get(part)} and was {value}" for part, value in evidence(report).items() if again.get(part) != value]


def check(runner, schema, folder, update):
    with tempfile.TemporaryDirectory() as directory:
        return check_in(pathlib.Path(directory), runner, schema, folder, update)


def check_in(directory, runner, schema, folder, update):
    scenario = json.loads((folder / "scenario.json").read_text(encoding="utf-8"))
    capture = directory / "capture.pcapng"
    writes_one_itself = "--save-capture" in scenario["arguments"]
    run = runner.run(scenario, "--json", *([] if writes_one_itself else ["--save-capture", str(capture)]))
    wrong = []
    if control_bytes(run["output"].encode()) or control_bytes(run["diagnostics"].encode()):
        wrong.append("a raw control byte was written")
    if run["exit_code"] == 2:
        actual = json.dumps({"exit_code": 2, "message": run["diagnostics"]}, indent=1, ensure_ascii=False) + "\n"
    else:
        try:
            report = json.loads(run["output"])
        except json.JSONDecodeError:
            print(f"{folder.name}: no JSON; exit {run['exit_code']}\n{run['diagnostics'][-2000:]}")
            return False
        wrong += schema.problems(report)
        wrong += runner.decided_again(run["output"])
        if "discovery" in report and capture.exists() and folder.name not in NOT_IN_A_CAPTURE:
            wrong += replay_differences(runner, scenario, report, capture)
        actual = json.dumps(summary(report, run["exit_code"]), indent=1, ensure_ascii=False) + "\n"
    good = compare(folder / "expected.json", actual, update)
    for name, arguments, more in VIEWS:
        if (folder / name).exists():
            output = runner.run(scenario, *arguments, **more)["output"]
            good &= compare(folder / name, output, update)
            if control_bytes(output.encode()):
                wrong.append(f"{name}: a raw control byte was written")
    for line in wrong:
        print(f"{folder.name}: {line}")
    return good and not wrong


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--update"]
    update = len(arguments) < len(sys.argv) - 1
    program, schema_path, *folders = arguments
    runner = Runner(program)
    schema = Schema(schema_path)
    failed = [folder for folder in folders if not check(runner, schema, pathlib.Path(folder), update)]
    for folder in failed:
        print(f"FAILED: {pathlib.Path(folder).name}")
    print(f"{len(folders) - len(failed)} of {len(folders)} scenarios as expected")
    sys.exit(0 if runner.close() and folders and not failed else 1)


main()
