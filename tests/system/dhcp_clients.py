"""Other DHCP clients in the lab: udhcpc, dhclient and dhcpcd ask as a phone would, and print what they took.

Each asks for the phone's options, once, from its own namespace's eth0, with a script that configures nothing.
"""

import contextlib
import pathlib
import subprocess
import time

from lab import end, require_program

FIELDS = ("160", "159", "66", "address", "router", "dns")
SECONDS = 5  # a client that has not taken an answer by then does not

_SCRIPT = """#!/bin/sh
env -0 > "$0.$$.new" && mv "$0.$$.new" "$0.${reason:-$1}"
"""

_DHCLIENT = """option prov160 code 160 = text;
option prov159 code 159 = text;
request subnet-mask, routers, domain-name-servers, domain-name, tftp-server-name, prov159, prov160;
timeout 30; retry 30; initial-interval 1; backoff-cutoff 1; select-timeout 0; initial-delay 0;
"""

_DHCPCD = """define 160 binhex prov160
define 159 binhex prov159
option subnet_mask, routers, domain_name_servers, domain_name, tftp_server_name, prov159, prov160
noarp
noipv4ll
nodelay
noconfigure
reboot 0
"""


class Client:
    """Started in the lab's client namespace; what it took is in the environment of its script."""

    program = None
    bound = None
    names = {}  # of FIELDS in its script's environment
    wrapper = ()

    def __init__(self, lab):
        self.lab = lab
        self.directory = lab.directory / f"client-{self.program}"
        self.directory.mkdir()
        self.script = self.directory / "script"
        self.script.write_text(_SCRIPT)
        self.script.chmod(0o755)

    def arguments(self):
        raise NotImplementedError

    def start(self):
        arguments = [*self.wrapper, require_program(self.program), *self.arguments()]
        self.log = open(self.directory / "log", "wb")
        self.process = self.lab.spawn(self.lab.client, arguments, stdin=subprocess.DEVNULL, stdout=self.log,
                                      stderr=subprocess.STDOUT, cwd=self.directory)
        return self

    def result(self, deadline):
        """The values of FIELDS that it took, or None when it took no answer."""
        taken = pathlib.Path(f"{self.script}.{self.bound}")
        while not taken.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        end(self.process)
        self.log.close()
        if not taken.exists():
            return None
        pairs = (line.partition(b"=") for line in taken.read_bytes().split(b"\0"))
        values = {name.decode(): value for name, _, value in pairs}
        return {field: self.value(field, values.get(self.names[field])) for field in FIELDS}

    def value(self, field, raw):
        return (raw or b"").decode("latin-1")


def _of_hex(raw):
    with contextlib.suppress(ValueError):
        return bytes.fromhex((raw or b"").decode("ascii", "replace").replace(":", "")).decode("latin-1")
    return ""


class Udhcpc(Client):
    program, bound = "udhcpc", "bound"
    names = {"160": "opt160", "159": "opt159", "66": "tftp", "address": "ip", "router": "router", "dns": "dns"}

    def arguments(self):
        codes = [word for code in (1, 3, 6, 15, 66, 159, 160) for word in ("-O", str(code))]
        return ["-f", "-q", "-i", "eth0", "-s", str(self.script), "-t", "30", "-T", "1", "-o", *codes]

    def value(self, field, raw):
        return _of_hex(raw) if field in ("160", "159") else super().value(field, raw)


class Dhclient(Client):
    program, bound = "dhclient", "BOUND"
    names = {"160": "new_prov160", "159": "new_prov159", "66": "new_tftp_server_name", "address": "new_ip_address",
             "router": "new_routers", "dns": "new_domain_name_servers"}

    def arguments(self):
        path = self.directory / "conf"
        path.write_text(_DHCLIENT)
        return ["-4", "-1", "-d", "-cf", str(path), "-lf", str(self.directory / "leases"),
                "-pf", str(self.directory / "pid"), "-sf", str(self.script), "eth0"]


class Dhcpcd(Client):
    program, bound = "dhcpcd", "BOUND"
    names = Dhclient.names
    # Its folders are the same for all labs; ip-netns(8) has made a mount namespace already.
    wrapper = ("sh", "-c", "for folder in /run/dhcpcd /var/lib/dhcpcd; do mkdir -p $folder; "
                           'mount -t tmpfs lab $folder; done; exec "$@"', "sh")

    def arguments(self):
        path = self.directory / "conf"
        path.write_text(_DHCPCD)
        return ["-4", "-1", "-B", "-d", "-f", str(path), "-c", str(self.script), "eth0"]

    def value(self, field, raw):
        return _of_hex(raw) if field in ("160", "159") else super().value(field, raw)


CLIENTS = (Udhcpc, Dhclient, Dhcpcd)


class Asking:
    """All of them, at the same moment; each hears the others' answers as well, and takes its own by the xid."""

    def __init__(self, lab):
        self._clients = [kind(lab).start() for kind in CLIENTS]
        self._deadline = time.monotonic() + SECONDS

    def results(self):
        return {client.program: client.result(self._deadline) for client in self._clients}
