"""Healthy servers behind a bad link: what is asked there, and what counts as right. For loss_test and tests/bench."""

import dataclasses
import itertools
import time
from collections.abc import Callable

from lab import CLIENT_ADDRESS, Lab, run_provtool
from scripted_pnp import ScriptedPnp, by_the_book
from servers import Dnsmasq
from servers6 import Kea6, Radvd, kea_vendor_options

LOSS = 30  # percent, in each direction
URL = "http://prov.example.com/phones/"
_macs = itertools.count(1)


@dataclasses.dataclass
class Series:
    name: str
    winner: str
    start: Callable  # the servers, in a lab
    client_address: str = CLIENT_ADDRESS
    rest: float = 0  # seconds after which its servers are done with the last run


def _dnsmasq(ping):
    return lambda lab: Dnsmasq(lab, [f"--dhcp-option=160,{URL}"], ping=ping).start()


def _router_and_server(lab):
    Radvd(lab, other=True).start()
    Kea6(lab, kea_vendor_options(URL)).start()


SERIES = [
    Series("dnsmasq, which looks for the address for 3 s", "dhcp160", _dnsmasq(ping=True), rest=4),
    Series("dnsmasq, which answers at once", "dhcp160", _dnsmasq(ping=False)),
    Series("PnP responder, which sends its NOTIFY once", "pnp", lambda lab: ScriptedPnp(lab, by_the_book(URL)).start()),
    Series("Kea DHCPv6 and radvd", "dhcp6", _router_and_server, client_address=None),
]


class Network:
    """A lab with the servers of a series. `usual`: what is said of it when nothing is lost."""

    def __init__(self, series):
        self.series = series
        self.lab = Lab(client_address=series.client_address, ipv6=True, noise=True, switch=True)

    def __enter__(self):
        self.lab.__enter__()
        try:
            self.series.start(self.lab)
            run = self._ask()
            assert self._is_right(run), f"{self.series.name}: wrong without any loss\n{run}"
            self.usual = set(run.finding_ids)
            self.lab.lose(LOSS)
        except BaseException:
            self.lab.close()
            raise
        return self

    def __exit__(self, *_):
        self.lab.close()

    def attempt(self):
        return Attempt(self._ask(), self)

    def _ask(self):
        time.sleep(self.series.rest)
        """With another phone's MAC each time, so that no server remembers the last one."""
        mac = f"0080F0{next(_macs):06X}"
        return run_provtool(self.lab, "discover", "-i", "eth0", "--mac", mac, "--json")

    def _is_right(self, run):
        return run.decision.get("winner") == self.series.winner and run.decision.get("url") == URL


class Attempt:
    def __init__(self, run, network):
        self.run = run
        self.right = network._is_right(run)
        # It says that it does not know.
        self.said = run.decision["outcome"] == "undetermined"
        new = [finding for finding in run.report["findings"] if finding["id"] not in network.usual]
        # Whoever misses the URL says so in decision.*; anything else accuses a healthy network.
        self.accusations = [finding for finding in new
                            if finding["severity"] != "info" and not finding["id"].startswith("decision.")]
        self.notes = [finding["id"] for finding in new if finding["severity"] == "info"]
