"""The recipes of a page in docs/: blocks that follow `<!-- recipe: NAME -->`, run in a lab as they are written."""

import os
import re
import subprocess
from pathlib import Path

from checking import CheckTest
from lab import provtool
from phone_files import publish
from web_servers import Sites

DOCS = Path(__file__).resolve().parents[2] / "docs"
BASE = "http://10.77.0.1"
BLOCK = re.compile(r"^<!-- (recipe|not run): ([^\n]+) -->\n```(\w*)\n(.*?)^```$", re.M | re.S)

# The program, with the windows of a network of one server: a recipe says what people want, which takes seconds.
QUICK = """#!/bin/sh
case $1 in check) set -- "$@" --mode ipv4 --settle 0.1 $PROVTOOL_MORE ;; esac
exec "$PROVTOOL" "$@"
"""


class RecipeTest(CheckTest):
    """`page` names the file in docs/."""

    page = None
    more = "--disable pnp"

    def setUp(self):
        super().setUp()
        self.work = self.lab.directory / "work"
        self.work.mkdir(mode=0o755)
        program = self.lab.directory / "bin/provtool"
        program.parent.mkdir()
        program.write_text(QUICK)
        program.chmod(0o755)
        self.environment |= {"PATH": f"{program.parent}:{os.environ['PATH']}", "PROVTOOL": provtool(),
                             "PROVTOOL_MORE": self.more, "LC_ALL": "C.UTF-8", "HOME": str(self.work)}

    @classmethod
    def text(cls):
        return (DOCS / cls.page).read_text(encoding="utf-8")

    @classmethod
    def recipes(cls):
        return {name: block for kind, name, _, block in BLOCK.findall(cls.text()) if kind == "recipe"}

    def start(self, command):
        return self.lab.spawn(self.lab.client, command, cwd=self.work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env=self.environment, encoding="utf-8")

    def run_command(self, command, wrapper=(), timeout=60):
        """Exit code, standard output and standard error."""
        process = self.start([*wrapper, *command])
        stdout, stderr = process.communicate(timeout=timeout)
        return process.returncode, stdout, stderr

    def run_script(self, script, **options):
        return self.run_command(["bash", "-c", script], **options)

    def serve(self):
        self.nginx = Sites(self.lab, "listen 80;")
        publish(self.nginx.files, BASE)
        self.nginx.start()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")

    def assert_each_block_is_accounted_for(self):
        """Each is a recipe that a test names, or says why it is not run."""
        self.assertEqual(len(re.findall(r"^```\w*$", self.text(), re.M)), 2 * len(BLOCK.findall(self.text())))
        tests = "".join(path.read_text() for path in Path(__file__).parent.glob("recipes_*_test.py"))
        for name in self.recipes():
            self.assertIn(f'"{name}"', tests)
