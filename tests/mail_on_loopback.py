"""A mail server on loopback that keeps what it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast


@dataclass
class Mailbox:
    """All mail, as it came."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    mailbox: Mailbox


class _Session(StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs to hand over a mail."""

    def handle(self) -> None:
        self._say(b"220 loopback")
        while line := self.rfile.readline():
            command = line[:4].upper()
            if command == b"DATA":
                self._say(b"354 go on")
                self._keep()
            elif command == b"QUIT":
                self._say(b"221 bye")
                return
            self._say(b"250 ok")

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()).rstrip(b"\r\n") != b".":
            lines.append(line)
        cast(_Server, self.server).mailbox.mails.append(message_from_bytes(b"".join(lines)))

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.mailbox = Mailbox(port=server.server_address[1])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.mailbox
        finally:
            server.shutdown()
            thread.join()
