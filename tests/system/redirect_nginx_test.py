"""nginx as the redirection server: what it is asked, and how its answers change the decision."""

import os

from lab import (PHONE_MAC, Sniffer, command, main, provtool_copy, require_program, run_provtool,
                 unprivileged)
from scripted_http import TEMPLATE, RedirectTest
from servers import Dnsmasq, Nginx

ASKED = f"http://10.77.0.1/{PHONE_MAC}.cfg"
URL = "http://prov.example.com/utg/"
RESOLVED = "http://prov.example.com/utg/KX-UTG200B.cfg"
INITIAL = "<PANASIPPhoneConfig><Initial/></PANASIPPhoneConfig>"
TCP = 6


class NginxTest(RedirectTest):
    def serve(self, answer):
        """`answer` is what nginx does with any request: `return …;`."""
        return Nginx(self.lab, f"location / {{ {answer} }}").start()


class AnswersTest(NginxTest):
    def test_a_302_is_the_provisioning_url_and_is_not_followed(self):
        nginx = self.serve(f"return 302 {URL};")
        run = self.ask()
        self.assert_exit(run, 0)
        self.assert_winner(run, "redirect", URL)
        self.assertEqual(run.decision["resolved"], [RESOLVED])
        self.assertEqual(run.source("redirect")["server"], "10.77.0.1")
        self.assertEqual(run.source("redirect")["confidence"], "assumption")
        self.assertEqual(len(nginx.requests), 1)

    def test_a_relative_location_is_made_absolute(self):
        self.serve("return 301 /utg/a.cfg;")
        run = self.ask()
        self.assert_winner(run, "redirect", "http://10.77.0.1/utg/a.cfg")

    def test_a_body_of_one_url_is_the_provisioning_url(self):
        self.serve(f'return 200 "{URL}\\n";')
        run = self.ask()
        self.assert_exit(run, 0)
        self.assert_winner(run, "redirect", URL)

    def test_an_initial_file_makes_the_url_asked_the_provisioning_url(self):
        self.serve(f'return 200 "{INITIAL}";')
        run = self.ask(template="http://10.77.0.1/conf?mac={MAC}")
        self.assert_exit(run, 0)
        self.assert_winner(run, "redirect", f"http://10.77.0.1/conf?mac={PHONE_MAC}")
        self.assertEqual(run.decision["resolved"], [f"http://10.77.0.1/conf?mac={PHONE_MAC}"])

    def test_an_unknown_phone_gets_a_404_and_is_not_registered(self):
        self.serve("return 404;")
        run = self.ask()
        self.assert_exit(run, 1)
        self.assert_status(run, "refused", "redirect.not-registered")

    def test_a_page_for_people_names_no_url(self):
        self.serve(f'default_type text/html; return 200 "<html><a href={URL}>log in</a></html>";')
        run = self.ask()
        self.assert_exit(run, 1)
        self.assert_status(run, "empty", "redirect.not-registered")
        self.assertIn("text/html", run.source("redirect")["reason"])

    def test_a_server_error_is_a_failure(self):
        self.serve("return 503;")
        self.assert_status(self.ask(), "refused", "redirect.failed")

    def test_a_loop_is_no_value_and_is_asked_once(self):
        nginx = self.serve("return 302 $request_uri;")
        run = self.ask()
        self.assert_exit(run, 1)
        self.assert_status(run, "empty", "redirect.failed")
        self.assertEqual(len(nginx.requests), 1)

    def test_nobody_at_the_port_is_a_failure(self):
        run = self.ask()
        self.assert_exit(run, 1)
        self.assert_status(run, "no_answer", "redirect.failed")
        self.assertIn("refused the connection", run.source("redirect")["reason"])


