#!/usr/bin/python3
"""Plants a secret of every sort in every place of a network and of the command line, and looks for it in every output.

It must stand in none of them, neither plain nor in another spelling; with --show-secrets it does.

  canary.py RUNNER
"""
import base64
import functools
import pathlib
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from scenario_runner import Runner  # noqa: E402

SECRET = "Kanarie7Vogel"
HALVES = ("Kanarie", "7Vogel")  # of a value that is cut within the secret


def basic(user_and_password):
    return base64.b64encode(user_and_password.encode()).decode()


# What makes it a secret is its place in the value; {} is the secret.
SORTS = {
    "password of a URL": "http://user:{}@h.example/a.cfg",
    "user of a URL": "http://{}@h.example/",
    "no scheme": "user:{}@h.example/x",
    "one slash": "http:/user:{}@h.example/",
    "cut off": "http://user:{}",
    "odd brackets": "http://[http://user:{}@h.example/x]/",
    "full width": "http\uFF1A//user\uFF1A{}\uFF20h.example/",
    "full-width colon": "http://user\uFF1A{}@h.example/",
    "query": "http://h.example/?token={}&a=1",
    "encoded name": "http://h.example/?pa%73sword={}",
    "twice encoded name": "http://h.example/?pa%2573sword={}",
    "list": "http://h.example/?token[]={}",
    "pin": "http://h.example/?pin={}",
    "matrix": "http://h.example/x;password={}/y.cfg",
    "fragment": "http://h.example/#token={}",
    "quoted": '"http://user:{}@h.example/"',
    "blank": "http://user:a {}@h.example/",
    "assigned": "password=a {}",
    "named": "password: {}",
    "element": "<password>{}</password>",
    "attribute": '<account password="{}"/>',
    "named element": '<param name="password" value="{}"/>',
    "bearer": "Bearer {}",
    "digest": 'Digest username="u", response="{}", uri="/"',
    "cookie": "Cookie: a=1; b={}",
    "json": '{{"password": "{}"}}',
}
URL = f"http://user:{SECRET}@h.example/"
# Texts that hold bytes, or are made of the secret.
MADE = {
    "NUL": f"password\0{SECRET}",
    "basic": "Basic " + basic(f"user:{SECRET}"),
    "hex": f"http://user:{SECRET}@h.example/".encode().hex(),
    "hex in a value": "x=0x" + f"http://user:{SECRET}@h.example/".encode().hex() + ";",
    "spaced hex": f"http://user:{SECRET}@h.example/".encode().hex(" "),
    "hex with colons": f"http://user:{SECRET}@h.example/".encode().hex(":"),
    "hex behind 0x": "0x" + URL.encode().hex(),
    "hex in groups": URL.encode().hex(".", 2),
    "hex with dashes": URL.encode().hex("-"),
    "hex with commas": ",".join(f"0x{byte:02x}" for byte in URL.encode()),
    "hex behind \\x": "".join(f"\\x{byte:02x}" for byte in URL.encode()),
    "hex of its length and it": (chr(len(URL)) + URL).encode().hex(":"),
    "hex of a token": b"http://h.example/?token=Kanarie7Vogel".hex(),
    "length in front": chr(len(URL)) + URL,
    "code and length in front": "B" + chr(len(URL)) + URL,
    "code and length of two bytes": "\0\1\0" + chr(len(URL)) + URL,
    "two joined": f"{URL}\0{URL}\0",
    "two with a comma": f"{URL},{URL}",
    "labels": "\x08password\x0dKanarie7Vogel\x07example\0",
    "base64": basic(f"http://user:{SECRET}@h.example/"),
    "base64 in a path": "http://h.example/x/" + basic(f"http://user:{SECRET}@h.example/"),
    "percent": urllib.parse.quote(f"http://user:{SECRET}@h.example/", safe=""),
    "all percent": "".join(f"%{byte:02x}" for byte in f"http://user:{SECRET}@h.example/".encode()),
    "long": "http://user:" + SECRET * 400 + "@h.example/",
}
VALUES = {name: value.format(SECRET) for name, value in SORTS.items()} | MADE

PHONE = ["discover", "-i", "eth0", "--mac", "0080F0123456"]
INTERFACE = {"name": "eth0", "addresses": ["192.0.2.50/24", "fd00:db8::50/64", "fe80::200:5eff:fe00:5301/64"]}
ROUTER = {"managed": False, "other": True}
REDIRECT = "http://redirect.example.net/0080F0123456"


def scenario(arguments=(), **peers):
    return {"arguments": [*PHONE, *arguments], "interfaces": [INTERFACE], **peers}


def hexed(value):
    return {"hex": value.encode().hex()}


