"""The recipes of docs/monitoring.md, and its tables."""

import json
import re
import shlex
import signal
import subprocess
import xml.etree.ElementTree as ElementTree

from lab import PHONE_MAC, main, wait_until
from recipes import BASE, RecipeTest

# What systemd gives the service: a user of its own with one capability, which no program regains.
AS_THE_SERVICE = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all,+net_raw",
                  "--ambient-caps=-all,+net_raw", "--bounding-set=-all,+net_raw")


class MonitoringTest(RecipeTest):
    page = "monitoring.md"

    def lines(self, name, key):
        """The values behind a key of a recipe in an ini file, cron table or definition."""
        return re.findall(rf"^\s*{key}[= ]\s*(.+)$", self.recipes()[name], re.M)

    def test_each_block_is_accounted_for(self):
        self.assert_each_block_is_accounted_for()

    def test_nagios(self):
        self.serve()
        [line], [call] = self.lines("nagios", "command_line"), self.lines("nagios", "check_command")
        for number, value in enumerate(call.split("!")[1:], 1):
            line = line.replace(f"$ARG{number}$", value)
        self.assertNotIn("$", line)
        line = line.replace("/usr/local/bin/", "")
        code, output, _ = self.run_script(line)
        self.assertEqual(code, 0, output)
        self.assertTrue(output.startswith("PROVTOOL OK - "), output)
        figures = set(re.findall(r"(\w+)=", output.split("|")[1]))
        documented = set(re.findall(r"`(\w+)`", self.text().split("| figure | what |")[1].split("\n\n")[0]))
        self.assertEqual(figures, documented)
        code, output, _ = self.run_script(line.replace("dhcp160", "dhcp66"))
        self.assertEqual((code, output.split(" - ")[0]), (2, "PROVTOOL CRITICAL"))

    def test_the_service_of_the_textfile_collector(self):
        self.serve()
        self.work.chmod(0o777)
        [line] = self.lines("service", "ExecStart")
        self.assertIn("CAP_NET_RAW", self.lines("service", "AmbientCapabilities"))
        line = line.replace("/usr/local/bin/", "").replace("/var/lib/prometheus/node-exporter", str(self.work))
        for _ in range(2):  # the second one replaces the file of the first
            code, output, errors = self.run_script(line, wrapper=AS_THE_SERVICE)
            self.assertIn(str(code), ["0", *self.lines("service", "SuccessExitStatus")[0].split()], errors)
        text = (self.work / "provtool.prom").read_text()
        self.assertIn('status="ok"} 1\n', text)
        self.assertEqual([path.name for path in self.work.iterdir()], ["provtool.prom"])
        self.assert_metrics_are_documented(text)

    def assert_metrics_are_documented(self, text):
        table = self.text().split("| metric | labels | value |")[1].split("\n\n")[0]
        documented = {name: set(re.findall(r"`(\w+)`", labels))
                      for name, labels in re.findall(r"^\| `(\w+)` \| ([^|]*)\|", table, re.M)}
        seen = {}
        for name, labels in re.findall(r"^(\w+){(.*)} ", text, re.M):
            seen.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
        for name, labels in seen.items():
            self.assertLessEqual(labels, documented[name] | {"command", "mac", "interface"}, name)
        self.assertEqual(set(documented) - set(seen), {"provtool_certificate_expiry_timestamp_seconds"})

    def test_the_timer(self):
        [when] = self.lines("timer", "OnCalendar")
        self.assertRegex(when, r"^\*:0/\d+$")
        self.assertEqual(self.lines("timer", "WantedBy"), ["timers.target"])

    def test_the_alert_rules(self):
        rules = self.work / "rules.yaml"
        rules.write_text(self.recipes()["rules"])
        done = subprocess.run(["promtool", "check", "rules", rules], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        names = set(re.findall(r"provtool_\w+", rules.read_text()))
        self.assertLessEqual(names, set(re.findall(r"^\| `(provtool_\w+)` \|", self.text(), re.M)))

    def test_cron_says_nothing_while_all_is_well(self):
        self.serve()
        command = re.fullmatch(r"(?:\S+ +){6}(.*)\n", self.recipes()["cron"])[1].replace("/usr/local/bin/", "")
        self.assertNotIn("%", command, "which cron takes for a line end")
        self.assertEqual(self.run_script(command), (0, "", ""))
        self.nginx.stop()
        code, output, errors = self.run_script(command)
        self.assertEqual((code, errors), (0, ""))
        self.assertTrue(output.startswith("FAILS "), output)

    def test_the_file_of_reports(self):
        self.serve()
        process = self.start(["bash", "-c", "exec " + self.recipes()["watch"].replace("--watch 60", "--watch 1")])
        self.addCleanup(process.communicate)
        checks = self.work / "checks.ndjson"
        try:
            wait_until(lambda: checks.exists() and checks.read_text().count("\n") >= 2, "two checks are written", 20)
            self.nginx.stop()
            wait_until(lambda: "download.refused" in checks.read_text(), "the failure is written", 20)
        finally:
            process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(5), 130)
        for line in checks.read_text().splitlines():
            self.assertEqual(json.loads(line)["device"]["mac"], PHONE_MAC)
        code, output, errors = self.run_script(self.recipes()["changes"])
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("new error download.refused", output)
        self.assertEqual(output.count("\n"), 1, output)

    def test_ci(self):
        (self.work / "configs").mkdir()
        good = self.work / "configs/ConfigCommon.cfg"
        script = re.search(r"^    - (provtool .*)$", self.recipes()["gitlab"], re.M)[1]
        [report] = re.findall(r"junit: (\S+)", self.recipes()["gitlab"])
        for content, failures in (("<PANASIPPhoneConfig><Device/></PANASIPPhoneConfig>", 0), ("<html/>", 1)):
            good.write_text(content)
            (self.work / report).unlink(missing_ok=True)
            code, _, errors = self.run_script(script)
            self.assertEqual(code, failures, errors)
            suite = ElementTree.parse(self.work / report).find("testsuite")
            self.assertEqual((suite.get("tests"), suite.get("failures")), ("1", str(failures)))

    def test_ci_of_a_server(self):
        self.serve()
        line = self.recipes()["fetch"].replace("https://prov.example.com/utg200", BASE)
        report = self.work / shlex.split(line)[-1]
        self.assertEqual(self.run_script(line)[0], 0)
        suite = ElementTree.parse(report).find("testsuite")
        self.assertEqual((suite.get("tests"), suite.get("failures"), suite.get("errors")), ("4", "0", "0"))


if __name__ == "__main__":
    main()
