"""What this computer has and lacks: addresses, rights, names, other networks, and whose settings are not used."""

import pathlib

from fetching import FetchTest
from lab import CLIENT_ADDRESS, CLIENT_ADDRESS6, main, provtool, provtool_copy, unprivileged
from phone_files import publish
from web_servers import Sites, Tftpd, Vsftpd

BASE = "http://10.77.0.1"
BASE6 = "[2001:db8:77::1]"


def mounted(path, place):
    """A wrapper that shows the program another file in the place of the computer's."""
    return lambda *line: ["sh", "-c", f'mount --bind "{path}" {place} && exec "$@"', "sh", *line]


class HostTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        cls.nginx = Sites(lab, "listen 80;", "listen 81; auth_basic phones; auth_basic_user_file users;")
        (cls.nginx.directory / "users").write_text("phone:{PLAIN}only-in-a-test\n")
        publish(cls.nginx.files, BASE)
        cls.nginx.start()
        (lab.directory / "nothing").write_text("")

    def test_an_ordinary_user_may_fetch(self):
        run = self.fetch(BASE, binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assert_configured(run)

    def test_neither_proxy_nor_netrc_is_used_unasked(self):
        home = self.lab.directory / "home"
        home.mkdir()
        (home / ".netrc").write_text("machine 10.77.0.1 login phone password only-in-a-test\n")
        proxies = {name: "http://10.77.0.1:9" for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY", "ftp_proxy")}
        self.assert_configured(self.fetch(BASE, environment={"HOME": str(home), **proxies}))
        run = self.fetch(f"{BASE}:81/", environment={"HOME": str(home)})
        self.assert_undetermined(run, "--user")

    def test_a_name_without_any_dns_server(self):
        nothing = self.lab.directory / "nothing"
        run = self.fetch("http://prov.example.com/", wrapper=mounted(nothing, "/etc/resolv.conf"))
        self.assert_lost(run, "download.name-lookup")
        self.assertLess(run.seconds, 9)

    def test_twenty_file_descriptors_are_enough(self):
        self.assert_configured(self.fetch(BASE, wrapper=lambda *line: ["prlimit", "--nofile=20", *line]))

    def test_no_more_descriptors_than_it_has_already(self):
        # The sanitizers' own checks need two descriptors, and take a refusal for a fault of the program.
        sanitized = b"__asan_init" in pathlib.Path(provtool()).read_bytes()
        limit = 20 if sanitized else 5
        run = self.fetch(BASE, wrapper=lambda *line: ["prlimit", f"--nofile={limit}", *line])
        self.assertIn(run.code, (0, 1, 3), str(run))

    def test_no_address_at_all(self):
        self.lab.client.ip("address", "flush", "dev", "eth0")
        try:
            run = self.fetch(BASE)
            self.assertIn(run.code, (1, 3), str(run))
            self.assertEqual(self.download(run)["status"], "failed", str(run))
            self.assertLess(run.seconds, 9)
        finally:
            self.lab.client.ip("address", "add", CLIENT_ADDRESS, "brd", "+", "dev", "eth0")

    def test_a_folder_that_nobody_may_write_to(self):
        folder = self.lab.directory / "locked"
        folder.mkdir(mode=0o555)
        run = self.fetch(BASE, "--save", str(folder), binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assertIn(run.code, (2, 3), str(run))
        self.assertEqual(list(folder.iterdir()), [])


class OtherNetworkTest(FetchTest):
    @classmethod
    def serve(cls, lab):
        server = lab.add_network("eth1", "10.78.0.50/24", "10.78.0.1/24")
        cls.nginx = Sites(lab, "listen 80;", namespace=server)
        publish(cls.nginx.files, "http://10.78.0.1")
        cls.nginx.start()

    def test_a_server_in_another_network_of_this_computer_does_not_answer_for_the_phones(self):
        for options in ({}, {"binary": provtool_copy(self.lab), "wrapper": unprivileged}):
            with self.subTest(bool(options)):
                run = self.fetch("http://10.78.0.1/", **options)
                self.assertIn(run.code, (1, 3), str(run))
                self.assertEqual(self.download(run)["status"], "failed", str(run))
                self.assertEqual(self.nginx.asked(), [])


class Ipv6Test(FetchTest):
    lab_options = {"client_address": CLIENT_ADDRESS, "ipv6": True, "client_address6": CLIENT_ADDRESS6}

    @classmethod
    def serve(cls, lab):
        cls.nginx = Sites(lab, "listen [::]:80;")
        tftpd, vsftpd = Tftpd(lab, address="[::]:69"), Vsftpd(lab, "listen=NO\nlisten_ipv6=YES")
        for scheme, server in (("http", cls.nginx), ("tftp", tftpd), ("ftp", vsftpd)):
            publish(server.files, f"{scheme}://{BASE6}")
            server.start()

    def test_every_protocol_takes_a_bracketed_address(self):
        for scheme in ("http", "tftp", "ftp"):
            with self.subTest(scheme):
                self.assert_configured(self.fetch(f"{scheme}://{BASE6}/", "--mode", "ipv6"))


if __name__ == "__main__":
    main()
