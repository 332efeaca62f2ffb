"""Real servers that have files for a phone: HTTP, HTTPS, FTP, TFTP. Each in its lab's server namespace."""

import pathlib
import subprocess

from lab import command, require_program, wait_until
from servers import Nginx, Server

FTP_USER, FTP_PASSWORD = "phone", "only-in-a-test"


class Sites(Nginx):
    """nginx with several servers. `sites` are their bodies, which begin with `listen`; the files are in `files`."""

    fields = (*Nginx.fields, "server_port", "uri", "ssl_protocol", "ssl_server_name", "server_protocol")

    def __init__(self, lab, *sites, namespace=None):
        super().__init__(lab, "", namespace)
        self.sites = sites
        self.files = self.directory / "files"
        self.files.mkdir(exist_ok=True)

    def servers(self):
        return "\n".join(f"server {{ root {self.files}; default_type text/plain; absolute_redirect off;\n{site}\n}}"
                         for site in self.sites)

    def listens(self):
        rows = [row.split() for name in ("tcp", "tcp6") for row in self.kernel_table(name).splitlines()[1:]]
        return self.ports <= {int(row[1].rpartition(":")[2], 16) for row in rows}

    @property
    def ports(self):
        words = [site.split("listen ")[1].split()[0].rstrip(";") for site in self.sites]
        return {int(word.rpartition(":")[2]) for word in words}

    def asked(self, port=None):
        """The paths that were asked for, in order; of one port when it is given."""
        return [request["request"].split()[1] for request in self.requests
                if port is None or request["server_port"] == str(port)]


def tls_site(port, certificate, more=""):
    return (f"listen {port} ssl; ssl_certificate {certificate.path}; ssl_certificate_key {certificate.key};\n{more}")


class Lighttpd(Server):
    """Digest authentication, which Debian's nginx does not have. Realm `phones`; the files are in `files`."""

    program = "lighttpd"

    def __init__(self, lab, user="phone", password="only-in-a-test", algorithm="MD5", namespace=None):
        super().__init__(lab, namespace)
        self.user, self.password, self.algorithm = user, password, algorithm
        self.files = self.directory / "files"
        self.files.mkdir(exist_ok=True)

    def arguments(self):
        users = self.directory / "users"
        users.write_text(f"{self.user}:{self.password}\n")
        path = self.directory / "lighttpd.conf"
        path.write_text(f"""server.port = 80
server.document-root = "{self.files}"
server.errorlog = "{self.directory}/errors"
server.modules = ("mod_auth", "mod_authn_file", "mod_accesslog")
accesslog.filename = "{self.directory}/access"
accesslog.format = "%s %u %r"
auth.backend = "plain"
auth.backend.plain.userfile = "{users}"
auth.require = ("/" => ("method" => "digest", "algorithm" => "{self.algorithm}", "realm" => "phones",
                        "require" => "valid-user"))
""")
        return ["-D", "-f", str(path)]

    def listens(self):
        return ":0050 " in self.kernel_table("tcp")

    def requests(self):
        """Status, user and request line of each; lighttpd writes them down when it ends."""
        self.stop()
        return [line.split(" ", 2) for line in (self.directory / "access").read_text().splitlines()]


class TlsServer(Server):
    """openssl s_server, for the versions and keys that others refuse. It answers with the files in `files`."""

    program = "openssl"

    def __init__(self, lab, certificate, *options, port=443, namespace=None):
        super().__init__(lab, namespace)
        self.certificate, self.options, self.port = certificate, options, port
        self.files = self.directory / f"files-{port}"
        self.files.mkdir(exist_ok=True)

    @property
    def log_path(self):
        return self.directory / f"log-{self.port}"

    def start(self):
        with open(self.log_path, "wb") as log:
            self.process = self.lab.spawn(
                self.namespace, [require_program("openssl"), "s_server", "-accept", f"10.77.0.1:{self.port}", "-WWW",
                                 "-http_server_binmode", "-cert", str(self.certificate.path), "-key",
                                 str(self.certificate.key), "-cipher", "ALL:@SECLEVEL=0", *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=self.files)
        wait_until(self._is_ready, f"openssl s_server listens on {self.port}")
        return self

    def listens(self):
        return f":{self.port:04X} " in self.kernel_table("tcp")


class Vsftpd(Server):
    """FTP for anonymous users and for one user. The files are in `files`; `conf` is added to the configuration.

    It sees users and a PAM service of its own instead of the computer's.
    """

    program = "vsftpd"

    def __init__(self, lab, conf="", namespace=None):
        super().__init__(lab, namespace)
        self.conf = conf
        self.files = self.directory / "files"
        self.files.mkdir(exist_ok=True)

    def start(self):
        require_program(self.program)
        mounts = " && ".join(f'mount --bind "{path}" {place}' for place, path in self._own_etc().items())
        path = self.directory / "vsftpd.conf"
        path.write_text(self._configuration())
        with open(self.log_path, "wb") as log:
            self.process = self.lab.spawn(self.namespace, ["sh", "-c", f'{mounts} && exec vsftpd "{path}"'],
                                          stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                          cwd=self.directory)
        wait_until(self._is_ready, "vsftpd listens")
        return self

    def _own_etc(self):
        """Files that are mounted in the place of the computer's, which nobody else sees: by the place."""
        hashed = command("openssl", "passwd", "-6", FTP_PASSWORD).strip()
        texts = {
            "/etc/passwd": "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n"
                           f"ftp:x:990:65534::{self.files}:/bin/false\n"
                           f"{FTP_USER}:x:991:65534::{self.files}:/bin/sh\n",
            "/etc/shadow": f"{FTP_USER}:{hashed}:19000:0:99999:7:::\n",
            "/etc/pam.d/vsftpd": "".join(f"{kind} required pam_unix.so\n" for kind in ("auth", "account", "session")),
        }
        paths = {place: self.directory / pathlib.Path(place).name for place in texts}
        paths["/etc/pam.d/vsftpd"] = self.directory / "pam"
        for place, text in texts.items():
            paths[place].write_text(text)
        return paths

    def _configuration(self):
        empty = self.directory / "empty"
        empty.mkdir(exist_ok=True)
        return f"""listen=YES
background=NO
anonymous_enable=YES
local_enable=YES
pam_service_name=vsftpd
secure_chroot_dir={empty}
chroot_local_user=YES
seccomp_sandbox=NO
xferlog_enable=YES
log_ftp_protocol=YES
vsftpd_log_file={self.directory}/ftp.log
{self.conf}
"""

    def listens(self):
        return ":0015 " in self.kernel_table("tcp") + self.kernel_table("tcp6")

    @property
    def commands(self):
        """What was asked, in order: `USER anonymous`, `RETR KX-UTG200B.cfg`."""
        path = self.directory / "ftp.log"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line.partition('FTP command: ')[2].partition(', ')[2].strip('"') for line in lines
                if "FTP command: " in line]


class Tftpd(Server):
    """tftpd-hpa. The files are in `files`."""

    program = "in.tftpd"

    def __init__(self, lab, address="0.0.0.0:69", namespace=None):
        super().__init__(lab, namespace)
        self.address = address
        self.files = self.directory / "files"
        self.files.mkdir(exist_ok=True)

    def arguments(self):
        return ["--foreground", "--verbose", "--address", self.address, "--user", "nobody", "--secure",
                str(self.files)]

    def listens(self):
        return self._has_udp_port(69) or ":0045 " in self.kernel_table("udp6")
