"""A TFTP server that does what well-behaved ones do not: a function per file is the server's part of the transfer."""

import contextlib
import socket
import struct
import threading

from lab import SERVER_ADDRESSES

PORT = 69
RRQ, DATA, ACK, ERROR, OACK = 1, 3, 4, 5, 6


def data(block, content):
    return struct.pack("!HH", DATA, block % 65536) + content


def ack(block):
    return struct.pack("!HH", ACK, block)


def error(code, text):
    return struct.pack("!HH", ERROR, code) + text + b"\0"


def oack(*words):
    return struct.pack("!H", OACK) + b"".join(word + b"\0" for word in words)


class Transfer:
    """The server's end: a port of its own, as RFC 1350 wants. `refusals` are the ERRORs that came back."""

    def __init__(self, server, client):
        self.server, self.client = server, client
        self.socket = server.socket_at(SERVER_ADDRESSES[0])
        self.refusals = []

    def send(self, packet):
        self.socket.sendto(packet, self.client)

    def receive(self):
        """The next packet of the client's, or None when none came."""
        try:
            packet, _ = self.socket.recvfrom(65535)
        except TimeoutError:
            return None
        if packet[:2] == struct.pack("!H", ERROR):
            self.refusals.append(packet)
        return packet

    def send_file(self, content, first=1, blocks=None, send=None):
        """Block by block, each once acknowledged; at most so many `blocks`."""
        for index in range(len(content) // 512 + 1):
            if blocks is not None and index == blocks:
                return
            (send or self.send)(data(first + index, content[512 * index:512 * (index + 1)]))
            while (packet := self.receive()) is not None and packet != ack((first + index) % 65536):
                pass


class ScriptedTftp:
    """`answers` are functions by file name, which are given a Transfer. `heard` keeps the requests."""

    def __init__(self, lab, answers):
        self.lab, self.answers = lab, answers
        self.heard = []
        self._answered = set()

    def start(self):
        self._socket = self.socket_at(SERVER_ADDRESSES[0], PORT)
        self.lab.repeat(self._serve, every=0)
        return self

    def socket_at(self, address, port=0):
        made = self.lab.server.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind((address, port))
        made.settimeout(0.2 if port == 0 else 0.05)
        self.lab.on_close(made.close)
        return made

    def _serve(self):
        request, client = self._socket.recvfrom(65535)
        name = request[2:].split(b"\0")[0].decode()
        self.heard.append(request)
        if (client, request) not in self._answered:  # a repeated question is not another one
            self._answered.add((client, request))
            threading.Thread(target=self._talk, args=(name, client), daemon=True).start()

    def _talk(self, name, client):
        with contextlib.suppress(OSError):  # the lab was closed
            self.answers[name](Transfer(self, client))
