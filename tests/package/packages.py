"""What the tests of the packages share: where the built one is, and other copies of the sources to build it from."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/system"))
FOLDER = pathlib.Path(os.environ["PROVTOOL_PACKAGES"])  # the build, with the package that cpack made of it

# What a package must not depend on. Objects are taken from the build that exists, unless everything is to be compiled.
ELSEWHERE = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": "/nonexistent", "PROVTOOL_PACKAGES": str(FOLDER),
             "CMAKE_CXX_COMPILER_LAUNCHER": str(pathlib.Path(__file__).parent / "take_object")}
if os.environ.get("PROVTOOL_FULL"):
    ELSEWHERE["PROVTOOL_COMPILED"] = "."


def run(*arguments, **options):
    done = subprocess.run(list(map(str, arguments)), capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, arguments))}: {done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


def the_package(folder=FOLDER):
    found = list(folder.glob("provtool_*.deb"))
    assert len(found) == 1, f"not one package in {folder}: {found}"
    return found[0]


def field(package, name):
    return run("dpkg-deb", "-f", package, name).strip()


def contents(package):
    """{path: [mode, owner]} of what the package contains besides folders."""
    rows = (row.split(maxsplit=5) for row in run("dpkg-deb", "-c", package).splitlines())
    return {row[5].removeprefix("./"): row[:2] for row in rows if not row[0].startswith("d")}


def sources_in(folder):
    """A copy of the sources, younger than their commit and in another order of directory entries."""
    copy = folder / "provtool"
    shutil.copytree(ROOT, copy, copy_function=shutil.copy,
                    ignore=shutil.ignore_patterns("build", ".git", "__pycache__", "obj-*"))
    return copy


def complaints(*packages):
    """What lintian says about them that is not overridden: errors and warnings."""
    done = subprocess.run(["lintian", "--tag-display-limit", "0", "--fail-on", "none", *map(str, packages)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
