"""Interruptions, deadlines and streams that cannot be written to: one whole document, or a clear message."""

import contextlib
import fcntl
import os
import signal
import time

from lab import (CLIENT_ADDRESS, LabTest, PHONE_MAC, Sniffer, check_report, finish_provtool, main, provtool_copy,
                 run_provtool, start_provtool, unprivileged)
from scripted_dhcp import ScriptedDhcp, usual

URL = "http://prov.example.com/"
ASK = ("discover", "manual", "dhcp", "-i", "eth0", "--mac", PHONE_MAC)
ASK_JSON = (*ASK, "--json")
ASK_LONG = (*ASK_JSON, "--dhcp-timeout", "60", "--settle", "60")
MANUAL_JSON = ("discover", "manual", "--manual-url", URL, "--json")


class InterruptionTest(LabTest):
    lab_options = {"noise": True, "client_address": CLIENT_ADDRESS}

    def interrupted(self, *signals, arguments=ASK_LONG):
        """Signals reach it once its question is on the wire, so that it is known to be waiting."""
        sniffer = Sniffer(self.lab)
        started = time.monotonic()
        process = start_provtool(self.lab, *arguments)
        sniffer.wait_for_dhcp()
        for number in signals:
            process.send_signal(number)
        return finish_provtool(process, arguments, started, timeout=5)

    def test_ctrl_c_is_130_with_a_whole_report(self):
        self.assert_whole(self.interrupted(signal.SIGINT))

    def test_sigterm_is_130_with_a_whole_report(self):
        self.assert_whole(self.interrupted(signal.SIGTERM))

    def assert_whole(self, run):
        self.assert_exit(run, 130)
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assertIn("interrupted", run.source("dhcp160")["reason"])
        self.assertEqual(run.decision["outcome"], "undetermined")

    def test_ctrl_c_in_text_is_130_with_a_report_so_far(self):
        run = self.interrupted(signal.SIGINT, arguments=[word for word in ASK_LONG if word != "--json"])
        self.assert_exit(run, 130)
        self.assertIn(b"interrupted", run.stdout.lower())

    def test_a_hangup_is_130_with_a_whole_report(self):
        self.assert_whole(self.interrupted(signal.SIGHUP))

    def test_more_signals_take_nothing_from_the_report(self):
        for signals in ([signal.SIGINT] * 2, [signal.SIGTERM, signal.SIGHUP], [signal.SIGHUP, signal.SIGINT, signal.SIGTERM]):
            with self.subTest(signals):
                self.assert_whole(self.interrupted(*signals))

    def test_a_hangup_that_is_to_be_ignored_is(self):
        arguments = (*ASK_JSON, "--dhcp-timeout", "3.5")
        sniffer = Sniffer(self.lab)
        started = time.monotonic()
        process = start_provtool(self.lab, *arguments, wrapper=lambda *line: ["nohup", *line])
        sniffer.wait_for_dhcp()
        process.send_signal(signal.SIGHUP)
        run = finish_provtool(process, arguments, started, timeout=8)
        self.assert_exit(run, 1)
        self.assertIn("no_answer", run.statuses("dhcp160"))

    def test_an_interruption_keeps_what_was_found_so_far(self):
        ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()
        run = self.interrupted(signal.SIGINT)
        self.assert_exit(run, 130)
        self.assertEqual(run.report["verdict"]["exit_code"], 130)

    def test_the_deadline_of_the_whole_run_leaves_a_whole_report(self):
        run = run_provtool(self.lab, *ASK_LONG, "--timeout", "1")
        self.assert_exit(run, 3)
        self.assertLess(run.report["duration_ms"], 5000)
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assertRegex(run.source("dhcp160")["reason"], "deadline|timeout")


