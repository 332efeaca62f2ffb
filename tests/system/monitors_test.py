"""What monitors and CI are given, judged by what they use: promtool, node_exporter and a second parser of OpenMetrics,
the Perl modules of Nagios' plugins, and the schemas of JUnit and SARIF. Each format on a winner, on none, on a contested
discovery, on files that come and do not, and on an exit 3."""

import json
import re
import socket
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import prometheus_client.openmetrics.parser
import prometheus_client.parser

from checking import CheckTest
from lab import SERVER_MACS, main, provtool_copy, require_program, run_provtool, unprivileged, wait_until
from phone_files import publish
from servers import Dnsmasq
from web_servers import Sites

SCHEMAS = Path(__file__).resolve().parents[1] / "data/schemas"
BASE = "http://10.77.0.1"

# Reads a line of a plugin as Nagios does, and prints its performance data one a line.
READ_FIGURES = """
use Monitoring::Plugin::Performance use_die => 1;
my ($text, $figures) = split /\\|/, <STDIN>, 2;
for (Monitoring::Plugin::Performance->parse_perfstring($figures)) {
  print join(" ", $_->label, $_->value, $_->uom // "", $_->min), "\\n";
}
"""


def figures_of(line):
    done = subprocess.run(["perl", "-e", READ_FIGURES], input=line, capture_output=True, text=True, check=True)
    return {label: (float(value), unit) for label, value, unit in
            (entry.split(" ")[:3] for entry in done.stdout.splitlines())}


def samples_of(text):
    """By both readers of the format, which must agree."""
    def samples(families):
        return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
                for family in families for sample in family.samples}

    new = samples(prometheus_client.openmetrics.parser.text_string_to_metric_families(text))
    assert new == samples(prometheus_client.parser.text_string_to_metric_families(text))
    return new


class MonitorTest(CheckTest):
    """Each lab is asked in every format."""

    command = "check"
    settle = "0.1"

    def run_as(self, form, *arguments):
        line = [self.command, *(("manual", "dhcp") if self.command == "discover" else ()), "-i", "eth0", "--mac",
                "0080F0123456", "--mode", "ipv4", "--settle", self.settle, *arguments, "--format", form]
        line += ["--disable", "pnp"] if self.command == "check" else []
        return run_provtool(self.lab, *line, env=self.environment)

    def assert_plugin(self, state, *words, arguments=()):
        """The state, as word and as exit code; what was measured."""
        run = self.run_as("nagios", *arguments)
        self.assert_exit(run, ["OK", "WARNING", "CRITICAL", "UNKNOWN"].index(state))
        line = run.stdout.decode()
        self.assertEqual((line.count("\n"), line.count("|")), (1, 1), line)
        self.assertTrue(line.startswith(f"PROVTOOL {state} - "), line)
        for word in words:
            self.assertIn(word, line)
        self.assertEqual(run.stderr, b"")
        return figures_of(line)

    def metrics(self, *arguments):
        run = self.run_as("openmetrics", *arguments)
        text = run.stdout.decode()
        done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""), text)
        self.assertTrue(text.endswith("\n# EOF\n"))
        return samples_of(text)

    def value(self, samples, name, **labels):
        """Of the one sample that has these labels."""
        [value] = [value for (known, has), value in samples.items()
                   if known == f"provtool_{name}" and labels.items() <= dict(has).items()]
        return value

    def junit(self, *arguments):
        run = self.run_as("junit", *arguments)
        for schema in ("JUnit.xsd", "jenkins-junit.xsd"):
            subprocess.run(["xmllint", "--noout", "--schema", SCHEMAS / schema, "-"], input=run.stdout,
                           capture_output=True, check=True)
        suite = ElementTree.fromstring(run.stdout).find("testsuite")
        cases = {case.get("name"): [child.tag for child in case] for case in suite.iter("testcase")}
        for count, tag in (("failures", "failure"), ("errors", "error")):
            self.assertEqual(int(suite.get(count)), sum(tags == [tag] for tags in cases.values()))
        return cases

    def sarif(self, *arguments):
        log = json.loads(self.run_as("sarif", *arguments).stdout)
        schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text())
        jsonschema.Draft7Validator(schema).validate(log)
        return {result["ruleId"]: result for result in log["runs"][0]["results"]}

    def serve(self):
        self.nginx = Sites(self.lab, "listen 80;")
        publish(self.nginx.files, BASE)
        self.nginx.start()
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")


