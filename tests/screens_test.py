#!/usr/bin/env python3
"""Compares the screens that pages show, as text and as a picture, with what the program prints.

  screens_test.py SOURCE_ROOT SCENARIO_RUNNER

A screen is a block that follows `<!-- screen: NAME -->`; its first line is the command line, and its network is in
support/screens.py. scripts/picture draws the picture anew.
"""
import pathlib
import re
import sys
import unittest
import xml.dom.minidom

from support import screens

ROOT, RUNNER = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
SHOWN = re.compile(r"^<!-- screen: ([\w ]+) -->\n```\n\$ ([^\n]+)\n(.*?)^```$", re.M | re.S)


def pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def luminance(color):
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return sum(weight * (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
               for weight, part in zip((0.2126, 0.7152, 0.0722), parts))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class Screens(unittest.TestCase):
    maxDiff = None

    def test_each_page_shows_what_the_program_prints(self):
        shown = [found for page in pages() for found in SHOWN.findall(page.read_text(encoding="utf-8"))]
        self.assertGreaterEqual(len(shown), 1)
        for name, line, text in shown:
            self.assertEqual(text, screens.screen(RUNNER, name, line), name)

    def test_the_picture_shows_what_the_program_prints(self):
        drawn = (ROOT / screens.PICTURE).read_text(encoding="utf-8")
        text = screens.screen(RUNNER, "picture", screens.PICTURE_LINE).rstrip("\n").split("\n")
        self.assertEqual(screens.text_of(drawn), ["$ " + screens.PICTURE_LINE, *text])
        self.assertEqual(drawn, screens.picture(screens.colored(RUNNER)), "scripts/picture draws it anew")

    def test_the_picture_needs_nothing_but_itself(self):
        drawn = (ROOT / screens.PICTURE).read_text(encoding="utf-8")
        xml.dom.minidom.parseString(drawn)
        self.assertNotRegex(drawn, r"href|url\(|@import|<image|<script|src=|font-face")

    def test_the_picture_can_be_read_on_light_and_dark(self):
        light, dark = screens.STYLE.split("@media")
        for style in (light, dark):
            [ground] = re.findall(r"rect \{ fill: (#\w{6})", style)
            words = [color for name, color in re.findall(r"(\S+) \{[^}]*fill: (#\w{6})", style) if name != "rect"]
            self.assertEqual(len(words), 5)
            for color in words:
                self.assertGreaterEqual(contrast(ground, color), 4.5, color)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
