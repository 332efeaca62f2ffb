"""The 200 to a NOTIFY: one for every transmission, with the header fields it needs, to the right port."""

import time

from lab import main, wait_until
from scripted_pnp import PnpTest

URL = "http://prov.example.com/"


class AnswerTest(PnpTest):
    def test_every_transmission_of_a_notify_gets_its_own_200(self):
        def answer(server, request):
            first = server.notify(request, URL, Via="SIP/2.0/UDP 10.77.0.1:5060;branch=z9hG4bKone", CSeq="1 NOTIFY")
            second = server.notify(request, URL, Via="SIP/2.0/UDP 10.77.0.1:5060;branch=z9hG4bKtwo", CSeq="2 NOTIFY")
            return [server.ok(request), first, first, second, first]

        server = self.server
        self.assert_exit(self.ask(answer), 0)
        wait_until(lambda: len(server.responses) >= 4, "four answers came")
        self.assertEqual([response.start for response in server.responses], ["SIP/2.0 200 OK"] * 4)
        self.assertEqual(
            [(response["CSeq"], response["Via"].rpartition("=")[2]) for response in server.responses],
            [("1 NOTIFY", "z9hG4bKone"), ("1 NOTIFY", "z9hG4bKone"), ("2 NOTIFY", "z9hG4bKtwo"),
             ("1 NOTIFY", "z9hG4bKone")])

    def test_a_notify_that_comes_again_later_is_answered_again(self):
        def answer(server, request):
            notify = server.notify(request, URL)
            yield server.ok(request)
            for _ in range(3):
                yield notify
                time.sleep(0.2)

        self.assert_exit(self.ask(answer), 0)
        self.assertEqual(len(self.server.responses), 3)
        self.assertEqual(len({response["Via"] for response in self.server.responses}), 1)

    def answered_at(self, via):
        """The port that gets the 200 to a NOTIFY from port 5080."""
        def answer(server, request):
            server.send(server.notify(request, URL, Via=via), request.source, port=5080)
            return [server.ok(request)]

        run = self.ask(answer, "--first")
        self.assert_winner(run, "pnp", URL)
        self.assert_finding(run, "pnp.other-port", "info")
        [response] = wait_until(self.our_responses, "the 200 has come")
        return response.destination[1]

    def test_without_rport_the_200_goes_to_the_port_in_via(self):
        self.assertEqual(self.answered_at("SIP/2.0/UDP 10.77.0.1:5090;branch=z9hG4bKx"), 5090)

    def test_without_rport_and_port_the_200_goes_to_5060(self):
        self.assertEqual(self.answered_at("SIP/2.0/UDP 10.77.0.1;branch=z9hG4bKx"), 5060)

    def test_with_rport_the_200_goes_to_where_the_notify_came_from(self):
        self.assertEqual(self.answered_at("SIP/2.0/UDP 10.77.0.1:5090;branch=z9hG4bKx;rport"), 5080)


if __name__ == "__main__":
    main()
