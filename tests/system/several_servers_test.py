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

    def test_different_values_are_a_warning_and_equal_ones_an_info(self):
        self.dnsmasqs(*URLS)
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_finding(run, "dhcp4.multiple-servers", "warning")

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
        both = self.discover("--expect-server", "10.77.0.1", "--expect-server", "10.77.0.2")
        self.assert_exit(both, 0)

    def test_the_decision_follows_the_answer_that_came_first_even_without_a_url(self):
        ScriptedDhcp(self.lab, usual([]), 0).start()
        ScriptedDhcp(self.lab, late(usual([(160, URLS[1].encode())]), 0.3), 1).start()
        run = self.discover()
        self.assert_exit(run, 1)
        self.assertEqual([server["server"] for server in run.servers], ["10.77.0.1", "10.77.0.2"])
        self.assertEqual(run.decision["outcome"], "none")
        self.assertEqual([server["decision"]["outcome"] for server in run.servers], ["none", "won"])
        self.assertIn("10.77.0.2", run.decision["reason"])
        self.assertIn("first", " ".join(run.report["assumptions"]))

    def test_a_second_server_that_pings_for_three_seconds_is_not_missed(self):
        fast, slow = self.lab.servers
        Kea(self.lab, {"option-data": [{"name": "provisioning", "data": URLS[0]}]}, namespace=fast).start()
        Dnsmasq(self.lab, [f"--dhcp-option=160,{URLS[1]}"], ping=True, namespace=slow).start()
        run = self.discover(settle=None)
        self.assert_winner(run, "dhcp160", URLS[0])
        self.assertEqual([server["server"] for server in run.servers], ["10.77.0.1", "10.77.0.2"])
        self.assertGreater(run.servers[1]["elapsed_ms"], 2500)


if __name__ == "__main__":
    main()
