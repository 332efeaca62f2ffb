"""A DHCPv6 server and a router that do what well-behaved ones do not: a function decides what each question gets.

Both live in a thread of the test with a packet socket of the server's namespace, so the kernel corrects nothing.
"""

import dataclasses
import socket
import struct

from lab import CLIENT_ADDRESS6, LabTest, SERVER_LINK_LOCALS, SERVER_MACS
from scripted_dhcp import checksum

SOLICIT, ADVERTISE, REQUEST, REPLY, INFORMATION_REQUEST, RELAY_REPLY = 1, 2, 3, 7, 11, 13
CLIENT_ID, SERVER_ID, IA_NA, IA_ADDRESS, OPTION_REQUEST, ELAPSED_TIME, STATUS, VENDOR_CLASS, VENDOR_INFORMATION = (
    1, 2, 3, 5, 6, 8, 13, 16, 17)
NO_ADDRS_AVAIL = 2
PANASONIC = 258
_UDP, _ICMPV6 = 17, 58
_ROUTER_SOLICITATION, _ROUTER_ADVERTISEMENT = 133, 134


def encode(options):
    return b"".join(struct.pack("!HH", code, len(value)) + value for code, value in options)


def decode(data):
    """Of a well-formed message: the asker is provtool, whose packets others judge."""
    options = []
    while data:
        code, length = struct.unpack("!HH", data[:4])
        options.append((code, data[4:4 + length]))
        data = data[4 + length:]
    return options


def vendor_information(*sub_options, enterprise=PANASONIC):
    """Option 17 (RFC 8415 21.17)."""
    return VENDOR_INFORMATION, struct.pack("!I", enterprise) + encode(sub_options)


def url_option(url, **different):
    return vendor_information((1, url if isinstance(url, bytes) else url.encode()), **different)


def status(code, text=""):
    return STATUS, struct.pack("!H", code) + text.encode()


def duid_ll(mac):
    """RFC 8415 11.4; the MAC as bytes."""
    return bytes.fromhex("00030001") + mac


@dataclasses.dataclass
class Frame:
    """One UDP datagram or ICMPv6 message and how it travels."""

    payload: bytes
    to_mac: bytes
    to_ip: str
    from_mac: bytes
    from_ip: str
    protocol: int = _UDP
    hop_limit: int = 64
    from_port: int = 547
    to_port: int = 546
    spoilt: bool = False  # with a wrong checksum

    def to_bytes(self):
        addresses = _address(self.from_ip) + _address(self.to_ip)
        upper = self._upper(bytes(2))
        value = checksum(addresses + struct.pack("!II", len(upper), self.protocol) + upper) or 0xFFFF
        upper = self._upper(struct.pack("!H", value ^ 0x5555 if self.spoilt else value))
        head = struct.pack("!IHBB", 6 << 28, len(upper), self.protocol, self.hop_limit)
        return self.to_mac + self.from_mac + b"\x86\xdd" + head + addresses + upper

    def _upper(self, checksum_bytes):
        if self.protocol == _ICMPV6:
            return self.payload[:2] + checksum_bytes + self.payload[4:]
        return struct.pack("!HHH", self.from_port, self.to_port, 8 + len(self.payload)) + checksum_bytes + self.payload


@dataclasses.dataclass
class Message:
    """A DHCPv6 message (RFC 8415 8). `tail` stands after the options, for what breaks off there."""

    type: int
    transaction_id: bytes = bytes(3)
    options: list = dataclasses.field(default_factory=list)
    tail: bytes = b""
    mac: bytes = bytes(6)  # of who asked
    ip: str = "::"

    def option(self, code):
        return next((value for number, value in self.options if number == code), None)

    def without(self, code):
        return dataclasses.replace(self, options=[option for option in self.options if option[0] != code])

    def to_bytes(self):
        return bytes([self.type]) + self.transaction_id + encode(self.options) + self.tail


class _Peer:
    """Sits on a server's interface, keeps the questions in `heard` and sends what `answer(self, question)` returns."""

    def __init__(self, lab, answer, index=0):
        self.lab, self.answer = lab, answer
        self.mac = bytes.fromhex(SERVER_MACS[index].replace(":", ""))
        self.address = SERVER_LINK_LOCALS[index]
        self.namespace = lab.servers[index]
        self.heard = []

    def start(self):
        self._socket = self.namespace.packet_socket("srv0")  # open before the first question can come
        self.lab.on_close(self._socket.close)
        self.lab.repeat(self._serve, every=0)
        return self

    def send(self, frame):
        self._socket.send(frame.to_bytes())

    def _serve(self):
        frame = self._socket.recv(65535)
        if frame[12:14] != b"\x86\xdd" or frame[6:12] == self.mac:
            return
        question = self.read(frame[20], frame[54:], frame[6:12], socket.inet_ntop(socket.AF_INET6, frame[22:38]))
        if question is None:
            return
        self.heard.append(question)
        for answer in self.answer(self, question) or ():
            self.send(answer)


