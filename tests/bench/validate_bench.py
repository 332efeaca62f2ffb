#!/usr/bin/python3
"""The figures of reading configuration files, beside xmllint on the same files. Run by hand, on a quiet machine:

    PROVTOOL=build/release/src/provtool tests/bench/validate_bench.py

It prints the commands, the ratios and the limit of each ratio. The seconds depend on the machine and mean little.
"""

import json
import os
import pathlib
import shlex
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROVTOOL = str(pathlib.Path(os.environ["PROVTOOL"]).resolve())
RUNS = 5
FEW, MANY = 100, 10_000
SIZE = 35_000


def lines_of(section, parameters):
    """The parameters of the sections below `section`, as elements."""
    here = [parameter for parameter in parameters if parameter["path"] == section]
    for parameter in here:
        yield f'<{parameter["name"]} perm="!RW" access="A">{parameter.get("sample", "")}</{parameter["name"]}>'
    deeper = {parameter["path"][len(section) + 1:].split("/")[0] for parameter in parameters
              if parameter["path"].startswith(section + "/")}
    for name in sorted(deeper):
        numbers = (1, 2) if section + "/" + name == "Device/Lines/Line" else (None,)
        for number in numbers:
            yield f"<{name}>" if number is None else f'<{name} idx="{number}">'
            yield from (" " + line for line in lines_of(section + "/" + name, parameters))
            yield f"</{name}>"


def a_file():
    """Every parameter that is known, for two lines, and comments up to the size."""
    parameters = json.loads((ROOT / "data/parameters.json").read_text())
    samples = [dict(parameter, sample=parameter.get("sample", "").replace("&", "&amp;").replace("<", "&lt;"))
               for parameter in parameters]
    lines = ["<PANASIPPhoneConfig>", "<Device>", *lines_of("Device", samples), "</Device>"]
    text = "\n".join(lines) + "\n"
    filling = "<!-- what the person who looks after this file wrote about it -->\n"
    return text + filling * ((SIZE - len(text)) // len(filling)) + "</PANASIPPhoneConfig>\n"


def seconds(command):
    started = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.monotonic() - started


def ratio(ours, theirs):
    """In turn, so that what slows the machine slows both."""
    return statistics.median(seconds(ours) / seconds(theirs) for _ in range(RUNS))


def peak_kib(command):
    """By GNU time, because a child of this interpreter counts the interpreter's own memory as its peak."""
    done = subprocess.run(["time", "-q", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, check=True)
    return int(done.stderr.splitlines()[-1])


def tell(what, command, value, unit, hold):
    verdict = "holds" if value <= hold else "MISSED"
    print(f"{what}: {value:.3f}{unit} (hold {hold}{unit}, {verdict})\n    {shlex.join(command)}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        many, few = pathlib.Path(folder) / "many", pathlib.Path(folder) / "few"
        text = a_file()
        print(f"{MANY} files of {len(text)} bytes, {os.cpu_count()} processors")
        for place, count in ((many, MANY), (few, FEW)):
            place.mkdir()
            for number in range(count):
                (place / f"{number:05}.cfg").write_text(text)
        ours = [PROVTOOL, "validate", str(many)]
        theirs = ["xmllint", "--noout", *map(str, sorted(many.iterdir()))]
        tell("many files, against one xmllint", ours, ratio(ours, theirs), "", 0.6)
        small = [PROVTOOL, "validate", str(few)]
        tell("memory of many files, against few", ours, peak_kib(ours) / peak_kib(small), "", 1.5)
        one = [PROVTOOL, "validate", str(few / "00000.cfg")]
        empty = [PROVTOOL, "--version"]
        milliseconds = statistics.median(seconds(one) - seconds(empty) for _ in range(100)) * 1000
        tell("one file, beyond the start", one, milliseconds, " ms", 1)


if __name__ == "__main__":
    main()
