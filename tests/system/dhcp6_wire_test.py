"""What is asked over IPv6 and what is saved, judged by programs that share no code with provtool: tshark and scapy."""

from lab import CLIENT_LINK_LOCAL, CLIENT_MAC, Sniffer, cannot_run, main
from scripted_dhcp6 import (Dhcp6Test, INFORMATION_REQUEST, SOLICIT, ScriptedDhcp6, ScriptedRouter, advertises, only,
                            prefix_option, url_option, usual)
from tshark import GOOD, dissect

URL = "http://prov.example.com/"
PHONE_MAC_COLONS = "00:80:f0:12:34:56"
ETHERNET = "1"
ALL_DHCP_SERVERS, ALL_ROUTERS = ("ff02::1:2", "33:33:00:01:00:02"), ("ff02::2", "33:33:00:00:00:02")
LAYERS = "eth.src eth.dst ipv6.src ipv6.dst ipv6.hlim _ws.malformed _ws.expert.severity".split()
DHCPV6 = [*LAYERS, *"""udp.srcport udp.dstport udp.checksum.status dhcpv6.msgtype dhcpv6.xid dhcpv6.option.type
dhcpv6.requested_option_code dhcpv6.duidll.hwtype dhcpv6.duidll.link_layer_addr dhcpv6.elapsed_time dhcpv6.iaid
dhcpv6.vendorclass.enterprise dhcpv6.vendorclass.data""".split()]
ICMPV6 = [*LAYERS, "icmpv6.type", "icmpv6.checksum.status", "icmpv6.opt.linkaddr"]
SOLICITATION, ADVERTISEMENT = "133", "134"