class RequestTest(NginxTest):
    def test_it_is_asked_as_the_phone_asks(self):
        nginx = self.serve(f"return 302 {URL};")
        run = self.ask("--firmware", "03.210")
        agent = f"Panasonic_KX-UTG200B/03.210 ({PHONE_MAC.lower()})"
        [request] = nginx.requests
        self.assertEqual(request["request"], f"GET /{PHONE_MAC}.cfg HTTP/1.1")
        self.assertEqual(request["http_user_agent"], agent)
        self.assertEqual(request["http_accept_encoding"], "")
        self.assertEqual(run.report["asked"]["user_agent"], agent)
        self.assertEqual(run.report["asked"]["redirect_url"], TEMPLATE)

    def test_another_user_agent_is_sent_where_one_is_given(self):
        nginx = self.serve(f"return 302 {URL};")
        self.ask("--user-agent", "{MODEL} at {MAC}")
        self.assertEqual(nginx.requests[0]["http_user_agent"], f"KX-UTG200B at {PHONE_MAC}")

    def test_a_password_in_the_url_is_sent_and_masked(self):
        # A file, because nginx asks for no password before `return`.
        nginx = Nginx(self.lab, """location / {
            auth_basic redirect; auth_basic_user_file users; try_files /answer =404; }""")
        (nginx.directory / "users").write_text("phone:{PLAIN}geheim\n")
        (nginx.directory / "answer").write_text(URL)
        nginx.start()
        run = self.ask(template="http://phone:geheim@10.77.0.1/{MAC}.cfg")
        self.assert_winner(run, "redirect", URL)
        self.assertEqual(nginx.requests[-1]["remote_user"], "phone")
        self.assertNotIn(b"geheim", run.stdout + run.stderr)

    def test_neither_proxy_nor_netrc_is_used_unasked(self):
        nginx = self.serve(f"return 302 {URL};")
        home = self.lab.directory / "home"
        home.mkdir()
        (home / ".netrc").write_text("machine 10.77.0.1 login phone password geheim\n")
        run = self.ask(env={**os.environ, "HOME": str(home), "http_proxy": "http://10.77.0.1:9",
                            "ALL_PROXY": "http://10.77.0.1:9"})
        self.assert_winner(run, "redirect", URL)
        self.assertEqual(nginx.requests[0]["http_authorization"], "")

    def test_an_ordinary_user_may_ask(self):
        self.serve(f"return 302 {URL};")
        run = self.ask(binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assert_exit(run, 0)
        self.assert_winner(run, "redirect", URL)


class TurnTest(NginxTest):
    def setUp(self):
        super().setUp()
        self.serve(f"return 302 {URL};")
        self.sniffer = Sniffer(self.lab)

    def connections(self):
        return [frame for _, frame in self.sniffer.frames if frame[12:14] == b"\x08\x00" and frame[23] == TCP]

    def test_behind_option_66_it_is_not_asked(self):
        Dnsmasq(self.lab, ["--dhcp-option=66,10.77.0.9"]).start()
        run = self.ask("--settle", "0.1", sources=("manual", "dhcp", "redirect"))
        self.assert_winner(run, "dhcp66", "10.77.0.9")
        self.assertEqual(run.source("redirect")["status"], "not_reached")
        self.assertEqual(self.connections(), [])

    def test_behind_a_dhcp_server_without_a_url_it_is_asked(self):
        Dnsmasq(self.lab).start()
        run = self.ask("--settle", "0.1", sources=("manual", "dhcp", "redirect"))
        self.assert_exit(run, 0)
        self.assert_winner(run, "redirect", URL)

    def test_behind_a_source_that_could_not_be_judged_it_is_not_asked(self):
        run = self.ask(sources=("manual", "dhcp", "redirect"), binary=provtool_copy(self.lab), wrapper=unprivileged)
        self.assert_exit(run, 3)
        self.assertEqual(run.source("redirect")["status"], "not_tested")
        self.assertIn("DHCP option 160", run.source("redirect")["reason"])
        self.assertEqual(self.connections(), [])

    def test_without_being_named_it_is_not_asked_and_no_name_is_looked_up(self):
        Dnsmasq(self.lab).start()
        run = run_provtool(self.lab, "discover", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--mode", "ipv4",
                           "--disable", "pnp", "--settle", "0.1")
        self.assertEqual(run.source("redirect")["status"], "not_tested")
        self.assertIn("not published", run.source("redirect")["reason"])
        self.assertEqual(run.decision["outcome"], "none")
        self.assertEqual(self.connections(), [])
        ports = {frame[36:38] for _, frame in self.sniffer.frames if frame[12:14] == b"\x08\x00"}
        self.assertNotIn(b"\x00\x35", ports)

    def test_a_dry_run_sends_nothing(self):
        run = self.ask("--dry-run")
        self.assert_exit(run, 0)
        self.assertTrue(any(f"HTTP GET of {ASKED}" in effect for effect in run.report["plan"]["side_effects"]))
        self.assertEqual(self.connections(), [])


class TlsTest(RedirectTest):
    def setUp(self):
        super().setUp()
        self.nginx = Nginx(self.lab, f"""listen 443 ssl; ssl_certificate certificate; ssl_certificate_key key;
            location / {{ return 302 {URL}; }}""")
        command(require_program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", "2", "-subj", "/CN=redirect", "-addext", "subjectAltName=IP:10.77.0.1",
                "-keyout", str(self.nginx.directory / "key"), "-out", str(self.nginx.directory / "certificate"))
        self.nginx.start()

    def test_a_certificate_that_nobody_vouches_for_is_not_trusted(self):
        run = self.ask(template="https://10.77.0.1/{MAC}.cfg")
        self.assert_exit(run, 3)
        self.assert_status(run, "not_tested", "redirect.failed")
        self.assertIn("TLS", run.source("redirect")["reason"])
        self.assertEqual(self.nginx.requests, [])


class OtherNetworkTest(RedirectTest):
    def test_a_server_in_another_network_of_this_computer_does_not_answer_for_the_phones(self):
        server = self.lab.add_network("eth1", "10.78.0.50/24", "10.78.0.1/24")
        nginx = Nginx(self.lab, f"location / {{ return 302 {URL}; }}", namespace=server).start()
        for options in ({}, {"binary": provtool_copy(self.lab), "wrapper": unprivileged}):
            run = self.ask(template="http://10.78.0.1/{MAC}.cfg", **options)
            self.assert_exit(run, 3)
            self.assert_status(run, "not_tested", "redirect.failed")
            self.assertIn("cannot be reached", run.source("redirect")["reason"])
            self.assertEqual(nginx.requests, [])


if __name__ == "__main__":
    main()
