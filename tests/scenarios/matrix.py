#!/usr/bin/python3
"""Every address mode with every subset of sources that have a URL, judged by an oracle of its own.

matrix.py RUNNER SCHEMA GOLDEN            compares
matrix.py --update RUNNER SCHEMA GOLDEN   rewrites the golden file, one line per case; read the diff like code

The oracle is the table of the Administrator Guide (2.1), written down here a second time on purpose: it shares nothing
with the program.
"""
import difflib
import itertools
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from report_schema import Schema, control_bytes  # noqa: E402
from scenario_runner import Runner  # noqa: E402
from sentences import bad_sentences  # noqa: E402

ORDER = {
    "ipv4": ["manual", "pnp", "dhcp160", "dhcp159", "dhcp66", "redirect"],
    "ipv6": ["manual", "dhcp6"],
    "dual": ["manual", "pnp", "dhcp160", "dhcp159", "dhcp66", "dhcp6", "redirect"],
}
TITLES = {
    "manual": "set by hand",
    "pnp": "SIP PnP",
    "dhcp160": "DHCP option 160",
    "dhcp159": "DHCP option 159",
    "dhcp66": "DHCP option 66",
    "dhcp6": "DHCPv6 sub-option 1",
    "redirect": "redirection server",
}
DHCP_OPTIONS = {"dhcp160": "160", "dhcp159": "159", "dhcp66": "66"}
WIDTH = 100


def url_of(source):
    return f"http://{source}.example.com/{{MODEL}}.cfg"


def scenario(mode, answering):
    """A link where exactly these sources hold a URL."""
    arguments = ["discover", "-i", "eth0", "--mac", "0080F0123456", "--mode", mode]
    world = {"arguments": arguments, "interfaces": [{"addresses": ["192.0.2.50/24", "2001:db8::50/64", "fe80::200:5eff:fe00:5301/64"]}]}
    if "manual" in answering:
        arguments += ["--manual-url", url_of("manual")]
    if "pnp" in answering:
        world["pnp_responders"] = [{"notifies": [{"body": url_of("pnp")}]}]
    options = {code: url_of(source) for source, code in DHCP_OPTIONS.items() if source in answering}
    if options:
        world["dhcp4_servers"] = [{"offer": options}]
    if "dhcp6" in answering:
        world["dhcp6_servers"] = [{"information_request": {"vendor": {"258": {"1": url_of("dhcp6")}}}}]
        world["routers"] = [{"other": True}]
    if "redirect" in answering:
        arguments += ["--redirect-url", "http://redirect.example.net/{MAC}.cfg"]
        world["web"] = {"http://redirect.example.net/0080F0123456.cfg": {"status": 302, "location": url_of("redirect")}}
    return world


def expected_status(source, mode, answering, winner):
    if source not in ORDER[mode]:
        return "not_applicable"
    if source == "redirect" and winner not in (None, "redirect"):
        return "not_reached"
    if source in answering:
        return "found"
    if source == "manual":
        return "empty"
    if source == "redirect":
        return "not_tested"  # without a URL nobody asks it: its protocol is not published
    if source in DHCP_OPTIONS and any(option in answering for option in DHCP_OPTIONS):
        return "empty"  # a server answered, without it
    return "no_answer"


def expectation(mode, answering):
    """What the guide says of this case, in the report's words."""
    winner = next((source for source in ORDER[mode] if source in answering), None)
    sources = {}
    for source in TITLES:
        status = expected_status(source, mode, answering, winner)
        standing = "won" if source == winner else "outranked" if status == "found" else "none"
        rank = ORDER[mode].index(source) + 1 if source in ORDER[mode] else None
        sources[source] = (rank, status, standing)
    return {
        "exit_code": 0 if winner else 1,
        "mode": mode,
        "order": ORDER[mode],
        "outcome": "won" if winner else "none",
        "winner": winner,
        "url": url_of(winner) if winner else None,
        "sources": sources,
    }


def conclusion(report, exit_code):
    """The same, as the program says it."""
    discovery = report["discovery"]
    decision = discovery["decision"]
    return {
        "exit_code": exit_code,
        "mode": report["interface"]["mode"],
        "order": discovery["order"],
        "outcome": decision["outcome"],
        "winner": decision.get("winner"),
        "url": decision.get("url"),
        "sources": {s["source"]: (s.get("rank"), s["status"], s["standing"]) for s in discovery["sources"]},
    }


