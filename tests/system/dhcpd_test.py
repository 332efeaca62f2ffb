"""ISC dhcpd: the options by definitions of their own, and a ping of one second before the offer."""

from lab import LabTest, main
from servers import Dhcpd

DEFINITIONS = """
option provisioning160 code 160 = text;
option provisioning159 code 159 = text;
"""
URL160 = 'option provisioning160 "http://prov.example.com/160/";\n'
URL159 = 'option provisioning159 "https://prov.example.com/159/";\n'
NAME66 = 'option tftp-server-name "prov.example.com";\n'


class DhcpdTest(LabTest):
    def test_160_beats_159_beats_66(self):
        Dhcpd(self.lab, DEFINITIONS + URL160 + URL159 + NAME66).start()
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", "http://prov.example.com/160/")
        self.assertEqual(run.statuses("dhcp160", "dhcp159", "dhcp66"), ["found"] * 3)

    def test_159_wins_when_160_is_not_sent(self):
        Dhcpd(self.lab, DEFINITIONS + URL159 + NAME66).start()
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp159", "https://prov.example.com/159/")

    def test_a_bare_name_in_66_gives_four_candidates_in_order(self):
        Dhcpd(self.lab, NAME66).start()
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp66", "prov.example.com")
        self.assertEqual(run.decision["resolved"],
                         [f"{scheme}://prov.example.com/KX-UTG200B.cfg" for scheme in ("tftp", "http", "https", "ftp")])
        self.assert_no_finding(run, "url.trailing-nul")

    def test_the_answer_is_found_behind_the_ping_of_one_second_before_the_offer(self):
        Dhcpd(self.lab, DEFINITIONS + URL160, ping=True).start()
        run = self.discover()
        self.assert_exit(run, 0)
        self.assertGreater(run.servers[0]["elapsed_ms"], 500)

    def test_a_reservation_by_client_identifier_follows_the_option(self):
        host = """host phone {
  option dhcp-client-identifier 01:00:80:f0:12:34:56;
  option provisioning160 "http://reserved.example.com/";
}
"""
        Dhcpd(self.lab, DEFINITIONS + host).start()
        self.assert_winner(self.discover("--first"), "dhcp160", "http://reserved.example.com/")
        self.assertEqual(self.discover("--client-id", "none").decision["outcome"], "none")


if __name__ == "__main__":
    main()
