#!/usr/bin/env python3
"""Whether files are well-formed, compared with what xmllint and xmlwf say: every difference is listed with its reason.

    corpus_test.py PROVTOOL
"""

import json
import pathlib
import shutil
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent.parent / "data" / "config" / "corpus"
SKIPPED = 77
# The findings that say that a file is no well-formed XML, or is refused before that is known.
BROKEN = {"config.malformed", "config.doctype", "config.not-a-config", "config.too-large"}

# By file: who says otherwise, and why that is right.
BOTH = ("xmllint", "xmlwf")
DOCTYPE = "XML allows a DOCTYPE; entities have no place in a configuration file, and their attacks end with it"
PAGE = "well-formed or not, a page is no configuration file"
DIFFERENCES = {
    "bad_nul_at_end": (("xmllint",), "xmllint stops reading at the first NUL"),
    "deep_65": (BOTH, "XML has no limit; a configuration file is six levels deep, and 64 are taken"),
    "deep_300": (("xmlwf",), "as deep_65; xmllint has a limit of 256"),
    "doctype_entity": (BOTH, DOCTYPE),
    "doctype_laughs": (BOTH, DOCTYPE),
    "doctype_plain": (BOTH, DOCTYPE),
    "doctype_system": (BOTH, DOCTYPE),
    "good_windows_1252_declared": (("xmlwf",), "xmlwf knows no encodings but expat's own four; read, and config.encoding"),
    "html_page": (BOTH, PAGE),
    "html_xhtml": (BOTH, PAGE),
    "odd_encoding_unknown": (BOTH, "a name that nobody knows says nothing where all bytes are UTF-8; config.encoding"),
    "odd_utf16_declared_is_utf8": (BOTH, "declared UTF-16 in a file of single bytes; read as UTF-8, and config.encoding"),
    "odd_utf16_without_mark": (("xmllint",), "xmllint wants the mark; the first two bytes show what it is as well"),
    "odd_utf8_misspelt": (("xmlwf",), "\"UTF8\" is what people write; read, and config.encoding"),
    "odd_version_2_0": (("xmllint",), "expat, which phones most likely have, does not look at the version"),
}


def judged_by_provtool(provtool, files):
    run = subprocess.run([provtool, "validate", "--json", *map(str, files)], capture_output=True, timeout=120)
    report = json.loads(run.stdout)
    broken = {finding["file"] for finding in report["findings"] if finding["id"] in BROKEN}
    return {file.stem: str(file) not in broken for file in files}


def judged_by_xmllint(files):
    return {file.stem: subprocess.run(["xmllint", "--noout", "--nonet", str(file)], capture_output=True,
                                      timeout=30).returncode == 0 for file in files}


# It says where a file breaks on standard output, and nothing of one that does not.
def judged_by_xmlwf(files):
    return {file.stem: not subprocess.run(["xmlwf", str(file)], capture_output=True, timeout=30).stdout
            for file in files}


def main(provtool):
    missing = [name for name in ("xmllint", "xmlwf") if not shutil.which(name)]
    if missing:
        print(f"skipped: {' and '.join(missing)} not installed")
        return SKIPPED
    files = sorted(FOLDER.glob("*.xml"))
    ours = judged_by_provtool(provtool, files)
    others = {"xmllint": judged_by_xmllint(files), "xmlwf": judged_by_xmlwf(files)}
    failures = []
    for file in files:
        differ = {who for who, verdicts in others.items() if verdicts[file.stem] != ours[file.stem]}
        listed = set(DIFFERENCES.get(file.stem, ({}, ""))[0])
        if differ != listed:
            word = "well-formed" if ours[file.stem] else "broken"
            failures.append(f"{file.stem}: {word} for provtool; differs from {sorted(differ)}, listed {sorted(listed)}")
        if file.stem.startswith("bad_") and ours[file.stem] or file.stem.startswith("good_") and not ours[file.stem]:
            failures.append(f"{file.stem}: is not what its name says")
    for name in sorted(set(DIFFERENCES) - {file.stem for file in files}):
        failures.append(f"{name}: is listed and not there")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
