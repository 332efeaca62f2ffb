"""The recipes of docs/many-phones.md: a list of phones with GNU parallel and SQLite, and a Job of Kubernetes."""

import json
import sqlite3

import jsonschema
import yaml

from lab import main, require_program
from phone_files import CONTENTS, publish
from recipes import BASE, DOCS, RecipeTest
from servers import Dnsmasq
from web_servers import Sites

SCHEMA = DOCS.parent / "tests/data/schemas/kubernetes-job.json"
# Root in a container that has no capability but this one, and cannot get another.
AS_THE_POD = ("setpriv", "--bounding-set=-all,+net_raw", "--inh-caps=-all", "--no-new-privs")


class ManyTest(RecipeTest):
    page = "many-phones.md"
    more = ""

    def serve_many(self, macs):
        """Each phone has a file of its own; the last one of the list is sent elsewhere, where nobody is."""
        self.nginx = Sites(self.lab, "listen 80;")
        publish(self.nginx.files, BASE)
        for mac in macs[:-1]:
            (self.nginx.files / f"Config{mac}.cfg").write_text(CONTENTS["standard"])
        self.nginx.start()
        host = ":".join(macs[-1][i:i + 2] for i in range(0, 12, 2))
        Dnsmasq(self.lab, [f"--dhcp-option=160,{BASE}/", "--dhcp-option=6,10.77.0.1",
                           f"--dhcp-host={host},set:other", "--dhcp-option=tag:other,160,http://10.77.0.1:81/"]).start()

    def test_each_block_is_accounted_for(self):
        self.assert_each_block_is_accounted_for()

    def test_a_list_with_parallel_and_sqlite(self):
        require_program("sqlite3")
        macs = [f"0080F00000{number:02X}" for number in range(1, 13)]
        self.serve_many(macs)
        (self.work / "phones.txt").write_text("".join(mac + "\n" for mac in macs))
        code, _, errors = self.run_script(self.recipes()["parallel"], timeout=120)
        self.assertEqual(code, 1, f"one phone fails: {errors}")
        reports = [json.loads(line) for line in (self.work / "checks.ndjson").read_text().splitlines()]
        self.assertEqual(sorted(report["device"]["mac"] for report in reports), macs)
        self.assertEqual({report["verdict"]["exit_code"] for report in reports}, {0, 1}, "none is in another's way")
        code, _, errors = self.run_script(self.recipes()["import"])
        self.assertEqual((code, errors), (0, ""))
        self.ask_the_database(macs)
        self.a_second_import_shows_what_changed(macs)

    def ask(self, name):
        with sqlite3.connect(self.work / "phones.db") as database:
            return database.execute(self.recipes()[name]).fetchall()

    def ask_the_database(self, macs):
        [(mac, status, summary)] = self.ask("not-ok")
        self.assertEqual((mac, status), (macs[-1], "failed"))
        self.assertIn("refuses", summary)
        self.assertEqual(self.ask("by-winner"), [("dhcp160", f"{BASE}/", len(macs) - 1),
                                                 ("dhcp160", "http://10.77.0.1:81/", 1)])
        self.assertEqual(self.ask("by-finding"), [("error", "download.refused", 1)])
        [(mac, url, status, _)] = self.ask("files")
        self.assertEqual((mac, url, status), (macs[-1], "http://10.77.0.1:81/KX-UTG200B.cfg", "failed"))
        self.assertEqual(self.ask("changed"), [])

    def a_second_import_shows_what_changed(self, macs):
        """Of the next day: one phone's files are gone."""
        for path in self.nginx.files.glob(f"*{macs[0]}*"):
            path.unlink()
        (self.work / "phones.txt").write_text(macs[0] + "\n" + macs[1] + "\n")
        self.run_script(self.recipes()["parallel"])
        self.assertEqual(self.run_script(self.recipes()["import"])[0], 0)
        [(mac, _, before, status)] = self.ask("changed")
        self.assertEqual((mac, before, status), (macs[0], "ok", "warning"))

    def test_the_manifest_is_what_kubernetes_takes(self):
        schema = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
        documents = self.documents()
        for document in documents.values():
            self.assertEqual([error.message for error in schema.iter_errors(document)], [])
        wrong = self.documents()["Job"]
        wrong["spec"]["template"]["spec"]["containers"][0]["securityContext"]["capability"] = {}
        self.assertFalse(schema.is_valid(wrong), "a misspelt key is noticed")
        macs = documents["ConfigMap"]["data"]["phones.txt"].split()
        self.assertEqual(documents["Job"]["spec"]["completions"], len(macs))
        self.assertEqual(documents["Job"]["spec"]["template"]["spec"]["volumes"][0]["configMap"]["name"],
                         documents["ConfigMap"]["metadata"]["name"])

    def documents(self):
        return {document["kind"]: document for document in yaml.safe_load_all((DOCS / "kubernetes-job.yaml").read_text())}

    def test_the_pods_command_with_the_pods_capability(self):
        documents = self.documents()
        [container] = documents["Job"]["spec"]["template"]["spec"]["containers"]
        self.assertEqual(container["securityContext"]["capabilities"], {"drop": ["ALL"], "add": ["NET_RAW"]})
        phones = self.work / "phones.txt"
        phones.write_text(documents["ConfigMap"]["data"]["phones.txt"])
        macs = phones.read_text().split()
        self.serve_many(macs)
        [script] = container["args"]
        script = script.replace("/phones/phones.txt", str(phones))
        self.environment |= {entry["name"]: entry["value"] for entry in container["env"]}
        for index, mac in enumerate(macs):
            self.environment["JOB_COMPLETION_INDEX"] = str(index)
            code, output, errors = self.run_command([*container["command"], script], wrapper=AS_THE_POD)
            self.assertEqual((code, errors), (0, ""), "findings are no failure of the pod")
            self.assertEqual(output.count("\n"), 1)
            report = json.loads(output)
            self.assertEqual(report["device"]["mac"], mac)
            self.assertEqual(report["verdict"]["status"], "failed" if mac == macs[-1] else "ok")


if __name__ == "__main__":
    main()
