"""Types every example of the manual."""

import os
import pathlib
import unittest

from desk import type_all
from lab import main, require_program, require_root
from support.manual_examples import examples

def pages_of_examples():
    """What is typed, and the pages that show it."""
    pages = {}
    for page in sorted(pathlib.Path(os.environ["PROVTOOL_MANUAL"]).glob("man?/*")):
        for lines in examples(page):
            pages.setdefault(lines, []).append(page.name)
    return pages


class ManualTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        require_root()
        for program in ("dnsmasq", "nginx", "jq", "openssl"):
            require_program(program)

    def test_every_example_does_what_it_says(self):
        pages = pages_of_examples()
        self.assertGreater(len(pages), 30)
        self.assertEqual(len({page for shown in pages.values() for page in shown} & {
            f"provtool-{command}.1" for command in ("check", "discover", "fetch", "validate")}), 4)
        for typed in type_all(pages):
            with self.subTest(pages[typed.line], line=typed.line):
                # 1: something was found, which is what some examples are for. Nothing is undetermined here.
                self.assertIn(typed.code, (0, 1), str(typed))
                self.assertNotRegex(typed.stderr, "Try: |not found|rror:|sage:", str(typed))


if __name__ == "__main__":
    main()
