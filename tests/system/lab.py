"""A small network of namespaces: the phone's socket at one end, servers at the other.

    with Lab() as lab:
        Dnsmasq(lab, ["--dhcp-option=160,http://10.77.0.1/"]).start()
        run = run_provtool(lab, "discover", "dhcp", "-i", "eth0", "--json")

Nothing here leaves the namespaces. Names contain the process id and a counter, so that tests can run side by side. What
was made is always removed, also after Ctrl-C, SIGTERM and exceptions.
"""

import atexit
import contextlib
import ctypes
import dataclasses
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
os.environ["PATH"] += ":/usr/sbin:/sbin"  # su(1) keeps the user's, without the servers

CLIENT_MAC = "00:00:5e:00:53:50"
SERVER_MACS = ["00:00:5e:00:53:01", "00:00:5e:00:53:02"]
SERVER_ADDRESSES = ["10.77.0.1", "10.77.0.2"]
CLIENT_ADDRESS = "10.77.0.50/24"
SERVER_LINK_LOCALS = ["fe80::200:5eff:fe00:5301", "fe80::200:5eff:fe00:5302"]  # made from the MACs
SERVER_ADDRESSES6 = ["2001:db8:77::1", "2001:db8:77::2"]
CLIENT_LINK_LOCAL = "fe80::200:5eff:fe00:5350"
CLIENT_ADDRESS6 = "2001:db8:77::50/64"
CLIENT_ULA = "fd00:77::50/64"
PHONE_MAC = "0080F0123456"

_counter = itertools.count(1)
_libc = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000
_ETH_P_ALL = 3
_PACKET_OUTGOING = 4


def cannot_run(reason):
    """What is missing is a failure in CI, where a skip would go unseen; elsewhere a skip with its reason."""
    if os.environ.get("CI") == "true":
        raise AssertionError(f"{reason} (a failure because CI=true)")
    raise unittest.SkipTest(reason)


def require_root():
    if os.geteuid() != 0:
        cannot_run("network namespaces need root")


def require_program(name):
    return shutil.which(name) or cannot_run(f"{name} is not installed")


