"""dnsmasq, the server of small networks: option 66 ends in a NUL, and it pings before it offers."""

from lab import CLIENT_ADDRESS, LabTest, SERVER_MACS, main
from servers import Dnsmasq

URL160 = "--dhcp-option=160,http://prov.example.com/utg200/{MODEL}.cfg"
URL159 = "--dhcp-option=159,https://prov159.example.com/"
ADDRESS66 = "--dhcp-option=66,10.77.0.1"


class DnsmasqTest(LabTest):
    def dnsmasq(self, *options, **different):
        return Dnsmasq(self.lab, options, **different).start()

    def test_160_beats_159_beats_66(self):
        self.dnsmasq(URL160, URL159, ADDRESS66)
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", "http://prov.example.com/utg200/{MODEL}.cfg")
        self.assertEqual(run.decision["resolved"], ["http://prov.example.com/utg200/KX-UTG200B.cfg"])
        self.assertTrue(run.decision["usable"])
        self.assertEqual([run.source(name)["standing"] for name in ("dhcp160", "dhcp159", "dhcp66")],
                         ["won", "outranked", "outranked"])
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["found"] * 3)
        self.assert_finding(run, "decision.shadowed", "info")
        self.assert_finding(run, "dhcp4.offer-only", "info")

    def test_159_wins_when_160_is_not_sent(self):
        self.dnsmasq(URL159, ADDRESS66)
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp159", "https://prov159.example.com/")
        self.assertEqual(run.decision["resolved"], ["https://prov159.example.com/KX-UTG200B.cfg"])
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["empty", "found", "found"])

    def test_66_alone_is_read_without_its_nul_and_gives_four_candidates_in_order(self):
        self.dnsmasq(ADDRESS66)
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp66", "10.77.0.1")
        self.assertEqual(run.decision["resolved"],
                         [f"{scheme}://10.77.0.1/KX-UTG200B.cfg" for scheme in ("tftp", "http", "https", "ftp")])
        self.assert_finding(run, "url.trailing-nul", "info")
        self.assert_finding(run, "url.scheme-missing", "info")
        self.assertEqual(bytes.fromhex(run.source("dhcp66")["raw_hex"]), b"10.77.0.1\0")

    def test_a_server_without_the_options_is_an_answer_that_names_no_source(self):
        self.dnsmasq()
        run = self.discover()
        self.assert_exit(run, 1)
        self.assertEqual(run.decision["outcome"], "none")
        self.assertEqual(run.statuses("manual", "dhcp160", "dhcp159", "dhcp66"), ["empty"] * 4)
        self.assert_finding(run, "decision.no-source", "error")
        self.assert_no_finding(run, "host.silent-link")

    def test_the_answer_is_found_behind_the_ping_of_three_seconds_before_the_offer(self):
        self.dnsmasq(URL160, ping=True)
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", "http://prov.example.com/utg200/{MODEL}.cfg")
        self.assertGreater(run.servers[0]["elapsed_ms"], 2500)

    def test_the_server_is_listed_with_address_mac_delay_and_all_its_options(self):
        self.dnsmasq(URL160)
        [server] = self.discover().servers
        self.assertEqual((server["server"], server["from"], server["mac"]), ("10.77.0.1", "10.77.0.1", SERVER_MACS[0]))
        self.assertEqual((server["family"], server["exchange"]), (4, "offer"))
        self.assertRegex(server["offered_address"], r"^10\.77\.0\.1\d\d$")
        self.assertLess(server["elapsed_ms"], 2000)
        self.assertLessEqual({1, 51, 54, 160}, {option["code"] for option in server["options"]})
        self.assertEqual(server["decision"]["winner"], "dhcp160")

    def test_a_url_set_by_hand_beats_everything(self):
        self.dnsmasq(URL160)
        run = self.discover("--manual-url", "http://by-hand.example.com/")
        self.assert_exit(run, 0)
        self.assert_winner(run, "manual", "http://by-hand.example.com/")
        self.assertEqual(run.source("dhcp160")["standing"], "outranked")

    def test_a_disabled_option_is_off_and_the_next_one_wins(self):
        self.dnsmasq(URL160, URL159)
        run = self.discover("--disable", "dhcp160")
        self.assert_exit(run, 0)
        self.assertEqual(run.source("dhcp160")["status"], "off")
        self.assert_winner(run, "dhcp159", "https://prov159.example.com/")

    def test_an_expectation_that_fails_is_exit_1(self):
        self.dnsmasq(URL160, URL159)
        run = self.discover("--expect-source", "dhcp159")
        self.assert_exit(run, 1)
        self.assert_finding(run, "decision.expectation", "error")
        self.assert_exit(self.discover("--expect-source", "dhcp160"), 0)

    def test_first_ends_as_soon_as_the_winner_is_certain(self):
        self.dnsmasq(URL160)
        run = self.discover("--first", settle=None)
        self.assert_winner(run, "dhcp160", "http://prov.example.com/utg200/{MODEL}.cfg")
        self.assertLess(run.report["duration_ms"], 3000)  # --settle is 3.5 s

    def test_a_window_shorter_than_its_address_check_proves_nothing(self):
        self.lab.make_noise()
        Dnsmasq(self.lab, [URL160], ping=True).start()
        run = self.discover("--dhcp-timeout", "1")
        self.assert_exit(run, 3)
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["not_tested"] * 3)
        self.assertIn("asked for 1.0 s", run.source("dhcp160")["reason"])

    def test_an_ack_shows_what_the_phone_reads_and_a_random_mac_gives_its_lease_back(self):
        server = self.dnsmasq(URL160)
        run = self.discover("--dhcp-exchange", "ack", "--take-lease", mac="random")
        self.assert_exit(run, 0)
        self.assertEqual(run.servers[0]["exchange"], "ack")
        self.assert_no_finding(run, "dhcp4.offer-only")
        self.assertIn("DHCPRELEASE", server.log)
        self.assertEqual(server.leases, "")

    def test_an_offer_takes_no_lease(self):
        server = self.dnsmasq(URL160)
        self.discover()
        self.assertEqual(server.leases, "")
        self.assertNotIn("DHCPREQUEST", server.log)


class DnsmasqAskedByAHostWithAnAddressTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def test_an_inform_is_answered_and_shown(self):
        server = Dnsmasq(self.lab, [URL160]).start()
        run = self.discover("--dhcp-exchange", "inform")
        self.assert_exit(run, 0)
        self.assertEqual([server["exchange"] for server in run.servers], ["inform"])
        self.assert_winner(run, "dhcp160", "http://prov.example.com/utg200/{MODEL}.cfg")
        self.assertIn("DHCPINFORM", server.log)
        self.assertEqual(server.leases, "")

    def test_the_offer_is_found_too(self):
        Dnsmasq(self.lab, [URL160]).start()
        run = self.discover()
        self.assert_exit(run, 0)
        self.assertIn(CLIENT_ADDRESS, run.report["interface"]["addresses"])
        self.assert_winner(run, "dhcp160", "http://prov.example.com/utg200/{MODEL}.cfg")


if __name__ == "__main__":
    main()
