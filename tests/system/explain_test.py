"""The lines that `provtool explain` prints, on real servers: with them the finding is gone."""

import json
import re
import subprocess

from lab import LabTest, main, provtool
from scripted_dhcp6 import Dhcp6Test
from servers import Dhcpd, Dnsmasq, Kea, POOL
from servers6 import Dhcpd6, Kea6, kea_vendor_options

URL = "http://prov.example.com/utg200/"
OUTSIDE = "http://203.0.113.9/utg200/"
HEX_OF_QUOTED = f'"{URL}"'.encode().hex()


# Of option 160. The first two show what was meant; behind the others stands the example.
WRONG_VALUES = {
    "url.single-slash": URL.replace("//", "/", 1),
    "url.encoded": "0x" + URL.encode().hex(),
    "url.scheme-unsupported": "scp://prov.example.com/utg200/",
    "url.scheme-missing": "prov.example.com",
    "url.port-invalid": "http://prov.example.com:99999/",
    "url.host-impossible": "http://127.0.0.1/",
    "url.macro-unknown": "http://prov.example.com/$mac/",
}


class ConfiguredDnsmasq(Dnsmasq):
    """With its configuration in a file, as people have it."""

    def __init__(self, lab, lines, **different):
        super().__init__(lab, **different)
        self.lines = lines

    def arguments(self):
        path = self.directory / "dnsmasq.conf"
        path.write_text("".join(f"{line}\n" for line in self.lines))
        return [f"--conf-file={path}" if word.startswith("--conf-file=") else word for word in super().arguments()]


def recipes(page):
    """(title, label, lines) of every setting and server on a page in Markdown."""
    title, label, lines, inside = "", "", [], False
    for line in page.splitlines():
        if line == "```":
            if inside:
                yield title, label, lines
            inside, lines = not inside, []
        elif inside:
            lines.append(line)
        elif line:
            text = re.sub(r"\\([\\`*_<>\[\]#|~&!])", r"\1", line)
            is_label = re.match(r"(dnsmasq|Kea|ISC dhcpd|Windows Server|MikroTik|FortiGate|Cisco IOS|OPNsense), ", text)
            title, label = (title, text) if is_label else (text, label)


class ExplainedTest(LabTest):
    """`with_lines(label, lines)` starts the server with the lines of the page in place of the fault."""

    server = None

    def page(self, run, identifier):
        path = self.lab.directory / "report.json"
        path.write_text(json.dumps(run.report))
        done = subprocess.run([provtool(), "explain", identifier, "--context", path, "--format", "markdown"],
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=20)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn(run.finding(identifier)["message"][:20], re.sub(r"\\(.)", r"\1", done.stdout))
        return done.stdout

    def lines_for(self, run, identifier, title):
        found = [(label, lines) for each, label, lines in recipes(self.page(run, identifier))
                 if each.startswith(title) and label.startswith(f"{self.server}, ")]
        self.assertEqual(len(found), 1, f"{self.server}: {title}")
        return found[0]

    def assert_cured(self, identifier, title, ill, cure, ask=None):
        """`ill` is the server with the fault; `cure(label, lines)` makes the one with the lines of the page."""
        ask = ask or self.discover
        ill.start()
        before = ask()
        self.assert_finding(before, identifier)
        label, lines = self.lines_for(before, identifier, title)
        ill.stop()
        well = cure(label, lines).start()
        after = ask()
        well.stop()
        self.assert_no_finding(after, identifier)
        return lines


