"""What real networks run for IPv6: DHCPv6 servers, a router, and the client of an ordinary computer."""

from lab import SERVER_MACS
from servers import ALL_DHCP_SERVERS, Dhcpd, Kea, POOL6, Server

NETWORK6 = "2001:db8:77::/64"
PANASONIC = 258  # the enterprise number that IANA gave to Matsushita
ALL_ROUTERS = "ff02::2"


class Kea6(Kea):
    """`config` is the content of `Dhcp6`, on top of one subnet with a pool and without options."""

    program = "kea-dhcp6"
    section = "Dhcp6"

    @property
    def mac(self):
        return SERVER_MACS[self.lab.servers.index(self.namespace)]

    @property
    def duid(self):
        return "00:03:00:01:" + self.mac

    def listens(self):
        return self.hears(ALL_DHCP_SERVERS) and "DHCP6_STARTED" in self.log

    def _usual_config(self):
        pools = [{"pool": " - ".join(POOL6)}]
        subnet = {"subnet": NETWORK6, "interface": "srv0", "pools": pools, **self.config.pop("subnet", {})}
        # Made up by itself, the DUID would be kept in a folder of the system.
        identifier = {"type": "LL", "htype": 1, "identifier": self.mac.replace(":", ""), "persist": False}
        return {**self._bare_config(), "server-id": identifier, "preferred-lifetime": 1800, "subnet6": [subnet]}


def kea_vendor_options(value, enterprise=PANASONIC, code=1, always=True, announced=True):
    """Option 17 in Kea's words. Without `always` Kea 2.2 sends the enterprise number and no sub-option behind it; when
    it is not `announced`, only to a client that named the enterprise itself."""
    space = f"vendor-{enterprise}"
    announcement = [{"name": "vendor-opts", "data": str(enterprise)}] if announced else []
    return {
        "option-def": [{"name": "url", "code": code, "space": space, "type": "string"}],
        "option-data": [*announcement, {"name": "url", "space": space, "data": value, "always-send": always}],
    }


def dnsmasq_vendor_option(value, enterprise=PANASONIC, code=1):
    return f"--dhcp-option=vi-encap:{enterprise},option6:{code},{value}"


class Dhcpd6(Dhcpd):
    """ISC dhcpd for IPv6, with a pool or without; it answers no Solicit that asks for no address."""

    family = "-6"

    def __init__(self, lab, conf, pool=True, namespace=None):
        super().__init__(lab, conf, namespace=namespace)
        self.pool = pool

    def listens(self):
        return self.hears(ALL_DHCP_SERVERS) and "Server starting service" in self.log

    def _whole_config(self):
        pool = f"range6 {POOL6[0]} {POOL6[1]};" if self.pool else ""
        return f"{self.conf}\nsubnet6 {NETWORK6} {{ {pool} }}\n"


class Radvd(Server):
    """A router: its advertisements' M and O flags, and whatever else stands in the interface's section."""

    program = "radvd"
    PREFIX = f"prefix {NETWORK6} {{ AdvOnLink on; AdvAutonomous on; }};"

    def __init__(self, lab, managed=False, other=False, more="", namespace=None):
        super().__init__(lab, namespace)
        self.managed, self.other, self.more = managed, other, more

    def arguments(self):
        path = self.directory / "radvd.conf"
        path.write_text(f"""interface srv0 {{
  AdvSendAdvert on;
  AdvManagedFlag {"on" if self.managed else "off"};
  AdvOtherConfigFlag {"on" if self.other else "off"};
  {self.more}
}};
""")
        path.chmod(0o644)  # it refuses one that others may write
        return ["-n", "-C", str(path), "-p", str(self.directory / "pid"), "-m", "stderr"]

    def listens(self):
        return self.hears(ALL_ROUTERS)


class Dhclient6(Server):
    """The DHCPv6 client of an ordinary computer: it sits on port 546 and keeps asking."""

    program = "dhclient"

    def __init__(self, lab, duid="LLT"):
        super().__init__(lab, lab.client)
        self.duid = duid

    def arguments(self):
        return ["-6", "-d", "-D", self.duid, "-sf", "/bin/true", "-lf", str(self.directory / "leases"),
                "-pf", str(self.directory / "pid"), "-cf", "/dev/null", "eth0"]

    def listens(self):
        return ":0222 " in self.kernel_table("udp6")
