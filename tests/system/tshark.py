"""tshark as a judge of packets: it shares no code with provtool."""

import subprocess

from lab import require_program

GOOD = "1"  # a checksum's status


def dissect(path, protocol, fields, udp_checksums=True):
    """The packets of a protocol in a capture, each as a dictionary of fields; several values are joined by commas.

    Without `udp_checksums` those are not looked at: what the kernel sends through a veth pair arrives without.
    """
    program = require_program("tshark")
    columns = [part for field in fields for part in ("-e", field)]
    checks = ["-o", "ip.check_checksum:TRUE", "-o", f"udp.check_checksum:{str(udp_checksums).upper()}"]
    reading = ["-n", "-r", path, "-Y", protocol, "-T", "fields", "-E", "separator=|"]
    done = subprocess.run([program, *reading, *checks, *columns], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"tshark cannot read {path}: {done.stderr}")
    return [dict(zip(fields, line.split("|"))) for line in done.stdout.splitlines()]
