"""Real DHCP, SIP PnP and web servers, each in its lab's server namespace, its files in the lab's folder."""

import json
import os
import pathlib
import shutil
import socket
import subprocess

from lab import end, require_program, wait_until
from scripted_pnp import join_group

DATA = pathlib.Path(__file__).parent / "data"
POOL = ("10.77.0.100", "10.77.0.150")
POOL6 = ("2001:db8:77::100", "2001:db8:77::150")
ALL_DHCP_SERVERS = "ff02::1:2"


class Server:
    """A server program in the foreground: started until it listens, ended with the lab at the latest."""

    program = None

    def __init__(self, lab, namespace=None):
        self.lab = lab
        self.namespace = namespace or lab.server
        self.directory = lab.directory / f"{self.program}-{self.namespace.name}"
        self.directory.mkdir(exist_ok=True)
        self.process = None

    def arguments(self):
        raise NotImplementedError

    def environment(self):
        return {}

    def listens(self):
        raise NotImplementedError

    def start(self):
        with open(self.log_path, "wb") as log:
            self.process = self.lab.spawn(self.namespace, [self._copy(), *self.arguments()],
                                          stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                          cwd=self.directory,
                                          env={**os.environ, **self.environment()})
        wait_until(self._is_ready, f"{self.program} listens")
        return self

    def stop(self):
        end(self.process)

    @property
    def log_path(self):
        return self.directory / "log"

    @property
    def log(self):
        return self.log_path.read_text(errors="replace")

    def _copy(self):
        # Debian's AppArmor profiles hold the servers to their system folders, by path; a copy may read ours.
        path = self.directory / self.program
        if not path.exists():  # a child of the last one may still run it
            shutil.copy(require_program(self.program), path)
        return path

    def _is_ready(self):
        try:
            if self.process.poll() is None:
                return self.listens()
        except FileNotFoundError:
            pass  # it ended while its tables were read
        raise AssertionError(f"{self.program} ended at once:\n{self.log}")

    def _has_udp_port(self, port):
        return f":{port:04X} " in self.kernel_table("udp")

    def _has_packet_socket(self):
        """One bound to an interface: `ifindex` is the fifth column."""
        rows = [row.split() for row in self.kernel_table("packet").splitlines()[1:]]
        return any(row[4] != "0" for row in rows)

    def hears(self, group):
        """Whether its interface is a member of an IPv6 group: a server may listen before it has joined."""
        address = socket.inet_pton(socket.AF_INET6, group).hex()
        return any(row.split()[1:3] == ["srv0", address] for row in self.kernel_table("igmp6").splitlines())

    def kernel_table(self, name):
        return pathlib.Path(f"/proc/{self.process.pid}/net/{name}").read_text()


class Dnsmasq(Server):
    """`options` are command-line options. It pings the address before it offers it only when `ping` is set.

    DHCPv6 is a matter of `ranges`. With `names`, which is a dict, it is the DNS server of these hosts as well.
    """

    program = "dnsmasq"
    IPV4 = f"{','.join(POOL)},255.255.255.0,1h"
    STATEFUL6 = f"{','.join(POOL6)},64,1h"
    STATIC6 = "2001:db8:77::,static,64"  # addresses for known hosts only
    STATELESS6 = "2001:db8:77::,ra-stateless"  # router advertisements with O, addresses are the hosts' own business

    def __init__(self, lab, options=(), ping=False, namespace=None, ranges=(IPV4,), names=None):
        super().__init__(lab, namespace)
        self.options, self.ping, self.ranges, self.names = options, ping, ranges, names

    @property
    def leases(self):
        path = self.directory / "leases"
        return path.read_text() if path.exists() else ""

    def arguments(self):
        return ["--keep-in-foreground", "--conf-file=/dev/null", *self._dns(), "--user=root", "--group=root",
                "--log-facility=-", "--log-dhcp", "--interface=srv0", "--bind-interfaces",
                *(f"--dhcp-range={addresses}" for addresses in self.ranges),
                f"--dhcp-leasefile={self.directory}/leases", f"--pid-file={self.directory}/pid",
                *([] if self.ping else ["--no-ping"]), *self.options]

    def _dns(self):
        if self.names is None:
            return ["--port=0"]
        return ["--no-resolv", "--no-hosts", "--log-queries", "--local=/com/",
                *(f"--address=/{name}/{address}" for name, address in self.names.items())]

    def listens(self):
        return all(self._has_udp_port(67) if addresses == self.IPV4 else self.hears(ALL_DHCP_SERVERS)
                   for addresses in self.ranges)


