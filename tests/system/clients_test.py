"""What provtool reads of a server's answers, beside what three common DHCP clients take of the same server.

Where they differ stands in one table, DIFFERENCES, with the reason; docs/field-notes.md has the same table, as
`clients_test.py --table` prints it. A difference that is not in the table is a failure, and so is a row of the table
that is no difference any more.
"""

import concurrent.futures
import dataclasses
import pathlib
import socket
import struct
import sys
import unittest

from dhcp_clients import CLIENTS, FIELDS, Asking
from lab import Lab, PHONE_MAC, main, require_program, require_root, run_provtool
from scripted_dhcp import ACK, DISCOVER, NAK, OFFER, REQUEST, ScriptedDhcp, usual
from servers import Dnsmasq

NOTES = pathlib.Path(__file__).resolve().parents[2] / "docs" / "field-notes.md"

URL = b"http://prov.example.com/utg/x.cfg"
OTHER = b"http://other.example.com/y.cfg"
HOST = b"10.77.0.9"
SERVER = socket.inet_aton("10.77.0.1")
NETWORK = [(1, b"\xff\xff\xff\0"), (3, SERVER), (6, SERVER)]
TOKEN = "T" * 150
LONG = {"160": f"https://prov.example.com/utg/x.cfg?sig={TOKEN}", "159": f"https://b.example.com/p/x.cfg?sig={TOKEN}",
        "66": f"https://old.example.com/tftp?sig={TOKEN}"}


def both(options=(), lease=((51, struct.pack("!I", 3600)),), offers="10.77.0.100", type_option=True, **different):
    """A server that offers and acknowledges the same, exactly these options and header fields."""

    def answer(server, request):
        if request.type not in (DISCOVER, REQUEST):
            return []
        message_type = OFFER if request.type == DISCOVER else ACK
        head = [(53, bytes([message_type])), (54, socket.inet_aton(server.address))] if type_option else []
        message = server.reply(request, message_type, yiaddr=offers, **different)
        return [dataclasses.replace(message, options=[*head, *lease, *NETWORK, *options])]

    return answer


def only_offering(server, request):
    return [server.offer(request, [*NETWORK, (160, URL)])] if request.type == DISCOVER else []


def refusing(server, request):
    if request.type == REQUEST:
        return [server.reply(request, NAK, [(56, b"not here")])]
    return only_offering(server, request)


def part(code, value):
    return bytes([code, len(value)]) + value


PLAIN = [(160, URL), (66, HOST)]
SCRIPTED = {
    "plain values": both(PLAIN),
    "NULs behind the values": both([(160, URL + b"\0"), (66, HOST + b"\0")]),
    "160 in two parts": both([(160, URL[:20]), (66, HOST), (160, URL[20:])]),
    "160 twice, equal": both([(160, URL), (160, URL)]),
    "160 twice, different": both([(160, URL), (160, OTHER)]),
    "66 twice, equal": both([(66, HOST), (66, HOST)]),
    "160 over options, file and sname": both(
        [(52, b"\3"), (160, URL[:12])], file=part(160, URL[12:22]) + b"\xff", sname=part(160, URL[22:]) + b"\xff"),
    "160 of length 0": both([(160, b""), (66, HOST)]),
    "160 of one NUL": both([(160, b"\0"), (66, HOST)]),
    "a server in sname, a file in file": both([], sname=HOST, file=b"x.cfg"),
    "PADs and a value behind END": both([(160, URL)], tail=b"\0\0\0\xff" + part(66, HOST)),
    "no END": both(PLAIN, tail=b""),
    "a length past the end": both([(160, URL)], tail=b"\x42\x20" + HOST),
    "BOOTP": both(PLAIN, type_option=False, lease=()),
    "no lease time": both(PLAIN, lease=()),
    "a lease time of 0": both(PLAIN, lease=[(51, bytes(4))]),
    "896 bytes": both([*PLAIN, (200, b"x" * 255), (200, b"y" * 255), (200, b"z" * 32)]),
    "0.0.0.0 offered": both(PLAIN, offers="0.0.0.0"),
    "127.0.0.1 offered": both(PLAIN, offers="127.0.0.1"),
    "224.0.0.5 offered": both(PLAIN, offers="224.0.0.5"),
    "255.255.255.255 offered": both(PLAIN, offers="255.255.255.255"),
    "values only in the ACK": usual(NETWORK, [*NETWORK, *PLAIN]),
    "another value in the ACK": usual([*NETWORK, (160, URL)], [*NETWORK, (160, OTHER)]),
    "a NAK": refusing,
    "no answer to the REQUEST": only_offering,
}
DNSMASQ = {
    "dnsmasq": ["--dhcp-option=160,http://prov.example.com/", "--dhcp-option=66,10.77.0.9"],
    "dnsmasq without room for 160": [f"--dhcp-option={code},{value}" for code, value in LONG.items()],
}

NOT_TAKEN = "takes nothing"
ALL_OF_IT = "takes all"  # where nothing counts for provtool
JOINED = {"160": (URL + URL).decode()}
LAX = "with such an address nothing can be loaded: dhcp4.offer-unusable"
SHORT = "a phone may do the same: dhcp4.lease-time"

