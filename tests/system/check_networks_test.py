"""`provtool check` with other servers than dnsmasq, with several, with names to look up, and again and again."""

import re
import signal
import time

from checking import CheckTest, QUICK
from lab import SERVER_MACS, check_report, main, start_provtool, wait_until
from phone_files import MODEL, publish
from servers import Dnsmasq, Kamailio, Kea
from web_servers import Sites

BASE = "http://10.77.0.1"


def web(lab, base=BASE, namespace=None, **options):
    nginx = Sites(lab, "listen 80;", namespace=namespace)
    publish(nginx.files, base, **options)
    return nginx.start()


class KeaTest(CheckTest):
    def test_a_client_class_names_the_files(self):
        web(self.lab)
        phones = {"name": "phones", "test": "substring(option[60].hex,0,9) == 'Panasonic'",
                  "option-data": [{"name": "provisioning", "data": f"{BASE}/"}]}
        Kea(self.lab, {"client-classes": [phones]}).start()
        run = self.check()
        self.assert_configured(run)
        self.assert_winner(run, "dhcp160", f"{BASE}/")
        run = self.check("--vendor-class", "Other")
        self.assert_exit(run, 1)


class KamailioTest(CheckTest):
    def test_a_responder_names_a_host_that_the_phones_dns_server_knows(self):
        web(self.lab, "http://kamailio.example.com")
        Kamailio(self.lab).start()
        dns = Dnsmasq(self.lab, ["--dhcp-option=6,10.77.0.1"], names={"kamailio.example.com": "10.77.0.1"}).start()
        run = self.check(quick=("--mode", "ipv4", "--settle", "0.3"))  # with --first DHCP may not be heard
        self.assert_configured(run, run.report["verdict"]["status"])
        self.assert_winner(run, "pnp", Kamailio.url)
        self.assertIn("query[A] kamailio.example.com from 10.77.0.50", dns.log)
        self.assertEqual(self.download(run)["final_url"], f"http://kamailio.example.com/{MODEL}.cfg")
        self.assertGreater(self.download(run)["timing_ms"]["name_lookup"], 0)


class NamesTest(CheckTest):
    def serve(self, names, dns_server="10.77.0.1"):
        web(self.lab, "http://prov.example.com")
        options = ["--dhcp-option=160,http://prov.example.com/", f"--dhcp-option=6,{dns_server}"]
        return Dnsmasq(self.lab, options, names=names).start()

    def test_a_name_that_nobody_knows(self):
        self.serve({})
        run = self.check()
        self.assert_lost(run, "download.name-lookup")
        self.assertLess(run.seconds, 9)

    def test_a_dns_server_that_is_silent(self):
        self.serve({}, "10.77.0.99")
        run = self.check()
        self.assert_lost(run, "download.name-lookup")
        self.assertLess(run.seconds, 10)

    def test_resolve_looks_up_what_the_configuration_names(self):
        dns = self.serve({"prov.example.com": "10.77.0.1", "pbx.example.com": "10.77.0.7"})
        run = self.check()
        self.assertNotIn("lookups", run.report)
        self.assertNotIn("pbx.example.com", dns.log)
        run = self.check("--resolve")
        self.assert_exit(run, 0)
        lookups = {each["host"]: each for each in run.report["lookups"]}
        self.assertEqual(lookups["pbx.example.com"]["addresses"], ["10.77.0.7"])
        self.assertEqual(lookups["pbx.example.com"]["name_servers"], ["10.77.0.1"])
        self.assertEqual(lookups["ntp-product.example.com"]["addresses"], [])
        self.assert_finding(run, "config.name-lookup", "warning")
        self.assertIn("pbx.example.com", dns.log)


