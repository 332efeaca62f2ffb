#!/usr/bin/env python3
"""Checks that what comments and pages cite or link to exists, and that each command line in a page is accounted for.

  pages_test.py SOURCE_ROOT
"""

import pathlib
import re
import sys

from support.pages import MARK, blocks, has_commands, pages

NOTES = "docs/field-notes.md"
CITATION = re.compile(r"field notes?:\s+([a-z0-9-]+(?:, [a-z0-9-]+)*)")
HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


def files(root):
    for folder in ("src", "tests", "docs"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cpp", ".hpp", ".md"):
                yield path
    yield from sorted(root.glob("*.md"))


def check_citations(root, path, names):
    for names_cited in CITATION.findall(path.read_text(encoding="utf-8")):
        for name in names_cited.split(", "):
            if name not in names:
                yield f"{path.relative_to(root)}: {NOTES} has no note {name}"


def check_notes(text):
    for note in re.split(r"^(?=### )", text, flags=re.MULTILINE)[1:]:
        name = HEADING.match(note).group(1)
        if not re.search(r"^Source: \S", note, re.MULTILINE):
            yield f"{NOTES}: {name} names no source"
        if text.count(f"### {name}\n") > 1:
            yield f"{NOTES}: {name} occurs twice"


def anchors(page):
    """As code hosts make them of the headings."""
    for heading in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        yield re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def check_links(root, path):
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        linked = path.parent / target if target else path
        if not linked.exists():
            yield f"{path.relative_to(root)}: {target} does not exist"
        elif anchor and anchor not in anchors(linked):
            yield f"{path.relative_to(root)}: {target} has no heading #{anchor}"


def check_commands(root, page):
    for block in blocks(page):
        if has_commands(block) and not MARK.fullmatch(block["mark"] or ""):
            yield f"{page.relative_to(root)}: nothing runs, or says why not: {block['text'].splitlines()[0]}"


def check(root):
    notes = (root / NOTES).read_text(encoding="utf-8")
    names = set(HEADING.findall(notes))
    yield from check_notes(notes)
    for path in files(root):
        yield from check_citations(root, path, names)
        if path.suffix == ".md":
            yield from check_links(root, path)
    for page in pages(root):
        yield from check_commands(root, page)


if __name__ == "__main__":
    troubles = list(check(pathlib.Path(sys.argv[1])))
    for trouble in troubles:
        print(trouble)
    sys.exit(1 if troubles else 0)
