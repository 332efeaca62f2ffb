"""A flood of what nobody asked for: it costs the run neither time nor memory, and hides no answer."""

import os
import pathlib
import resource

from lab import CLIENT_ADDRESS, LabTest, main, provtool
from scripted_dhcp import Answer, Message, ScriptedDhcp, usual

URL = "http://prov.example.com/{MODEL}.cfg"


class FloodTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def setUp(self):
        super().setUp()
        self.sanitized = b"__asan_init" in pathlib.Path(provtool()).read_bytes()

    def flood(self, frames):
        """As fast as one thread can, for as long as the lab is there; about 60,000 a second."""
        sender = self.lab.server.packet_socket("srv0")
        self.lab.on_close(sender.close)

        def send():
            for _ in range(500):
                for frame in frames:
                    sender.send(frame)

        self.lab.repeat(send, every=0)

    def empty_sip(self, to_port=5060):
        answer = Answer(Message(), payload=b"", to_ip=CLIENT_ADDRESS.partition("/")[0], to_port=to_port)
        return answer.frame(bytes.fromhex("00005e005301"), "10.77.0.1")

    def ask(self, *arguments, sources=("manual", "pnp", "dhcp")):
        self.capture = self.lab.directory / "run.pcapng"
        return self.discover("--pnp-timeout", "2", "--dhcp-timeout", "2", "--save-capture", str(self.capture), *arguments,
                             sources=sources)

    def assert_cheap(self, run):
        self.assertLess(run.report["duration_ms"], 2500)
        self.assertLess(run.seconds, 5 if self.sanitized else 3)
        self.assertLess(os.path.getsize(self.capture), 2 << 20)
        if not self.sanitized:
            self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, 40 << 10)

    def test_empty_datagrams(self):
        ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()
        self.flood([self.empty_sip()])
        run = self.ask()
        self.assert_cheap(run)
        self.assert_found_or_said(run)

    def assert_found_or_said(self, run):
        """What the kernel had no room for nobody heard; that is said, and nothing is called absent."""
        heard = run.source("dhcp160")
        self.assertIn(heard["status"], ("found", "not_tested"), str(run))
        if heard["status"] == "not_tested":
            self.assert_finding(run, "host.dropped")

    def test_fragments_of_others_and_of_nobody(self):
        ScriptedDhcp(self.lab, usual([(160, URL.encode())])).start()
        first = bytearray(self.empty_sip(2049))
        first[20] = 0x20  # more fragments
        first[24:26] = bytes(2)
        total = sum(int.from_bytes(first[at:at + 2], "big") for at in range(14, 34, 2))
        first[24:26] = (0xFFFF - (total % 0xFFFF)).to_bytes(2, "big")
        self.flood([bytes(first)])
        run = self.ask(sources=("manual", "dhcp"))
        self.assert_cheap(run)
        self.assert_found_or_said(run)


if __name__ == "__main__":
    main()
