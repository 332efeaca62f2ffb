"""Kea and ISC dhcpd with the vendor option inside a pool of addresses: only those who ask for an address get it."""

from lab import main
from scripted_dhcp6 import Dhcp6Test, ScriptedRouter, advertises
from servers import POOL6
from servers6 import Dhcpd6, Kea6, kea_vendor_options

URL = "http://pool.example.com/phones/"
OTHER_URL = "http://outside.example.com/phones/"
DHCPD_SPACE = """
option space panasonic code width 2 length width 2;
option panasonic.url code 1 = text;
option vsio.panasonic code 258 = encapsulate panasonic;
"""


class DhcpdWithPool(Dhcpd6):
    def _whole_config(self):
        pool = f'pool6 {{ range6 {POOL6[0]} {POOL6[1]}; option panasonic.url "{URL}"; }}'
        return super()._whole_config().replace(f"range6 {POOL6[0]} {POOL6[1]};", pool)


def kea_with_pool(lab, outside=None):
    options = kea_vendor_options(URL)
    pools = [{"pool": " - ".join(POOL6), "option-data": options.pop("option-data")}]
    if outside:
        options["option-data"] = kea_vendor_options(outside)["option-data"]
    return Kea6(lab, {**options, "subnet": {"pools": pools}})


class PoolTest(Dhcp6Test):
    has_router = False  # each test has its own

    def assert_from_the_pool(self, run):
        self.assert_exit(run, 0)
        self.assert_winner(run, "dhcp6", URL)
        self.assertEqual(self.servers6(run)[0]["exchange"], "advertise")
        self.assert_no_finding(run, "dhcp6.solicit-needed")

    def test_kea_gives_it_to_a_solicit(self):
        kea_with_pool(self.lab).start()
        ScriptedRouter(self.lab, advertises(managed=True)).start()
        self.assert_from_the_pool(self.ask())

    def test_isc_dhcpd_gives_it_to_a_solicit(self):
        DhcpdWithPool(self.lab, DHCPD_SPACE).start()
        ScriptedRouter(self.lab, advertises(managed=True)).start()
        self.assert_from_the_pool(self.ask())

    def test_where_routers_say_that_no_address_is_to_be_had_it_is_empty(self):
        ScriptedRouter(self.lab, advertises(other=True)).start()
        for server in (kea_with_pool(self.lab), DhcpdWithPool(self.lab, DHCPD_SPACE)):
            with self.subTest(server.program):
                server.start()
                run = self.ask()
                self.assert_exit(run, 1)
                self.assertEqual(run.source("dhcp6")["status"], "empty")
                server.stop()

    def test_what_comes_with_the_address_counts_before_what_comes_without(self):
        kea_with_pool(self.lab, outside=OTHER_URL).start()
        ScriptedRouter(self.lab, advertises(managed=True)).start()
        self.assert_from_the_pool(self.ask())


if __name__ == "__main__":
    main()
