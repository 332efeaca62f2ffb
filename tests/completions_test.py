#!/usr/bin/env python3
"""Presses Tab in bash, zsh and fish, on a terminal, in a network namespace with an interface of its own.

  completions_test.py PROVTOOL COMPLETIONS_FOLDER
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import pexpect
except ImportError:
    pexpect = None

PROVTOOL, SCRIPTS = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
BASH_COMPLETION = pathlib.Path("/usr/share/bash-completion/bash_completion")
INTERFACE = "cable0"
FILES = ["Config0080F0123456.cfg", "a key.txt"]
FOLDERS = ["saved"]

# What is typed before Tab, and what stands there afterwards.
COMPLETED = [
    ("provtool dis", "provtool discover"),
    ("sudo provtool dis", "sudo provtool discover"),
    ("sudo provtool discover --mode=d", "sudo provtool discover --mode=dual"),
    ("provtool --json val", "provtool --json validate"),
    ("provtool discover --dry", "provtool discover --dry-run"),
    ("provtool discover --mode d", "provtool discover --mode dual"),
    ("provtool discover --mode=d", "provtool discover --mode=dual"),
    ("provtool discover -i cab", f"provtool discover -i {INTERFACE}"),
    ("provtool discover -icab", f"provtool discover -i{INTERFACE}"),
    ("provtool discover --interface=cab", f"provtool discover --interface={INTERFACE}"),
    ("provtool discover http://a:1 --disable red", "provtool discover http://a:1 --disable redirect"),
    ("provtool fetch --role ma", "provtool fetch --role master"),
    ("provtool check --fail-on war", "provtool check --fail-on warning"),
    ("provtool check --color=nev", "provtool check --color=never"),
    ("provtool check --print verd", "provtool check --print verdict"),
    ("provtool validate --format sar", "provtool validate --format sarif"),
    ("provtool validate Con", "provtool validate Config0080F0123456.cfg"),
    ("provtool check --key-file Con", "provtool check --key-file Config0080F0123456.cfg"),
    ("provtool check --key-file=Con", "provtool check --key-file=Config0080F0123456.cfg"),
    ("provtool check --save sa", "provtool check --save saved/"),
    ("provtool check --ca a", r"provtool check --ca a\ key.txt"),
    ("provtool check ", "provtool check --"),
    ("provtool explain url.quo", "provtool explain url.quoted"),
    ("provtool explain CFG_RESYNC_T", "provtool explain CFG_RESYNC_TIME"),
    ("provtool explain url.quoted --context Con", "provtool explain url.quoted --context Config0080F0123456.cfg"),
    # Nothing fits: it stands as it was.
    ("provtool check dh", "provtool check dh"),
    ("provtool fetch pn", "provtool fetch pn"),
    ("provtool discover --json --js", "provtool discover --json --js"),
    ("provtool discover --stan", "provtool discover --stan"),
    ("provtool discover dhcp dhcp1", "provtool discover dhcp dhcp1"),
    ("provtool discover --timeout 1", "provtool discover --timeout 1"),
    ("provtool discover -- --js", "provtool discover -- --js"),
    ("provtool check --save Con", "provtool check --save Con"),
]

# What is typed before Tab, what is shown, and what is not.
SHOWN = [
    ("provtool ", ["discover", "validate", "the whole boot in one verdict"], ["dhcp160", "--mode"]),
    ("provtool discover ", ["dhcp160", "DHCP option 160", "redirection server"], ["validate", "--json"]),
    ("provtool discover dhcp ", ["pnp", "SIP PnP"], ["dhcp160", "dhcp159"]),
    ("provtool discover -i ", [INTERFACE, "plug0", "virtual, up", "virtual, down"], ["loopback"]),
    ("provtool discover --mode ", ["auto", "ipv4", "dual"], ["dhcp160"]),
    ("provtool validate --format=", ["sarif", "junit"], ["dual"]),
    ("provtool discover --p", ["--pnp-timeout", "wait this long for a SIP PnP answer"], ["--product"]),
    ("provtool explain dhcp4.offer-", ["The values were read from the OFFER", "unusable", "differ"], ["url.quoted"]),
    ("provtool check --re", ["--resolve", "look up the hosts", "--request"], ["--watch"]),
]


class Terminal:
    """A shell behind a terminal. `setup`: what is typed first; `tabs`: what shows more than one candidate."""

    tabs = "\t\t"

    def __init__(self, folder):
        network = f"ip link add {INTERFACE} type veth peer name plug0 && ip link set {INTERFACE} up && " \
                  "ip link set plug0 up && ip link add plug1 type veth peer name plug2"
        environment = {"PATH": f"{PROVTOOL.parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder,
                       "TERM": "xterm", "LC_ALL": "C.UTF-8", "SCRIPTS": str(SCRIPTS)}
        inside = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]
        self.shell = pexpect.spawn(inside[0], [*inside[1:], "sh", "-ec", f"{network}; exec {self.command}"],
                                   cwd=folder, env=environment, encoding="utf-8", dimensions=(50, 160), timeout=20)
        self.shell.delaybeforesend = None
        for line in self.setup:
            self.shell.send(line + "\r")
        self.run("echo re''ady", "ready")

    def run(self, line, expected):
        self.shell.send(line + "\r")
        self.shell.expect(expected + "\r\n")

    def close(self):
        self.shell.close(force=True)

    def completed(self, line):
        self.shell.send(f"{line}\t\x01echo i''t' is [\x05]'\r")
        self.shell.expect(r"it is \[(.*?)\]\s*?\r\n")
        return self.shell.match[1].rstrip(" ")

    def shown(self, line, first):
        """All that is shown, once the first word of it is there."""
        self.shell.send(line + self.tabs)
        self.shell.expect_exact(first)
        screen = self.shell.before + first
        self.shell.send("\x05\x15")
        self.run("echo fini''shed", "finished")
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\(B", "", screen + self.shell.before)


class Bash(Terminal):
    command = "bash --norc --noprofile -i"
    setup = ["bind 'set bell-style none'; bind 'set page-completions off'; bind 'set enable-bracketed-paste off'",
             "bind 'set completion-query-items 0'; shopt -u progcomp_alias", "PS1='> '",
             f". {BASH_COMPLETION}", 'mkdir -p .bash/completions; cp "$SCRIPTS/provtool.bash" .bash/completions/provtool',
             "BASH_COMPLETION_USER_DIR=$HOME/.bash"]


class BareBash(Bash):
    """Without the package bash-completion, and where = is a part of words."""

    setup = [*Bash.setup[:2], "COMP_WORDBREAKS=${COMP_WORDBREAKS//=}", '. "$SCRIPTS/provtool.bash"']


class Zsh(Terminal):
    command = "zsh -f -i"
    setup = ["PROMPT='> '; unsetopt beep prompt_cr prompt_sp auto_remove_slash; LISTMAX=1000; bindkey -e",
             "zstyle ':completion:*' insert-tab false", 'fpath=("$SCRIPTS" $fpath)', "autoload -U compinit; compinit -u -D"]


class Fish(Terminal):
    command = "fish --no-config --private --interactive"
    setup = ["set -g fish_greeting; set -g fish_autosuggestion_enabled 0; function fish_prompt; echo '> '; end",
             "set -g fish_complete_path $SCRIPTS $__fish_data_dir/completions"]
    tabs = "\t"


def shell_test(terminal):
    class InShell(unittest.TestCase):
        @classmethod
        def setUpClass(cls):
            program = terminal.command.split()[0]
            needed = {program: shutil.which(program), "python3-pexpect": pexpect, "unshare": shutil.which("unshare"),
                      "bash-completion": BASH_COMPLETION.exists()}
            if missing := [name for name, there in needed.items() if not there]:
                reason = f"not installed: {', '.join(missing)}"
                if os.environ.get("CI") == "true":
                    raise AssertionError(f"{reason} (a failure because CI=true)")
                raise unittest.SkipTest(reason)
            folder = cls.enterClassContext(tempfile.TemporaryDirectory())
            for name in FILES:
                (pathlib.Path(folder) / name).touch()
            for name in FOLDERS:
                (pathlib.Path(folder) / name).mkdir()
            cls.terminal = terminal(folder)
            cls.addClassCleanup(cls.terminal.close)

        def test_tab_completes_what_is_clear(self):
            for typed, wanted in COMPLETED:
                with self.subTest(typed):
                    self.assertEqual(self.terminal.completed(typed), wanted)

        def test_tab_shows_what_may_be_meant_and_what_it_is(self):
            for typed, shown, hidden in SHOWN:
                with self.subTest(typed):
                    screen = self.terminal.shown(typed, shown[0])
                    self.assertEqual([word for word in shown if word not in screen], [], screen)
                    self.assertEqual([word for word in hidden if word in screen], [], screen)

        def test_a_program_that_is_not_there_is_no_error(self):
            self.assertEqual(self.terminal.completed("/nowhere/provtool dis"), "/nowhere/provtool dis")

    InShell.__qualname__ = f"In{terminal.__name__}"
    return InShell


InBash, InZsh, InFish = shell_test(Bash), shell_test(Zsh), shell_test(Fish)


class InBareBash(shell_test(BareBash)):
    test_tab_completes_what_is_clear = None

    def test_a_value_behind_an_equals_sign_keeps_its_option(self):
        for typed, wanted in (("discover --mode=d", "discover --mode=dual"), ("discover -icab", f"discover -i{INTERFACE}")):
            self.assertEqual(self.terminal.completed(f"provtool {typed}"), f"provtool {wanted}")


class Helper(unittest.TestCase):
    """What no shell asks is not answered, and is no crash either."""

    def complete(self, *arguments):
        return subprocess.run([PROVTOOL, "--complete", *arguments], capture_output=True, encoding="utf-8")

    def test_odd_questions_are_usage_errors(self):
        for arguments in ([], ["x"], ["-1"], ["99999999999999999999999", "a"], ["100000000", "a"]):
            done = self.complete(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)

    def test_a_place_behind_the_last_word_is_a_new_word(self):
        self.assertIn("discover\t", self.complete("0").stdout)
        self.assertIn("pnp\t", self.complete("7", "discover").stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