class SeveralServersTest(CheckTest):
    lab_options = {**CheckTest.lab_options, "servers": 2}
    quick = ("--mode", "ipv4", "--disable", "pnp", "--settle", "0.3")

    def servers(self, *urls):
        for namespace, url in zip(self.lab.servers, urls):
            Dnsmasq(self.lab, [f"--dhcp-option=160,{url}"], namespace=namespace).start()

    def test_each_contenders_files_are_loaded(self):
        web(self.lab)
        web(self.lab, "http://10.77.0.2", self.lab.servers[1], leave_out=["product"])
        self.servers(f"{BASE}/", "http://10.77.0.2/")
        run = self.check(quick=self.quick)
        self.assert_exit(run, 1)
        self.assert_finding(run, "decision.contested", "error")
        self.assertEqual({(boot["contender"], boot["url"], boot["outcome"]) for boot in run.report["boots"]},
                         {("10.77.0.1", f"{BASE}/", "configured"), ("10.77.0.2", "http://10.77.0.2/", "partly")})
        loaded = {download["contender"]: set() for download in run.report["downloads"]}
        for download in run.report["downloads"]:
            loaded[download["contender"]].add(download["role"])
        self.assertEqual(loaded, dict.fromkeys(["10.77.0.1", "10.77.0.2"],
                                               {"initial", "standard", "product", "master"}))

    def test_one_is_dead(self):
        web(self.lab)
        self.servers(f"{BASE}/", "http://10.77.0.2/")
        run = self.check(quick=self.quick)
        self.assert_exit(run, 1)
        self.assertEqual({boot["contender"]: boot["outcome"] for boot in run.report["boots"]},
                         {"10.77.0.1": "configured", "10.77.0.2": "saved"})
        text = self.check(quick=self.quick, form=()).stdout.decode()
        for word in ("10.77.0.1", "10.77.0.2", *SERVER_MACS[:2]):
            self.assertIn(word, text)

    def test_both_say_the_same(self):
        web(self.lab)
        self.servers(f"{BASE}/", f"{BASE}/")
        self.assert_configured(self.check(quick=self.quick))


class WatchTest(CheckTest):
    def setUp(self):
        super().setUp()
        self.nginx = web(self.lab)
        self.dhcp(f"160={BASE}/", "6=10.77.0.1")
        self.output = self.lab.directory / "output"

    def shown(self):
        return self.output.read_bytes()

    def start_watch(self):
        with open(self.output, "wb") as output:
            process = start_provtool(self.lab, *self.line("--watch", "1", form=(), quick=QUICK), stdout=output,
                                     env=self.environment)
        wait_until(lambda: b"OK " in self.shown(), "the first check is shown")
        return process

    def rounds(self, count):
        """Until so many more checks have asked for the initial file."""
        before = self.nginx.asked().count(f"/{MODEL}.cfg")
        wait_until(lambda: self.nginx.asked().count(f"/{MODEL}.cfg") >= before + count, "it has checked again")

    def test_it_prints_only_what_changed_until_ctrl_c(self):
        process = self.start_watch()
        self.rounds(1)
        first = self.shown()
        self.rounds(1)
        self.assertEqual(self.shown(), first, "nothing had changed")
        (self.nginx.files / "ConfigCommon.cfg").unlink()
        wait_until(lambda: len(self.shown()) > len(first), "the change is shown")
        self.rounds(2)
        change = self.shown()[len(first):].decode()
        self.assertIn("download.partial", change)
        self.assertLess(len(change), len(first))
        (self.nginx.files / "ConfigCommon.cfg").write_text("<PANASIPPhoneConfig><Device/></PANASIPPhoneConfig>")
        second = self.shown()
        wait_until(lambda: len(self.shown()) > len(second), "that it is well again is shown")
        process.send_signal(signal.SIGINT)
        signalled = time.monotonic()
        self.assertEqual(process.wait(5), 130)
        self.assertLess(time.monotonic() - signalled, 1)
        self.assertNotRegex(re.sub(rb"\n", b"", self.shown()), rb"[\x00-\x1f]")

    def test_as_json_each_check_is_a_line(self):
        with open(self.output, "wb") as output:
            process = start_provtool(self.lab, *self.line("--watch", "1", form=("--json",), quick=QUICK),
                                     stdout=output, env=self.environment)
        wait_until(lambda: self.shown().count(b"\n") == 2, "two checks were written")
        (self.nginx.files / "ConfigCommon.cfg").unlink()
        wait_until(lambda: b"download.partial" in self.shown(), "the change was written")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(5), 130)
        *reports, rest = self.shown().split(b"\n")
        self.assertEqual(rest, b"", "the last line is whole")
        reports = [check_report(report) for report in reports]
        self.assertNotIn("changes", reports[0])
        self.assertEqual(reports[1]["changes"], [])
        self.assertTrue(any(change.startswith("new warning download.partial") for change in reports[-1]["changes"]))

    def test_a_server_that_dies_in_between(self):
        process = self.start_watch()
        self.nginx.stop()
        wait_until(lambda: b"verdict: failed" in self.shown(), "the failure is shown")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(5), 130)


if __name__ == "__main__":
    main()
