"""A DHCP server that does what well-behaved ones do not: a function decides what each message is answered with."""

import dataclasses
import socket
import struct

from lab import SERVER_ADDRESSES, SERVER_MACS

DISCOVER, OFFER, REQUEST, DECLINE, ACK, NAK, RELEASE, INFORM = range(1, 9)
BROADCAST_FLAG = 0x8000
COOKIE = bytes.fromhex("63825363")
END = b"\xff"


@dataclasses.dataclass
class Message:
    """A DHCP message (RFC 2131 2). `options` keeps order and repetitions; `tail` stands after them, END as a rule."""

    op: int = 2
    xid: bytes = b"\0\0\0\0"
    flags: int = 0
    ciaddr: str = "0.0.0.0"
    yiaddr: str = "0.0.0.0"
    siaddr: str = "0.0.0.0"
    giaddr: str = "0.0.0.0"
    chaddr: bytes = bytes(6)
    sname: bytes = b""
    file: bytes = b""
    cookie: bytes = COOKIE
    options: list = dataclasses.field(default_factory=list)
    tail: bytes = END

    def option(self, code):
        return next((value for number, value in self.options if number == code), None)

    @property
    def type(self):
        return (self.option(53) or b"\0")[0]

    def to_bytes(self):
        addresses = b"".join(map(socket.inet_aton, (self.ciaddr, self.yiaddr, self.siaddr, self.giaddr)))
        head = struct.pack("!BBBB4sHH", self.op, 1, 6, 0, self.xid, 0, self.flags) + addresses
        fixed = head + self.chaddr.ljust(16, b"\0") + self.sname.ljust(64, b"\0") + self.file.ljust(128, b"\0")
        options = b"".join(bytes([code, len(value)]) + value for code, value in self.options)
        return fixed + self.cookie + options + self.tail

    @staticmethod
    def from_bytes(data):
        op, _, _, _, xid, _, flags = struct.unpack("!BBBB4sHH", data[:12])
        addresses = [socket.inet_ntoa(data[at:at + 4]) for at in (12, 16, 20, 24)]
        return Message(op, xid, flags, *addresses, data[28:34], data[44:108], data[108:236], data[236:240],
                       _options(data[240:]), b"")


def _options(data):
    """Of a well-formed message: the asker is provtool, whose packets others judge."""
    options = []
    while data and data[0] != 255:
        if data[0] == 0:
            data = data[1:]
            continue
        options.append((data[0], data[2:2 + data[1]]))
        data = data[2 + data[1]:]
    return options


@dataclasses.dataclass
class Answer:
    """How a message travels: broadcast, as the asker demands with the broadcast flag, unless said otherwise."""

    message: Message
    payload: bytes | None = None  # instead of the message's own bytes
    to_mac: bytes = b"\xff" * 6
    to_ip: str = "255.255.255.255"
    to_port: int = 68

    def frame(self, from_mac, from_ip):
        payload = self.message.to_bytes() if self.payload is None else self.payload
        datagram = _udp(from_ip, self.to_ip, 67, self.to_port, payload)
        return self.to_mac + from_mac + b"\x08\x00" + _ipv4(from_ip, self.to_ip, datagram)


def checksum(data):
    """The internet checksum (RFC 1071)."""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _udp(source, destination, source_port, destination_port, payload):
    length = 8 + len(payload)
    pseudo = socket.inet_aton(source) + socket.inet_aton(destination) + struct.pack("!BBH", 0, 17, length)
    head = struct.pack("!HHH", source_port, destination_port, length)
    return head + struct.pack("!H", checksum(pseudo + head + b"\0\0" + payload) or 0xFFFF) + payload


def _ipv4(source, destination, payload):
    def head(value):
        return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0, 64, 17, value,
                           socket.inet_aton(source), socket.inet_aton(destination))

    return head(checksum(head(0))) + payload


class ScriptedDhcp:
    """`answer(server, request)` returns messages or Answers to send, none for silence. `heard` keeps the requests.

    It lives in a thread of the test with a packet socket of the server's namespace, so the kernel corrects nothing.
    """

    def __init__(self, lab, answer, index=0):
        self.lab, self.answer = lab, answer
        self.address = SERVER_ADDRESSES[index]
        self.mac = bytes.fromhex(SERVER_MACS[index].replace(":", ""))
        self.namespace = lab.servers[index]
        self.heard = []

    def start(self):
        self._socket = self.namespace.packet_socket("srv0")  # open before the first question can come
        self.lab.on_close(self._socket.close)
        self.lab.repeat(self._serve, every=0)
        return self

    def heard_types(self):
        return [message.type for message in self.heard]

    def send(self, answer):
        answer = answer if isinstance(answer, Answer) else Answer(answer)
        self._socket.send(answer.frame(self.mac, self.address))

    def reply(self, request, type, options=(), **different):
        """The usual reply to this request, except."""
        usual = Message(xid=request.xid, flags=request.flags, chaddr=request.chaddr,
                        options=[(53, bytes([type])), (54, socket.inet_aton(self.address)), *options])
        return dataclasses.replace(usual, **different)

    def offer(self, request, options=(), **different):
        return self._lease(request, OFFER, options, **different)

    def ack(self, request, options=(), **different):
        return self._lease(request, ACK, options, **different)

    def _lease(self, request, type, options, **different):
        lease = [(51, struct.pack("!I", 3600)), (1, socket.inet_aton("255.255.255.0"))]
        return self.reply(request, type, [*lease, *options], **{"yiaddr": "10.77.0.100", **different})

    def _serve(self):
        frame = self._socket.recv(65535)
        if frame[12:14] == b"\x08\x00" and frame[23] == 17 and frame[36:38] == b"\x00\x43":
            self._hear(Message.from_bytes(frame[42:]))

    def _hear(self, request):
        self.heard.append(request)
        for answer in self.answer(self, request) or ():
            self.send(answer)


def usual(options=(), ack_options=None):
    """A server that offers and acknowledges, with the same options in both unless told otherwise."""
    ack_options = options if ack_options is None else ack_options

    def answer(server, request):
        if request.type == DISCOVER:
            return [server.offer(request, options)]
        if request.type == REQUEST:
            return [server.ack(request, ack_options)]
        if request.type == INFORM:
            return [server.reply(request, ACK, ack_options)]
        return []

    return answer


def split(code, value):
    """A long value as RFC 3396 wants it: several instances, 255 bytes each at most."""
    return [(code, value[at:at + 255]) for at in range(0, len(value), 255)]
