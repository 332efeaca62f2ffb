"""Values that real servers send as something else than the text that was meant: hex, DNS labels, raw addresses."""

from lab import LabTest, main
from scripted_dhcp6 import Dhcp6Test
from servers import Dnsmasq, Kea
from servers6 import Kea6, kea_vendor_options

URL = "http://10.77.0.9/"


class TypedTest(LabTest):
    def assert_explained(self, run, severity, *words):
        message = self.assert_finding(run, "url.encoded", severity)["message"]
        for word in words:
            self.assertIn(word, message)
        for generic in ("url.control-characters", "url.trailing-nul", "url.ipv6-brackets", "dhcp4.option-binary"):
            self.assert_no_finding(run, generic)


class DnsmasqTest(TypedTest):
    def dnsmasq(self, text):
        """In a file quotes make a text of what dnsmasq would send as bytes or addresses."""
        path = self.lab.directory / "options"
        path.write_text(f'160,"{text}"\n')
        Dnsmasq(self.lab, [f"--dhcp-optsfile={path}"]).start()

    def test_hex_in_quotes_is_text(self):
        self.dnsmasq(URL.encode().hex(":"))
        run = self.discover()
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp160")["status"], "unusable")
        self.assert_explained(run, "error", URL, "colon-separated hex")

    def test_hex_behind_0x_passes_as_a_host_name(self):
        self.dnsmasq("0x" + URL.encode().hex())
        run = self.discover()
        self.assert_exit(run, 0)
        self.assert_explained(run, "warning", URL)

    def test_two_addresses_are_one_value(self):
        self.dnsmasq("10.77.0.9,10.77.0.10")
        self.assert_explained(self.discover(), "error", '"10.77.0.9" and "10.77.0.10"')


class KeaTest(TypedTest):
    def kea(self, kind, data):
        Kea(self.lab, {"option-def": [{"name": "prov", "code": 160, "type": kind, "space": "dhcp4"}],
                       "option-data": [{"name": "prov", "data": data}]}).start()

    def test_a_definition_of_type_fqdn_sends_labels(self):
        self.kea("fqdn", "prov.example.com")
        run = self.discover()
        self.assert_exit(run, 1)
        self.assert_explained(run, "error", '"prov.example.com"', "fqdn")
        self.assertIn("string", run.finding("url.encoded")["hint"])

    def test_a_definition_of_type_tuple_sends_the_length(self):
        self.kea("tuple", URL)
        self.assert_explained(self.discover(), "error", f'"{URL}" behind its length byte (0x11)')


class Kea6Test(Dhcp6Test):
    def test_a_raw_address_for_cisco_phones_is_named(self):
        options = kea_vendor_options("2001:db8:23::1001", enterprise=9)
        options["option-def"][0]["type"] = "ipv6-address"
        Kea6(self.lab, options).start()
        run = self.ask()
        message = self.assert_finding(run, "url.binary-address", "error")["message"]
        self.assertIn("2001:db8:23::1001", message)
        self.assertIn("Cisco phones", message)
        self.assert_no_finding(run, "url.control-characters")
        self.assertNotIn("unknown", self.assert_finding(run, "dhcp6.other-enterprise", "warning")["message"])


if __name__ == "__main__":
    main()
