"""dnsmasq, set up for other devices than this phone: what it sends them is shown, and decides nothing."""

from lab import LabTest, main
from servers import Dnsmasq

PORTAL = "http://10.77.0.1/cgi-bin/captive-detect"


class SurveyTest(LabTest):
    def asked(self, *options, arguments=()):
        Dnsmasq(self.lab, options).start()
        return self.discover(*arguments)

    def assert_nothing_won(self, run):
        self.assert_exit(run, 1)
        self.assertEqual(run.decision["outcome"], "none")
        self.assertEqual(len(run.servers), 1)

    def test_option_150_comes_when_it_is_asked_for(self):
        run = self.asked("--dhcp-option=150,10.77.0.9")
        self.assert_nothing_won(run)
        message = self.assert_finding(run, "dhcp4.other-option", "warning")["message"]
        for words in ("option 150", "10.77.0.9", "Cisco"):
            self.assertIn(words, message)
        self.assertEqual([option["code"] for option in run.servers[0]["other_options"]], [150])

    def test_sub_options_of_43_are_taken_apart(self):
        run = self.asked("--dhcp-option=43,42:04:0a:4d:00:09")
        self.assert_nothing_won(run)
        finding = self.assert_finding(run, "dhcp4.other-option", "warning")
        self.assertIn("sub-option 66: 10.77.0.9", finding["message"])
        self.assertIn("set 66 as text", finding["hint"])
        parts = run.servers[0]["other_options"][0]["sub_options"]
        self.assertEqual([(part["code"], part["text"]) for part in parts], [(66, "10.77.0.9")])

    def test_a_next_server_is_not_option_66(self):
        run = self.asked("--dhcp-boot=,,10.77.0.9")
        self.assert_nothing_won(run)
        self.assertIn("10.77.0.9", self.assert_finding(run, "dhcp4.server-in-header", "warning")["message"])
        self.assertEqual(run.servers[0]["next_server"], "10.77.0.9")

    def test_nobody_is_told_to_set_66_to_a_boot_file(self):
        run = self.asked("--dhcp-boot=pxelinux.0,,10.77.0.9")
        self.assert_nothing_won(run)
        self.assert_finding(run, "dhcp4.server-in-header", "warning")
        self.assertNotIn("pxelinux.0", str([(finding["message"], finding.get("hint")) for finding in run.report["findings"]]))

    def test_the_server_itself_as_next_server_says_nothing(self):
        self.assert_no_finding(self.asked("--dhcp-boot=pxelinux.0"), "dhcp4.server-in-header")

    def test_66_beside_a_boot_file_is_a_leftover(self):
        run = self.asked("--dhcp-option=66,10.77.0.9", "--dhcp-option=67,pxelinux.0")
        self.assert_winner(run, "dhcp66", "10.77.0.9")
        self.assert_finding(run, "dhcp4.network-boot", "warning")

    def test_a_url_in_66_is_no_leftover(self):
        run = self.asked("--dhcp-boot=pxelinux.0,,10.77.0.9", "--dhcp-option=66,http://10.77.0.9/utg/")
        self.assert_winner(run, "dhcp66", "http://10.77.0.9/utg/")
        for identifier in ("dhcp4.network-boot", "dhcp4.server-in-header"):
            self.assert_no_finding(run, identifier)

    def test_a_portal_is_known_by_114_although_the_phone_does_not_ask_for_it(self):
        run = self.asked("--dhcp-option=114,http://10.77.0.1/simple-otp.html", f"--dhcp-option=160,{PORTAL}")
        self.assert_winner(run, "dhcp160", PORTAL)
        self.assert_finding(run, "dhcp4.captive-portal", "warning")
        self.assert_no_finding(run, "dhcp4.other-option")

    def test_first_surveys_nothing(self):
        run = self.asked("--dhcp-option=150,10.77.0.9", "--dhcp-option=66,10.77.0.9", arguments=["--first"])
        self.assert_winner(run, "dhcp66", "10.77.0.9")
        self.assert_no_finding(run, "dhcp4.other-option")


if __name__ == "__main__":
    main()
