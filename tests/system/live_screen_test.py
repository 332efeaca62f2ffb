"""The live screen, on a pseudo terminal and on a little terminal of our own that knows what a screen looks like."""

import contextlib
import fcntl
import json
import os
import re
import signal
import struct
import termios
import time

from lab import PHONE_MAC, finish_provtool, main, run_provtool, start_provtool, wait_until
from scripted_pnp import PnpTest, once

URL = "http://prov.example.com/"
LONG_URL = "http://prov.example.com/" + 20 * "a-long-path/" + "{MODEL}.cfg"
SOURCES = ("set by hand", "SIP PnP", "DHCP options 160,159,66", "redirection")
ASK = ("discover", "-i", "eth0", "--mac", PHONE_MAC, "--pnp-timeout", "1.2", "--dhcp-timeout", "1.2")


class Screen:
    """Draws what a program writes (ECMA-48: CUU, ED, SGR). `frames` keeps what was to be seen before each erasure."""

    TOKEN = re.compile(r"\x1b\[(\d*)([A-Za-z])|\x1b\[[\d;]*m|[^\x1b]")

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.lines, self.row, self.column = [""], 0, 0
        self.frames, self.wrapped, self.colors = [], 0, 0

    def draw(self, text):
        rest = self.TOKEN.sub(self._draw_one, text)
        assert rest == "", f"what no terminal of ours knows: {rest!r}"

    def _draw_one(self, token):
        if token[2] == "A":
            self.frames.append(self.text)
            self.row = max(self.row - int(token[1] or 1), len(self.lines) - self.rows, 0)
        elif token[2] == "J":
            assert token[1] in ("", "0"), token[0]
            self.lines[self.row] = self.lines[self.row][:self.column]
            del self.lines[self.row + 1:]
        elif token[0].endswith("m") and token[0].startswith("\x1b"):
            self.colors += 1
        elif token[0] == "\r":
            self.column = 0
        elif token[0] == "\n":
            self._next_row()
        else:
            self._put(token[0])
        return ""

    def _put(self, character):
        if self.column == self.columns:
            self.wrapped += 1
            self.column = 0
            self._next_row()
        line = self.lines[self.row].ljust(self.column)
        self.lines[self.row] = line[:self.column] + character + line[self.column + 1:]
        self.column += 1

    def _next_row(self):
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append("")

    @property
    def text(self):
        return "\n".join(self.lines)


class Terminal:
    """A pseudo terminal of a given size; what is written to it is drawn on a Screen."""

    def __init__(self, lab, columns=100, rows=30):
        self._screen = Screen(columns, rows)
        self._master, self.end = os.openpty()
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.set_blocking(self._master, False)
        self._bytes = b""
        lab.on_close(os.close, self._master)
        lab.on_close(os.close, self.end)
        lab.repeat(self._read, every=0.01)

    def _read(self):
        with contextlib.suppress(BlockingIOError):
            self._bytes += os.read(self._master, 65536)

    def screen(self):
        """What is to be seen now, and was before."""
        time.sleep(0.1)
        screen = Screen(self._screen.columns, self._screen.rows)
        screen.draw(self._bytes.decode())
        return screen

    @property
    def written(self):
        return self._bytes