class Kea(Server):
    """`config` is the content of `Dhcp4`, on top of one subnet without options."""

    program = "kea-dhcp4"
    section = "Dhcp4"

    def __init__(self, lab, config, namespace=None):
        super().__init__(lab, namespace)
        self.config = config

    def environment(self):
        return {"KEA_PIDFILE_DIR": str(self.directory), "KEA_LOCKFILE_DIR": str(self.directory)}

    def arguments(self):
        path = self.directory / "kea.conf"
        path.write_text(json.dumps({self.section: {**self._usual_config(), **self.config}}, indent=1))
        return ["-c", str(path)]

    def listens(self):
        return self._has_packet_socket() and "DHCP4_STARTED" in self.log

    def _usual_config(self):
        subnet = {"subnet": "10.77.0.0/24", "pools": [{"pool": " - ".join(POOL)}], **self.config.pop("subnet", {})}
        return {
            **self._bare_config(),
            "option-def": [{"name": "provisioning", "code": 160, "type": "string", "space": "dhcp4"}],
            "subnet4": [subnet],
        }

    def _bare_config(self):
        return {
            "interfaces-config": {"interfaces": ["srv0"]},
            "lease-database": {"type": "memfile", "persist": False},
            "loggers": [{"name": self.program, "severity": "INFO", "output_options": [{"output": "stdout"}]}],
            "valid-lifetime": 3600,
        }


class Dhcpd(Server):
    """ISC dhcpd. `conf` is put before a subnet without options; it pings the address first only when `ping` is set."""

    program = "dhcpd"
    family = "-4"

    def __init__(self, lab, conf, ping=False, namespace=None):
        super().__init__(lab, namespace)
        self.conf, self.ping = conf, ping

    def arguments(self):
        path = self.directory / "dhcpd.conf"
        path.write_text(self._whole_config())
        leases = self.directory / "leases"
        leases.touch()
        return [self.family, "-f", "-d", "-cf", str(path), "-lf", str(leases), "--no-pid", "srv0"]

    def listens(self):
        return self._has_packet_socket() and "Server starting service" in self.log

    def _whole_config(self):
        return f"""authoritative;
ping-check {"true" if self.ping else "false"};
{self.conf}
subnet 10.77.0.0 netmask 255.255.255.0 {{ range {POOL[0]} {POOL[1]}; }}
"""


class Nginx(Server):
    """`locations` are its location blocks; `requests` what it was asked, a dict each. It answers on port 80."""

    program = "nginx"
    fields = ("request", "status", "bytes_sent", "http_user_agent", "http_authorization", "http_accept_encoding",
              "remote_user")

    def __init__(self, lab, locations, namespace=None):
        super().__init__(lab, namespace)
        self.locations = locations

    def arguments(self):
        path = self.directory / "nginx.conf"
        log_format = ",".join(f'"{name}":"${name}"' for name in self.fields)
        temporary = "".join(f"{kind}_temp_path {self.directory}/{kind};" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        path.write_text(f"""daemon off; master_process off; user root; pid {self.directory}/pid;
events {{}}
http {{
  log_format fields escape=json '{{{log_format}}}';
  access_log {self.directory}/access fields;
  {temporary}
{self.servers()}
}}
""")
        return ["-p", str(self.directory), "-e", "stderr", "-c", str(path)]

    def servers(self):
        return f"""  server {{ listen 80; root {self.directory}; default_type text/plain; absolute_redirect off;
{self.locations}
  }}"""

    def listens(self):
        return ":0050 " in self.kernel_table("tcp")

    @property
    def requests(self):
        path = self.directory / "access"
        text = path.read_text() if path.exists() else ""
        return [json.loads(line) for line in text.rpartition("\n")[0].splitlines()]  # the last one may be half written


class Kamailio(Server):
    """A PnP responder: its module uac sends the NOTIFY in a dialog of its own, again and again until it gets a 200."""

    program = "kamailio"
    url = "http://kamailio.example.com/{MODEL}.cfg"

    def arguments(self):
        # It joins the group on the interface that the routing table names.
        self.namespace.ip("route", "replace", "224.0.0.0/4", "dev", "srv0")
        return ["-DD", "-E", "-f", str(DATA / "kamailio.cfg"), "-Y", str(self.directory),
                "-P", str(self.directory / "pid"), "-m", "16", "-M", "4"]

    def listens(self):
        return "4B0100E0:13C4 " in self.kernel_table("udp")  # the group; the kernel keeps what comes until it is read


class Sipp(Server):
    """sipp runs a scenario for one call and exits 0 when every message that the scenario expects has come."""

    program = "sipp"
    url = "http://sipp.example.com/{MODEL}.cfg"

    def __init__(self, lab, scenario, namespace=None):
        super().__init__(lab, namespace)
        self.scenario = scenario

    def start(self):
        # It cannot join a group itself.
        self.lab.on_close(join_group(self.namespace).close)
        return super().start()

    def arguments(self):
        # Bound to no address, or it would hear no multicast.
        return ["-sf", str(DATA / self.scenario), "-i", "0.0.0.0", "-mi", "10.77.0.1", "-p", "5060", "-m", "1",
                "-nostdin", "-trace_err", "-error_file", str(self.directory / "errors"),
                "-timeout", "20", "-timeout_error"]

    def listens(self):
        return self._has_udp_port(5060)

    def exit_code(self):
        return self.process.wait(10)
