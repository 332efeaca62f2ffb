"""An FTP server that does what well-behaved ones do not."""

import contextlib
import socket
import threading

from lab import SERVER_ADDRESSES

PORT = 21


class ScriptedFtp:
    """By the book, but where `answers` has another one to a command: bytes, or a function that is given the session.

    `heard` keeps the commands. What RETR gives is `content`; `greeting` is what a connection begins with.
    """

    def __init__(self, lab, content=b"", answers=None, greeting=b"220 ready\r\n", port=PORT):
        self.lab, self.content, self.answers, self.greeting, self.port = lab, content, answers or {}, greeting, port
        self.heard = []
        self._stopped = False

    def start(self):
        self._socket = self.listener(self.port)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def stop(self):
        self._stopped = True
        self._thread.join()
        self._socket.close()

    def listener(self, port=0):
        made = self.lab.server.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((SERVER_ADDRESSES[0], port))
        made.listen()
        made.settimeout(0.05 if port else 5)
        self.lab.on_close(made.close)
        return made

    def _serve(self):
        while not self._stopped:
            with contextlib.suppress(TimeoutError):
                connection, _ = self._socket.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        connection.settimeout(30)
        with connection, contextlib.suppress(OSError):
            Session(self, connection).run()


class Session:
    """One control connection, and the listening socket of its passive answers."""

    REPLIES = {"USER": b"331 password\r\n", "PASS": b"230 welcome\r\n", "PWD": b'257 "/"\r\n',
               "TYPE": b"200 binary\r\n", "CWD": b"250 done\r\n", "QUIT": b"221 bye\r\n"}

    def __init__(self, server, control):
        self.server, self.control = server, control
        self._passive = None
        self._by_the_book = {**self.REPLIES, "SIZE": Session.size, "EPSV": Session.epsv, "PASV": Session.pasv,
                             "RETR": Session.retr}

    def run(self):
        self._say(self.server.greeting)
        for line in self.control.makefile("rb"):
            self.server.heard.append(line.decode().strip())
            verb = (line.split() or [b""])[0].decode().upper()
            answer = {**self._by_the_book, **self.server.answers}.get(verb, b"500 unknown\r\n")
            self._say(answer)
            if verb == "QUIT" or (isinstance(answer, bytes) and answer.startswith(b"421")):
                return

    def _say(self, answer):
        if isinstance(answer, bytes):
            self.control.sendall(answer)
        else:
            answer(self)

    def size(self):
        self._say(b"213 %d\r\n" % len(self.server.content))

    def epsv(self):
        self._say(b"229 here (|||%d|)\r\n" % self._listen())

    def pasv(self, address=SERVER_ADDRESSES[0]):
        port = self._listen()
        place = ",".join([*address.split("."), str(port >> 8), str(port & 255)])
        self._say(f"227 here ({place})\r\n".encode())

    def retr(self, content=None, end=b"226 done\r\n"):
        self._say(b"150 it comes\r\n")
        connection, _ = self._passive.accept()
        with connection:
            connection.sendall(self.server.content if content is None else content)
        self._say(end)

    def _listen(self):
        self._passive = self.server.listener()
        return self._passive.getsockname()[1]
