"""A SIP PnP responder that does what well-behaved ones do not: a function decides what a SUBSCRIBE is answered with."""

import itertools
import socket
import struct

from lab import CLIENT_ADDRESS, LabTest, SERVER_ADDRESSES, Sniffer

GROUP = "224.0.1.75"
PORT = 5060
_ANY_INTERFACE = bytes(4)
_numbers = itertools.count(1)


def join_group(namespace, interface="srv0"):
    """A socket that makes its host a member. Linux then hands what the group gets to every socket of the port."""
    member = namespace.socket(socket.AF_INET, socket.SOCK_DGRAM)
    index = int(namespace.run("cat", f"/sys/class/net/{interface}/ifindex"))
    request = struct.pack("4s4si", socket.inet_aton(GROUP), _ANY_INTERFACE, index)
    member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, request)
    return member


class Message:
    """A well-formed SIP message: the one who sent it is provtool, whose messages others judge."""

    def __init__(self, data, source=None):
        head, _, self.body = data.partition(b"\r\n\r\n")
        self.start, *lines = head.decode().split("\r\n")
        self.headers = dict(line.split(": ", 1) for line in lines)
        self.source = source

    def __getitem__(self, name):
        return self.headers[name]

    @property
    def is_response(self):
        return self.start.startswith("SIP/2.0 ")


class ScriptedPnp:
    """`answer(server, request)` returns the datagrams that a SUBSCRIBE is answered with, as bytes, none for silence.

    It lives in a thread of the test with a socket of the server's namespace. `heard` keeps the SUBSCRIBEs, `responses`
    the answers to what it sent.
    """

    def __init__(self, lab, answer, index=0, address=None):
        self.lab, self.answer = lab, answer
        self.namespace = lab.servers[index]
        self.address = address or SERVER_ADDRESSES[index]
        self.heard, self.responses = [], []

    def start(self):
        self._socket = join_group(self.namespace)
        self._socket.bind(("", PORT))
        self._socket.settimeout(0.05)
        self.lab.on_close(self._socket.close)
        self.lab.repeat(self._serve, every=0)
        return self

    def send(self, data, to, port=PORT):
        """From the usual port or another one."""
        if port == PORT:
            self._socket.sendto(data, to)
            return
        with self.namespace.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.bind((self.address, port))
            other.sendto(data, to)

    def ok(self, request, status="200 OK", **different):
        """The usual response to a SUBSCRIBE, except."""
        headers = {name: request[name] for name in ("Via", "From", "To", "Call-ID", "CSeq")}
        headers["To"] += f";tag={self.address}"
        return message(f"SIP/2.0 {status}", {**headers, "Expires": "0", **_as_headers(different)})

    def notify(self, request, body, **different):
        """The usual NOTIFY, except: `Content_Length="7"` changes a header, None leaves it out."""
        host, port = request.source
        headers = {
            "Via": f"SIP/2.0/UDP {self.address}:{PORT};branch=z9hG4bK{next(_numbers)}",
            "Max-Forwards": "70",
            "From": f"{request['To']};tag={self.address}",
            "To": request["From"],
            "Call-ID": request["Call-ID"],
            "CSeq": "1 NOTIFY",
            "Contact": f"<sip:{self.address}:{PORT}>",
            "Event": "ua-profile",
            "Subscription-State": "terminated;reason=timeout",
            "Content-Type": "application/url",
        }
        return message(f"NOTIFY sip:{host}:{port} SIP/2.0", {**headers, **_as_headers(different)}, body)

    def _serve(self):
        data, source = self._socket.recvfrom(65535)
        heard = Message(data, source)
        if heard.is_response:
            self.responses.append(heard)
            return
        self.heard.append(heard)
        for datagram in self.answer(self, heard) or ():
            self.send(datagram, source)


def message(start, headers, body=b""):
    body = body if isinstance(body, bytes) else body.encode()
    headers = {"Content-Length": str(len(body)), **headers}
    lines = [start, *(f"{name}: {value}" for name, value in headers.items() if value is not None), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def _as_headers(keywords):
    return {name.replace("_", "-"): value for name, value in keywords.items()}


def by_the_book(url):
    """200, then the URL in a NOTIFY of the same dialog."""
    return lambda server, request: [server.ok(request), server.notify(request, url)]


def once(answer):
    """Answers the first SUBSCRIBE only: what comes is then one burst."""
    return lambda server, request: answer(server, request) if len(server.heard) == 1 else ()


class PnpTest(LabTest):
    """A lab with a scripted responder, and a witness of what reaches it."""

    lab_options = {"client_address": CLIENT_ADDRESS}

    def setUp(self):
        super().setUp()
        self.sniffer = Sniffer(self.lab)
        self.server = ScriptedPnp(self.lab, None).start()

    def ask(self, answer, *arguments, **options):
        """Asks a responder that answers the first SUBSCRIBE only, so that nothing comes twice."""
        self.server.answer = once(answer)
        for seen in (self.server.heard, self.server.responses, self.sniffer.frames):
            seen.clear()
        return self.discover(*arguments, sources=("manual", "pnp"), **options)

    def our_responses(self):
        """The responses of provtool that reached the server, whatever their port."""
        return [datagram for datagram in self.sniffer.sip_datagrams() if datagram.payload.startswith(b"SIP/2.0 ")]
