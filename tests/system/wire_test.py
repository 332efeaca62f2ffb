"""What provtool sends and saves, judged by programs that share no code with it: tshark and scapy."""

from lab import CLIENT_MAC, LabTest, PHONE_MAC, Sniffer, cannot_run, main
from scripted_dhcp import ScriptedDhcp, usual
from tshark import GOOD, dissect

URL = "http://prov.example.com/"
PHONE_MAC_COLONS = "00:80:f0:12:34:56"
FIELDS = """eth.src eth.dst ip.src ip.dst ip.checksum.status udp.checksum.status udp.srcport udp.dstport
dhcp.type dhcp.id dhcp.flags.bc dhcp.hw.mac_addr dhcp.option.type dhcp.option.dhcp dhcp.option.vendor_class_id
dhcp.option.request_list_item _ws.malformed _ws.expert.severity""".split()


def tshark(path):
    return dissect(path, "dhcp", FIELDS)


class WireTest(LabTest):
    def setUp(self):
        super().setUp()
        self.sniffer = Sniffer(self.lab)
        ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()

    def sniffed(self):
        path = self.lab.directory / "wire.pcap"
        self.sniffer.save(path)
        return path

    def test_tshark_finds_a_whole_discover_as_a_phone_would_send_it(self):
        self.assert_exit(self.discover("--first"), 0)
        [packet] = tshark(self.sniffed())
        expected = {
            "eth.src": CLIENT_MAC, "eth.dst": "ff:ff:ff:ff:ff:ff", "ip.src": "0.0.0.0", "ip.dst": "255.255.255.255",
            "udp.srcport": "68", "udp.dstport": "67", "ip.checksum.status": GOOD, "udp.checksum.status": GOOD,
            "dhcp.type": "1", "dhcp.option.dhcp": "1", "dhcp.option.vendor_class_id": "Panasonic",
            "dhcp.hw.mac_addr": f"{PHONE_MAC_COLONS},{PHONE_MAC_COLONS}",  # in chaddr and in the client identifier
            "_ws.malformed": "", "_ws.expert.severity": "",
        }
        self.assertEqual({field: packet[field] for field in expected}, expected)
        self.assertIn(packet["dhcp.flags.bc"], ("1", "True"))
        self.assertLessEqual({"66", "159", "160"}, set(packet["dhcp.option.request_list_item"].split(",")))
        self.assertNotEqual(int(packet["dhcp.id"], 16), 0)

    def test_two_runs_use_different_transactions(self):
        self.discover("--first")
        self.discover("--first")
        self.assertEqual(len({packet["dhcp.id"] for packet in tshark(self.sniffed())}), 2)

    def test_identity_options_change_what_is_sent(self):
        self.discover("--first", "--vendor-class", "Other", "--client-id", "none", "--request", "43,125")
        [packet] = tshark(self.sniffed())
        self.assertEqual(packet["dhcp.option.vendor_class_id"], "Other")
        self.assertNotIn("61", packet["dhcp.option.type"].split(","))
        self.assertLessEqual({"43", "66", "125", "159", "160"}, set(packet["dhcp.option.request_list_item"].split(",")))

    def test_every_packet_of_an_ack_exchange_is_well_formed(self):
        self.assert_exit(self.discover("--dhcp-exchange", "ack", "--take-lease", mac="random"), 0)
        packets = tshark(self.sniffed())
        self.assertEqual([packet["dhcp.option.dhcp"] for packet in packets], ["1", "3", "7"])
        for packet in packets:
            checked = ("ip.checksum.status", "udp.checksum.status", "_ws.malformed", "eth.src")
            self.assertEqual([packet[field] for field in checked], [GOOD, GOOD, "", CLIENT_MAC])

    def test_a_saved_capture_holds_both_directions_and_tshark_reads_it(self):
        path = self.lab.directory / "saved.pcapng"
        self.assert_exit(self.discover("--first", "--save-capture", str(path)), 0)
        packets = tshark(path)
        self.assertEqual([packet["dhcp.option.dhcp"] for packet in packets], ["1", "2"])
        self.assertEqual(len({packet["dhcp.id"] for packet in packets}), 1)
        self.assertEqual(packets[0]["dhcp.id"], tshark(self.sniffed())[0]["dhcp.id"])

    def test_scapy_reads_the_discover_and_makes_the_same_bytes_again(self):
        try:
            from scapy.all import BOOTP, DHCP, IP, UDP, Ether
        except ImportError:
            cannot_run("scapy is not installed")
        self.assert_exit(self.discover("--first"), 0)
        [frame] = self.sniffer.dhcp_frames()
        packet = Ether(frame)
        options = dict(option for option in packet[DHCP].options if isinstance(option, tuple) and len(option) == 2)
        bootp, mac = packet[BOOTP], bytes.fromhex(PHONE_MAC)
        self.assertEqual((bootp.op, bootp.htype, bootp.hlen, bootp.flags.value), (1, 1, 6, 0x8000))
        self.assertEqual((packet.src, bootp.chaddr[:6]), (CLIENT_MAC, mac))
        self.assertEqual((bootp.giaddr, bootp.ciaddr), ("0.0.0.0", "0.0.0.0"))
        self.assertEqual((options["message-type"], options["vendor_class_id"]), (1, b"Panasonic"))
        self.assertEqual(options["client_id"], b"\1" + mac)
        self.assertLessEqual({66, 159, 160}, set(options["param_req_list"]))
        self.assertIn("end", packet[DHCP].options)
        sums = packet[IP].chksum, packet[UDP].chksum
        del packet[IP].chksum, packet[UDP].chksum
        again = Ether(bytes(packet))
        self.assertEqual((again[IP].chksum, again[UDP].chksum), sums)


if __name__ == "__main__":
    main()