class WireTest(Dhcp6Test):
    lab_options = {**Dhcp6Test.lab_options, "noise": True}
    has_router = False

    def setUp(self):
        super().setUp()
        self.sniffer = Sniffer(self.lab)

    def sniffed(self, protocol, fields):
        path = self.lab.directory / "wire.pcap"
        self.sniffer.save(path)
        return dissect(path, protocol, fields)

    def questions(self, type):
        return [packet for packet in self.sniffed("dhcpv6", DHCPV6) if packet["dhcpv6.msgtype"] == str(type)]

    def assert_asked_all_servers(self, packet):
        expected = {
            "eth.src": CLIENT_MAC, "eth.dst": ALL_DHCP_SERVERS[1], "ipv6.src": CLIENT_LINK_LOCAL,
            "ipv6.dst": ALL_DHCP_SERVERS[0], "udp.srcport": "546", "udp.dstport": "547", "udp.checksum.status": GOOD,
            "dhcpv6.duidll.hwtype": ETHERNET, "dhcpv6.duidll.link_layer_addr": PHONE_MAC_COLONS,
            "_ws.malformed": "", "_ws.expert.severity": "",
        }
        self.assertEqual({field: packet[field] for field in expected}, expected)
        self.assertNotEqual(int(packet["dhcpv6.xid"], 16), 0)

    def test_tshark_finds_a_whole_information_request(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        self.assert_exit(self.ask("--first"), 0)
        [packet] = self.questions(INFORMATION_REQUEST)
        self.assert_asked_all_servers(packet)
        requested = set(packet["dhcpv6.requested_option_code"].split(","))
        self.assertLessEqual({"17", "23", "24", "32", "83"}, requested)  # RFC 8415 18.2.6: 32 and INF_MAX_RT
        self.assertEqual(packet["dhcpv6.elapsed_time"], "0")
        self.assertNotIn("3", packet["dhcpv6.option.type"].split(","))  # RFC 8415 16.12: no IA

    def test_tshark_finds_a_whole_solicit(self):
        ScriptedDhcp6(self.lab, only(SOLICIT, usual(url_option(URL)))).start()
        self.assert_exit(self.ask("--first"), 0)
        [packet] = self.questions(SOLICIT)
        self.assert_asked_all_servers(packet)
        requested = set(packet["dhcpv6.requested_option_code"].split(","))
        self.assertLessEqual({"17", "23", "24", "82"}, requested)  # RFC 8415 18.2.1: SOL_MAX_RT
        self.assertFalse({"32", "83"} & requested)  # for the Information-request alone
        options = packet["dhcpv6.option.type"].split(",")
        self.assertEqual(options.count("3"), 1)  # without an IA some servers are silent
        self.assertNotIn("14", options)  # a Rapid Commit would take the address

    def test_the_enterprise_and_the_vendor_class_are_what_the_command_line_says(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        self.ask("--first")
        self.ask("--first", "--enterprise", "9999", "--vendor-class", "Other")
        packets = self.questions(INFORMATION_REQUEST)
        self.assertEqual([packet["dhcpv6.vendorclass.enterprise"] for packet in packets], ["258", "9999"])
        self.assertEqual([packet["dhcpv6.vendorclass.data"] for packet in packets], ["Panasonic", "Other"])

    def test_a_repeated_question_keeps_its_transaction_and_its_elapsed_time_grows(self):
        self.ask()
        for type in (INFORMATION_REQUEST, SOLICIT):
            packets = self.questions(type)
            self.assertGreaterEqual(len(packets), 2)
            self.assertEqual(len({packet["dhcpv6.xid"] for packet in packets}), 1)
            elapsed = [float(packet["dhcpv6.elapsed_time"]) for packet in packets]
            self.assertEqual(elapsed[0], 0)
            self.assertEqual(elapsed, sorted(set(elapsed)))
            for packet in packets:
                self.assert_asked_all_servers(packet)

    def test_two_runs_use_different_transactions(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        self.ask("--first")
        self.ask("--first")
        self.assertEqual(len({packet["dhcpv6.xid"] for packet in self.questions(INFORMATION_REQUEST)}), 2)

    def test_tshark_finds_whole_router_solicitations(self):
        self.ask()
        packets = [packet for packet in self.sniffed("icmpv6", ICMPV6) if packet["icmpv6.type"] == SOLICITATION]
        self.assertEqual(len(packets), 10)  # until somebody advertises
        packet = packets[0]
        expected = {
            "eth.src": CLIENT_MAC, "eth.dst": ALL_ROUTERS[1], "ipv6.src": CLIENT_LINK_LOCAL, "ipv6.dst": ALL_ROUTERS[0],
            "ipv6.hlim": "255", "icmpv6.checksum.status": GOOD, "icmpv6.opt.linkaddr": CLIENT_MAC,
            "_ws.malformed": "", "_ws.expert.severity": "",
        }
        self.assertEqual({field: packet[field] for field in expected}, expected)

    def test_a_saved_capture_holds_both_directions_and_tshark_reads_it(self):
        ScriptedDhcp6(self.lab, usual(url_option(URL))).start()
        ScriptedRouter(self.lab, advertises(False, True, options=prefix_option())).start()
        path = self.lab.directory / "saved.pcapng"
        self.assert_exit(self.ask("--save-capture", str(path)), 0)
        messages, neighbours = dissect(path, "dhcpv6 and not icmpv6", DHCPV6), dissect(path, "icmpv6", ICMPV6)
        self.assertEqual([packet["dhcpv6.msgtype"] for packet in messages], ["11", "7"])
        self.assertEqual(len({packet["dhcpv6.xid"] for packet in messages}), 1)
        self.assertEqual([packet["icmpv6.type"] for packet in neighbours], [SOLICITATION, ADVERTISEMENT])
        for packet in messages + neighbours:
            self.assertEqual([packet["_ws.malformed"], packet["_ws.expert.severity"]], ["", ""])
            self.assertEqual(packet.get("udp.checksum.status", GOOD), GOOD)
            self.assertEqual(packet.get("icmpv6.checksum.status", GOOD), GOOD)

    def test_scapy_reads_the_questions_and_makes_the_same_bytes_again(self):
        try:
            from scapy.all import DHCP6_InfoRequest, DHCP6_Solicit, DHCP6OptClientId, Ether, ICMPv6ND_RS, UDP, raw
        except ImportError:
            cannot_run("scapy is not installed")
        ScriptedDhcp6(self.lab, only(SOLICIT, usual(url_option(URL)))).start()
        self.assert_exit(self.ask("--first"), 0)
        frames = [Ether(frame) for _, frame in list(self.sniffer.frames)]
        for kind in (DHCP6_InfoRequest, DHCP6_Solicit, ICMPv6ND_RS):
            packet = next(frame for frame in frames if kind in frame)
            again = packet.copy()
            layer = again[UDP] if UDP in again else again[ICMPv6ND_RS]
            value = layer.chksum if UDP in again else layer.cksum
            setattr(layer, "chksum" if UDP in again else "cksum", None)
            rebuilt = Ether(raw(again))
            self.assertEqual(rebuilt[UDP].chksum if UDP in again else rebuilt[ICMPv6ND_RS].cksum, value)
            if DHCP6OptClientId in packet:
                self.assertEqual(packet[DHCP6OptClientId].duid.lladdr, PHONE_MAC_COLONS)


if __name__ == "__main__":
    main()