class DnsmasqTest(ExplainedTest):
    server = "dnsmasq"

    def assert_lines_cure(self, identifier, title, faulty, begin=None, ask=None, **different):
        """`begin`: how the lines begin that the page replaces."""
        def cure(label, lines):
            self.assertIn("dnsmasq.conf", label)
            kept = [line for line in faulty if begin is None or not line.startswith(begin)]
            return ConfiguredDnsmasq(self.lab, kept + lines, **different)
        return self.assert_cured(identifier, title, ConfiguredDnsmasq(self.lab, faulty, **different), cure, ask)

    def assert_removal_cures(self, identifier, title, faulty):
        def cure(label, lines):
            self.assertIn("remove lines that begin", label)
            return ConfiguredDnsmasq(self.lab, [line for line in faulty if not line.startswith(lines[0])])
        self.assert_cured(identifier, title, ConfiguredDnsmasq(self.lab, faulty), cure)

    def test_a_quoted_url(self):
        lines = self.assert_lines_cure("url.quoted", "Send option 160", [f'dhcp-option=160,"\\"{URL}\\""'],
                                       "dhcp-option=160,")
        self.assertEqual(lines, [f"dhcp-option=160,{URL}"])

    def test_no_url_at_all(self):
        self.assert_lines_cure("decision.no-source", "Send option 160", [])

    def test_an_address_as_four_bytes(self):
        self.assert_lines_cure("url.binary-address", "Send option 160", ["dhcp-option=160,10.77.0.1"],
                               "dhcp-option=160,")

    def test_spaces_in_option_66(self):
        lines = self.assert_lines_cure("url.whitespace", "Send option 66", [f'dhcp-option=66,"{URL} "'],
                                       "dhcp-option=66,")
        self.assertEqual(lines, [f"dhcp-option=66,{URL}"])

    def test_values_that_are_no_url(self):
        for identifier, value in WRONG_VALUES.items():
            with self.subTest(identifier):
                lines = self.assert_lines_cure(identifier, "Send option 160", [f"dhcp-option=160,{value}"],
                                               "dhcp-option=160,")
                self.assertRegex(lines[0], r"^dhcp-option=160,http://prov\.example\.com/")

    def test_a_leftover_of_network_boot(self):
        leftover = ["dhcp-option=66,10.77.0.9", "dhcp-option=67,pxelinux.0"]
        self.assert_removal_cures("dhcp4.network-boot", "Stop sending option 66", leftover)

    def test_a_server_in_the_header(self):
        lines = self.assert_lines_cure("dhcp4.server-in-header", "Send option 66",
                                       ["dhcp-boot=phones.cfg,,10.77.0.9"])
        self.assertEqual(lines, ["dhcp-option=66,10.77.0.9"])

    def test_no_router(self):
        self.assert_lines_cure("dhcp4.no-router", "Send the router", ["dhcp-option=3", f"dhcp-option=160,{OUTSIDE}"],
                               "dhcp-option=3")

    def test_no_dns_server(self):
        self.assert_lines_cure("dhcp4.no-dns", "Send the DNS server", [f"dhcp-option=160,{URL}"])

    def test_a_captive_portal_in_160(self):
        portal = ["dhcp-option=114,http://portal.example.com/", "dhcp-option=160,http://portal.example.com/login"]
        self.assert_removal_cures("dhcp4.captive-portal", "Stop sending option 160", portal)

    def test_an_unknown_mac(self):
        self.assert_lines_cure("dhcp4.mac-filtered", "Register", ["dhcp-ignore=tag:!known", f"dhcp-option=160,{URL}",
                                                                  "dhcp-host=00:00:5e:00:53:50,10.77.0.120"])


class KeaTest(ExplainedTest):
    server = "Kea"

    def cured(self, label, lines, config):
        """The members that the page prints, where it says."""
        added = json.loads("{" + "\n".join(lines) + "}")
        place = config.setdefault("subnet", {}) if "in the subnet" in label and "or" not in label else config
        for name, members in added.items():
            codes = {member.get("code") for member in members} - {None}
            place[name] = [old for old in place.get(name, []) if old.get("code") not in codes] + members
        return Kea(self.lab, config)

    def assert_lines_cure(self, identifier, title, options=(), definitions=()):
        def config():
            return {"option-data": list(options), **({"option-def": list(definitions)} if definitions else {})}
        return self.assert_cured(identifier, title, Kea(self.lab, config()),
                                 lambda label, lines: self.cured(label, lines, config()))

    def test_a_quoted_url(self):
        quoted = {"code": 160, "csv-format": False, "data": HEX_OF_QUOTED}
        lines = self.assert_lines_cure("url.quoted", "Send option 160", [quoted])
        self.assertIn(f'"data": "{URL}"', lines[-1])

    def test_no_url_at_all(self):
        self.assert_lines_cure("decision.no-source", "Send option 160")

    def test_a_quoted_url_in_option_66(self):
        self.assert_lines_cure("url.quoted", "Send option 66",
                               [{"code": 66, "csv-format": False, "data": HEX_OF_QUOTED}])

    def test_a_captive_portal_in_160(self):
        portal = [{"code": code, "csv-format": False, "data": b"http://portal.example.com/".hex()}
                  for code in (114, 160)]
        def cure(label, lines):
            self.assertIn("remove from every", label)
            unwanted = json.loads("{" + lines[0] + "}")["code"]
            return Kea(self.lab, {"option-data": [option for option in portal if option["code"] != unwanted]})
        self.assert_cured("dhcp4.captive-portal", "Stop sending option 160", Kea(self.lab, {"option-data": portal}),
                          cure)

    def test_no_router(self):
        self.assert_lines_cure("dhcp4.no-router", "Send the router", [{"code": 160, "data": OUTSIDE}],
                               [{"code": 160, "name": "provisioning", "type": "string"}])

    def test_no_dns_server(self):
        self.assert_lines_cure("dhcp4.no-dns", "Send the DNS server", [{"code": 160, "data": URL}],
                               [{"code": 160, "name": "provisioning", "type": "string"}])


    def test_an_unknown_mac(self):
        def config():
            laptop = {"hw-address": "00:00:5e:00:53:50", "ip-address": "10.77.0.90"}
            pool = {"pool": " - ".join(POOL), "client-class": "KNOWN"}
            return {"option-data": [{"code": 160, "data": URL}], "subnet": {"pools": [pool], "reservations": [laptop]}}
        self.assert_cured("dhcp4.mac-filtered", "Register", Kea(self.lab, config()),
                          lambda label, lines: self.cured(label, lines, config()))


