"""Types the command lines of the README and the pages in docs/."""

import re
import unittest
from pathlib import Path

from desk import type_all
from lab import main, require_program, require_root
from support.pages import pages, typed_lines

ROOT = Path(__file__).resolve().parents[2]


class ReadmeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        require_root()
        for program in ("dnsmasq", "nginx", "jq", "openssl"):
            require_program(program)

    def test_every_command_line_does_what_it_says(self):
        lines = {line: page.name for page in pages(ROOT) for line in typed_lines(page)}
        self.assertGreater(len(lines), 20)
        self.assertIn("sudo provtool check -i eth0 --mac 0080F0123456", lines)
        for typed in type_all(lines):
            with self.subTest(lines[typed.line], line=typed.line):
                # 1: something was found. Nothing is undetermined, and no command line is wrong.
                self.assertIn(typed.code, (0, 1), str(typed))
                self.assertIsNone(re.search("Try: |not found|rror:|sage:", typed.stderr), str(typed))


if __name__ == "__main__":
    main()
