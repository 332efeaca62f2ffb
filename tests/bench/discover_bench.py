#!/usr/bin/python3
"""The figures of a discovery, each beside a Debian peer on the same lab. Run by hand, as root, on a quiet machine:

    PROVTOOL=build/release/src/provtool tests/bench/discover_bench.py

It prints the commands, the ratios and the limit of each ratio. The seconds depend on the machine and mean little.
"""

import json
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))

from lab import CLIENT_ADDRESS, Lab, PHONE_MAC, provtool, require_program
from servers import Dnsmasq

RUNS = 20
PROVTOOL = str(pathlib.Path(provtool()).resolve())
FIRST = [PROVTOOL, "discover", "dhcp", "-i", "eth0", "--mac", PHONE_MAC, "--first"]
NOBODY = [PROVTOOL, "discover", "dhcp", "-i", "eth0", "--mac", PHONE_MAC]
WINDOW = 5.0


def seconds(command, code=0):
    started = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode != code:
        raise SystemExit(f"{shlex.join(command)}: exit {done.returncode}, not {code}")
    return time.monotonic() - started


def peak_kib(command):
    """By GNU time, because a child of this interpreter counts the interpreter's own memory as its peak."""
    done = subprocess.run([require_program("time"), "-q", "-f", "%M", *command], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True)
    return int(done.stderr.splitlines()[-1])


def tell(what, command, value, unit, hold, note=""):
    verdict = "holds" if value <= hold else "MISSED"
    print(f"{what}: {value:.3f}{unit} (hold {hold}{unit}, {verdict}){note}\n    {shlex.join(command)}")


def answered():
    with Lab(client_address=CLIENT_ADDRESS) as lab:
        Dnsmasq(lab, ["--dhcp-option=160,http://prov.example.com/"]).start()
        peer = lab.client.wrap(require_program("nmap"), "--script", "broadcast-dhcp-discover", "-e", "eth0")
        ours = lab.client.wrap(*FIRST)
        theirs = seconds(peer)
        mine = statistics.median(seconds(ours) for _ in range(RUNS))
        absolute = f"  {mine:.3f} s against {theirs:.3f} s"
        tell("answered, --first, against nmap", FIRST, mine / theirs, "", 0.02, absolute)
        tell("peak memory of a discovery", FIRST, peak_kib(ours) / 1024, " MiB", 20)


def unanswered():
    with Lab(client_address=CLIENT_ADDRESS, noise=True) as lab:
        over = seconds(lab.client.wrap(*NOBODY), code=1) - WINDOW
        tell("nobody answers, over the window", NOBODY, over, " s", 0.15)
        tell("peak memory, nobody answers", NOBODY, peak_kib(lab.client.wrap(*NOBODY)) / 1024, " MiB", 20)


def fastest(commands):
    """By hyperfine, in seconds; not the median, because other load only ever adds."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        subprocess.run([require_program("hyperfine"), "-N", "--warmup", "5", "--runs", "50", "--style", "none",
                        "--export-json", file.name, *map(shlex.join, commands)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [result["min"] for result in json.load(file)["results"]]


def version():
    commands = [[PROVTOOL, "--version"], [require_program("curl"), "--version"]]
    mine, theirs = map(min, zip(*(fastest(commands) for _ in range(10))))  # taking turns, as load comes and goes
    tell("--version against curl, wall", commands[0], mine / theirs, "", 1.0)
    memory = [statistics.median(peak_kib(command) for _ in range(RUNS)) for command in commands]
    tell("--version against curl, memory", commands[0], memory[0] / memory[1], "", 1.1)


if __name__ == "__main__":
    version()
    answered()
    unanswered()