class DhcpdTest(ExplainedTest):
    server = "ISC dhcpd"
    URL160 = f'option url code 160 = text;\noption url "{URL}";'

    def assert_lines_cure(self, identifier, title, faulty, kept="", ask=None):
        return self.assert_cured(identifier, title, Dhcpd(self.lab, f"{kept}\n{faulty}"),
                                 lambda label, lines: Dhcpd(self.lab, "\n".join([kept, *lines])), ask)

    def test_a_quoted_url(self):
        lines = self.assert_lines_cure("url.quoted", "Send option 160",
                                       f'option url code 160 = text;\noption url "\\"{URL}\\"";')
        self.assertEqual(lines[-1], f'option provisioning "{URL}";')

    def test_no_url_at_all(self):
        self.assert_lines_cure("decision.no-source", "Send option 160", "")

    def test_spaces_in_option_66(self):
        self.assert_lines_cure("url.whitespace", "Send option 66", f'option tftp-server-name "{URL} ";')

    def test_a_captive_portal_in_160(self):
        portal = [line for name, code in (("portal", 114), ("old", 160)) for line in
                  (f"option {name} code {code} = text;", f'option {name} "http://portal.example.com/";')]
        def cure(label, lines):
            self.assertIn("remove the lines with the name that this one defines", label)
            define = lines[0].replace("NAME", r"(\S+)")
            name = next(found[1] for line in portal if (found := re.match(define, line)))
            return Dhcpd(self.lab, "\n".join(line for line in portal if f" {name} " not in line))
        self.assert_cured("dhcp4.captive-portal", "Stop sending option 160", Dhcpd(self.lab, "\n".join(portal)), cure)

    def test_no_router(self):
        self.assert_lines_cure("dhcp4.no-router", "Send the router", "", self.URL160.replace(URL, OUTSIDE))

    def test_no_dns_server(self):
        self.assert_lines_cure("dhcp4.no-dns", "Send the DNS server", "", self.URL160)

    def test_an_unknown_mac(self):
        known = "deny unknown-clients;\nhost laptop { hardware ethernet 00:00:5e:00:53:50; }"
        self.assert_lines_cure("dhcp4.mac-filtered", "Register", "", f"{known}\n{self.URL160}")


class OtherEnterpriseTest(Dhcp6Test, ExplainedTest):
    """DHCPv6: the URL under the number of another maker."""

    def assert_enterprise_cured(self, ill, cure):
        self.assert_cured("dhcp6.other-enterprise", "Send DHCPv6", ill, cure, self.ask)

    def test_dnsmasq(self):
        self.server = "dnsmasq"
        ranges = [Dnsmasq.STATELESS6]
        self.assert_enterprise_cured(
            ConfiguredDnsmasq(self.lab, [f"dhcp-option=vi-encap:9999,option6:1,{URL}"], ranges=ranges),
            lambda label, lines: ConfiguredDnsmasq(self.lab, lines, ranges=ranges))

    def test_kea(self):
        self.server = "Kea"
        self.assert_enterprise_cured(Kea6(self.lab, kea_vendor_options(URL, enterprise=9999)),
                                     lambda label, lines: Kea6(self.lab, json.loads("{" + "\n".join(lines) + "}")))

    def test_dhcpd(self):
        self.server = "ISC dhcpd"
        other = ('option space other code width 2 length width 2;\noption other.url code 1 = text;\n'
                 f'option vsio.other code 9999 = encapsulate other;\noption other.url "{URL}";')
        self.assert_enterprise_cured(Dhcpd6(self.lab, other), lambda label, lines: Dhcpd6(self.lab, "\n".join(lines)))


class RouterFlagsTest(Dhcp6Test, ExplainedTest):
    """DHCPv6 without a router that tells hosts to ask it."""

    server = "dnsmasq"
    has_router = False

    def test_dnsmasq(self):
        def server(*lines):
            lines = [line.replace("constructor:eth0", "constructor:srv0") for line in lines]
            return ConfiguredDnsmasq(self.lab, [f"dhcp-option=vi-encap:258,option6:1,{URL}", *lines],
                                     ranges=[Dnsmasq.STATEFUL6])
        self.assert_cured("dhcp6.ra-says-no", "Tell hosts", server(), lambda label, lines: server(*lines), self.ask)


if __name__ == "__main__":
    main()
