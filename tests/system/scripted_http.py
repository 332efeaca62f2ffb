"""An HTTP server that does what well-behaved ones do not: a function decides what is written to a connection."""

import contextlib
import socket
import threading

from lab import CLIENT_ADDRESS, LabTest, SERVER_ADDRESSES

PORT = 80
TEMPLATE = "http://10.77.0.1/{MAC}.cfg"


class ScriptedHttp:
    """`answer` takes the connection once the request's headers have come, writes to it, and may keep it open.

    `heard` keeps the requests. The connection is closed when `answer` returns, or with the lab.
    """

    def __init__(self, lab, answer):
        self.lab, self.answer = lab, answer
        self.heard = []

    def start(self):
        self._socket = self.lab.server.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((SERVER_ADDRESSES[0], PORT))
        self._socket.listen()
        self._socket.settimeout(0.05)
        self.lab.on_close(self._socket.close)
        self.lab.repeat(self._serve, every=0)
        return self

    def _serve(self):
        connection, _ = self._socket.accept()
        threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        connection.settimeout(30)
        with connection, contextlib.suppress(OSError):  # the other side went away
            request = b""
            while b"\r\n\r\n" not in request and (data := connection.recv(65536)):
                request += data
            self.heard.append(request)
            self.respond(connection, request)

    def respond(self, connection, _request):
        self.answer(connection)


class HttpByPath(ScriptedHttp):
    """`answers` are functions by the first folder of the path that is asked for."""

    def __init__(self, lab, answers):
        super().__init__(lab, None)
        self.answers = answers

    def respond(self, connection, request):
        self.answers[request.split()[1].decode().split("/")[1]](connection)


def silence(connection):
    """Until the other side goes away."""
    while connection.recv(65536):
        pass


def writes(data):
    return lambda connection: connection.sendall(data)


class RedirectTest(LabTest):
    """A lab whose server may be a redirection server."""

    lab_options = {"client_address": CLIENT_ADDRESS, "noise": True}

    def ask(self, *arguments, template=TEMPLATE, sources=("manual", "redirect"), **options):
        return self.discover("--redirect-url", template, *arguments, sources=sources, settle=None, **options)

    def assert_status(self, run, status, finding=None):
        self.assertEqual(run.source("redirect")["status"], status, str(run))
        findings = [name for name in run.finding_ids if name.startswith("redirect.")]
        self.assertEqual(findings, [finding] if finding else [], str(run))
