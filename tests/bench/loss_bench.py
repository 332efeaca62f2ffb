#!/usr/bin/python3
"""Four healthy networks behind a link that loses 30 % of the frames in each direction. Run by hand, as root:

    PROVTOOL=build/release/src/provtool tests/bench/loss_bench.py [RUNS] > table.md

It takes about two minutes for the usual 64 runs a series, and prints the table of README.md in this folder. What went
wrong is printed to standard error.
"""

import collections
import concurrent.futures
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "system"))
os.environ.setdefault("PROVTOOL_SCHEMA", str(ROOT / "src" / "report" / "report.schema.json"))

from lab import provtool
from loss_series import SERIES, Network

AT_ONCE = 4  # labs of each series, side by side


def tell(attempt, series):
    if attempt.right and not attempt.accusations:
        return
    decision, findings = attempt.run.decision, attempt.run.report["findings"]
    print(series.name, decision["outcome"], decision.get("winner"), decision["reason"],
          [f"{finding['id']}: {finding['message']}" for finding in findings], sep="; ", file=sys.stderr)


def attempts_in(series, count):
    with Network(series) as network:
        return [network.attempt() for _ in range(count)]


def row(series, attempts):
    right = sum(attempt.right for attempt in attempts)
    said = sum(not attempt.right and attempt.said for attempt in attempts)
    accused = sum(bool(attempt.accusations) for attempt in attempts)
    notes = collections.Counter(note for attempt in attempts for note in attempt.notes)
    noted = ", ".join(f"{count} `{note}`" for note, count in sorted(notes.items()))
    return [series.name, len(attempts), right, said, len(attempts) - right - said, accused, noted]


def main(runs):
    os.environ["PROVTOOL"] = str(pathlib.Path(provtool()).resolve())
    rows = []
    labs = [series for series in SERIES for _ in range(AT_ONCE)]
    with concurrent.futures.ThreadPoolExecutor(len(labs)) as pool:
        done = list(zip(labs, pool.map(lambda series: attempts_in(series, runs // AT_ONCE), labs)))
    for series in SERIES:
        attempts = [attempt for lab, attempts in done if lab is series for attempt in attempts]
        for attempt in attempts:
            tell(attempt, series)
        rows.append(row(series, attempts))
    rows.append(["all", *(sum(column) for column in list(zip(*rows))[1:6]), ""])
    print("| series | runs | right | wrong, and said | wrong without a word | false accusations | notes |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for columns in rows:
        print("|", " | ".join(map(str, columns)).rstrip(), "|")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 64)
