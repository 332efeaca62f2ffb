"""What the tests of `provtool check` share: a fresh lab for each, and a DHCP server that names the files."""

from fetching import FetchTest, trust_nobody
from lab import Lab, PHONE_MAC, finish_provtool, run_provtool, start_provtool
from servers import Dnsmasq

# One DHCP server is enough, and a phone has IPv4 here.
QUICK = ("--mode", "ipv4", "--disable", "pnp", "--first")


class CheckTest(FetchTest):
    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        self.lab = self.enterContext(Lab(**self.lab_options))
        self.environment = trust_nobody(self.lab)

    def line(self, *arguments, quick=QUICK, mac=PHONE_MAC, form=("--json",)):
        return ["check", "-i", "eth0", *(["--mac", mac] if mac else []), *form, *quick, *arguments]

    def check(self, *arguments, timeout=30, **options):
        return run_provtool(self.lab, *self.line(*arguments, **options), env=self.environment, timeout=timeout)

    def start_check(self, *arguments, **options):
        """A process, and the function that waits for its end."""
        line = self.line(*arguments, **options)
        process = start_provtool(self.lab, *line, env=self.environment)
        return process, lambda started: finish_provtool(process, line, started)

    def dhcp(self, *options, **more):
        """`160=http://…` is an option."""
        return Dnsmasq(self.lab, [f"--dhcp-option={option.replace('=', ',', 1)}" for option in options], **more).start()

    def boot(self, run):
        [boot] = run.report["boots"]
        return boot

    def assert_verdict(self, run, status, code, *words):
        self.assert_exit(run, code)
        verdict = run.report["verdict"]
        self.assertEqual(verdict["status"], status, str(run))
        for word in words:
            self.assertIn(word, verdict["summary"], str(run))
