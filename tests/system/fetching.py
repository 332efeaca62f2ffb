"""What the tests of `provtool fetch` share: one lab for all tests of a class, and how its answers are held."""

import os

import phone_files
from certificates import Authority
from lab import CLIENT_ADDRESS, Lab, LabTest, PHONE_MAC, run_provtool

PATIENCE = 7  # seconds that one candidate may cost


class FetchTest(LabTest):
    """`serve` starts the servers once; the tests of a class only ask them."""

    lab_options = {"client_address": CLIENT_ADDRESS}

    @classmethod
    def setUpClass(cls):
        cls.lab = cls.enterClassContext(Lab(**cls.lab_options))
        cls.environment = trust_nobody(cls.lab)
        cls.serve(cls.lab)

    def setUp(self):
        pass

    @classmethod
    def serve(cls, lab):
        raise NotImplementedError

    def fetch(self, url, *arguments, mac=PHONE_MAC, environment=None, **options):
        line = ["fetch", *([url] if url else []), "-i", "eth0", "--json", *(["--mac", mac] if mac else []), *arguments]
        return run_provtool(self.lab, *line, env={**self.environment, **(environment or {})}, **options)

    # ---- what came

    def download(self, run, role="initial", index=None):
        found = [download for download in run.report["downloads"]
                 if download["role"] == role and index in (None, download.get("index"))]
        self.assertEqual(len(found), 1, f"{role}: {run}")
        return found[0]

    def statuses(self, run):
        return {download["role"]: download["status"] for download in run.report["downloads"]}

    def effective(self, run):
        return {value["parameter"]: value for value in run.report["effective"]}

    def assert_effective(self, run, expected):
        values = self.effective(run)
        for parameter, (value, source) in expected.items():
            self.assertIn(parameter, values, str(run))
            self.assertEqual((values[parameter]["value"], values[parameter]["from"]), (value, source), str(run))

    def assert_configured(self, run, status="ok"):
        """All files came, and count."""
        self.assert_exit(run, 0)
        self.assertEqual(run.report["verdict"]["status"], status, str(run))
        self.assertEqual({role: came for role, came in self.statuses(run).items() if role != "certificate"},
                         dict.fromkeys(["initial", "standard", "product", "master"], "ok"), str(run))
        self.assert_effective(run, phone_files.EFFECTIVE)

    def assert_lost(self, run, identifier, role="initial", code=1):
        self.assert_exit(run, code)
        self.assert_finding(run, identifier, "error")
        self.assertEqual(self.download(run, role)["status"], "failed", str(run))

    def assert_undetermined(self, run, to_settle):
        """The one thing to do is named by an option, or by words of it."""
        self.assert_exit(run, 3)
        self.assertEqual(run.report["verdict"]["status"], "undetermined", str(run))
        self.assertIn(to_settle, run.report["verdict"]["to_settle"], str(run))

    def assert_never_shown(self, run, *secrets):
        for secret in secrets:
            self.assertNotIn(secret.encode(), run.stdout + run.stderr)


def trust_nobody(lab):
    """An environment whose store of certificates has one root, which has issued nothing."""
    store = lab.directory / "store"
    if not store.exists():
        Authority(store, "Unconcerned Root")
        (store / "empty").mkdir()
    return {**os.environ, "SSL_CERT_FILE": str(store / "Unconcerned-Root.pem"), "SSL_CERT_DIR": str(store / "empty")}
