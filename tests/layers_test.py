#!/usr/bin/env python3
"""Compares the source with the table in src/CMakeLists.txt, which is the architecture.

  layers_test.py ROOT         checks the tree at ROOT and lists what violates a rule
  layers_test.py --self-test  checks a small made-up tree in which every rule is violated once
"""

import pathlib
import re
import sys
import tempfile

# Third-party headers and the folders that may include them. fmt/ and tl/ may go anywhere.
THIRD_PARTY = [  # the first row that fits counts
    ("CLI/", "cli"),
    ("nlohmann/", "report"),
    ("curl/urlapi.h", "base"),
    ("utf8proc.h", "base"),
    ("curl/", "io"),
    ("pcap/", "io"),
    ("pcap.h", "io"),
    ("sys/capability.h", "io"),
    ("expat.h", "config"),
    ("ares.h", "io"),
    ("openssl/ssl.h", "io"),
    ("openssl/", "config provisioning io"),  # what decrypts, what judges certificates, what shakes hands
]

# Source files that need no test of their own, with the reason.
UNTESTED = {
    "app/discover.cpp": "a whole run: tests/scenarios",
    "app/file_output.cpp": "a whole run: validate_test.py",
    "app/grounds.cpp": "a whole run: validate_test.py",
    "app/read_ahead.cpp": "a whole run: validate_test.py",
    "app/run.cpp": "a whole run: tests/scenarios",
    "app/validate.cpp": "a whole run: validate_test.py",
    "base/secrets/credentials.cpp": "base/secrets_test.cpp, where a text has secrets of several kinds",
    "base/secrets/elements.cpp": "base/secrets_test.cpp",
    "base/secrets/examined_text.cpp": "base/secrets_test.cpp",
    "base/secrets/named_values.cpp": "base/secrets_test.cpp",
    "base/secrets/userinfo.cpp": "base/secrets_test.cpp",
    "discovery/manual/source.cpp": "discovery/sources_test.cpp, and a whole run: tests/scenarios",
    "discovery/pnp/source.cpp": "discovery/sources_test.cpp, and a whole run: tests/scenarios",
    "discovery/redirect/source.cpp": "discovery/sources_test.cpp, and a whole run: tests/scenarios",
    "io/capable_copy.cpp": "the kernel behind it: tests/package",
    "io/console.cpp": "the kernel behind it: tests/system",
    "io/curl_problem.cpp": "io/transfers_test.cpp",
    "io/interfaces.cpp": "the kernel behind it: tests/system",
    "io/life_watch.cpp": "the kernel behind it: tests/system",
    "io/link_watch.cpp": "the kernel behind it: tests/system",
    "io/packet_socket.cpp": "the kernel behind it: tests/system",
    "io/pcap_library.cpp": "nothing but names: io/capture_file and tests/system use it",
    "io/signals.cpp": "io/output_test.cpp",
    "io/rights.cpp": "the kernel behind it: tests/system",
    "io/udp_socket.cpp": "the kernel behind it: tests/system",
}

MAIN_LINES = 60

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
FOLDER = re.compile(r"^provtool_folder\(\s*(\w+)([^)]*)\)", re.MULTILINE)


class Folder:
    def __init__(self, name, words):
        self.name = name
        self.uses, self.sources = [], []
        lists = {"USES": self.uses, "LIBRARIES": [], "SOURCES": self.sources}
        current = None
        for word in words:
            if word in lists:
                current = lists[word]
            elif current is not None:
                current.append(word)


def read_table(text):
    """The provtool_folder(...) entries by name."""
    text = re.sub(r"#.*", "", text)
    return {name: Folder(name, words.split()) for name, words in FOLDER.findall(text)}


def cpp_files(root):
    return sorted(path for path in (root / "src").rglob("*") if path.suffix in (".cpp", ".hpp"))


def third_party_owner(header):
    return next((folder for prefix, folder in THIRD_PARTY if header.startswith(prefix)), None)


def check_include(table, folder, header):
    """What is wrong with `header` being included in `folder`, or None."""
    owner = third_party_owner(header)
    if owner is not None:
        return None if folder in owner.split() else f"<{header}> belongs to {owner} alone"
    target = header.split("/")[0] if "/" in header else None
    if target not in table or target == folder:
        return None
    if folder in table and target not in table[folder].uses:
        return f'"{header}": the table has no arrow from {folder} to {target}'
    return None


def check_includes(root, table):
    for path in cpp_files(root):
        relative = path.relative_to(root / "src")
        folder = relative.parts[0] if len(relative.parts) > 1 else "src"
        if folder != "src" and folder not in table:
            yield f"src/{relative}: the table has no folder {folder}"
            continue
        for header in INCLUDE.findall(path.read_text(encoding="utf-8")):
            trouble = check_include(table, folder, header)
            if trouble:
                yield f"src/{relative}: {trouble}"


def check_uses(table):
    for folder in table.values():
        for used in folder.uses:
            if used not in table:
                yield f"src/CMakeLists.txt: {folder.name} uses {used}, which is no folder"


def check_sources(root, table):
    """Every .cpp is listed, every listed one exists."""
    for name, folder in table.items():
        there = {path.relative_to(root / "src" / name).as_posix() for path in (root / "src" / name).rglob("*.cpp")}
        listed = set(folder.sources)
        for missing in sorted(there - listed):
            yield f"src/{name}/{missing}: not listed in src/CMakeLists.txt"
        for gone in sorted(listed - there):
            yield f"src/CMakeLists.txt: lists {name}/{gone}, which does not exist"


