"""A fake partner on loopback: routes answer, requests are remembered, nothing is left open.

    with partner({"/a.ics": b"BEGIN:VCALENDAR", "/gone": Reply(404), "/count": lambda seen: ...}) as site:
        fetcher.fetch(site.url("/a.ics"))
        assert site.paths() == ["/robots.txt", "/a.ics"]

A path without a route is answered with 404, so robots.txt allows everything unless it is given.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as the partner saw it; header names in lower case."""

    path: str  # with the query
    headers: Mapping[str, str]
    number: int  # of the requests for this path, counted from 1
    pause: Callable[[float], bool] = field(repr=False, compare=False)  # seconds; ends early with the server


@dataclass(frozen=True, slots=True)
class Reply:
    """What the partner answers: a whole body with its true length, or raw bytes as they come."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: Iterable[bytes] | None = None  # instead of everything else, the status line included


Route = bytes | str | Reply | Callable[[Seen], Reply | bytes | str]


@dataclass(slots=True)
class Partner:
    routes: dict[str, Route]
    port: int = 0
    scheme: str = "http"
    requests: list[Seen] = field(default_factory=list)

    def url(self, path: str = "/", host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def answer(self, seen: Seen) -> Reply:
        route = self.routes.get(seen.path, Reply(404))
        made = route(seen) if callable(route) else route
        if isinstance(made, Reply):
            return made
        return Reply(body=made.encode() if isinstance(made, str) else made)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for every answer to end
    request_queue_size = 64

    def __init__(self, site: Partner, tls: ssl.SSLContext | None) -> None:
        self.site = site
        self.is_closing = Event()
        super().__init__((HOST, 0), _Handler)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or dislikes our certificate, is what tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        number = site.paths().count(self.path) + 1
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = Seen(self.path, headers, number, self.server.is_closing.wait)
        site.requests.append(seen)
        self.close_connection = True
        reply = site.answer(seen)
        if reply.raw is None:
            self._send(reply)
            return
        for piece in reply.raw:
            self.wfile.write(piece)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status not in (204, 304) and "content-length" not in map(str.lower, reply.headers):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Tests look at Partner.requests."""


@contextmanager
def partner(
    routes: Mapping[str, Route] | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[Partner]:
    """A running partner; `routes` may be changed while it runs, through Partner.routes."""
    site = Partner(dict(routes or {}), scheme="https" if tls else "http")
    with _Server(site, tls) as server:
        site.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.is_closing.set()
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class Canary:
    """A listener that nobody may reach."""

    listener: socket.socket

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def was_reached(self) -> bool:
        self.listener.setblocking(False)
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@contextmanager
def canary() -> Iterator[Canary]:
    with socket.create_server((HOST, 0)) as listener:
        yield Canary(listener)


@dataclass(slots=True)
class Clock:
    """Time that passes only by sleeping."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def monotonic(self) -> float:
        return self.now


def resolver(names: Mapping[str, Iterable[str]]) -> Callable[..., list[tuple[Any, ...]]]:
    """A getaddrinfo that knows these names only."""

    def resolve(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in names[host]]

    return resolve
