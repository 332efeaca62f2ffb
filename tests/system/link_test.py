"""What becomes of the link and of the program while it asks: nobody who may have answered is called absent."""

import concurrent.futures
import signal
import socket
import time

from lab import CLIENT_ADDRESS, CLIENT_MAC, Lab, LabTest, PHONE_MAC, Sniffer, finish_provtool, main, start_provtool
from scripted_pnp import ScriptedPnp, by_the_book, once

URL = "http://prov.example.com/"
ASK = ("discover", "manual", "pnp", "dhcp", "-i", "eth0", "--mac", PHONE_MAC, "--json")
ASKED = ("pnp", "dhcp160", "dhcp159", "dhcp66")
WAYS = {
    "carrier": lambda lab: lab.server.ip("link", "set", "srv0", "down"),
    "set down": lambda lab: lab.client.ip("link", "set", "eth0", "down"),
    "removed": lambda lab: lab.client.ip("link", "delete", "eth0"),
    "moved away": lambda lab: lab.client.ip("link", "set", "eth0", "netns", lab.server.name),
    "other end removed": lambda lab: lab.server.ip("link", "delete", "srv0"),
}
TIMES = {"carrier": (0.5, 1.7, 4.1), "set down": (4.1,), "removed": (0.5, 4.1), "moved away": (1.7,),
         "other end removed": (1.7,)}


def frame(destination, source, rest):
    return (bytes.fromhex((destination + source).replace(":", "")) + rest).ljust(60, b"\0")


class LostLinkTest(LabTest):
    """Each way of losing the link in a lab of its own, side by side, because each run lasts five seconds."""

    def setUp(self):
        pass

    def lose(self, way, after):
        with Lab(client_address=CLIENT_ADDRESS, noise=True) as lab:
            sniffer = Sniffer(lab)
            started = time.monotonic()
            process = start_provtool(lab, *ASK)
            sniffer.wait_for_dhcp(timeout=30)  # several start at once, and a busy computer takes its time
            time.sleep(after)  # what is tested: a moment of the run
            WAYS[way](lab)
            return way, after, finish_provtool(process, ASK, started)

    def test_a_link_lost_in_any_way_at_any_time_leaves_nobody_absent(self):
        with concurrent.futures.ThreadPoolExecutor(len(WAYS) * 2) as workers:
            runs = [workers.submit(self.lose, way, after) for way, times in TIMES.items() for after in times]
            for way, after, run in (run.result() for run in runs):
                with self.subTest(way, after=after):
                    self.assert_exit(run, 3)
                    self.assertEqual(run.statuses(*ASKED), ["not_tested"] * len(ASKED), str(run))
                    message = self.assert_finding(run, "host.link-lost", "warning")["message"]
                    self.assertTrue("went down" in message or "gone" in message, message)
                    self.assert_no_finding(run, "decision.no-source")


class FlapTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def test_a_short_outage_is_told_and_an_answer_afterwards_counts(self):
        ScriptedPnp(self.lab, self.answer_late).start()
        sniffer = Sniffer(self.lab)
        started = time.monotonic()
        process = start_provtool(self.lab, *ASK)
        sniffer.wait_for_dhcp()
        time.sleep(0.7)
        self.lab.server.ip("link", "set", "srv0", "down")
        self.lab.server.ip("link", "set", "srv0", "up")
        run = finish_provtool(process, ASK, started)
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assertIn("came back", self.assert_finding(run, "host.link-lost")["message"])
        self.assertEqual(run.source("dhcp160")["status"], "not_tested")

    def answer_late(self, server, request):
        """Not before the outage is over."""
        return by_the_book(URL)(server, request) if len(server.heard) > 2 else ()


class StoppedTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def stop_for(self, seconds, *arguments):
        sniffer = Sniffer(self.lab)
        started = time.monotonic()
        process = start_provtool(self.lab, *ASK, *arguments)
        sniffer.wait_for_dhcp()
        process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        process.send_signal(signal.SIGCONT)
        return finish_provtool(process, ASK, started)

    def test_what_came_while_it_was_stopped_counts(self):
        def answer(server, request):
            time.sleep(1)
            return by_the_book(URL)(server, request)

        ScriptedPnp(self.lab, once(answer)).start()
        run = self.stop_for(6)
        self.assert_exit(run, 0)
        self.assert_winner(run, "pnp", URL)
        self.assertLess(run.source("pnp")["elapsed_ms"], 3000)
        self.assert_finding(run, "host.overslept", "warning")

    def test_silence_of_a_run_that_was_stopped_says_nothing(self):
        run = self.stop_for(6)
        self.assert_exit(run, 3)
        self.assertEqual(run.statuses(*ASKED), ["not_tested"] * len(ASKED))


class SilentLinkTest(LabTest):
    lab_options = {"client_address": CLIENT_ADDRESS}

    def run_beside(self, *frames):
        """While the switch, or a loop, sends these twice a second."""
        sender = self.lab.server.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self.lab.on_close(sender.close)
        sender.bind(("srv0", 0))
        self.lab.repeat(lambda: [sender.send(each) for each in frames], every=0.5)
        started = time.monotonic()
        return finish_provtool(start_provtool(self.lab, *ASK), ASK, started)

    def test_two_thousand_frames_of_a_switch_are_counted_and_no_life(self):
        sender = self.lab.server.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self.lab.on_close(sender.close)
        sender.bind(("srv0", 0))
        sniffer = Sniffer(self.lab)
        started = time.monotonic()
        process = start_provtool(self.lab, *ASK)
        sniffer.wait_for_dhcp()
        for _ in range(20):
            for _ in range(100):
                sender.send(frame("01:80:c2:00:00:0e", "02:00:00:00:00:01", b"\x88\xcc\x02\x07\x04"))
            time.sleep(0.1)
        run = finish_provtool(process, ASK, started)
        self.assert_exit(run, 3)
        self.assertIn("2000 LLDP", self.assert_finding(run, "host.silent-link", "warning")["message"])
        self.assert_no_finding(run, "dhcp4.no-server")

    def test_a_switch_that_talks_by_itself_is_no_life(self):
        run = self.run_beside(frame("01:80:c2:00:00:00", "02:00:00:00:00:01", b"\x00\x26\x42\x42\x03"),
                              frame("01:80:c2:00:00:0e", "02:00:00:00:00:01", b"\x88\xcc\x02\x07\x04"))
        self.assert_exit(run, 3)
        message = self.assert_finding(run, "host.silent-link", "warning")["message"]
        self.assertTrue("spanning tree" in message and "LLDP" in message, message)
        self.assertEqual(run.statuses(*ASKED), ["not_tested"] * len(ASKED))

    def test_a_request_for_authentication_is_called_so(self):
        run = self.run_beside(frame("01:80:c2:00:00:03", "02:00:00:00:00:01",
                                    b"\x88\x8e\x02\x00\x00\x05\x01\x01\x00\x05\x01"))
        self.assert_exit(run, 3)
        self.assertIn("802.1X", self.assert_finding(run, "host.silent-link")["hint"])

    def test_own_frames_that_come_back_are_no_life(self):
        phone = ":".join(PHONE_MAC[i:i + 2] for i in range(0, 12, 2))
        run = self.run_beside(*(frame("ff:ff:ff:ff:ff:ff", mac, b"\x08\x00\x45") for mac in (CLIENT_MAC, phone)))
        self.assert_exit(run, 3)
        self.assert_finding(run, "host.silent-link")

    def test_somebody_else_is_life(self):
        run = self.run_beside(frame("ff:ff:ff:ff:ff:ff", "02:00:00:00:00:07", b"\x08\x06\x00\x01\x08\x00"))
        self.assert_exit(run, 1)
        self.assert_no_finding(run, "host.silent-link")
        self.assertEqual(run.source("dhcp160")["status"], "no_answer")


if __name__ == "__main__":
    main()