def wait_until(condition, what, timeout=10.0):
    """Polls, because a fixed sleep is either too short or too long. Returns what the condition returned."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.01)
    raise AssertionError(f"waited {timeout} s in vain until {what}")


def command(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


class Namespace:
    """One host of the lab."""

    def __init__(self, name, ipv6=False):
        self.name = name
        command("ip", "netns", "add", name)
        for scope in ("all", "default"):  # neighbour discovery would make every link a live one
            self.set_ipv6(scope, disable_ipv6=int(not ipv6), accept_dad=0, accept_ra=0)
        self.ip("link", "set", "lo", "up")

    def set_ipv6(self, interface, **settings):
        """Of /proc/sys/net/ipv6/conf; an interface that comes later begins with those of `default`."""
        self.run("sysctl", "-qw", *(f"net.ipv6.conf.{interface}.{name}={value}" for name, value in settings.items()))

    def wrap(self, *arguments):
        # ip-netns(8) rather than nsenter(1): it mounts a /sys that shows this namespace's interfaces.
        return ["ip", "netns", "exec", self.name, *arguments]

    def run(self, *arguments):
        return command(*self.wrap(*arguments))

    def ip(self, *arguments):
        return command("ip", "-n", self.name, *arguments)

    def socket(self, *arguments):
        """A socket of this namespace for this process: the kernel keeps it where it was made."""
        with open("/proc/thread-self/ns/net") as ours, open(f"/run/netns/{self.name}") as theirs:
            _enter(theirs)
            try:
                return socket.socket(*arguments)
            finally:
                _enter(ours)

    def packet_socket(self, interface):
        """Every frame of the interface, both directions."""
        packets = self.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL))
        packets.bind((interface, _ETH_P_ALL))
        packets.settimeout(0.05)
        return packets


def _remove_namespace(name):
    """Without its namespace nobody could find a process again, so whatever still runs in it ends first."""
    with contextlib.suppress(RuntimeError):
        for pid in command("ip", "netns", "pids", name).split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        command("ip", "netns", "del", name)


def _enter(namespace):
    if _libc.setns(namespace.fileno(), _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def _remove_leftovers():
    """A test that was killed (a ctest timeout) could not clean up: its process id is gone, its names are not."""
    for line in command("ip", "netns", "list").splitlines():
        name = line.split()[0]
        owner = re.fullmatch(r"provtool-(\d+)-\d+-\w+", name)
        if owner and not os.path.exists(f"/proc/{owner[1]}"):
            _remove_namespace(name)


def _is_operational(link):
    return "LOOPBACK" in link or " state UP " in link


class Lab:
    """`client` holds eth0, each of `servers` its srv0: one server joined by a veth pair, more by a bridge.

    With `switch` one server is joined by a bridge, too: a middle hop, which `lose` makes a bad one.

    With IPv6 off and without `noise` the link is really silent; with it, something is broadcast twice a second.

    With `ipv6` every interface has its link-local address at once, without duplicate address detection, and each server
    one of 2001:db8:77::/64. Router advertisements change no address (`accept_ra` is off) and the kernel solicits none.
    """

    def __init__(self, client_address=None, servers=1, noise=False, ipv6=False, client_address6=None, switch=False):
        require_root()
        require_program("ip")
        self._closing = contextlib.ExitStack()
        self._prefix = f"provtool-{os.getpid()}-{next(_counter)}"
        self._client_address = client_address
        self._noise = noise
        self._ipv6 = ipv6
        self._client_address6 = client_address6
        self._count = servers
        self._switch = switch
        self._namespaces = []
        self.client = None
        self.servers = []

    def __enter__(self):
        atexit.register(self.close)  # unittest runs no cleanup after Ctrl-C
        try:
            self._build()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        atexit.unregister(self.close)
        self._closing.close()

    def on_close(self, function, *arguments):
        self._closing.callback(function, *arguments)

    @property
    def server(self):
        return self.servers[0]

    def _build(self):
        _remove_leftovers()
        self.directory = pathlib.Path(self._closing.enter_context(tempfile.TemporaryDirectory(prefix="provtool-lab-")))
        self.directory.chmod(0o755)
        self.client = self._namespace("client")
        self.servers = [self._namespace(f"server{index + 1}") for index in range(self._count)]
        if self._count == 1 and not self._switch:
            self._join(self.client, "eth0", self.server, "srv0")
        else:
            self._build_switch()
        self._give_addresses()
        self._wait_for_carrier()
        if self._noise:
            self.make_noise()

    def _namespace(self, role):
        namespace = Namespace(f"{self._prefix}-{role}", self._ipv6)
        self.on_close(_remove_namespace, namespace.name)
        self._namespaces.append(namespace)
        return namespace

    def _join(self, one, name, other, other_name):
        # Ends of different index: the kernel then tells of the carrier at once and not up to a second later.
        first, second = (str(100 + next(_counter)) for _ in range(2))
        command("ip", "link", "add", name, "index", first, "netns", one.name, "type", "veth",
                "peer", "name", other_name, "index", second, "netns", other.name)

    def _build_switch(self):
        self.switch = switch = self._namespace("switch")
        switch.ip("link", "add", "bridge0", "up", "type", "bridge", "stp_state", "0", "mcast_snooping", "0")
        self._join(self.client, "eth0", switch, "port0")
        for index, server in enumerate(self.servers, 1):
            self._join(server, "srv0", switch, f"port{index}")
        for index in range(len(self.servers) + 1):
            switch.ip("link", "set", f"port{index}", "master", "bridge0", "up")

    def _give_addresses(self):
        for server, mac, address in zip(self.servers, SERVER_MACS, SERVER_ADDRESSES):
            server.ip("link", "set", "srv0", "address", mac, "up")
            server.ip("address", "add", f"{address}/24", "brd", "+", "dev", "srv0")
        self.client.ip("link", "set", "eth0", "address", CLIENT_MAC, "up")
        if self._client_address:
            self.client.ip("address", "add", self._client_address, "brd", "+", "dev", "eth0")
        if self._ipv6:
            self._give_ipv6_addresses()

    def _give_ipv6_addresses(self):
        for server, address in zip(self.servers, SERVER_ADDRESSES6):
            server.ip("address", "add", f"{address}/64", "dev", "srv0")
        if self._client_address6:
            self.client.ip("address", "add", self._client_address6, "dev", "eth0")

    def _wait_for_carrier(self):
        """Until the kernel has told everybody of the new carrier, a port drops what it is given."""
        for namespace in self._namespaces:
            wait_until(lambda: all(map(_is_operational, namespace.ip("-o", "link").splitlines())), "every link is up")

    def add_network(self, interface, client_address, server_address):
        """One more socket of the client's, with a server of its own behind it."""
        server = self._namespace(f"server{len(self.servers) + 1}")
        self._join(self.client, interface, server, "srv0")
        for namespace, name, address in ((server, "srv0", server_address), (self.client, interface, client_address)):
            namespace.ip("link", "set", name, "up")
            namespace.ip("address", "add", address, "brd", "+", "dev", name)
        self._wait_for_carrier()
        self.servers.append(server)
        return server

    def lose(self, percent):
        """From now on that many frames do not get through the switch, in either direction."""
        require_program("nft")
        path = self.directory / "loss.nft"
        path.write_text(LOSS % percent)
        self.switch.run("nft", "-f", str(path))

    def make_noise(self):
        """Traffic that is nobody's answer: the difference between "nobody answers" and "nothing arrives at all"."""
        sender = self.server.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        self.on_close(sender.close)
        self.repeat(lambda: sender.sendto(b"noise", ("10.77.0.255", 9)), every=0.5)

    def repeat(self, function, every):
        """Calls the function in a thread until the lab is closed."""
        stop = threading.Event()

        def work():
            while not stop.is_set():
                with contextlib.suppress(OSError):  # nothing came in time, or a test took the link down
                    function()
                stop.wait(every)

        thread = threading.Thread(target=work, daemon=True)
        self.on_close(thread.join)
        self.on_close(stop.set)
        thread.start()

    def spawn(self, namespace, arguments, **options):
        """A process that ends with the lab, or with this test should it be killed.

        Its process id is that of the command itself: each wrapper becomes what it starts.
        """
        require_program("setpriv")
        process = subprocess.Popen(namespace.wrap("setpriv", "--pdeathsig", "KILL", *arguments), **options)
        self.on_close(end, process)
        return process