class StreamsTest(LabTest):
    def setUp(self):
        super().setUp()
        ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()

    def shell(self, line):
        return lambda *arguments: ["sh", "-c", line, *arguments]

    def assert_could_not_write(self, run):
        self.assert_exit(run, 3)
        self.assertIn(b"writ", run.stderr)

    def test_a_closed_standard_output_is_exit_3(self):
        self.assert_could_not_write(run_provtool(self.lab, *ASK, "--first", wrapper=self.shell('"$0" "$@" >&-')))

    def test_a_full_device_is_exit_3(self):
        with open("/dev/full", "wb") as full:
            for arguments in (ASK, ASK_JSON):
                self.assert_could_not_write(run_provtool(self.lab, *arguments, "--first", stdout=full))

    def test_a_reader_that_went_away_is_exit_3_without_a_crash_or_a_word(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        run = run_provtool(self.lab, *ASK, "--first", stdout=write_end)
        os.close(write_end)
        self.assert_exit(run, 3)
        self.assertEqual(run.stderr, b"")

    def test_a_reader_of_one_line_gets_its_line(self):
        run = run_provtool(self.lab, *ASK, "--first", wrapper=self.shell('"$0" "$@" | head -1'))
        self.assertEqual(run.stdout.count(b"\n"), 1)

    def test_a_closed_standard_error_or_input_changes_nothing(self):
        for line in ('"$0" "$@" 2>&-', '"$0" "$@" <&-', '"$0" "$@" <&- 2>&-'):
            with self.subTest(line):
                run = run_provtool(self.lab, *ASK_JSON, "--first", wrapper=self.shell(line))
                self.assert_exit(run, 0)
                self.assert_winner(run, "dhcp160", URL)

    def test_twenty_file_descriptors_are_enough(self):
        run = run_provtool(self.lab, *ASK_JSON, "--first", wrapper=self.shell('ulimit -n 20; exec "$0" "$@"'))
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", URL)


class OutputFileTest(LabTest):
    def test_a_report_goes_to_the_named_file_and_nothing_to_standard_output(self):
        path = self.lab.directory / "report.json"
        run = run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", "-o", str(path))
        self.assert_exit(run, 0)
        self.assertEqual(run.stdout, b"")
        check_report(path.read_text(), 0)
        self.assertEqual([file.name for file in self.lab.directory.iterdir()], ["report.json"])

    def test_a_folder_that_is_read_only_is_exit_3_and_leaves_nothing_behind(self):
        folder = self.lab.directory / "read-only"
        folder.mkdir(mode=0o555)
        run = run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", "-o", str(folder / "report.json"),
                           binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assert_exit(run, 3)
        self.assertIn(str(folder), run.stderr.decode())
        self.assertEqual(list(folder.iterdir()), [])

    def test_a_file_that_exists_is_overwritten_only_by_force(self):
        path = self.lab.directory / "report.json"
        path.write_text("mine")
        refused = run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", "-o", str(path))
        self.assert_exit(refused, 3)
        self.assertIn(b"--force", refused.stderr)
        self.assertEqual(path.read_text(), "mine")
        self.assert_exit(run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", "-o", str(path), "--force"), 0)
        check_report(path.read_text(), 0)

    def test_a_symbolic_link_is_never_followed(self):
        target, link = self.lab.directory / "target", self.lab.directory / "link"
        target.write_text("mine")
        link.symlink_to(target)
        for option in ("-o", "--save-capture"):
            run = run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", option, str(link), "--force")
            self.assert_exit(run, 3)
            self.assertEqual(target.read_text(), "mine")

    def test_a_device_that_is_full_is_named(self):
        for option in ("-o", "--save-capture"):
            with self.subTest(option):
                run = run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", option, "/dev/full")
                self.assert_exit(run, 3)
                run.report = check_report(run.stdout, 3)  # it is not lost
                self.assertIn("/dev/full", self.assert_finding(run, "host.not-written", "error")["message"])

    def test_a_pipe_that_nobody_reads_ends_on_the_first_ctrl_c(self):
        pipe = self.lab.directory / "pipe"
        os.mkfifo(pipe)
        for option in ("-o", "--save-capture"):
            with self.subTest(option):
                arguments = (*MANUAL_JSON, "-i", "eth0", option, str(pipe))
                started = time.monotonic()
                process = start_provtool(self.lab, *arguments)
                time.sleep(0.7)
                self.assertIsNone(process.poll(), "it should wait for a reader")
                process.send_signal(signal.SIGINT)
                run = finish_provtool(process, arguments, started, timeout=5)
                self.assert_exit(run, 130)
                run.report = check_report(run.stdout, 130)  # it is not lost
                self.assertIn("nobody reads it", self.assert_finding(run, "host.not-written", "error")["message"])

    def full_pipe(self):
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(writer, bytes(4096))
        os.set_blocking(writer, True)
        self.addCleanup(os.close, reader)
        self.addCleanup(os.close, writer)
        return writer

    def assert_end(self, *processes, signals):
        time.sleep(0.7)
        for process in processes:
            self.assertIsNone(process.poll(), "it should wait for a reader")
            for number in signals:
                process.send_signal(number)
        signalled = time.monotonic()
        self.assertEqual([process.wait(5) for process in processes], [130] * len(processes))
        self.assertLess(time.monotonic() - signalled, 1.2)

    def test_full_pipes_end_within_a_second_of_a_signal(self):
        pipe = self.lab.directory / "pipe"
        os.mkfifo(pipe)
        for signals in ((signal.SIGINT,), (signal.SIGTERM, signal.SIGTERM), (signal.SIGHUP, signal.SIGINT)):
            with self.subTest(signals):
                self.assert_end(*(start_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", *option, **streams)
                                  for streams in ({"stdout": self.full_pipe()},
                                                  {"stdout": self.full_pipe(), "stderr": self.full_pipe()})
                                  for option in ((), ("-o", str(pipe)), ("-o", "/dev/stdout"), ("-o", "/nowhere/report"))),
                                signals=signals)

    def test_a_trace_that_nobody_reads_ends_within_a_second_of_a_signal(self):
        process = start_provtool(self.lab, *ASK_LONG, "--trace", stderr=self.full_pipe())
        self.assert_end(process, signals=(signal.SIGTERM,))

    def test_a_stream_that_does_not_wait_gets_everything(self):
        """O_NONBLOCK, as of a program in the same pipeline that set it, and a reader that is slow."""
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        os.set_blocking(writer, False)
        line = ("discover", "--dry-run", "-i", "eth0", "--json", *(("--expect-server", "192.0.2.1") * 2000))
        process = start_provtool(self.lab, *line, stdout=writer)
        os.close(writer)
        text = b""
        with os.fdopen(reader, "rb", buffering=0) as stream:
            while chunk := stream.read(1000):
                text += chunk
                time.sleep(0.001)
        self.assertEqual(process.wait(5), 0)
        self.assertGreater(len(text), 20_000)
        check_report(text, 0)

    def test_a_folder_that_does_not_exist_is_exit_3(self):
        path = self.lab.directory / "missing" / "report.json"
        run = run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", "-o", str(path))
        self.assert_exit(run, 3)
        self.assertIn(b"missing", run.stderr)

    def test_a_disk_that_is_full_leaves_no_half_written_report(self):
        run = run_provtool(self.lab, *MANUAL_JSON, "-i", "eth0", "-o", str(self.lab.directory / "report.json"),
                           wrapper=lambda *line: ["sh", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$0" "$@"', *line])
        self.assert_exit(run, 3)
        self.assertEqual(list(self.lab.directory.iterdir()), [])


class UsageTest(LabTest):
    def test_what_cannot_be_understood_is_exit_2_with_a_sentence_and_no_output(self):
        for arguments, word in ((("discover", "dhcp161"), "dhcp161"), (("discover", "--mac", "0080F0"), "0080F0"),
                                (("discover", "--timeout", "soon"), "soon"), (("discover", "--nonsense"), "--nonsense"),
                                (("disover",), "disover"), (("discover", "--dhcp-exchange", "ack"), "--take-lease")):
            with self.subTest(arguments):
                run = run_provtool(self.lab, *arguments, "--json")
                self.assert_exit(run, 2)
                self.assertIn(word, run.stderr.decode())


if __name__ == "__main__":
    main()