def check_main(root):
    main = root / "src" / "main.cpp"
    if main.exists():
        lines = len(main.read_text(encoding="utf-8").splitlines())
        if lines >= MAIN_LINES:
            yield f"src/main.cpp: {lines} lines, should be fewer than {MAIN_LINES}"


def check_tests(root, table):
    for name, folder in table.items():
        for source in folder.sources:
            test = f"tests/{name}/{pathlib.PurePath(source).with_suffix('')}_test.cpp"
            if not (root / test).exists() and f"{name}/{source}" not in UNTESTED:
                yield f"src/{name}/{source}: has no {test}"


def check(root):
    table = read_table((root / "src" / "CMakeLists.txt").read_text(encoding="utf-8"))
    if not table:
        return ["src/CMakeLists.txt: has no provtool_folder(...)"]
    return [
        *check_uses(table),
        *check_includes(root, table),
        *check_sources(root, table),
        *check_main(root),
        *check_tests(root, table),
    ]


SOUND_TREE = {
    "src/CMakeLists.txt": """
        function(provtool_folder name)
        endfunction()
        provtool_folder(base
          LIBRARIES PkgConfig::CURL
          SOURCES text.cpp)  # a comment
        provtool_folder(wire
          USES base
          SOURCES frame.cpp)
        provtool_folder(io
          USES wire
          SOURCES socket.cpp)
        """.replace("\n        ", "\n"),
    "src/base/text.cpp": '#include "base/text.hpp"\n#include <curl/urlapi.h>\n#include <fmt/format.h>\n',
    "src/base/text.hpp": "#include <string>\n",
    "src/wire/frame.cpp": '#include "base/text.hpp"\n#include "tl/expected.hpp"\n',
    "src/io/socket.cpp": '#include "wire/frame.hpp"\n#include <curl/curl.h>\n#include <sys/socket.h>\n',
    "src/main.cpp": '#include "io/socket.hpp"\n' * 59,
    "tests/base/text_test.cpp": "",
    "tests/wire/frame_test.cpp": "",
    "tests/io/socket_test.cpp": "",
}

# One change each (a path and its new text; None removes the file), and words of the message it must bring.
BROKEN_TREES = [
    ("src/base/text.cpp", '#include "wire/frame.hpp"\n', "no arrow from base to wire"),
    ("src/io/socket.cpp", '#include "base/text.hpp"\n', "no arrow from io to base"),  # only by way of wire
    ("src/base/text.hpp", '#  include "io/socket.hpp"\n', "no arrow from base to io"),
    ("src/wire/frame.cpp", "#include <curl/urlapi.h>\n", "<curl/urlapi.h> belongs to base"),
    ("src/base/text.cpp", "#include <curl/curl.h>\n", "<curl/curl.h> belongs to io"),
    ("src/base/text.cpp", "#include <pcap/pcap.h>\n", "<pcap/pcap.h> belongs to io"),
    ("src/base/text.cpp", "#include <sys/capability.h>\n", "<sys/capability.h> belongs to io"),
    ("src/base/text.cpp", "#include <CLI/CLI.hpp>\n", "<CLI/CLI.hpp> belongs to cli"),
    ("src/base/text.cpp", "#include <nlohmann/json.hpp>\n", "<nlohmann/json.hpp> belongs to report"),
    ("src/base/text.cpp", "#include <expat.h>\n", "<expat.h> belongs to config"),
    ("src/base/text.cpp", "#include <ares.h>\n", "<ares.h> belongs to io"),
    ("src/base/text.cpp", "#include <openssl/ssl.h>\n", "<openssl/ssl.h> belongs to io"),
    ("src/base/text.cpp", "#include <openssl/evp.h>\n", "<openssl/evp.h> belongs to config"),
    ("src/main.cpp", "#include <curl/curl.h>\n", "<curl/curl.h> belongs to io"),
    ("src/base/new.cpp", "", "src/base/new.cpp: not listed"),
    ("src/wire/frame.cpp", None, "lists wire/frame.cpp, which does not exist"),
    ("src/other/x.cpp", "", "no folder other"),
    ("src/main.cpp", "\n" * 60, "60 lines"),
    ("tests/wire/frame_test.cpp", None, "has no tests/wire/frame_test.cpp"),
    ("src/CMakeLists.txt", "", "has no provtool_folder"),
    ("src/CMakeLists.txt", "provtool_folder(base USES gone SOURCES text.cpp)\n", "uses gone, which is no folder"),
]


def write_tree(root, files):
    for name, text in files.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def check_tree(files):
    with tempfile.TemporaryDirectory() as folder:
        write_tree(pathlib.Path(folder), files)
        return check(pathlib.Path(folder))


def self_test():
    troubles = [f"the sound tree: {trouble}" for trouble in check_tree(SOUND_TREE)]
    for path, text, expected in BROKEN_TREES:
        found = check_tree({**SOUND_TREE, path: text})
        if not any(expected in trouble for trouble in found):
            troubles.append(f"{path} = {text!r}: expected {expected!r}, got {found}")
    return troubles


def main(arguments):
    if len(arguments) != 1:
        sys.exit(__doc__)
    troubles = self_test() if arguments[0] == "--self-test" else check(pathlib.Path(arguments[0]))
    for trouble in troubles:
        print(trouble)
    sys.exit(1 if troubles else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
