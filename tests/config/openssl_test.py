#!/usr/bin/env python3
"""Files that the openssl program encrypts itself, in every way it can: each is opened, or named for what it is.

    openssl_test.py PROVTOOL
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

KEY = "0123456789abcdef0123456789abcdef"
PLAIN = "<PANASIPPhoneConfig>\n" + " <!-- some more lines, so that a middle can be damaged -->\n" * 20 + (
    " <Device><System><Prov><CFG_CYCLIC>N</CFG_CYCLIC></Prov></System></Device>\n</PANASIPPhoneConfig>\n")
SKIPPED = 77


def seal(*options, plain=PLAIN, key=KEY):
    command = ["openssl", "enc", *options, "-pass", f"pass:{key}"]
    return subprocess.run(command, input=plain.encode(), capture_output=True, check=True, timeout=30).stdout


def changed(data, at, to=b"A"):
    return data[:at] + (b"B" if data[at:at + 1] == to else to) + data[at + 1:]


def validate(provtool, folder, name, data, *options):
    """The file's section, and its findings as {id: message}."""
    path = folder / name
    path.write_bytes(data)
    run = subprocess.run([provtool, "validate", "--json", *options, str(path)], capture_output=True, timeout=30)
    report = json.loads(run.stdout)
    valid = report["files"][0]["valid"]
    assert run.returncode == (0 if valid else 1), (name, run.returncode)
    assert KEY.encode() not in run.stdout + run.stderr, f"{name}: the key is shown"
    severities = {finding["id"]: finding["severity"] for finding in report["findings"]}
    return report["files"][0], {finding["id"]: finding["message"] for finding in report["findings"]}, severities


class Failures(list):
    def expect(self, name, holds, what):
        if not holds:
            self.append(f"{name}: {what}")


def check_opened(check, failures, name, data, bits, digest, *more_ids):
    section, findings, severities = check(name, data)
    failures.expect(name, section["valid"] and section["encrypted"] and section["parameters"] == 1, section)
    failures.expect(name, set(findings) == {"config.digest", *more_ids}, findings)
    message = findings.get("config.digest", "")
    word, severity = {"md5": ("MD5", "info"), "sha256": ("SHA-256", "warning")}[digest]
    failures.expect(name, f"AES-{bits}" in message and word in message, message)
    failures.expect(name, ("-md md5" in message) == (digest == "sha256"), message)
    failures.expect(name, severities.get("config.digest") == severity, severities)


def check_named(check, failures, name, data, words, *more_ids):
    section, findings, _ = check(name, data)
    failures.expect(name, not section["valid"], section)
    failures.expect(name, set(findings) == {"config.decrypt", *more_ids}, findings)
    failures.expect(name, words in findings.get("config.decrypt", ""), findings)


def check_lengths_and_digests(check, failures):
    for bits in (128, 192, 256):
        for digest in ("md5", "sha256"):
            cipher = (f"-aes-{bits}-cbc", "-md", digest, "-salt")
            name = f"{bits}-{digest}"
            text = seal(*cipher, "-a")
            check_opened(check, failures, f"{name}.enc", text, bits, digest)
            check_opened(check, failures, f"{name}-one-line.enc", seal(*cipher, "-a", "-A"), bits, digest)
            check_opened(check, failures, f"{name}-crlf.enc", text.replace(b"\n", b"\r\n"), bits, digest)
            check_opened(check, failures, f"{name}-blanks.enc", b"\n \n" + text + b"\n\n", bits, digest)
            check_opened(check, failures, f"{name}-bom.enc", b"\xef\xbb\xbf" + text, bits, digest, "config.encoding")
            check_opened(check, failures, f"{name}-utf16.enc", text.decode().encode("utf-16"), bits, digest,
                         "config.encoding")
            check_opened(check, failures, f"{name}-binary.enc", seal(*cipher), bits, digest, "config.encoding")
            check_opened(check, failures, f"{name}.cfg", text, bits, digest, "config.extension")
            check_named(check, failures, f"{name}-pbkdf2.enc", seal(*cipher, "-a", "-pbkdf2", "-md", "sha256"),
                        "made with -pbkdf2")
            check_named(check, failures, f"{name}-nosalt.enc",
                        seal(f"-aes-{bits}-cbc", "-md", digest, "-a", "-nosalt"), "made with -nosalt")


def check_damage(check, failures):
    text = seal("-aes-128-cbc", "-md", "md5", "-a", "-salt")
    for length in (40, 70, len(text) // 2, len(text) - 30, len(text) - 4):
        check_named(check, failures, f"cut-{length}.enc", text[:length], "cut or damaged")
    # In two places: the noise of one passes for text once in 500 times, and the salt is another each time.
    middle = changed(changed(text, len(text) // 2), len(text) // 3)
    check_named(check, failures, "middle.enc", middle, "cut or damaged")
    check_named(check, failures, "no-base64.enc", changed(text, len(text) // 2, b"!"), "cut or damaged")
    lines = text.splitlines(keepends=True)
    check_named(check, failures, "line-lost.enc", b"".join(lines[:5] + lines[6:9] + lines[10:]), "cut or damaged")
    check_named(check, failures, "wrong-key.enc", seal("-aes-128-cbc", "-md", "md5", "-a", "-salt", key="x" * 32),
                "wrong key")


def check_other_ways(check, failures):
    def with_options(*options):
        return seal(*options, "-a", "-salt")

    for digest in ("sha1", "sha512"):
        check_named(check, failures, f"{digest}.enc", with_options("-aes-128-cbc", "-md", digest), "another digest")
    for cipher in ("-aes-128-ecb", "-aes-128-ctr", "-des3"):
        check_named(check, failures, f"cipher{cipher}.enc", with_options(cipher, "-md", "md5"), "another cipher")
    check_named(check, failures, "rounds.enc", with_options("-aes-128-cbc", "-iter", "5000"), "wrong key")
    check_named(check, failures, "html.enc",
                seal("-aes-128-cbc", "-md", "md5", "-a", "-salt", plain="<html><body>no</body></html>\n"),
                "not a configuration file")
    check_named(check, failures, "text.enc", b"access denied\n", "does not begin with a salt")
    section, findings, _ = check("plain.enc", PLAIN.encode())
    failures.expect("plain.enc", section["valid"] and set(findings) == {"config.extension"}, findings)


def check_without_key(provtool, folder, failures):
    text = seal("-aes-128-cbc", "-md", "md5", "-a", "-salt")
    section, findings, _ = validate(provtool, folder, "no-key.enc", text)
    failures.expect("no-key.enc", not section["valid"] and set(findings) == {"config.no-key"}, findings)


def main(provtool):
    if not shutil.which("openssl"):
        print("skipped: openssl is not installed")
        return SKIPPED
    failures = Failures()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        key = folder / "key"
        key.write_text(KEY + "\n", encoding="ascii")

        def check(file_name, data):
            return validate(provtool, folder, file_name, data, "--key-file", str(key))

        check_lengths_and_digests(check, failures)
        check_damage(check, failures)
        check_other_ways(check, failures)
        check_without_key(provtool, folder, failures)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
