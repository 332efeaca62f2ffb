"""A place where the examples of manual and README can be typed: everything that they name is there.

    with Desk() as desk:
        typed = desk.type("sudo provtool check -i eth0 --mac 0080F0123456")
"""

import concurrent.futures
import contextlib
import dataclasses
import os
import queue
import re
import shutil
import subprocess

import phone_files
from fetching import trust_nobody
from lab import CLIENT_ADDRESS, Lab, SERVER_ADDRESSES, provtool
from servers import Dnsmasq
from web_servers import Sites

SITE = "http://prov.example.com/utg200"
HOSTS = ("prov.example.com", "pbx.example.com", "ntp-product.example.com", "ntp-master.example.com")
CHECK = "provtool check --mac 0080F0123456 --json > report.json"
DESKS = 8  # a run waits for the phone's five seconds, and needs no time of the processor meanwhile
MORE_ADDRESSES = ("192.0.2.1", "10.0.0.2")  # of the provisioning server, as the examples call it


@dataclasses.dataclass
class Typed:
    line: str
    code: int
    stdout: str
    stderr: str

    def __str__(self):
        return f"$ {self.line}\nexit {self.code}\n{self.stdout}\n{self.stderr}"


class Desk(contextlib.ExitStack):
    def __enter__(self):
        self.lab = self.enter_context(Lab(client_address=CLIENT_ADDRESS, ipv6=True))
        self.environment = {**os.environ, **trust_nobody(self.lab), "PATH": f"{self._programs()}:{os.environ['PATH']}"}
        self._serve()
        return self

    def _serve(self):
        for address in MORE_ADDRESSES:
            self.lab.server.ip("address", "add", f"{address}/32", "dev", "srv0")
        self.lab.client.ip("route", "add", "default", "via", SERVER_ADDRESSES[0])
        Dnsmasq(self.lab, [f"--dhcp-option=160,{SITE}/"], names=dict.fromkeys(HOSTS, SERVER_ADDRESSES[0])).start()
        site = Sites(self.lab, "listen 80;")
        for folder in (site.files, site.files / "utg200"):
            phone_files.publish(folder, SITE)
        site.start()
        (self.lab.directory / "resolv.conf").write_text(f"nameserver {SERVER_ADDRESSES[0]}\n")

    def _programs(self):
        """provtool as it would be installed, and a sudo that asks nobody: this is root already."""
        folder = self.lab.directory / "programs"
        folder.mkdir()
        (folder / "provtool").symlink_to(provtool())
        (folder / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
        (folder / "sudo").chmod(0o755)
        return folder

    def _lay_out(self):
        """A folder with the files of one phone, as the examples call them."""
        folder = self.lab.directory / "desk"
        shutil.rmtree(folder, ignore_errors=True)
        phone_files.publish(folder, SITE)
        phone_files.publish(folder / "configs", SITE)
        shutil.copyfile(folder / phone_files.MASTER, folder / "all.cfg")
        (folder / "key").write_text(phone_files.FILE_KEY + "\n")
        return folder

    def type(self, line, timeout=60):
        """What reads a report gets that of a check."""
        folder = self._lay_out()
        script = f"{CHECK}\n{line}" if re.search(r"(?<!-o )(?<!> )report\.json", line) else line
        names = f"mount --bind '{self.lab.directory}/resolv.conf' /etc/resolv.conf"  # seen in here alone
        done = subprocess.run(self.lab.client.wrap("sh", "-c", f'{names} && exec sh -ec "$1"', "sh", script), cwd=folder,
                              env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=timeout)
        return Typed(line, done.returncode, done.stdout, done.stderr)


def type_all(lines):
    """Each at a desk of its own, some side by side: on one, the second PnP question would find the port taken."""
    desks = queue.SimpleQueue()

    def at_a_desk(line):
        desk = desks.get()
        try:
            return desk.type(line)
        finally:
            desks.put(desk)

    with concurrent.futures.ThreadPoolExecutor(DESKS) as pool:
        opened = [Desk() for _ in range(DESKS)]
        try:
            for desk in opened:
                desks.put(desk.__enter__())
            return list(pool.map(at_a_desk, lines))
        finally:
            for desk in opened:
                desk.close()
