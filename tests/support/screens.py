"""The screens that pages show: real runs on small networks, as text and as a picture."""
import html
import pathlib
import re
import tempfile

from support.scenario_runner import Runner

TESTS = pathlib.Path(__file__).resolve().parent.parent
PICTURE = "docs/screen.svg"
LINK = {"interfaces": [{"name": "eth0", "addresses": ["192.0.2.50/24", "fe80::200:5eff:fe00:5301/64"]}]}


def server(**options):
    return {"address": "192.0.2.1", "mac": "00:00:5e:00:53:01", "offer": {"3": {"hex": "c0000201"}, **options}}


# The network of each screen. The command line stands in its first line.
NETWORKS = {
    "picture": LINK | {"dhcp4_servers": [server(**{"160": '"http://prov.example.com/utg200/"', "66": "192.0.2.1"})]},
    "decided": LINK | {"dhcp4_servers": [server(**{"160": "http://prov.example.com/utg200/{MODEL}.cfg", "66": "192.0.2.1"})]},
    "nobody answers": LINK,
    "two mistakes": LINK,
}
FILES = {"two mistakes": {"Config0080F0123456.cfg": (TESTS / "data/screens/two_mistakes.cfg").read_text(encoding="utf-8")}}
PICTURE_LINE = "provtool check --mac 0080F0123456"

# Each color on a light and on a dark background: the contrast is at least 4.5 to 1 (WCAG 1.4.3).
CLASSES = {"31": "red", "32": "green", "33": "yellow", "1": "bold", "2": "dim"}
STYLE = """
    text { font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328 }
    rect { fill: #ffffff; stroke: #d0d7de }
    .red { fill: #b3001e; font-weight: bold } .green { fill: #116329; font-weight: bold }
    .yellow { fill: #7d4e00; font-weight: bold } .bold { font-weight: bold } .dim { fill: #59636e }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc } rect { fill: #0d1117; stroke: #3d444d }
      .red { fill: #ff7b72 } .green { fill: #56d364 } .yellow { fill: #e3b341 } .dim { fill: #9198a1 }
    }
"""
LINE_HEIGHT, WIDTH, MARGIN = 19, 700, 14


def screen(runner, name, line, *more):
    """What provtool prints there."""
    with tempfile.TemporaryDirectory() as folder:
        for file, text in FILES.get(name, {}).items():
            (pathlib.Path(folder) / file).write_text(text, encoding="utf-8")
        process = Runner(runner, folder)
        ran = process.run(NETWORKS[name] | {"arguments": line.split()[1:]}, *more)
        process.close()
    return ran["output"]


def colored(runner):
    """The screen of the picture. On a terminal nobody has to ask for colors."""
    return screen(runner, "picture", PICTURE_LINE, "--color", "always").replace(" --color always", "")


def spans(line):
    """The line in SVG: ESC [ 31 m begins a class, ESC [ 0 m ends it."""
    first, *styled = re.split(r"\x1b\[(\d+)m", html.escape(line, quote=False))
    return first + "".join(f'<tspan class="{CLASSES[style]}">{words}</tspan>' if style in CLASSES else words
                           for style, words in zip(styled[::2], styled[1::2]) if words)


def picture(text):
    lines = ["$ " + PICTURE_LINE, *text.rstrip("\n").split("\n")]
    height = LINE_HEIGHT * len(lines) + 2 * MARGIN
    rows = "".join(f'  <text x="{MARGIN}" y="{MARGIN + LINE_HEIGHT * (row + 1) - 5}" xml:space="preserve">{spans(line)}</text>\n'
                   for row, line in enumerate(lines))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">\n'
            f"  <title>{html.escape(PICTURE_LINE)}</title>\n  <style>{STYLE}  </style>\n"
            f'  <rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="6"/>\n{rows}</svg>\n')


def text_of(svg):
    """What a person reads in the picture."""
    return [html.unescape(re.sub(r"<[^>]+>", "", row)) for row in re.findall(r"<text [^>]*>(.*?)</text>", svg)]