def sub_option(code, value):
    return bytes([code, len(value)]) + value


def dhcp4(**options):
    """By number, as o160."""
    return scenario(["dhcp"], dhcp4_servers=[{"offer": {key[1:]: value for key, value in options.items()}}])


def dhcp6(answer):
    return scenario(["dhcp6"], dhcp6_servers=[{"information_request": answer}], routers=[ROUTER])


def quoted(value):
    """As the value of a SIP header's parameter."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def notify(**more):
    return scenario(["pnp"], pnp_responders=[{"notifies": [more]}])


def redirect(**answer):
    return scenario(["manual", "dhcp", "redirect", "--redirect-url", REDIRECT], dhcp4_servers=[{"offer": {"3": {"hex": "c0000201"}}}],
                    web={REDIRECT: answer})


def one_line(value):
    return value.replace("\0", " ").replace("\r", " ").replace("\n", " ")


def argument(value):
    """What the command line can hold."""
    return value.replace("\0", "\t")


def packed(value, most=250):
    return value.encode()[:most]


# Where a value may stand. Each makes a scenario of it, or None where it cannot stand there.
PLACES = {
    **{f"option {code}": (lambda value, code=code: dhcp4(**{f"o{code}": {"hex": packed(value).hex()}}))
       for code in (160, 66, 67, 60, 43, 128)},
    "option 43, sub-option": lambda value: dhcp4(o43={"hex": (sub_option(2, b"\x00\x01") + sub_option(1, packed(value, 240))).hex()}),
    **{f"option {code}, when asked for": (lambda value, code=code: scenario(["dhcp"], dhcp4_servers=[
        {"offer": {}, "requested": {str(code): {"hex": packed(value).hex()}}}])) for code in (43, 114, 150, 242)},
    "option 43, sub-option, when asked for": lambda value: scenario(["dhcp"], dhcp4_servers=[
        {"offer": {}, "requested": {"43": {"hex": (sub_option(1, b"\x0a\x4d\x00\x09") + sub_option(66, packed(value, 240))).hex()}}}]),
    "option 125": lambda value: dhcp4(o125={"hex": (b"\x00\x00\x01\x02\xf0" + sub_option(1, packed(value, 238))).hex()}),
    "sname": lambda value: scenario(["dhcp"], dhcp4_servers=[{"offer": {}, "sname": one_line(value)[:60]}]),
    "file": lambda value: scenario(["dhcp"], dhcp4_servers=[{"offer": {}, "file": one_line(value)[:120]}]),
    "NAK": lambda value: scenario(["dhcp", "--dhcp-exchange", "ack", "--take-lease"],
                                  dhcp4_servers=[{"offer": {}, "nak": one_line(value)[:250]}]),
    "two servers": lambda value: scenario(["dhcp"], dhcp4_servers=[
        {"offer": {"160": {"hex": packed(value).hex()}}},
        {"address": "192.0.2.2", "mac": "00:00:5e:00:53:77", "offer": {"66": {"hex": packed(value).hex()}}}]),
    "sub-option 1": lambda value: dhcp6({"vendor": {"258": {"1": value}}}),
    "sub-option 1 of another": lambda value: dhcp6({"vendor": {"9": {"1": value, "2": value}}}),
    "status": lambda value: dhcp6({"status": {"code": 2, "text": value}}),
    "option 59": lambda value: dhcp6({"options": {"59": hexed(value)}}),
    "NOTIFY": lambda value: notify(body=value),
    "NOTIFYs": lambda value: notify(body=value + "{i}", copies=3),
    "header": lambda value: notify(body="http://h.example/", headers={"X-Odd": one_line(value), "Server": one_line(value)}),
    "event": lambda value: notify(body="http://h.example/", headers={"Event": one_line(value)}),
    "length": lambda value: notify(body="http://h.example/", headers={"Content-Length": one_line(value)}),
    "line": lambda value: notify(raw=f"NOTIFY sip:a@192.0.2.50 SIP/2.0\r\n{one_line(value)}\r\nEvent: ua-profile\r\n\r\nx"),
    "method": lambda value: notify(raw=f"{one_line(value)}\r\nEvent: ua-profile\r\n\r\nx"),
    "product": lambda value: scenario(["pnp"], pnp_responders=[{"status": 403, "product": one_line(value)}]),
    "From": lambda value: notify(body="", headers={"From": one_line(value)}),
    "Content-Type": lambda value: notify(
        body="", headers={"Content-Type": "message/external-body; URL=" + quoted(one_line(value))}),
    "reason": lambda value: scenario(["pnp"], pnp_responders=[{"status": 403, "reason": one_line(value)}]),
    "Location": lambda value: redirect(status=302, location=value),
    "body": lambda value: redirect(body=value),
    "type": lambda value: redirect(content_type=value, body="x"),
    "error": lambda value: redirect(fault="tls", detail=value),
    **{option: (lambda value, option=option: scenario(["pnp", "dhcp", option, argument(value)], dhcp4_servers=[{"offer": {}}]))
       for option in ("--user-agent", "--vendor-class", "--pnp-event", "--model", "--firmware", "--manual-url", "--redirect-url",
                      "--expect-url", "-o", "--save-capture", "--mac", "--timeout", "--mode", "--expect-server", "--request")},
    "--user-agent=": lambda value: scenario(["pnp", "--user-agent=" + argument(value)]),
    "--client-id": lambda value: scenario(["dhcp", "--client-id", packed(value).hex()], dhcp4_servers=[{"offer": {}}]),
    "a word": lambda value: scenario([argument(value)]),
    "an option": lambda value: scenario(["--" + argument(value)]),
    "manual": lambda value: scenario(["manual", "--manual-url", argument(value), "--expect-url", "http://x/"]),
}

# The same value in two parts, neither of which alone is known to hold a secret.
CUTS = ("http://user:Kanarie|7Vogel@h.example/", "http://user|:Kanarie7Vogel@h.example/", "http://h.example/?tok|en=Kanarie7Vogel",
        "http://h.example/?token=Kanarie|7Vogel")
SPLITS = {
    "two instances": lambda a, b: dhcp4(o160=[a, b]),
    "two instances of an option nobody reads": lambda a, b: dhcp4(o128=[a, b]),
    "sub-options of 43": lambda a, b: dhcp4(o43={"hex": (sub_option(1, a.encode()) + sub_option(2, b.encode())).hex()}),
    "sub-options of 17": lambda a, b: dhcp6({"vendor": {"258": {"1": a, "2": b}}}),
}

JSON = ["--json"]
VIEWS = (["-v", "--trace"], ["--json", "--dry-run"], ["--dry-run"], ["-q"], [],
         *(["--format", form] for form in ("nagios", "openmetrics", "sarif", "junit")))


@functools.cache
def spellings(word):
    """A word as it would stand in an output, in lower case."""
    data = word.encode()
    spelled = [word, data.hex(), data.hex(":"), "".join(f"%{byte:02x}" for byte in data)]
    for shift in range(3):  # of the base64 of a text with the word in it: the digits that are the word's alone
        padded = base64.b64encode(b"-" * shift + data + b"---").decode()
        spelled.append(padded[-(-shift * 4 // 3) + (1 if shift else 0):len(data) * 4 // 3])
    return [spelling.lower() for spelling in spelled]


def found(output, words):
    lower = output.lower()
    without_blanks = "".join(lower.split())
    return [word for word in words for spelling in spellings(word)
            if spelling in lower or spelling in without_blanks]


def outputs(runner, planted, views):
    for view in views:
        ran = runner.run(planted, *view, **({"width": 44} if view == [] else {}))
        yield view, ran["output"] + ran["diagnostics"]


def leaks(runner):
    for number, (place, make) in enumerate(PLACES.items()):
        for sort, value in VALUES.items():
            number += 1
            views = [JSON] if number % 2 else [JSON, VIEWS[number // 2 % len(VIEWS)]]
            for view, output in outputs(runner, make(value), views):
                if words := found(output, [SECRET]):
                    yield f"{place}, {sort}, {' '.join(view)}: {words[0]}"
    for place, make in SPLITS.items():
        for cut in CUTS:
            for view, output in outputs(runner, make(*cut.split("|")), [JSON, *VIEWS]):
                if words := found(output, [SECRET, *HALVES]):
                    yield f"{place}, {cut}, {' '.join(view)}: {words[0]}"


def hidden_for_good(runner):
    """With --show-secrets it is shown, where it is a text of the report."""
    for place in ("option 160", "option 128", "sub-option 1", "NOTIFY", "Location", "--user-agent", "--expect-url", "NAK", "reason"):
        if SECRET not in runner.run(PLACES[place](VALUES["password of a URL"]), "--json", "--show-secrets")["output"]:
            yield f"{place}: not shown with --show-secrets"


def main():
    directory = tempfile.TemporaryDirectory()  # file names are places, too
    runner = Runner(sys.argv[1], directory.name)
    wrong = [*leaks(runner), *hidden_for_good(runner)]
    print("\n".join(wrong))
    print(f"{len(PLACES)} places, {len(VALUES)} sorts, {len(wrong)} leaks")
    sys.exit(0 if runner.close() and not wrong else 1)


main()