# What the server sends, who takes something else of it than provtool reads, what, and why that is so.
DIFFERENCES = [
    ("NULs behind the values", "udhcpc dhcpcd", {"160": URL.decode() + "\0"},
     "they keep the NUL where they do not know the option"),
    ("160 twice, equal", "udhcpc dhclient dhcpcd", JOINED,
     "RFC 3396 joins; provtool counts equal complete values once, and tells both readings"),
    ("66 twice, equal", "udhcpc dhclient dhcpcd", {"66": (HOST + HOST).decode()}, "the same"),
    ("160 of one NUL", "udhcpc dhcpcd", {"160": "\0"}, "they keep it; RFC 2132 2 deletes it, and nothing is left"),
    ("a length past the end", "udhcpc", {"159": "", "66": HOST.decode()},
     "it reads the broken option as far as it goes; provtool leaves open what may have followed"),
    ("a length past the end", "dhclient", {"159": "", "66": ""}, "it calls absent what may have followed"),
    ("a length past the end", "dhcpcd", {"160": "", "159": "", "66": "", "router": "", "dns": ""},
     "it drops every option of such an answer"),
    ("BOOTP", "dhclient dhcpcd", ALL_OF_IT, "they read BOOTP as well; whether the phone does is unknown: dhcp4.bootp"),
    ("no lease time", "dhclient", NOT_TAKEN, SHORT),
    ("a lease time of 0", "dhclient", NOT_TAKEN, SHORT),
    ("896 bytes", "udhcpc", NOT_TAKEN, "it has room for 576: dhcp4.answer-too-large"),
    ("0.0.0.0 offered", "udhcpc dhclient", ALL_OF_IT, LAX),
    ("127.0.0.1 offered", "udhcpc dhclient dhcpcd", ALL_OF_IT, LAX),
    ("224.0.0.5 offered", "udhcpc dhclient dhcpcd", ALL_OF_IT, LAX),
    ("255.255.255.255 offered", "udhcpc dhclient", ALL_OF_IT, LAX),
    ("dnsmasq without room for 160", "udhcpc", {"160": "", "159": "", "66": "bad"},
     "it calls absent what is missing, and bad what is not a host's name; provtool leaves it open: dhcp4.answer-full"),
    ("dnsmasq without room for 160", "dhclient", {"160": "", "159": ""}, "it calls absent what is missing"),
    ("dnsmasq without room for 160", "dhcpcd", {"160": LONG["160"], "159": LONG["159"], "66": ""},
     "it asks for more room, as provtool does with --max-message-size, and drops what is not a host's name"),
]


def ask(situation):
    """What provtool and the clients took of one server, by program."""
    with Lab() as lab:
        if situation in DNSMASQ:
            Dnsmasq(lab, DNSMASQ[situation]).start()
        else:
            ScriptedDhcp(lab, SCRIPTED[situation]).start()
        asking = Asking(lab)
        run = run_provtool(lab, "discover", "dhcp", "-i", "eth0", "--mac", PHONE_MAC, "--json", "--settle", "0.1",
                           "--dhcp-timeout", "3.6", "--dhcp-exchange", "ack", "--take-lease", "--show-secrets")
        return {"provtool": read_by_provtool(run), **asking.results()}


def read_by_provtool(run):
    rows = [run.source(f"dhcp{code}") for code in ("160", "159", "66")]
    if not any(row["status"] in ("found", "unusable", "empty") for row in rows):
        return None
    server = run.servers[0]
    texts = {option["code"]: option.get("text", "") for option in server["options"]}
    values = {field: row.get("url", "not known" if row["status"] == "not_tested" else "")
              for field, row in zip(FIELDS, rows)}
    return {**values, "address": server["offered_address"], "router": texts.get(3, ""), "dns": texts.get(6, "")}


def difference(situation, ours, theirs):
    """What the other one took where provtool reads otherwise; None where they agree."""
    if ours is None or theirs is None:
        return None if ours == theirs else ALL_OF_IT if theirs else NOT_TAKEN
    own_leases = ("address",) if situation in DNSMASQ else ()  # dnsmasq tells clients apart by their identifiers
    fields = [field for field in FIELDS if field not in own_leases and ours[field] != theirs[field]]
    return {field: theirs[field] for field in fields} or None


def in_words(what):
    if isinstance(what, str):
        return what
    values = {field: value.replace(TOKEN, "…").replace("\0", "\\0") for field, value in what.items()}
    return ", ".join(f"{field}: `{value}`" if value else f"no {field}" for field, value in values.items())


def markdown():
    rows = [f"| {situation} | {clients.replace(' ', ', ')} | {in_words(what)} | {why} |"
            for situation, clients, what, why in DIFFERENCES]
    return "\n".join(["| the server sends | client | it takes | why provtool reads otherwise |",
                      "| --- | --- | --- | --- |", *rows])


class ClientsTest(unittest.TestCase):
    maxDiff = None

    def test_provtool_and_the_clients_differ_as_the_table_says_and_nowhere_else(self):
        require_root()
        for kind in CLIENTS:
            require_program(kind.program)
        situations = [*SCRIPTED, *DNSMASQ]
        found = {}
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for situation, taken in zip(situations, pool.map(ask, situations)):
                for kind in CLIENTS:
                    if what := difference(situation, taken["provtool"], taken[kind.program]):
                        found[situation, kind.program] = what
        self.assertEqual(found, {(situation, client): what for situation, clients, what, _ in DIFFERENCES
                                 for client in clients.split()})

    def test_the_field_notes_have_the_table(self):
        self.assertIn(markdown(), NOTES.read_text(), "print it with clients_test.py --table")


if __name__ == "__main__":
    if "--table" in sys.argv:
        print(markdown())
    else:
        main()
