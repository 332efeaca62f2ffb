"""The blocks of the pages: README.md, CONTRIBUTING.md and docs/*.md.

A command line in a page is executed, or says why it is not. The comment above its block says which:
  recipe: NAME       a test of its own runs it
  screen: NAME       tests/screens_test.py compares what it prints
  typed              tests/system/readme_test.py types each line
  not run: REASON
"""
import re

BLOCK = re.compile(r"^(?: *<!-- (?P<mark>[^\n]+?) -->\n)? *```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.M | re.S)
MARK = re.compile(r"(recipe|screen): [\w -]+|typed|not run: \w.+")


def pages(root):
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").glob("*.md"))]


def blocks(page):
    return list(BLOCK.finditer(page.read_text(encoding="utf-8")))


def has_commands(block):
    return block["language"] not in ("", "text") or re.match(r" *(\$|sudo|provtool) ", block["text"]) is not None


def typed_lines(page):
    """Each command of the blocks that are typed; one that goes on behind a backslash is one."""
    for block in blocks(page):
        if block["mark"] == "typed":
            yield from (line for line in re.split(r"(?<!\\)\n", block["text"]) if line)
