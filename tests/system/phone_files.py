"""The files of one phone as a provisioning server has them, and what they come to."""

import subprocess

from lab import PHONE_MAC, require_program

MODEL = "KX-UTG200B"
INITIAL = f"{MODEL}.cfg"
STANDARD = f"Config{PHONE_MAC}.cfg"
PRODUCT = f"Config{MODEL}.cfg"
MASTER = "ConfigCommon.cfg"
CERTIFICATE = "root.pem"
ROLES = {"standard": STANDARD, "product": PRODUCT, "master": MASTER}
FILE_KEY = "0123456789abcdef0123456789ABCDEF"
PASSWORD = "only-in-a-test"  # of its line

LINE = f"""<Lines><Line idx="1">
      <CallCtrl><DISPLAY_NAME>Reception</DISPLAY_NAME></CallCtrl>
      <Sip>
        <LINE_ENABLE>Yes</LINE_ENABLE>
        <SIP_URI>sip:201@pbx.example.com</SIP_URI>
        <SIP_AUTHID>201</SIP_AUTHID>
        <SIP_PASS>{PASSWORD}</SIP_PASS>
        <SIP_RGSTR_ADDR>pbx.example.com</SIP_RGSTR_ADDR>
        <SIP_RGSTR_PORT>5060</SIP_RGSTR_PORT>
      </Sip>
    </Line></Lines>"""


def time_zone(minutes):
    return f"<System><SysTime><TIME_ZONE>{minutes}</TIME_ZONE></SysTime></System>"


def ntp(host):
    return f"<Network><NTP><NTP_ADDR>{host}</NTP_ADDR></NTP></Network>"


def device(*sections):
    return "<PANASIPPhoneConfig>\n  <Device>\n    " + "\n    ".join(sections) + "\n  </Device>\n</PANASIPPhoneConfig>\n"


CONTENTS = {
    "standard": device(time_zone(60), LINE),
    "product": device(time_zone(120), ntp("ntp-product.example.com")),
    "master": device(time_zone(180), ntp("ntp-master.example.com")),
}
# What the three come to: the standard file wins over the product file, and that over the master file.
EFFECTIVE = {
    "Device/System/SysTime/TIME_ZONE": ("60", "standard"),
    "Device/Network/NTP/NTP_ADDR": ("ntp-product.example.com", "product"),
    "Device/Lines/Line[1]/Sip/SIP_RGSTR_ADDR": ("pbx.example.com", "standard"),
}


def initial(base, roles=("standard", "product", "master"), certificates=()):
    """`base` is what the names of the files are put behind; `certificates` are whole URLs."""
    certs = "".join(f"      <CFG_ROOT_CERTIFICATE_PATH{index}>{url}</CFG_ROOT_CERTIFICATE_PATH{index}>\n"
                    for index, url in enumerate(certificates, 1))
    files = "".join(f"      <CFG_{role.upper()}_FILE_PATH>{base}/{name}</CFG_{role.upper()}_FILE_PATH>\n"
                    for role, name in (("standard", "Config{MAC}.cfg"), ("product", "Config{MODEL}.cfg"),
                                       ("master", MASTER)) if role in roles)
    return ("<PANASIPPhoneConfig>\n  <Initial>\n"
            f"    <Certs>\n{certs}    </Certs>\n    <CfgFiles>\n{files}    </CfgFiles>\n"
            "  </Initial>\n</PANASIPPhoneConfig>\n")


def publish(folder, base, roles=("standard", "product", "master"), certificates=(), leave_out=()):
    """Writes the set into a server's folder. `leave_out` names roles whose file is missing there."""
    folder.mkdir(exist_ok=True, parents=True)
    (folder / INITIAL).write_text(initial(base, roles, certificates))
    for role in roles:
        if role not in leave_out:
            (folder / ROLES[role]).write_text(CONTENTS[role])
    return folder


def encrypted(path, text, key, bits=128, digest="md5"):
    """As the Administrator Guide says: `openssl enc -aes-128-cbc -a -salt -pass pass:KEY`."""
    subprocess.run([require_program("openssl"), "enc", f"-aes-{bits}-cbc", "-a", "-salt", "-md", digest, "-pass",
                    f"pass:{key}", "-out", str(path)], input=text.encode(), check=True, stderr=subprocess.DEVNULL)
