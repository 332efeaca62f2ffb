"""Captures of real conversations, read back: the readers alone come to the evidence and the decision of the run."""

import json
import os

from lab import CLIENT_ADDRESS, CLIENT_ADDRESS6, LabTest, PHONE_MAC, main, run_provtool
from scripted_pnp import ScriptedPnp, by_the_book, once
from servers import Dnsmasq
from servers6 import dnsmasq_vendor_option
from support.scenario_runner import Runner

URL = "http://prov.example.com/utg200/{MODEL}.cfg"
URL6 = "http://prov6.example.com/"
PNP_URL = "http://pnp.example.com/"


def evidence(report):
    discovery = report["discovery"]
    keys = ("status", "standing", "rank", "raw", "url", "resolved", "server", "elapsed_ms")
    return {
        "mode": report["interface"]["mode"],
        "mode_reason": report["interface"]["mode_reason"],
        "decision": discovery["decision"],
        "sources": {source["source"]: {key: source.get(key) for key in keys} for source in discovery["sources"]},
        "dhcp_servers": discovery["dhcp_servers"],
        "router_advertisements": discovery["router_advertisements"],
        "pnp_responders": discovery["pnp_responders"],
    }


def take_times(part):
    """Every elapsed_ms in it, in order; each is taken out."""
    if isinstance(part, list):
        return [time for entry in part for time in take_times(entry)]
    if not isinstance(part, dict):
        return []
    own = [part.pop("elapsed_ms")] if part.get("elapsed_ms") is not None else []
    return own + [time for value in part.values() for time in take_times(value)]


class CaptureTest(LabTest):
    lab_options = {"ipv6": True, "client_address": CLIENT_ADDRESS, "client_address6": CLIENT_ADDRESS6, "noise": True}
    ARGUMENTS = ["discover", "-i", "eth0", "--mac", PHONE_MAC]

    def setUp(self):
        super().setUp()
        self.capture = self.lab.directory / "run.pcapng"

    def run_and_save(self, *arguments):
        return run_provtool(self.lab, *self.ARGUMENTS, *arguments, "--json", "--save-capture", str(self.capture))

    def read_back(self, run, *arguments):
        interface = {key: run.report["interface"][key] for key in ("name", "mac", "addresses")}
        scenario = {"arguments": [*self.ARGUMENTS, *arguments], "interfaces": [interface]}
        runner = Runner(os.environ["PROVTOOL_REPLAY"])
        replayed = runner.run(scenario, "--json", replay=str(self.capture))
        self.assertTrue(runner.close())
        self.assertEqual(replayed["diagnostics"], "")
        return json.loads(replayed["output"])

    def assert_read_back(self, run, *arguments):
        again, first = evidence(self.read_back(run, *arguments)), evidence(run.report)
        # A datagram comes by two sockets, and the kernel stamps it for each: the capture has one of them.
        for seen, saved in zip(take_times(again), take_times(first), strict=True):
            self.assertAlmostEqual(seen, saved, delta=2)
        self.assertEqual(again, first)

    def test_a_dual_stack_run(self):
        Dnsmasq(self.lab, ["--enable-ra", dnsmasq_vendor_option(URL6), f"--dhcp-option=160,{URL}"],
                ranges=[Dnsmasq.IPV4, Dnsmasq.STATEFUL6]).start()
        run = self.run_and_save()
        self.assert_winner(run, "dhcp160", URL)
        self.assert_read_back(run)

    def test_dhcpv6_where_nothing_above_it_answers(self):
        Dnsmasq(self.lab, ["--enable-ra", dnsmasq_vendor_option(URL6)], ranges=[Dnsmasq.STATELESS6]).start()
        run = self.run_and_save()
        self.assert_winner(run, "dhcp6", URL6)
        self.assert_read_back(run)

    def test_a_pnp_responder(self):
        ScriptedPnp(self.lab, once(by_the_book(PNP_URL))).start()
        run = self.run_and_save()
        self.assert_winner(run, "pnp", PNP_URL)
        self.assert_read_back(run)

    def test_silence_to_the_end_is_silence_again(self):
        run = self.run_and_save()
        self.assertEqual(run.decision["outcome"], "none", str(run))
        self.assert_read_back(run)

    def test_a_run_that_was_cut_short_is_no_silence(self):
        run = self.run_and_save("--timeout", "1")
        self.assertEqual(run.decision["outcome"], "undetermined")
        again = self.read_back(run)
        self.assertEqual(again["discovery"]["decision"]["outcome"], "undetermined")
        self.assertRegex(again["discovery"]["decision"]["reason"], "the capture ends 1.0 s after the")


if __name__ == "__main__":
    main()
