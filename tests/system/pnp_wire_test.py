"""The SUBSCRIBE and the 200 of provtool, on the wire and in its own capture, judged by tshark."""

from lab import CLIENT_ADDRESS, CLIENT_MAC, SERVER_MACS, LabTest, PHONE_MAC, Sniffer, main, wait_until
from scripted_pnp import ScriptedPnp, by_the_book
from tshark import GOOD, dissect

URL = "http://prov.example.com/"
PHONE = f"sip:MAC%3a{PHONE_MAC}@224.0.1.75"
GROUP_MAC = "01:00:5e:00:01:4b"
FIELDS = """frame.time_epoch eth.src eth.dst ip.src ip.dst ip.ttl udp.srcport udp.dstport ip.checksum.status
udp.checksum.status sip.Method sip.Status-Code sip.r-uri sip.from.addr sip.to.addr sip.from.tag sip.to.tag
sip.Via.branch sip.Via.sent-by.address sip.Via.sent-by.port sip.Via.rport sip.Call-ID sip.CSeq sip.Max-Forwards
sip.Contact sip.Event sip.Expires sip.Accept sip.User-Agent sip.Content-Length _ws.malformed
_ws.expert.severity""".split()
SENT_AT = [number * 0.5 for number in range(10)]


def sip_packets(path):
    return dissect(path, "sip", FIELDS, udp_checksums=path.suffix == ".pcapng")


class AnsweredTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def setUp(self):
        super().setUp()
        self.sniffer = Sniffer(self.lab)
        self.responder = ScriptedPnp(self.lab, by_the_book(URL)).start()
        self.saved = self.lab.directory / "saved.pcapng"
        run = self.discover("--first", "--firmware", "01.133", "--save-capture", str(self.saved), sources=("pnp",))
        self.assert_exit(run, 0)
        wait_until(lambda: len(self.sniffer.sip_datagrams()) >= 2, "the SUBSCRIBE and the 200 arrived")
        self.arrived = self.lab.directory / "arrived.pcap"
        self.sniffer.save(self.arrived)

    def test_the_subscribe_is_whole_and_as_a_phone_would_send_it(self):
        subscribe = sip_packets(self.arrived)[0]
        expected = {
            "eth.src": CLIENT_MAC, "eth.dst": GROUP_MAC, "ip.src": "10.77.0.50", "ip.dst": "224.0.1.75", "ip.ttl": "1",
            "udp.srcport": "5060", "udp.dstport": "5060", "ip.checksum.status": GOOD,
            "sip.Method": "SUBSCRIBE", "sip.r-uri": PHONE, "sip.from.addr": PHONE, "sip.to.addr": PHONE,
            "sip.to.tag": "", "sip.Via.sent-by.address": "10.77.0.50", "sip.Via.sent-by.port": "5060",
            "sip.CSeq": "1 SUBSCRIBE", "sip.Max-Forwards": "70", "sip.Contact": "<sip:10.77.0.50:5060>",
            "sip.Expires": "0", "sip.Accept": "application/url", "sip.Content-Length": "0",
            "sip.Event": 'ua-profile;profile-type="device";vendor="Panasonic";model="KX-UTG200B";version="01.133"',
            "_ws.malformed": "", "_ws.expert.severity": "",
        }
        self.assertEqual({field: subscribe[field] for field in expected}, expected)
        self.assertTrue(subscribe["sip.Via.branch"].startswith("z9hG4bK"), subscribe)
        self.assertTrue(subscribe["sip.from.tag"] and subscribe["sip.Call-ID"], subscribe)
        self.assertIn("Panasonic_KX-UTG200B/01.133", subscribe["sip.User-Agent"])

    def test_the_200_has_what_the_notify_had(self):
        [ours] = [packet for packet in sip_packets(self.arrived) if packet["sip.Status-Code"]]
        [notify] = [packet for packet in sip_packets(self.saved) if packet["sip.Method"] == "NOTIFY"]
        copied = ("sip.from.addr", "sip.from.tag", "sip.to.addr", "sip.to.tag", "sip.Via.branch", "sip.Call-ID",
                  "sip.CSeq")
        self.assertEqual([ours[field] for field in copied], [notify[field] for field in copied])
        expected = {"sip.Status-Code": "200", "eth.src": CLIENT_MAC, "eth.dst": SERVER_MACS[0], "ip.src": "10.77.0.50",
                    "ip.dst": "10.77.0.1", "udp.srcport": "5060", "udp.dstport": "5060", "sip.Content-Length": "0",
                    "_ws.malformed": "", "_ws.expert.severity": ""}
        self.assertEqual({field: ours[field] for field in expected}, expected)

    def test_the_saved_capture_holds_the_whole_conversation_once(self):
        packets = sip_packets(self.saved)
        self.assertEqual([packet["sip.Method"] or packet["sip.Status-Code"] for packet in packets],
                         ["SUBSCRIBE", "200", "NOTIFY", "200"])
        self.assertEqual([packet["_ws.malformed"] for packet in packets], [""] * 4)
        self.assertEqual([packet["udp.checksum.status"] for packet in (packets[0], packets[3])], [GOOD] * 2)
        self.assertEqual([packet["_ws.expert.severity"] for packet in (packets[0], packets[3])], [""] * 2)

    def test_what_it_saved_of_its_own_is_what_arrived(self):
        same = [field for field in FIELDS if field not in ("frame.time_epoch", "udp.checksum.status")]
        saved = [packet for packet in sip_packets(self.saved) if packet["eth.src"] == CLIENT_MAC]
        arrived = sip_packets(self.arrived)
        self.assertEqual([[packet[field] for field in same] for packet in saved],
                         [[packet[field] for field in same] for packet in arrived])

    def test_two_runs_are_two_conversations(self):
        self.discover("--first", sources=("pnp",))
        first, second = (request.headers for request in self.responder.heard)
        for name in ("Via", "From", "Call-ID"):
            self.assertNotEqual(first[name], second[name])


class UnansweredTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def test_a_subscribe_that_nobody_answers_is_repeated_with_the_same_branch(self):
        sniffer = Sniffer(self.lab)
        path = self.lab.directory / "saved.pcapng"
        self.assert_exit(self.discover("--save-capture", str(path), sources=("pnp",)), 1)
        sniffer.save(self.lab.directory / "arrived.pcap")
        for capture in (path, self.lab.directory / "arrived.pcap"):
            with self.subTest(capture.name):
                packets = sip_packets(capture)
                times = [float(packet["frame.time_epoch"]) for packet in packets]
                self.assertEqual(len(times), len(SENT_AT))
                for time, expected in zip(times, SENT_AT):
                    self.assertAlmostEqual(time - times[0], expected, delta=0.15)
                for field in ("sip.Via.branch", "sip.CSeq", "sip.Call-ID", "sip.from.tag"):
                    self.assertEqual(len({packet[field] for packet in packets}), 1, field)
                self.assertEqual({packet["sip.Method"] for packet in packets}, {"SUBSCRIBE"})


if __name__ == "__main__":
    main()
