"""Kea and ISC dhcpd for DHCPv6: the vendor option as administrators write it, rightly and wrongly."""

from lab import SERVER_LINK_LOCALS, SERVER_MACS, main, require_program
from scripted_dhcp6 import Dhcp6Test
from servers6 import Dhcpd6, Kea6, kea_vendor_options

URL = "http://prov.example.com/phones/"
PHONE_DUID = "00:03:00:01:00:80:f0:12:34:56"
IPV4_SOURCES = ("pnp", "dhcp160", "dhcp159", "dhcp66", "redirect")
DHCPD_OPTIONS = f"""
option space panasonic code width 2 length width 2;
option panasonic.url code 1 = text;
option vsio.panasonic code 258 = encapsulate panasonic;
option panasonic.url "{URL}";
"""
# The first byte behind the UDP header is the message type.
NO_INFORMATION_REQUESTS = """table inet filter {
  chain input { type filter hook input priority 0; udp dport 547 @th,64,8 11 drop; }
}
"""

# Six unanswered INFORMATION-REQUESTs, half a second apart, prove that nobody knows them.
LONG_ENOUGH = "3"


def ignore_information_requests(lab):
    """As some servers do; these here would answer."""
    require_program("nft")
    path = lab.directory / "rules.nft"
    path.write_text(NO_INFORMATION_REQUESTS)
    lab.server.run("nft", "-f", str(path))


