"""Answers in fragments and behind extension headers, made by scapy: a witness of what they look like on the wire."""

import itertools
import logging

from lab import CLIENT_ADDRESS6, LabTest, cannot_run, main
from scripted_dhcp import Answer, ScriptedDhcp, usual
from scripted_dhcp6 import ScriptedDhcp6, ScriptedRouter, advertises, url_option
from scripted_dhcp6 import usual as usual6

logging.getLogger("scapy").setLevel(logging.ERROR)
try:
    from scapy.all import (Ether, IP, IPv6, IPv6ExtHdrDestOpt, IPv6ExtHdrFragment, IPv6ExtHdrHopByHop,
                           IPv6ExtHdrRouting, fragment, fragment6, raw)
except ImportError:
    Ether = None

URL = "http://prov.example.com/" + 200 * "long/" + "{MODEL}.cfg"
SHORT_URL = "http://prov.example.com/{MODEL}.cfg"
_ids = itertools.count(1)


def send_changed(server, answer, change):
    """Sends the frames that `change` makes of the server's usual answer."""
    frame = answer.frame(server.mac, server.address) if isinstance(answer, Answer) else answer.to_bytes()
    for packet in change(Ether(frame)):
        server._socket.send(raw(packet))
    return []


def fragments4(size=256, order=lambda packets: packets, id=7):
    def change(packet):
        packet[IP].id, packet[IP].chksum = id, None
        return [Ether(raw(piece)) for piece in order(fragment(packet, fragsize=size))]
    return change


def _taken_apart(packet):
    """Ethernet and IPv6 headers that fit any payload, and the payload."""
    head = packet.copy()
    head[IPv6].remove_payload()
    del head[IPv6].nh, head[IPv6].plen
    return head, packet[IPv6].payload


def fragments6(size=200, order=lambda packets: packets):
    def change(packet):
        head, whole = _taken_apart(packet)
        return order(fragment6(Ether(raw(head / IPv6ExtHdrFragment(id=next(_ids)) / whole)), size))
    return change


def behind(*headers):
    def change(packet):
        head, whole = _taken_apart(packet)
        for header in headers:
            head = head / header
        return [head / whole]
    return change


def backwards(packets):
    return list(reversed(packets))


def twice(packets):
    return [packet for packet in packets for _ in range(2)]


def all_but(index):
    return lambda packets: packets[:index] + packets[index + 1:]


class Fragments4Test(LabTest):
    lab_options = {"noise": True}

    def setUp(self):
        if Ether is None:
            cannot_run("scapy is not installed")
        super().setUp()

    def ask(self, change, *arguments):
        url = SHORT_URL.encode()
        answer = usual([(160, url), (43, 200 * b"x")])
        ScriptedDhcp(self.lab, lambda server, request: [
            none for message in answer(server, request) for none in send_changed(server, Answer(message), change)]).start()
        return self.discover("--dhcp-timeout", "1", *arguments)

    def test_an_offer_in_fragments(self):
        run = self.ask(fragments4())
        self.assert_winner(run, "dhcp160", SHORT_URL)
        self.assert_no_finding(run, "dhcp4.ignored")

    def test_the_last_fragment_first(self):
        self.assert_winner(self.ask(fragments4(order=backwards)), "dhcp160", SHORT_URL)

    def test_each_fragment_twice(self):
        run = self.ask(fragments4(order=twice))
        self.assert_winner(run, "dhcp160", SHORT_URL)
        self.assert_no_finding(run, "dhcp4.ignored")

    def test_one_id_for_all_packets(self):
        self.assert_winner(self.ask(fragments4(id=0)), "dhcp160", SHORT_URL)

    def test_the_first_fragment_is_lost(self):
        self.assert_lost(self.ask(fragments4(order=all_but(0))))

    def test_a_later_fragment_is_lost(self):
        self.assert_lost(self.ask(fragments4(order=all_but(1))))

    def assert_lost(self, run):
        self.assert_exit(run, 3)
        self.assertEqual(set(run.statuses("dhcp160", "dhcp159", "dhcp66")), {"not_tested"})
        self.assertIn("in fragments that did not all come", run.source("dhcp160")["reason"])

    def test_fragments_of_others_are_none_of_ours(self):
        ScriptedDhcp(self.lab, usual([(160, SHORT_URL.encode())])).start()
        packets = self.lab.server.packet_socket("srv0")
        self.lab.on_close(packets.close)
        other = Ether(dst="ff:ff:ff:ff:ff:ff") / IP(src="10.77.0.9", dst="10.77.0.255", proto=17, flags="MF", id=3)
        frame = raw(other / (b"\x08\x01\x08\x01" + 20 * b"\0"))
        self.lab.repeat(lambda: packets.send(frame), every=0.01)
        run = self.discover()
        self.assert_winner(run, "dhcp160", SHORT_URL)
        self.assert_no_finding(run, "dhcp4.ignored")


class Fragments6Test(LabTest):
    lab_options = {"ipv6": True, "client_address6": CLIENT_ADDRESS6, "noise": True}

    def setUp(self):
        if Ether is None:
            cannot_run("scapy is not installed")
        super().setUp()
        ScriptedRouter(self.lab, advertises(other=True)).start()

        self.server = ScriptedDhcp6(self.lab, None).start()

    def ask(self, change, *arguments):
        answer = usual6(url_option(URL))
        self.server.answer = lambda server, request: [
            none for message in answer(server, request) for none in send_changed(server, message, change)]
        return self.discover("--dhcp-timeout", "1.5", *arguments, sources=("manual", "dhcp6"))

    def test_a_reply_in_fragments(self):
        for order in (list, backwards, twice):
            with self.subTest(order.__name__):
                self.assert_winner(self.ask(fragments6(order=order)), "dhcp6", URL)

    def test_a_reply_behind_extension_headers(self):
        for headers in ([IPv6ExtHdrHopByHop()], [IPv6ExtHdrDestOpt()], [IPv6ExtHdrFragment(id=1)],
                        [IPv6ExtHdrHopByHop(), IPv6ExtHdrDestOpt(), IPv6ExtHdrRouting(), IPv6ExtHdrDestOpt()]):
            with self.subTest(str(headers)):
                run = self.ask(behind(*headers))
                self.assert_winner(run, "dhcp6", URL)
                self.assert_no_finding(run, "dhcp6.ignored")

    def test_a_fragment_that_is_lost(self):
        run = self.ask(fragments6(order=all_but(1)))
        self.assert_exit(run, 3)
        self.assertEqual(run.source("dhcp6")["status"], "not_tested")
        self.assertIn("in fragments that did not all come", run.source("dhcp6")["reason"])


if __name__ == "__main__":
    main()