def differences(expected, actual):
    for key, value in expected.items():
        if actual[key] != value:
            yield f"{key} is {actual[key]}, not {value}"


WORDS = "WINS|outranked|found|unusable|none|empty|no answer|refused|off|not asked|not used|not needed|assumed"


def bad_lines(text, report):
    """What is wrong with the text report: `text` as it is, in a terminal of WIDTH columns."""
    lines = text.splitlines()
    for line in lines:
        if len(line) > WIDTH:
            yield f"longer than {WIDTH} columns: {line}"
        if line != line.rstrip():
            yield f"blanks at the end of: {line}"
    rows = [source for line in lines for source in sources_in(line)]
    wanted = [(TITLES[s["source"]], str(s.get("rank", "-"))) for s in report["discovery"]["sources"]]
    if rows != wanted:
        yield f"the table holds {rows}, not {wanted}"
    winner = report["discovery"]["decision"].get("winner")
    if not re.match(r"(OK|WARNING) +The phone will load  \S+$" if winner else r"(FAILS|UNKNOWN) ", lines[0]):
        yield f"the first line does not fit to the winner {winner}: {lines[0]}"
    if lines[0].startswith("OK") and len(lines) > 16:
        yield f"{len(lines)} lines where all is well"


def sources_in(line):
    """The sources whose row it is, each with its rank; neighbours may share one."""
    row = re.match(rf"  (\d|-)  (\S.*?)  +({WORDS})(?:  |$)", line)
    if not row:
        return
    titles = [title for part in row[2].split(", ") for title in titles_in(part)]
    for i, title in enumerate(titles):
        yield title, row[1] if row[1] == "-" else str(int(row[1]) + i)


def titles_in(part):
    options = re.fullmatch(r"DHCP options ([\d,]+)", part)
    if part == "DHCP" or options:
        return [f"DHCP option {code}" for code in (options[1].split(",") if options else DHCP_OPTIONS.values())]
    return [{"DHCPv6": TITLES["dhcp6"], "redirection": TITLES["redirect"]}.get(part, part)]


def summary(mode, answering, report):
    names = " ".join(source.removeprefix("dhcp") if source in DHCP_OPTIONS else source for source in answering)
    decision = report["discovery"]["decision"]
    outcome = " ".join(filter(None, [decision["outcome"], decision.get("winner")]))
    return f"{mode} | {names or 'nobody'} | {outcome} | {decision['reason']}\n"


def check(runner, schema, mode, answering):
    """The case's line for the golden file, and what is wrong with it."""
    world = scenario(mode, answering)
    run = runner.run(world, "--json")
    text = runner.run(world, width=WIDTH)["output"]
    report = json.loads(run["output"])
    wrong = schema.problems(report)
    wrong += differences(expectation(mode, answering), conclusion(report, run["exit_code"]))
    wrong += bad_sentences(report)
    wrong += bad_lines(text, report)
    if control_bytes((run["output"] + text).encode()):
        wrong.append("a raw control byte was written")
    return summary(mode, answering, report), wrong


def subsets(sources):
    return itertools.chain.from_iterable(itertools.combinations(sources, size) for size in range(len(sources) + 1))


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--update"]
    update = len(arguments) < len(sys.argv) - 1
    program, schema_path, golden = arguments
    runner = Runner(program)
    schema = Schema(schema_path)
    lines, failures = [], 0
    for mode, answering in itertools.product(ORDER, subsets(TITLES)):
        line, wrong = check(runner, schema, mode, answering)
        lines.append(line)
        failures += bool(wrong)
        for fault in wrong:
            print(f"{mode}, {' '.join(answering) or 'nobody'}: {fault}")
    path = pathlib.Path(golden)
    if update:
        path.write_text("".join(lines), encoding="utf-8")
    known = path.read_text(encoding="utf-8").splitlines(keepends=True)
    sys.stdout.writelines(difflib.unified_diff(known, lines, golden, "now"))
    print(f"{len(lines) - failures} of {len(lines)} cases as the guide says")
    sys.exit(0 if runner.close() and not failures and known == lines else 1)


main()