class KeaVendorOptionTest(Dhcp6Test):
    def kea(self, options, **config):
        return Kea6(self.lab, {**options, **config}).start()

    def test_sub_option_1_is_found_by_an_information_request(self):
        server = self.kea(kea_vendor_options(URL))
        run = self.ask()
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(run.decision["resolved"], [URL + "KX-UTG200B.cfg"])
        source = run.source("dhcp6")
        self.assertEqual([source[key] for key in ("status", "standing", "rank")], ["found", "won", 2])
        [entry] = self.servers6(run)
        self.assertEqual(entry["server"].replace(":", ""), server.duid.replace(":", ""))
        self.assertEqual([entry[key] for key in ("from", "mac", "exchange")],
                         [SERVER_LINK_LOCALS[0], SERVER_MACS[0], "reply"])
        self.assertEqual(entry["decision"]["url"], URL)
        self.assertIn(17, [option["code"] for option in entry["options"]])
        for finding in ("dhcp6.other-enterprise", "dhcp6.malformed", "dhcp6.solicit-needed", "dhcp6.advertise-only",
                        "dhcp6.ignored", "dhcp6.multiple-servers"):
            self.assert_no_finding(run, finding)

    def test_with_ipv6_alone_the_other_sources_do_not_exist_for_the_phone(self):
        self.kea(kea_vendor_options(URL))
        run = self.ask("--first")
        self.assertEqual(run.report["interface"]["mode"], "ipv6")
        self.assertEqual(run.report["discovery"]["order"], ["manual", "dhcp6"])
        self.assertEqual(run.statuses(*IPV4_SOURCES), ["not_applicable"] * 5)
        self.assertFalse(any("rank" in run.source(name) for name in IPV4_SOURCES))

    def test_another_enterprise_number_counts_and_is_named(self):
        self.kea(kea_vendor_options(URL, enterprise=9999))
        run = self.ask("--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertIn("9999", self.assert_finding(run, "dhcp6.other-enterprise", "warning")["message"])

    def test_the_enterprise_number_that_is_expected_is_no_other_one(self):
        self.kea(kea_vendor_options(URL, enterprise=9999))
        run = self.ask("--first", "--enterprise", "9999")
        self.assert_winner(run, "dhcp6", URL)
        self.assert_no_finding(run, "dhcp6.other-enterprise")

    def test_another_sub_option_is_no_url(self):
        self.kea(kea_vendor_options(URL, code=2))
        run = self.ask()
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp6")["status"], "empty")
        self.assertEqual(run.decision["outcome"], "none")
        self.assert_finding(run, "decision.no-source", "error")

    def test_an_enterprise_without_sub_options_as_kea_sends_it_without_always_send_is_empty(self):
        self.kea(kea_vendor_options(URL, always=False))
        run = self.ask()
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp6")["status"], "empty")
        self.assertRegex(run.source("dhcp6")["reason"], "enterprise 258.*nothing")

    def test_a_server_without_the_option_is_empty(self):
        self.kea({})
        run = self.ask()
        self.assert_exit(run, 1)
        self.assertEqual(run.source("dhcp6")["status"], "empty")
        self.assertIn("option 17", run.source("dhcp6")["reason"])

    def test_a_server_that_serves_only_those_who_name_the_enterprise_serves_us(self):
        self.kea(kea_vendor_options(URL, announced=False))
        self.assert_winner(self.ask("--first"), "dhcp6", URL)

    def test_a_client_class_may_hang_on_vendor_class_and_enterprise(self):
        phones = {"name": "phones", "test": "vendor-class[258].data == 'Panasonic'", **kea_vendor_options(URL)}
        self.kea({"option-def": phones.pop("option-def")}, **{"client-classes": [phones]})
        self.assert_winner(self.ask("--first"), "dhcp6", URL)
        self.assertEqual(self.ask("--enterprise", "9999").source("dhcp6")["status"], "empty")
        self.assertEqual(self.ask("--vendor-class", "Other").source("dhcp6")["status"], "empty")

    def test_reservations_find_the_phone_by_its_duid_and_by_the_mac_inside(self):
        for key, value in (("duid", PHONE_DUID), ("hw-address", PHONE_DUID[12:])):
            with self.subTest(key):
                options = kea_vendor_options(URL)
                reservation = {key: value, "option-data": options.pop("option-data")}
                server = self.kea(options, subnet={"reservations": [reservation]})
                self.assert_winner(self.ask("--first"), "dhcp6", URL)
                self.assertEqual(self.ask(mac="0080F0654321").source("dhcp6")["status"], "empty")
                server.stop()

    def test_a_value_of_1000_bytes_arrives_whole(self):
        url = URL + 1000 * "x" + "/"
        self.kea(kea_vendor_options(url))
        self.assert_winner(self.ask("--first"), "dhcp6", url)


class WithoutAddressesTest(Dhcp6Test):
    """A server that has no address to give still has its options."""

    def test_kea_without_a_pool_answers_the_information_request(self):
        Kea6(self.lab, {**kea_vendor_options(URL), "subnet": {"pools": []}}).start()
        run = self.ask("--first")
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(self.servers6(run)[0]["exchange"], "reply")

    def test_the_options_beside_no_addrs_avail_count_in_an_advertise_of_kea(self):
        ignore_information_requests(self.lab)
        Kea6(self.lab, {**kea_vendor_options(URL), "subnet": {"pools": []}}).start()
        self.assert_found_in_advertise(self.ask(settle=LONG_ENOUGH))

    def test_the_options_beside_no_addrs_avail_count_in_an_advertise_of_dhcpd(self):
        ignore_information_requests(self.lab)
        Dhcpd6(self.lab, DHCPD_OPTIONS, pool=False).start()
        self.assert_found_in_advertise(self.ask(settle=LONG_ENOUGH))

    def test_a_server_that_knows_no_information_request_is_found_by_solicit(self):
        ignore_information_requests(self.lab)
        for server in (Kea6(self.lab, kea_vendor_options(URL)), Dhcpd6(self.lab, DHCPD_OPTIONS)):
            with self.subTest(server.program):
                server.start()
                self.assert_found_in_advertise(self.ask(settle=LONG_ENOUGH))
                server.stop()

    def assert_found_in_advertise(self, run):
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assert_finding(run, "dhcp6.solicit-needed", "info")
        self.assert_finding(run, "dhcp6.advertise-only", "info")
        [server] = self.servers6(run)
        self.assertEqual(server["exchange"], "advertise")
        self.assertGreater(run.source("dhcp6")["elapsed_ms"], 0)


class DhcpdTest(Dhcp6Test):
    def test_isc_dhcpd_answers_with_the_option(self):
        Dhcpd6(self.lab, DHCPD_OPTIONS).start()
        run = self.ask("--first")
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(self.servers6(run)[0]["exchange"], "reply")

    def test_a_solicit_takes_no_lease(self):
        ignore_information_requests(self.lab)
        server = Dhcpd6(self.lab, DHCPD_OPTIONS).start()
        self.assert_winner(self.ask(), "dhcp6", URL)
        self.assertNotIn("iaaddr", (server.directory / "leases").read_text())


class TwoServersTest(Dhcp6Test):
    lab_options = {**Dhcp6Test.lab_options, "servers": 2}

    def start(self, *urls):
        return [Kea6(self.lab, kea_vendor_options(url), namespace=namespace).start()
                for namespace, url in zip(self.lab.servers, urls)]

    def test_both_are_listed_each_with_its_own_decision(self):
        urls = [URL, "http://other.example.com/"]
        self.start(*urls)
        run = self.ask()
        self.assert_exit(run, 1)
        self.assert_finding(run, "dhcp6.multiple-servers", "warning")
        self.assertEqual({server["mac"]: server["decision"]["url"] for server in self.servers6(run)},
                         dict(zip(SERVER_MACS, urls)))
        self.assertEqual(run.decision["outcome"], "contested")
        self.assertEqual({each["mac"]: each["url"] for each in run.decision["contenders"]}, dict(zip(SERVER_MACS, urls)))
        self.assert_finding(run, "decision.contested", "error")
        mine = self.ask("--expect-server", SERVER_LINK_LOCALS[1])
        self.assert_winner(mine, "dhcp6", urls[1])
        self.assert_finding(mine, "dhcp6.unexpected-server", "error")

    def test_servers_that_agree_are_only_mentioned(self):
        self.start(URL, URL)
        run = self.ask()
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(len(self.servers6(run)), 2)
        self.assert_finding(run, "dhcp6.multiple-servers", "info")

    def test_an_unexpected_server_is_an_error(self):
        self.start(URL, URL)
        run = self.ask("--expect-server", SERVER_LINK_LOCALS[0])
        self.assert_exit(run, 1)
        self.assertIn(SERVER_LINK_LOCALS[1], self.assert_finding(run, "dhcp6.unexpected-server", "error")["message"])
        both = [word for address in SERVER_LINK_LOCALS for word in ("--expect-server", address)]
        self.assert_exit(self.ask(*both), 0)


if __name__ == "__main__":
    main()
