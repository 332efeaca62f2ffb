#!/usr/bin/python3
"""The figures of fetch and check, each beside a Debian peer on the same lab. Run by hand, as root, on a quiet machine:

    PROVTOOL=build/release/src/provtool tests/bench/fetch_bench.py

It needs curl, hyperfine, nginx, vsftpd, tftpd-hpa and tftp-hpa. It prints the commands, the ratios and the limit of
each ratio. The seconds depend on the machine and mean little.
"""

import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))

from certificates import Authority
from lab import CLIENT_ADDRESS, Lab, PHONE_MAC, provtool, require_program, run_provtool
from phone_files import CONTENTS, publish
from scripted_http import ScriptedHttp
from servers import Dnsmasq
from web_servers import Sites, Tftpd, Vsftpd, tls_site

PROVTOOL = str(pathlib.Path(provtool()).resolve())
ROUNDS = 5
MIB = 1 << 20
DELAY = 0.5  # seconds that a server takes for each file
QUICK = ("-i", "eth0", "--mac", PHONE_MAC, "--mode", "ipv4", "--disable", "pnp", "--first")


def tell(what, value, unit, hold, note=""):
    print(f"{what}: {value:.3f}{unit} (hold {hold}{unit}, {'holds' if value <= hold else 'MISSED'})  {note}")


def fastest(lab, commands, runs):
    """By hyperfine in the client's namespace, in seconds; not the median, because other load only ever adds."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        options = ["-N", "--warmup", "2", "--runs", str(runs), "--style", "none", "--export-json", file.name]
        subprocess.run(lab.client.wrap(require_program("hyperfine"), *options, *map(shlex.join, commands)),
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [result["min"] for result in json.load(file)["results"]]


def beside(lab, what, ours, theirs, hold, runs=30):
    mine, other = map(min, zip(*(fastest(lab, [ours, theirs], runs) for _ in range(ROUNDS))))  # as load comes and goes
    tell(what, mine / other, "", hold, f"{mine * 1000:.1f} ms against {other * 1000:.1f} ms")
    print(f"    {shlex.join(ours)}\n    {shlex.join(theirs)}")


def fill(folder):
    (folder / "small.cfg").write_text(CONTENTS["standard"])
    comment = f"<!--{'x' * 70}-->\n"  # what it costs to read values is another figure
    (folder / "large.cfg").write_text(CONTENTS["standard"] + comment * (MIB // len(comment) - 10))


def downloads():
    with Lab(client_address=CLIENT_ADDRESS) as lab:
        root = Authority(lab.directory / "root")
        nginx, vsftpd, tftpd = (Sites(lab, "listen 80;", tls_site(443, root.issue("server"))), Vsftpd(lab), Tftpd(lab))
        for server in (nginx, vsftpd, tftpd):
            fill(server.files)
            server.start()
        into = str(lab.directory / "came")
        for scheme in ("http", "https", "ftp"):
            for name in ("small", "large"):
                url = f"{scheme}://10.77.0.1/{name}.cfg"
                beside(lab, f"{name} file by {scheme}, against curl", fetch(url, "--ca", str(root.path)),
                       [require_program("curl"), "-sS", "--cacert", str(root.path), "-o", into, url], 1.1)
        beside(lab, "1 MiB by TFTP, against tftp-hpa", fetch("tftp://10.77.0.1/large.cfg"),
               [require_program("tftp"), "-m", "octet", "10.77.0.1", "-c", "get", "large.cfg", into], 1.1, runs=10)


def fetch(url, *arguments):
    return [PROVTOOL, "fetch", url, "--role", "standard", "-i", "eth0", "--mac", PHONE_MAC, "-q", *arguments]


class SlowServer(ScriptedHttp):
    """`answer` is the folder of its files."""

    def respond(self, connection, request):
        time.sleep(DELAY)
        body = (self.answer / request.split()[1].decode().lstrip("/")).read_bytes()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def whole_boot():
    """Over what its servers take: the discovery alone, the initial file, and one device file, as three come at once."""
    with Lab(client_address=CLIENT_ADDRESS) as lab:
        SlowServer(lab, publish(lab.directory / "files", "http://10.77.0.1")).start()
        Dnsmasq(lab, ["--dhcp-option=160,http://10.77.0.1/", "--dhcp-option=6,10.77.0.1"]).start()
        alone = min(run_provtool(lab, "discover", *QUICK).seconds for _ in range(ROUNDS))
        whole = min(run_provtool(lab, "check", *QUICK).seconds for _ in range(ROUNDS))
        tell("check, over the discovery and its slowest servers", whole - alone - 2 * DELAY, " s", 0.05)


if __name__ == "__main__":
    downloads()
    whole_boot()
