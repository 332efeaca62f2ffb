#!/usr/bin/env python3
"""Runs the recipes of README.md in bash, with jq, on networks of every outcome.

  recipes_test.py README SCENARIO_RUNNER [--update]

A recipe is a block that follows `<!-- recipe: NAME -->`. `provtool` is the whole program in virtual time, and `sudo`
is nothing. tests/data/recipes.txt says what each prints, and its exit code, on each network; --update rewrites it:
read the diff like code.
"""
import concurrent.futures
import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

README, RUNNER = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
UPDATE = "--update" in sys.argv
EXPECTED = pathlib.Path(__file__).resolve().parent / "data/recipes.txt"
SUPPORT = pathlib.Path(__file__).resolve().parent / "support"

# Stands in for the program: the network is in NETWORK, the command line is this script's.
STAND_IN = f"""#!{sys.executable}
import json, os, sys
sys.path.insert(0, {str(SUPPORT)!r})
from scenario_runner import Runner
runner = Runner({str(RUNNER)!r})
ran = runner.run(json.loads(os.environ["NETWORK"]) | {{"arguments": sys.argv[1:]}})
runner.close()
sys.stdout.write(ran["output"])
sys.stderr.write(ran["diagnostics"])
sys.exit(ran["exit_code"])
"""

INITIAL = ("<PANASIPPhoneConfig><Initial><CfgFiles><CFG_STANDARD_FILE_PATH>http://prov.example.com/Config{MAC}.cfg"
           "</CFG_STANDARD_FILE_PATH></CfgFiles></Initial></PANASIPPhoneConfig>")
STANDARD = ('<PANASIPPhoneConfig><Device><Lines><Line idx="1"><Sip><SIP_URI>1001@sip.example.com</SIP_URI></Sip></Line></Lines>'
            "</Device></PANASIPPhoneConfig>")

WINNER = {
    "interfaces": [{"name": "eth0", "addresses": ["192.0.2.50/24", "fe80::200:5eff:fe00:5301/64"]}],
    "dhcp4_servers": [{"offer": {"160": "http://prov.example.com/utg200/{MODEL}.cfg", "66": "192.0.2.1"}}],
    "web": {"http://prov.example.com/utg200/KX-UTG200B.cfg": {"body": INITIAL},
            "http://prov.example.com/Config0080F0123456.cfg": {"body": STANDARD}},
}


def network(**changes):
    changed = copy.deepcopy(WINNER) | changes
    return {key: value for key, value in changed.items() if value is not None}


NETWORKS = {
    "a winner": network(),
    "no URL": network(dhcp4_servers=[{"offer": {}}]),
    "no DHCP server": network(dhcp4_servers=None),
    "an unusable winner": network(dhcp4_servers=[{"offer": {"160": '"http://prov.example.com/"', "66": "192.0.2.1"}}]),
    "contested": network(dhcp4_servers=[
        *WINNER["dhcp4_servers"],
        {"offer": {"66": "192.0.2.254"}, "address": "192.0.2.254", "mac": "00:00:5e:00:53:fd", "after_ms": 1}]),
    "no privilege": network(may_open_packet_sockets=False),
    "no such interface": network(interfaces=[{"name": "lo", "kind": "loopback", "addresses": ["127.0.0.1/8"]}]),
    "nothing to load": network(web=None),
    "interrupted": network(interrupt_ms=1000),
}


def recipes():
    """{name: script} of the README."""
    return dict(re.findall(r"^<!-- recipe: ([\w -]+) -->\n```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S))


def run(script, surroundings):
    """What the recipe prints, on either stream, and its exit code; as it is typed, and where errors end a script."""
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for options in ((), ("-eu", "-o", "pipefail")):
            place = pathlib.Path(folder) / f"run{len(options)}"
            (place / "bin").mkdir(parents=True)
            for name, text in (("provtool", STAND_IN), ("sudo", '#!/bin/sh\nexec "$@"\n')):
                (place / "bin" / name).write_text(text, encoding="utf-8")
                (place / "bin" / name).chmod(0o755)
            (place / "work").mkdir()
            path = f"{place}/bin:{os.environ['PATH']}"
            done = subprocess.run(["bash", *options, "-c", script], cwd=place / "work", capture_output=True, encoding="utf-8",
                                  stdin=subprocess.DEVNULL, timeout=60, check=False,
                                  env=os.environ | {"PATH": path, "NETWORK": json.dumps(surroundings), "LC_ALL": "C.UTF-8"})
            results.append((done.stdout, done.stderr, done.returncode))
        return results


def shown(name, where, result):
    output, _, code = result
    return f"== {name}: {where}\n{output}-- exit code {code}\n\n"


class Recipes(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        runs = {(name, where): (script, surroundings)
                for name, script in recipes().items() for where, surroundings in NETWORKS.items()}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            cls.results = dict(zip(runs, pool.map(lambda one: run(*one), runs.values())))

    def test_there_are_recipes_and_each_names_the_program(self):
        self.assertGreaterEqual(len(recipes()), 4)
        for name, script in recipes().items():
            self.assertIn("provtool ", script, name)

    def test_each_block_with_jq_or_an_exit_code_is_a_recipe(self):
        marked = set(recipes().values())
        blocks = re.findall(r"^```\w*\n(.*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S)
        for block in blocks:
            if re.search(r"\bjq\b|\$\?|\$\(provtool", block):
                self.assertIn(block, marked)

    def test_each_says_what_is_expected_on_every_network(self):
        text = "".join(shown(*key, results[0]) for key, results in self.results.items())
        if UPDATE:
            EXPECTED.write_text(text, encoding="utf-8")
        self.assertEqual(text, EXPECTED.read_text(encoding="utf-8"))

    def test_none_complains_of_anything_but_the_run(self):
        for key, results in self.results.items():
            for _, errors, _ in results:
                for line in errors.splitlines():
                    self.assertRegex(line, r"^provtool: .* was written: ", key)

    def test_none_prints_null_or_nothing_at_all(self):
        for key, results in self.results.items():
            for output, _, _ in results:
                self.assertNotRegex(output, r"\bnull\b", key)
                self.assertNotEqual(output.strip(), "", key)

    def test_each_does_the_same_where_errors_end_a_script(self):
        for key, (typed, strict) in self.results.items():
            self.assertEqual(typed[0], strict[0], key)
            self.assertEqual(typed[2], strict[2], key)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
