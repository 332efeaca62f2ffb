"""Values that start like a URL and contain what must not reach a terminal."""

JUNK = {
    "escape sequences": b"http://prov.example.com/\x1b[2J\x1b]0;owned\x07",
    "a NUL inside": b"http://prov.example.com/\0hidden",
    "a second line": b"http://prov.example.com/a\r\nWinner: somebody else",
    "C1 and bidi": "http://prov.example.com/\x9b2J\u202egfc".encode(),
    "no UTF-8": b"http://prov.example.com/\xff\xfe\xc0\x80",
}