def end(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Sniffer:
    """What really arrived at the first server's interface: a witness that shares no code with provtool.

    With `outgoing` also what the server sent.
    """

    def __init__(self, lab, namespace=None, outgoing=False):
        self.frames = []  # (seconds since the epoch, bytes)
        self._outgoing = outgoing
        self._socket = (namespace or lab.server).packet_socket("srv0")
        lab.on_close(self._socket.close)
        lab.repeat(self._listen, every=0)

    def _listen(self):
        frame, address = self._socket.recvfrom(65535)
        if self._outgoing or address[2] != _PACKET_OUTGOING:
            self.frames.append((time.time(), frame))

    def wait_for_dhcp(self, count=1, timeout=10):
        """Until so many datagrams to a DHCP server's port have arrived."""
        wait_until(lambda: len(self.dhcp_frames()) >= count, f"{count} DHCP messages arrived", timeout)

    def dhcp_frames(self):
        """IPv4, UDP, destination port 67; provtool sends no IP options."""
        return [frame for _, frame in list(self.frames)
                if frame[12:14] == b"\x08\x00" and frame[23] == 17 and frame[36:38] == b"\x00\x43"]

    def sip_datagrams(self):
        """What went from or to UDP port 5060, or is a SIP message; without fragments."""
        datagrams = [_read_udp(when, frame) for when, frame in list(self.frames)
                     if frame[12:14] == b"\x08\x00" and frame[23] == 17 and frame[20:22] in (b"\0\0", b"\x40\0")]
        return [datagram for datagram in datagrams
                if 5060 in (datagram.source[1], datagram.destination[1]) or b"SIP/2.0" in datagram.payload]

    def save(self, path):
        """A classic pcap file, for tshark."""
        with open(path, "wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
            for when, frame in list(self.frames):
                file.write(struct.pack("<IIII", int(when), int(when % 1 * 1e6), len(frame), len(frame)) + frame)


@dataclasses.dataclass
class UdpDatagram:
    time: float
    source: tuple
    destination: tuple
    payload: bytes


def _read_udp(when, frame):
    source_port, destination_port, length = struct.unpack("!HHH", frame[34:40])
    source, destination = socket.inet_ntoa(frame[26:30]), socket.inet_ntoa(frame[30:34])
    return UdpDatagram(when, (source, source_port), (destination, destination_port), frame[42:34 + length])


class Run:
    """What one call of provtool said: exit code, both streams, and the report when it was asked for as JSON."""

    def __init__(self, code, stdout, stderr, seconds, report=None):
        self.code, self.stdout, self.stderr, self.seconds, self.report = code, stdout, stderr, seconds, report

    @property
    def decision(self):
        return self.report["discovery"]["decision"]

    @property
    def servers(self):
        return self.report["discovery"]["dhcp_servers"]

    def source(self, name):
        return next(source for source in self.report["discovery"]["sources"] if source["source"] == name)

    def statuses(self, *names):
        return [self.source(name)["status"] for name in names]

    def finding(self, identifier):
        return next((finding for finding in self.report["findings"] if finding["id"] == identifier), None)

    @property
    def finding_ids(self):
        return [finding["id"] for finding in self.report["findings"]]

    def __str__(self):
        streams = (self.stdout + b"\n" + self.stderr).decode(errors="replace")
        return f"exit {self.code}, {self.seconds:.2f} s\n{streams}"


def provtool():
    path = os.environ.get("PROVTOOL")
    if not path or not os.access(path, os.X_OK):
        raise AssertionError("PROVTOOL names no program; ctest sets it")
    return path


def unprivileged(*arguments):
    """As a user who may do nothing special."""
    return ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
            "--inh-caps=-all", "--ambient-caps=-all", *arguments]


def provtool_copy(lab, name="provtool"):
    """Where every user may read it; a build folder often lies in somebody's home."""
    path = lab.directory / name
    shutil.copyfile(provtool(), path)
    path.chmod(0o755)
    return str(path)


def start_provtool(lab, *arguments, wrapper=None, binary=None, **options):
    """The process, for tests that send signals or hold its streams. `wrapper` may put another command before it."""
    line = [binary or provtool(), *arguments]
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return lab.spawn(lab.client, wrapper(*line) if wrapper else line, **options)


def finish_provtool(process, arguments, started, timeout=30):
    """Waits, and holds what came against the rules that are the same for every call."""
    stdout, stderr = process.communicate(timeout=timeout)
    run = Run(process.returncode, stdout or b"", stderr or b"", time.monotonic() - started)
    check_streams(run)
    if "--json" in arguments and "-o" not in arguments and process.stdout is not None:
        run.report = read_report(run)
    return run


def run_provtool(lab, *arguments, timeout=30, **options):
    started = time.monotonic()
    return finish_provtool(start_provtool(lab, *arguments, **options), arguments, started, timeout)


def read_report(run):
    """With --json standard output is one document for exits 0, 1, 3 and 130, and nothing at all for a usage error."""
    if run.code == 2:
        assert run.stdout == b"", f"a usage error wrote to standard output: {run}"
        return None
    assert run.code in (0, 1, 3, 130), f"no exit code of the contract: {run}"
    return check_report(run.stdout, run.code)


def check_report(text, code=None):
    """The document as the schema and the exit code want it."""
    from support.report_schema import Schema

    report = json.loads(text)
    found = Schema(os.environ["PROVTOOL_SCHEMA"]).problems(report)
    assert not found, f"the report is not what the schema says: {found}"
    if code is not None:
        assert report["verdict"]["exit_code"] == code, f"exit {code}, but the verdict says {report['verdict']}"
    return report


def check_streams(run):
    for name, stream in (("stdout", run.stdout), ("stderr", run.stderr)):
        bad = control_characters(stream)
        assert not bad, f"raw control characters {bad} on {name}: {stream!r}"
        assert b"Sanitizer" not in stream and b"runtime error:" not in stream, stream.decode(errors="replace")


def control_characters(stream):
    """C0 but the line end, C1, and the invisible format characters that turn text around. The streams are UTF-8."""
    text = stream.decode("utf-8")
    return sorted({f"U+{ord(c):04X}" for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")})


# What a host firewall usually is: everything may leave, and in comes what answers it.
NO_INBOUND = """table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    iif "lo" accept
    ct state established,related accept
    %s
  }
}
"""


LOSS = """table bridge loss {
  chain forward {
    type filter hook forward priority 0; policy accept;
    numgen random mod 100 < %d drop
  }
}
"""


class LabTest(unittest.TestCase):
    """A fresh lab for every test. A class says in `lab_options` how its lab differs from the usual one."""

    lab_options = {}

    def setUp(self):
        self.lab = self.enterContext(Lab(**self.lab_options))

    def discover(self, *arguments, sources=("manual", "dhcp"), mac=PHONE_MAC, settle="0.1", **options):
        """`provtool discover` as most tests need it; a short --settle because most labs have one server."""
        line = ["discover", *sources, "-i", "eth0", "--json"]
        line += ["--mac", mac] if mac else []
        line += ["--settle", settle] if settle else []
        return run_provtool(self.lab, *line, *arguments, **options)

    def raise_firewall(self, exception=""):
        """The client's kernel drops what answers nothing it sent, with one exception in nft's words."""
        require_program("nft")
        path = self.lab.directory / "rules.nft"
        path.write_text(NO_INBOUND % exception)
        self.lab.client.run("nft", "-f", str(path))

    def assert_exit(self, run, code):
        self.assertEqual(run.code, code, str(run))

    def assert_winner(self, run, source, url):
        decided = [run.decision.get(key) for key in ("outcome", "winner", "url")]
        self.assertEqual(decided, ["won", source, url], str(run))

    def assert_finding(self, run, identifier, severity=None):
        finding = run.finding(identifier)
        self.assertIsNotNone(finding, f"{identifier} is missing in {run.finding_ids}\n{run}")
        if severity:
            self.assertEqual(finding["severity"], severity, str(run))
        return finding

    def assert_no_finding(self, run, identifier):
        self.assertNotIn(identifier, run.finding_ids, str(run))


class _Result(unittest.TextTestResult):
    def getDescription(self, test):
        return test.id().rpartition(".")[2].removeprefix("test_").replace("_", " ")


def main():
    """Runs the tests of the calling file: exit 0, 1, or 77 (ctest: skipped) when any of them could not run."""
    for number in (signal.SIGINT, signal.SIGTERM):  # both clean up, and neither is ignored by what we start
        signal.signal(number, signal.default_int_handler)
    runner = unittest.TextTestRunner(verbosity=2, resultclass=_Result)
    program = unittest.main("__main__", exit=False, testRunner=runner)
    if not program.result.wasSuccessful():
        raise SystemExit(1)
    raise SystemExit(77 if program.result.skipped else 0)