class LiveScreenTest(PnpTest):
    def setUp(self):
        super().setUp()
        self.server.answer = once(self.late_answer(URL))
        self.terminal = None

    @staticmethod
    def late_answer(url):
        def answer(server, request):
            time.sleep(0.3)
            return [server.ok(request), server.notify(request, url)]

        return answer

    def run_on_terminal(self, *arguments, columns=100, rows=30, environment=(), both=False):
        """provtool with standard error, or both streams, on a terminal."""
        self.terminal = Terminal(self.lab, columns, rows)
        line = [*ASK, *arguments]
        started = time.monotonic()
        options = {"stdout": self.terminal.end} if both else {}
        process = start_provtool(self.lab, *line, stderr=self.terminal.end,
                                 env={**os.environ, "LANG": "C.UTF-8", "TERM": "xterm", **dict(environment)}, **options)
        return finish_provtool(process, line, started)

    def test_each_source_has_a_line_that_fills_in_while_it_runs(self):
        self.run_on_terminal()
        frames = self.terminal.screen().frames
        self.assertGreater(len(frames), 3)
        for frame in frames:
            for source in SOURCES:
                self.assertEqual(len(re.findall(rf"^ +[\d-]  {source}", frame, re.M)), 1, frame)
            self.assertIn("Waiting", frame)
        line_of_pnp = [next(line for line in frame.splitlines() if "  SIP PnP  " in line) for frame in frames]
        self.assertIn("waiting", line_of_pnp[0])
        self.assertIn(URL, line_of_pnp[-1])
        self.assertRegex(frames[0], r"So far +no URL\n +Waiting +for .*SIP PnP.*: 0\.\d s of 1\.2 s\n")
        self.assertRegex(frames[-1], r"So far +SIP PnP would win:  http")

    def test_the_lines_are_gone_before_the_result(self):
        self.run_on_terminal(both=True)
        screen = self.terminal.screen()
        self.assertNotIn("Waiting", screen.text)
        self.assertEqual(len(re.findall("^  2  SIP PnP ", screen.text, re.M)), 1, screen.text)
        self.assertRegex(screen.lines[0], "^(OK|WARNING)  +The phone will load  http://")
        self.assertIn("Waiting", screen.frames[0])

    def test_nothing_of_it_stays_when_the_result_goes_elsewhere(self):
        run = self.run_on_terminal("--json")
        self.assertEqual(self.terminal.screen().text, "")
        self.assertEqual(json.loads(run.stdout)["discovery"]["decision"]["winner"], "pnp")

    def test_nothing_of_it_is_written_into_a_pipe(self):
        run = run_provtool(self.lab, *ASK)
        self.assertEqual(run.stderr, b"")
        self.assertNotIn(b"Waiting", run.stdout)

    def test_nothing_of_it_is_drawn_when_quiet_is_asked_for(self):
        self.run_on_terminal("-q")
        self.assertEqual(self.terminal.written, b"")

    def test_no_line_is_wider_than_the_terminal(self):
        self.server.answer = once(self.late_answer(LONG_URL))
        for columns in (50, 100):
            with self.subTest(columns):
                self.server.heard.clear()
                self.run_on_terminal(columns=columns)
                screen = self.terminal.screen()
                self.assertEqual(screen.wrapped, 0, screen.frames)
                self.assertTrue(screen.frames)
                self.assertEqual(screen.text, "")

    def test_a_terminal_of_few_rows_is_left_clean(self):
        self.run_on_terminal(rows=6)
        self.assertEqual(self.terminal.screen().text, "")

    def test_a_terminal_without_colors_or_escapes_gets_none(self):
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            with self.subTest(environment):
                self.server.heard.clear()
                self.run_on_terminal(environment=environment)
                self.assertEqual(self.terminal.screen().colors, 0)
        self.assertEqual(self.terminal.written, b"")  # a dumb one could not erase it

    def test_after_ctrl_c_the_lines_are_gone_too(self):
        self.terminal = Terminal(self.lab)
        started = time.monotonic()
        process = start_provtool(self.lab, *ASK, stderr=self.terminal.end)
        wait_until(lambda: b"Waiting" in self.terminal.written, "it draws")
        process.send_signal(signal.SIGINT)
        run = finish_provtool(process, ASK, started)
        self.assert_exit(run, 130)
        self.assertEqual(self.terminal.screen().text, "")

    def test_a_terminal_that_is_gone_takes_nothing_from_the_report(self):
        master, end = os.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        line = [*ASK, "--json"]
        started = time.monotonic()
        process = start_provtool(self.lab, *line, stderr=end)
        os.close(end)
        self.assertIn(b"So far", os.read(master, 4096))
        os.close(master)
        run = finish_provtool(process, line, started)
        self.assert_exit(run, 0)
        self.assertEqual(json.loads(run.stdout)["discovery"]["decision"]["winner"], "pnp")

    def test_what_a_responder_sends_cannot_draw_on_it(self):
        self.server.answer = once(self.late_answer(b"http://prov.example.com/\x1b[2J\x1b[1;1Howned\x07\x9b"))
        self.run_on_terminal(environment={"NO_COLOR": "1"})
        self.assertNotIn(b"\x1b[2J", self.terminal.written)
        self.assertNotIn(b"\x07", self.terminal.written)
        self.assertEqual(self.terminal.screen().text, "")


if __name__ == "__main__":
    main()
