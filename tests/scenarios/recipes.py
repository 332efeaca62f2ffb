#!/usr/bin/python3
"""Holds the recipes of the manual that read a report to reports of every outcome: none of them may fail.

  recipes.py RUNNER PROVTOOL PAGE
"""
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT.parent / "support"))
from manual_examples import examples  # noqa: E402
from scenario_runner import Runner, load_scenario  # noqa: E402

NAME = "report.json"  # as the recipes call it
OF_AN_OUTCOME = 8
FILE = """<PANASIPPhoneConfig><Device><System><FwUpdt><FIRM_UPGRADE_ENABLE>Y</FIRM_UPGRADE_ENABLE></FwUpdt></System></Device>
</PANASIPPhoneConfig>
"""


def scenarios_of_every_outcome():
    outcomes = collections.defaultdict(list)
    for path in sorted(ROOT.glob("*/*/expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        decision = expected.get("decision", {})
        outcomes[expected["exit_code"], expected.get("verdict"), decision.get("outcome"), decision.get("usable")].append(path)
    return [load_scenario(path.with_name("scenario.json")) for paths in outcomes.values() for path in paths[:OF_AN_OUTCOME]]


def reports(runner, provtool, folder):
    """Exit code and report: of discoveries, of the boots that follow them, of files, and of what could not begin."""
    for scenario in scenarios_of_every_outcome():
        for command in ("discover", "check"):
            scenario["arguments"] = [command, *scenario["arguments"][1:]]
            ran = runner.run(scenario, "--json")
            yield ran["exit_code"], ran["output"]
    (folder / "standard.cfg").write_text(FILE)
    for line in (["validate", "--standard", "standard.cfg"], ["validate", "nothing.cfg"], ["check", "-i", "nothing"]):
        done = subprocess.run([provtool, *line, "--json"], cwd=folder, capture_output=True, text=True)
        yield done.returncode, done.stdout


def failures(recipe, names, folder):
    """jq reads the reports one after the other; what it says of one on standard error is a failure."""
    done = subprocess.run(["sh", "-c", recipe.replace(NAME, " ".join(names))], cwd=folder, capture_output=True, text=True)
    if done.stderr or done.returncode not in ((0, 1) if " -e " in recipe else (0,)):  # -e: that of the last value
        yield f"{recipe}\n  exit {done.returncode}: {done.stderr[:500]}"
    if not done.stdout:
        yield f"{recipe}\n  says nothing of any report"


def main():
    if not shutil.which("jq"):
        print("jq is not installed")
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    provtool, page = (pathlib.Path(path).resolve() for path in sys.argv[2:4])
    recipes = [line for example in examples(page) for line in example.replace(f"{NAME}\njq", f"{NAME}\0jq").split("\0")]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        runner = Runner(sys.argv[1], name)
        written = {}
        for code, report in reports(runner, provtool, folder):
            if code != 2:
                (folder / f"{len(written)}.json").write_text(report, encoding="utf-8")
                written[f"{len(written)}.json"] = code
        runner.close()
        wrong = [what for recipe in recipes for what in failures(recipe, written, folder)]
    print("\n".join(wrong))
    print(f"{len(recipes)} recipes, {len(written)} reports, {len(wrong)} failures")
    sys.exit(1 if wrong or len(recipes) < 10 or set(written.values()) != {0, 1, 3, 130} else 0)


main()
