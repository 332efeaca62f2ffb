"""A certificate authority of a test's own, with whatever faults the test wants, by openssl(1)."""

import datetime
import pathlib
import subprocess

from lab import require_program

_CONFIGURATION = """[ca]
default_ca = authority
[authority]
database = {directory}/index
new_certs_dir = {directory}
rand_serial = yes
unique_subject = no
policy = any
copy_extensions = copy
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
"""


def in_days(days):
    """As openssl ca wants a date."""
    when = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return when.strftime("%Y%m%d%H%M%SZ")


class Certificate:
    """Two files: `path` is the certificate in PEM, `key` its private key."""

    def __init__(self, path, key):
        self.path, self.key = pathlib.Path(path), pathlib.Path(key)

    @property
    def pem(self):
        return self.path.read_text()

    @property
    def der(self):
        return _openssl("x509", "-in", self.path, "-outform", "DER")


def self_signed(directory, name, alternatives, key=("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), digest="sha256",
                days=3650):
    """`alternatives` as in a subjectAltName: `IP:10.77.0.1,DNS:prov.example.com`; none for a root."""
    stem = pathlib.Path(directory) / name.replace(" ", "-")
    certificate = Certificate(f"{stem}.pem", f"{stem}.key")
    extension = f"subjectAltName={alternatives}" if alternatives else "keyUsage=critical,keyCertSign"
    _openssl("req", "-x509", "-newkey", *key, "-nodes", "-days", days, f"-{digest}", "-subj", f"/CN={name}",
             "-addext", extension, "-keyout", certificate.key, "-out", certificate.path)
    return certificate


class Authority(Certificate):
    """A root that nobody knows. Its files, and those of what it issues, are in `directory`."""

    def __init__(self, directory, name="Example Telephony Root", **options):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(exist_ok=True)
        made = self_signed(self.directory, name, None, **options)
        super().__init__(made.path, made.key)
        self.configuration = self.directory / "openssl.cnf"
        self.configuration.write_text(_CONFIGURATION.format(directory=self.directory))
        (self.directory / "index").touch()

    def issue(self, name, alternatives="IP:10.77.0.1", days=(-1, 365), digest="sha256",
              key=("ec", "-pkeyopt", "ec_paramgen_curve:P-256")):
        """For a server; `days` from now, in which it is valid."""
        certificate = Certificate(self.directory / f"{name}.pem", self.directory / f"{name}.key")
        request = self.directory / f"{name}.csr"
        _openssl("req", "-newkey", *key, "-nodes", "-subj", f"/CN={name}", "-addext",
                 f"subjectAltName={alternatives}", "-keyout", certificate.key, "-out", request)
        _openssl("ca", "-batch", "-notext", "-config", self.configuration, "-cert", self.path, "-keyfile", self.key,
                 "-md", digest, "-startdate", in_days(days[0]), "-enddate", in_days(days[1]),
                 "-in", request, "-out", certificate.path)
        return certificate


def _openssl(*arguments):
    done = subprocess.run([require_program("openssl"), *map(str, arguments)], capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.decode(errors='replace')}")
    return done.stdout