class ScriptedDhcp6(_Peer):
    """`answer(server, request)` returns Frames, none for silence; `frame` makes one of a message."""

    @property
    def duid(self):
        return duid_ll(self.mac)

    def heard_types(self):
        return [message.type for message in self.heard]

    def read(self, protocol, upper, mac, ip):
        """The question in a frame's upper layer, or nothing."""
        if protocol != _UDP or upper[2:4] != struct.pack("!H", 547):
            return None
        return Message(upper[8], upper[9:12], decode(upper[12:]), mac=mac, ip=ip)

    def frame(self, message, payload=None, **different):
        """The message on its usual way to who asked, except; `payload` instead of the message's own bytes."""
        usual = Frame(message.to_bytes() if payload is None else payload, message.mac, message.ip,
                      self.mac, self.address)
        return dataclasses.replace(usual, **different)

    def message(self, request, options=(), **different):
        """The usual message to this request: Advertise or Reply, with both identifiers, except."""
        type = ADVERTISE if request.type == SOLICIT else REPLY
        identifiers = [(CLIENT_ID, request.option(CLIENT_ID)), (SERVER_ID, self.duid)]
        usual = Message(type, request.transaction_id, [*identifiers, *options], mac=request.mac, ip=request.ip)
        return dataclasses.replace(usual, **different)

    def reply(self, request, options=(), **different):
        return self.frame(self.message(request, options, **different))


def usual(*options):
    """A server that answers every question, with the same options in Advertise and Reply."""
    return lambda server, request: [server.reply(request, options)]


def only(type, answer):
    """A server that answers one type of question and is silent to every other."""
    return lambda server, request: answer(server, request) if request.type == type else []


class ScriptedRouter(_Peer):
    """`answer(router, solicitation)` returns Frames; `advertise` makes one."""

    def read(self, protocol, upper, mac, ip):
        if protocol != _ICMPV6 or upper[0] != _ROUTER_SOLICITATION:
            return None
        return Message(_ROUTER_SOLICITATION, mac=mac, ip=ip)

    def advertise(self, solicitation, managed=False, other=False, options=b"", payload=None, **different):
        """The usual router advertisement (RFC 4861 4.2), to who asked, except."""
        flags = (0x80 if managed else 0) | (0x40 if other else 0)
        message = struct.pack("!BBHBBHII", _ROUTER_ADVERTISEMENT, 0, 0, 64, flags, 1800, 0, 0) + options
        usual = Frame(message if payload is None else payload, solicitation.mac, solicitation.ip,
                      self.mac, self.address,
                      protocol=_ICMPV6, hop_limit=255)
        return dataclasses.replace(usual, **different)


def prefix_option(prefix="2001:db8:77::", length=64, flags=0xC0):
    """Prefix information (RFC 4861 4.6.2), on-link and autonomous unless told otherwise."""
    return struct.pack("!BBBBIII16s", 3, 4, length, flags, 86400, 14400, 0, _address(prefix))


def advertises(managed=False, other=False, **different):
    """A router that answers every solicitation."""
    return lambda router, solicitation: [router.advertise(solicitation, managed, other, **different)]


def _address(text):
    return socket.inet_pton(socket.AF_INET6, text)


class Dhcp6Test(LabTest):
    """A link with IPv6 and no IPv4 for the client: the phone would ask DHCPv6 alone.

    With a router that tells hosts to ask: without one, provtool waits for it longer than most tests should last.
    """

    lab_options = {"ipv6": True, "client_address6": CLIENT_ADDRESS6}
    has_router = True

    def setUp(self):
        super().setUp()
        if self.has_router:
            ScriptedRouter(self.lab, advertises(other=True)).start()

    def ask(self, *arguments, **options):
        return self.discover(*arguments, sources=("manual", "dhcp6"), **options)

    def servers6(self, run):
        return [server for server in run.servers if server["family"] == 6]


class ScriptedDhcp6Test(Dhcp6Test):
    """With a scripted server, and other traffic on the link so that silence means something."""

    lab_options = {**Dhcp6Test.lab_options, "noise": True}

    def setUp(self):
        super().setUp()
        self.server = ScriptedDhcp6(self.lab, lambda server, request: []).start()

    def ask_of(self, answer, *arguments):
        self.server.answer = answer
        return self.ask(*arguments)
