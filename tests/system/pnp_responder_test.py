"""Responders of other makers' phones: what they demand, what they leave out, and which box they are."""

from lab import SERVER_MACS, main
from scripted_pnp import PnpTest

URL = "http://10.77.0.1/phones/{mac}.cfg"


class ResponderTest(PnpTest):
    def test_one_that_demands_a_version_is_answered_without_firmware_being_given(self):
        def answer(server, request):
            if ';version="' not in request["Event"]:
                return []
            return [server.ok(request), server.notify(request, URL)]

        run = self.ask(answer, "--first")
        self.assert_winner(run, "pnp", URL)
        self.assertIn("the phone calls itself firmware 03.210", run.report["assumptions"])
        self.assertNotIn("firmware", run.report["device"])

    def test_its_mac_and_product_are_told(self):
        def answer(server, request):
            return [server.ok(request, Server="OldPBX 1.6"), server.notify(request, URL, User_Agent="notifier")]

        run = self.ask(answer)
        [responder] = run.report["discovery"]["pnp_responders"]
        self.assertEqual([responder[key] for key in ("mac", "product")], [SERVER_MACS[0], "OldPBX 1.6"])

    def test_a_notify_without_event_or_subscription_state_gives_its_url(self):
        for name in ("Event", "Subscription-State"):
            with self.subTest(name):
                run = self.ask(lambda server, request, name=name: [
                    server.ok(request), server.notify(request, URL, **{name.replace("-", "_"): None})])
                self.assert_winner(run, "pnp", URL)
                self.assertIn(name, self.assert_finding(run, "pnp.header-missing", "warning")["message"])

    def test_a_url_in_the_type_of_the_content_is_shown(self):
        kind = 'message/external-body; access-type="URL"; URL="http://10.77.0.1/x.cfg"'
        run = self.ask(lambda server, request: [
            server.ok(request), server.notify(request, "", Content_Type=kind, Content_ID="<x@host>")])
        self.assertEqual(run.source("pnp")["status"], "empty")
        self.assertIn("http://10.77.0.1/x.cfg",
                      self.assert_finding(run, "pnp.notify-without-url", "warning")["message"])


if __name__ == "__main__":
    main()
