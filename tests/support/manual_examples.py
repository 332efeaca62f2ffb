"""The examples in pages of the manual. One that cannot be typed says why in a comment: .\\" not run: …"""

import re

EXAMPLE = re.compile(r'(?:^\.\\" not run: (?P<reason>[^\n]+)\n)?^\.EX\n(?P<lines>.*?)\n\.EE$', re.MULTILINE | re.DOTALL)
ESCAPES = {r"\-": "-", r"\e": "\\", r"\&": "", r"\(aq": "'", r"\(ga": "`", r"\(ha": "^", r"\(ti": "~"}


def examples(page):
    """The lines of each, as they are typed."""
    for found in EXAMPLE.finditer(page.read_text(encoding="utf-8")):
        if not found["reason"]:
            yield re.sub(r"\\(?:\(..|.)", lambda escape: ESCAPES[escape[0]], found["lines"])
