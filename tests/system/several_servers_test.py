"""More than one DHCP server on a link: who they are, and what the phone would do with each."""

import time

from lab import LabTest, SERVER_MACS, main
from scripted_dhcp import ScriptedDhcp, usual
from servers import Dnsmasq, Kea

URLS = ["http://one.example.com/", "http://two.example.com/"]


def late(answer, seconds):
    def wait_and_answer(server, request):
        time.sleep(seconds)
        return answer(server, request)

    return wait_and_answer


class SeveralServersTest(LabTest):
    lab_options = {"servers": 2}

    def dnsmasqs(self, *options):
        for namespace, value in zip(self.lab.servers, options):
            Dnsmasq(self.lab, [f"--dhcp-option=160,{value}"], namespace=namespace).start()

    def test_both_are_listed_with_address_mac_and_delay(self):
        self.dnsmasqs(*URLS)
        run = self.discover()
        self.assertEqual({(server["server"], server["from"], server["mac"]) for server in run.servers},
                         {("10.77.0.1", "10.77.0.1", SERVER_MACS[0]), ("10.77.0.2", "10.77.0.2", SERVER_MACS[1])})
        self.assertTrue(all(server["elapsed_ms"] > 0 for server in run.servers))
        self.assertEqual({server["server"]: server["decision"]["url"] for server in run.servers},
                         {"10.77.0.1": URLS[0], "10.77.0.2": URLS[1]})

    def test_where_they_differ_nobody_wins(self):
        self.dnsmasqs(*URLS)
        run = self.discover()
        self.assert_exit(run, 1)
        self.assert_finding(run, "dhcp4.multiple-servers", "warning")
        self.assert_contested(run)

    def assert_contested(self, run):
        self.assertEqual(run.decision["outcome"], "contested")
        self.assertNotIn("winner", run.decision)
        self.assertEqual({(each["server"], each["mac"], each["winner"], each["url"])
                          for each in run.decision["contenders"]},
                         {("10.77.0.1", SERVER_MACS[0], "dhcp160", URLS[0]),
                          ("10.77.0.2", SERVER_MACS[1], "dhcp160", URLS[1])})
        self.assertTrue(all(each["elapsed_ms"] > 0 for each in run.decision["contenders"]))
        message = self.assert_finding(run, "decision.contested", "error")["message"]
        for word in (*URLS, *SERVER_MACS[:2], "10.77.0.1", "10.77.0.2"):
            self.assertIn(word, message)

    def test_first_hears_a_quick_second_one_and_says_that_it_does_not_wait_for_others(self):
        self.dnsmasqs(*URLS)
        self.assert_contested(self.discover("--first", settle=None))
        self.lab.servers[1].ip("link", "set", "srv0", "down")
        run = self.discover("--first", settle=None)
        self.assert_winner(run, "dhcp160", URLS[0])
        self.assertLess(run.report["duration_ms"], 1000)
        self.assertIn("--first", self.assert_finding(run, "dhcp4.first-only", "info")["message"])

    def test_servers_that_agree_are_only_mentioned(self):
        self.dnsmasqs(URLS[0], URLS[0])
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_finding(run, "dhcp4.multiple-servers", "info")
        self.assert_winner(run, "dhcp160", URLS[0])

    def test_an_unexpected_server_is_an_error(self):
        self.dnsmasqs(*URLS)
        run = self.discover("--expect-server", "10.77.0.1")
        self.assert_exit(run, 1)
        self.assertIn("10.77.0.2", self.assert_finding(run, "dhcp4.unexpected-server", "error")["message"])
        self.assert_winner(run, "dhcp160", URLS[0])
        self.assertIn("--expect-server", " ".join(run.report["assumptions"]))
        self.assert_winner(self.discover("--expect-server", "10.77.0.2"), "dhcp160", URLS[1])
        both = self.discover("--expect-server", "10.77.0.1", "--expect-server", "10.77.0.2")
        self.assert_no_finding(both, "dhcp4.unexpected-server")
        self.assert_contested(both)

    def test_a_server_without_a_url_contends_with_one_that_has_it(self):
        ScriptedDhcp(self.lab, usual([]), 0).start()
        ScriptedDhcp(self.lab, late(usual([(160, URLS[1].encode())]), 0.3), 1).start()
        run = self.discover()
        self.assert_exit(run, 1)
        self.assertEqual([server["server"] for server in run.servers], ["10.77.0.1", "10.77.0.2"])
        self.assertEqual(run.decision["outcome"], "contested")
        self.assertEqual([server["decision"]["outcome"] for server in run.servers], ["none", "won"])
        self.assertIn("10.77.0.2", run.decision["reason"])

    def test_a_second_server_that_pings_for_three_seconds_is_not_missed(self):
        fast, slow = self.lab.servers
        Kea(self.lab, {"option-data": [{"name": "provisioning", "data": URLS[0]}]}, namespace=fast).start()
        Dnsmasq(self.lab, [f"--dhcp-option=160,{URLS[1]}"], ping=True, namespace=slow).start()
        run = self.discover(settle=None)
        self.assertEqual(run.decision["outcome"], "contested")
        self.assertEqual([server["server"] for server in run.servers], ["10.77.0.1", "10.77.0.2"])
        self.assertGreater(run.servers[1]["elapsed_ms"], 2500)


if __name__ == "__main__":
    main()