class BootTest(MonitorTest):
    def test_it_comes_up(self):
        self.serve()
        figures = self.assert_plugin("OK", "DHCP option 160 wins")
        self.assertEqual(figures["files"], (4, ""))
        self.assertGreater(figures["bytes"][0], 500)
        self.assertEqual((figures["bytes"][1], figures["time"][1]), ("B", "s"))
        samples = self.metrics()
        self.assertEqual(self.value(samples, "verdict", status="ok"), 1)
        self.assertEqual(self.value(samples, "winner_info", source="dhcp160", url=f"{BASE}/"), 1)
        self.assertEqual(self.value(samples, "download_status", role="master", status="ok"), 1)
        self.assertGreater(self.value(samples, "download_bytes", role="standard"), 100)
        cases = self.junit()
        self.assertEqual({name for name in cases if name.endswith(" file")},
                         {"initial file", "standard file", "product file", "master file"})
        self.assertIn("dhcp160", cases)
        self.assertFalse(any(cases.values()))

    def test_a_file_is_lost_and_another_is_wrong(self):
        self.serve()
        (self.nginx.files / "ConfigCommon.cfg").unlink()
        product = self.nginx.files / "ConfigKX-UTG200B.cfg"
        product.write_text(re.sub(r"<TIME_ZONE[^>]*>", '<TIME_ZONE perm="WR">', product.read_text()))
        self.assert_plugin("CRITICAL", "config.", "download.partial")
        self.assert_plugin("WARNING", "config.", arguments=("--fail-on", "never"))
        self.assertEqual(self.value(self.metrics(), "download_status", role="master", status="failed"), 1)
        cases = self.junit()
        self.assertEqual((cases["product file"], cases["master file"]), (["failure"], []))
        self.assertEqual(self.junit("--fail-on", "warning")["master file"], ["failure"])
        results = self.sarif()
        place = results["config.bad-perm"]["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], f"{BASE}/ConfigKX-UTG200B.cfg")
        self.assertGreater(place["region"]["startLine"], 1)
        place = results["download.partial"]["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], f"{BASE}/ConfigCommon.cfg")

    def test_the_server_is_down(self):
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        self.assert_plugin("CRITICAL", "[download.refused")
        self.assertEqual(self.junit()["initial file"], ["failure"])
        self.assertEqual(self.value(self.metrics(), "findings", severity="error", id="download.refused"), 1)


class DiscoveryTest(MonitorTest):
    command = "discover"

    def test_one_server_answers(self):
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        figures = self.assert_plugin("OK")
        self.assertEqual(figures["dhcp_servers"], (1, ""))
        self.assertLess(figures["dhcp_answer"][0], 1)
        samples = self.metrics()
        self.assertEqual(self.value(samples, "dhcp_servers", family="4"), 1)
        self.assertLess(self.value(samples, "dhcp_answer_seconds", server="10.77.0.1"), 1)
        self.assertEqual(self.value(samples, "source_status", source="dhcp159", status="empty"), 1)

    def test_a_value_in_quotes(self):
        self.dhcp('160="http://10.77.0.1/|x"'.replace('"', '\\"'), "6=10.77.0.1")
        self.assert_plugin("CRITICAL", "[url.quoted")
        self.assertEqual(self.junit()["dhcp160"], ["failure"])
        [place] = self.sarif()["url.quoted"]["locations"]
        self.assertEqual(place["logicalLocations"], [{"fullyQualifiedName": "dhcp160", "kind": "resource"}])
        self.assertEqual(self.value(self.metrics(), "winner_info", source="dhcp160", usable="false"), 1)

    def test_nobody_answers(self):
        self.lab.make_noise()
        figures = self.assert_plugin("CRITICAL", "dhcp4.no-server", arguments=("--timeout", "10"))
        self.assertEqual(figures["dhcp_servers"], (0, ""))
        self.assertNotIn("dhcp_answer", figures)

    def test_an_expectation_fails(self):
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        self.assert_plugin("CRITICAL", "decision.expectation", arguments=("--expect-source", "dhcp66"))

    def test_without_privilege_it_is_unknown(self):
        run = run_provtool(self.lab, "discover", "dhcp", "-i", "eth0", "--format", "nagios", wrapper=unprivileged,
                           binary=provtool_copy(self.lab))
        self.assert_exit(run, 3)
        self.assertTrue(run.stdout.startswith(b"PROVTOOL UNKNOWN - "), run)

    def test_an_interface_that_there_is_not(self):
        for form, expected in (("nagios", "PROVTOOL UNKNOWN - "), ("openmetrics", "# HELP "), ("junit", "<?xml "),
                               ("sarif", "{")):
            run = run_provtool(self.lab, "discover", "-i", "eth9", "--format", form)
            self.assert_exit(run, 3)
            self.assertTrue(run.stdout.decode().startswith(expected), run)

    def test_a_wrong_command_line_is_unknown(self):
        run = run_provtool(self.lab, "discover", "--format", "nagios", "--zebra")
        self.assert_exit(run, 3)
        self.assertEqual(run.stdout, b"")
        self.assertIn(b"--zebra", run.stderr)


class ContestedTest(MonitorTest):
    command = "discover"
    settle = "1"
    lab_options = {"client_address": "10.77.0.50/24", "servers": 2}

    def test_two_servers_differ(self):
        for server, address in zip(self.lab.servers, ("10.77.0.1", "10.77.0.2")):
            Dnsmasq(self.lab, [f"--dhcp-option=160,http://{address}/"], namespace=server).start()
        figures = self.assert_plugin("CRITICAL", "decision.contested")
        self.assertEqual(figures["dhcp_servers"], (2, ""))
        samples = self.metrics()
        self.assertEqual(self.value(samples, "outcome", outcome="contested"), 1)
        for mac in SERVER_MACS:
            self.assertLess(self.value(samples, "dhcp_answer_seconds", server_mac=mac), 1)
        self.assertIn("decision.contested", self.sarif())


class CollectorTest(MonitorTest):
    """node_exporter itself reads what was written."""

    command = "discover"

    def test_the_textfile_collector_takes_many_phones(self):
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        folder = self.lab.directory / "textfiles"
        folder.mkdir()
        for mac in ("0080F0000001", "0080F0000002"):
            run_provtool(self.lab, "discover", "manual", "dhcp", "-i", "eth0", "--settle", "0.1", "--mac", mac,
                         "--format", "openmetrics", "-o", str(folder / f"{mac}.prom"))
        self.lab.spawn(self.lab.client, [require_program("prometheus-node-exporter"), "--collector.disable-defaults",
                                         "--collector.textfile", f"--collector.textfile.directory={folder}",
                                         "--web.listen-address=127.0.0.1:9100"], stderr=subprocess.DEVNULL)
        page = wait_until(self.scrape, "node_exporter answers")
        self.assertIn("node_textfile_scrape_error 0\n", page)
        for mac in ("0080F0000001", "0080F0000002"):
            self.assertRegex(page, f'provtool_verdict{{command="discover",interface="eth0",mac="{mac}",status="ok"}} 1\n')

    def scrape(self):
        connection = self.lab.client.socket(socket.AF_INET, socket.SOCK_STREAM)
        with connection:
            if connection.connect_ex(("127.0.0.1", 9100)) != 0:
                return None
            connection.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
            return connection.makefile("rb").read().decode()


if __name__ == "__main__":
    main()
