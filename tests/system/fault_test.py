"""Every call to the kernel that may fail does, once and for good, while the whole program runs beside real servers.

strace(1) makes them fail. Whatever fails: the run ends in time with an exit code of the contract and one whole document,
and a source that answers in this lab is found, or it could not be looked at; it is never called absent.
"""

import concurrent.futures
import json
import os
import re
import subprocess
import time

from lab import (CLIENT_ADDRESS, Lab, LabTest, PHONE_MAC, end, finish_provtool, main, require_program,
                 run_provtool, start_provtool)
from scripted_pnp import ScriptedPnp, by_the_book
from servers import Dnsmasq

PNP_URL = "http://pnp.example.com/"
DHCP_URL = "http://dhcp.example.com/"
NOBODY = 65534
ASK = ("discover", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--force", "--pnp-timeout", "2", "--dhcp-timeout", "2",
       "--settle", "0.5", "--disable", "dhcp6")
# A source that is found in this lab, with its URL.
THERE = {"pnp": PNP_URL, "dhcp160": DHCP_URL}

# The sanitizers write themselves, to find out which memory they may read, and end a program in which that fails.
WRITES = "write,writev"
# What the kernel may answer, and to which calls.
FAULTS = {
    "socket": "EMFILE",
    "bind": "EADDRNOTAVAIL",
    "setsockopt": "ENOPROTOOPT",
    "sendto,sendmsg": "ENOBUFS",
    "recvfrom,recvmsg": "ENOMEM",
    "ppoll,poll": "ENOMEM",
    "getrandom": "ENOSYS",
    "setresuid": "EAGAIN",
    "setresgid": "EPERM",
    "setgroups": "EPERM",
    "capset": "EPERM",
    "eventfd2": "EMFILE",
    WRITES: "ENOSPC",
    "fsync": "EIO",
    "renameat2,rename": "EROFS",
}
# Without these the program keeps rights that it no longer needs.
RIGHTS = ("setresuid", "setresgid", "setgroups", "capset")
# Which of the calls fail: the first, one in the midst, or all of them.
TIMES = ("1", "3", "1+")
LABS_AT_ONCE = 4
SECONDS = 12  # 2 s of asking, under strace and the sanitizers


class FaultTest(LabTest):
    """One lab for each worker, because two runs in one would find the SIP port busy."""

    def setUp(self):
        require_program("strace")
        self.labs = [self.enterContext(Lab(client_address=CLIENT_ADDRESS, noise=True)) for _ in range(LABS_AT_ONCE)]
        for lab in self.labs:
            Dnsmasq(lab, [f"--dhcp-option=160,{DHCP_URL}"]).start()
            ScriptedPnp(lab, by_the_book(PNP_URL)).start()
            (lab.directory / "home").mkdir()
            os.chown(lab.directory / "home", NOBODY, NOBODY)

    def run_with(self, lab, injected):
        """As a user runs it with sudo, so that ids are set as well. The sanitizer for leaks does not work under ptrace(2)."""
        trace = lab.directory / "trace"
        environment = {**os.environ, "SUDO_UID": str(NOBODY), "SUDO_GID": str(NOBODY),
                       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
        line = [*ASK, "--save-capture", str(lab.directory / "home/capture")]
        started = time.monotonic()
        process = start_provtool(lab, *line, env=environment,
                                 wrapper=lambda *command: ["strace", "-f", "-o", str(trace), *injected, *command])
        try:
            run = finish_provtool(process, (), started, timeout=SECONDS)
        finally:
            end(process)
        run.trace = trace.read_text(errors="replace").splitlines()
        run.injected = [call for call in run.trace if "(INJECTED)" in call]
        return run

    def faults_of(self, run):
        """What is wrong with a run in which something failed."""
        if run.code not in (0, 1, 3):
            return f"exit {run.code}"
        try:
            report = json.loads(run.stdout)
        except json.JSONDecodeError as error:
            return f"no whole document: {error}"
        if report["verdict"]["exit_code"] != run.code:
            return f"exit {run.code}, and the verdict says {report['verdict']}"
        sources = {source["source"]: source for source in report.get("discovery", {}).get("sources", [])}
        lost = [name for name in THERE if sources.get(name, {}).get("status") != "found"]
        called_absent = [name for name in lost if sources and sources[name]["status"] != "not_tested"]
        if called_absent:
            return f"calls absent: {[(name, sources[name]['status'], sources[name]['reason']) for name in called_absent]}"
        if "pnp" in lost and run.code != 3:
            return f"exit {run.code} although {lost} could not be looked at"
        return None

    def kept_rights(self, lab, calls, run):
        """Rights that could not be given back are the end of the run, and nobody's file is root's."""
        capture = lab.directory / "home/capture"
        if capture.exists() and capture.stat().st_uid != NOBODY:
            return "the capture is root's"
        capture.unlink(missing_ok=True)
        return f"exit {run.code} with rights kept" if calls in RIGHTS and run.injected and run.code != 3 else None

    def stdout_failed(self, run):
        """Nothing can be said on a standard output that takes nothing."""
        return run.code == 3 and any(re.search(r"\bwritev?\(1,", line) for line in run.injected)

    def judge(self, lab, calls, error, when):
        what = f"{when} of {calls} fails with {error}"
        try:
            run = self.run_with(lab, [f"--inject={call}:error={error}:when={when}" for call in calls.split(",")])
        except subprocess.TimeoutExpired:
            return True, f"{what}: it did not end within {SECONDS} s"
        fault = None if self.stdout_failed(run) else self.faults_of(run) or self.kept_rights(lab, calls, run)
        return bool(run.injected), fault and f"{what}: {fault}\n{run}"

    def is_sanitized(self):
        version = run_provtool(self.labs[0], "--version")
        return b"no sanitizers" not in version.stdout

    def test_without_a_fault_both_are_found(self):
        run = self.run_with(self.labs[0], [])
        self.assertIsNone(self.faults_of(run), str(run))
        self.assertEqual(run.code, 0, str(run))

    def test_whatever_call_fails_nothing_is_called_absent(self):
        healthy = self.run_with(self.labs[0], [])
        opened = [call for call in healthy.trace if "openat(" in call]
        capture = next(number for number, call in enumerate(opened, 1) if "home/capture" in call)
        tried = {calls: error for calls, error in FAULTS.items() if calls != WRITES or not self.is_sanitized()}
        cases = [(calls, error, when) for calls, error in tried.items() for when in TIMES]
        cases += [("openat", "EACCES", str(capture)), ("openat", "EMFILE", f"{capture}+")]
        free = list(self.labs)

        def work(case):
            lab = free.pop()
            try:
                return self.judge(lab, *case)
            finally:
                free.append(lab)

        with concurrent.futures.ThreadPoolExecutor(LABS_AT_ONCE) as workers:
            results = list(workers.map(work, cases))
        hit = {case[0] for case, (injected, _) in zip(cases, results) if injected}
        faults = [fault for _, fault in results if fault]
        self.assertFalse(faults, "\n\n".join(faults))
        self.assertEqual({*tried, "openat"} - hit, set(), "a call that never happens proves nothing")


if __name__ == "__main__":
    main()
