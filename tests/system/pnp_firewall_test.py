"""An ordinary firewall on provtool's own host, which drops the answer to a multicast question."""

from lab import CLIENT_ADDRESS, LabTest, main, provtool_copy, require_program, unprivileged
from scripted_pnp import ScriptedPnp, by_the_book

URL = "http://prov.example.com/"


class FirewallTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def setUp(self):
        super().setUp()
        require_program("nft")
        self.responder = ScriptedPnp(self.lab, by_the_book(URL)).start()

    def test_what_the_firewall_drops_is_found_on_the_wire_and_the_firewall_named(self):
        self.raise_firewall()
        run = self.discover(sources=("manual", "pnp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        message = self.assert_finding(run, "host.firewall", "warning")["message"]
        self.assertTrue("5060" in message and "eth0" in message, message)
        self.assertTrue(self.responder.responses)

    def test_it_is_named_also_when_the_first_answer_ends_the_run(self):
        self.raise_firewall()
        run = self.discover("--first", sources=("manual", "pnp"))
        self.assert_winner(run, "pnp", URL)
        self.assert_finding(run, "host.firewall", "warning")
        self.assertLess(run.report["duration_ms"], 500)

    def test_without_a_firewall_none_is_named(self):
        run = self.discover(sources=("manual", "pnp"))
        self.assert_winner(run, "pnp", URL)
        self.assert_no_finding(run, "host.firewall")

    def test_a_firewall_with_a_rule_for_sip_is_none(self):
        self.raise_firewall("udp dport 5060 accept")
        run = self.discover(sources=("manual", "pnp"))
        self.assert_winner(run, "pnp", URL)
        self.assert_no_finding(run, "host.firewall")

    def test_fragments_that_the_firewall_drops_are_read_below_it(self):
        self.raise_firewall()
        padding = {f"X-Padding-{number}": 1000 * "x" for number in range(10)}
        self.responder.answer = lambda server, request: [server.notify(request, URL, **padding)]
        run = self.discover("--pnp-timeout", "1", sources=("manual", "pnp"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assert_finding(run, "host.firewall", "warning")

    def test_an_ordinary_user_is_told_that_the_firewall_may_have_eaten_the_answer(self):
        self.raise_firewall()
        run = self.discover(sources=("manual", "pnp"), binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assert_exit(run, 1)
        self.assertTrue(self.responder.heard)
        self.assertEqual(run.source("pnp")["status"], "no_answer")
        self.assertIn("firewall", run.source("pnp")["reason"])
        self.assertIn("cap_net_raw", run.source("pnp")["reason"])


if __name__ == "__main__":
    main()
