"""Kea, whose answer depends on who asks: client classes and reservations."""

from lab import LabTest, main
from servers import Kea

URL = "http://prov.example.com/phones/"


def provisioning(url):
    return {"option-data": [{"name": "provisioning", "data": url}]}


class KeaClientClassTest(LabTest):
    def setUp(self):
        super().setUp()
        phones = {"name": "phones", "test": "substring(option[60].hex,0,9) == 'Panasonic'", **provisioning(URL)}
        Kea(self.lab, {"client-classes": [phones]}).start()

    def test_the_option_is_sent_to_the_phones_vendor_class(self):
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", URL)

    def test_the_option_is_absent_for_another_vendor_class(self):
        run = self.discover("--vendor-class", "Other")
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp160")["status"], "empty")
        self.assert_finding(run, "decision.no-source", "error")


class KeaHostReservationTest(LabTest):
    def setUp(self):
        super().setUp()
        reservation = {"hw-address": "00:80:f0:12:34:56", "ip-address": "10.77.0.77", **provisioning(URL)}
        Kea(self.lab, {"subnet": {"reservations": [reservation]}}).start()

    def test_the_option_is_sent_to_the_reserved_mac_in_any_spelling(self):
        for spelling in ("0080F0123456", "00:80:f0:12:34:56", "00-80-F0-12-34-56"):
            with self.subTest(spelling):
                run = self.discover("--first", mac=spelling)
                self.assert_exit(run, 0)
                self.assert_winner(run, "dhcp160", URL)
                self.assertEqual(run.servers[0]["offered_address"], "10.77.0.77")
                device = run.report["device"]
                self.assertEqual((device["mac"], device["mac_from"]), ("0080F0123456", "option"))

    def test_another_mac_gets_nothing(self):
        run = self.discover(mac="0080F0654321")
        self.assert_exit(run, 1)
        self.assert_finding(run, "decision.no-source", "error")

    def test_without_the_phones_mac_the_report_warns_that_it_asked_as_this_computer(self):
        run = self.discover(mac=None)
        self.assert_exit(run, 1)
        self.assertEqual(run.report["device"]["mac_from"], "interface")
        self.assert_finding(run, "device.mac-not-phone", "warning")


class KeaLongValueTest(LabTest):
    def test_a_value_of_more_than_255_bytes_is_joined_from_its_parts(self):
        url = URL + "x" * 400 + "/"
        Kea(self.lab, provisioning(url)).start()
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp160", url)
        self.assert_finding(run, "dhcp4.option-split", "info")


if __name__ == "__main__":
    main()
