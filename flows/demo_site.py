"""Serves the sample cluster's partner sites on loopback, for `mintfeed demo` and the tests."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from flows.demo_pages import Answer, Pages

DEFAULT_PORT = 8471
HOST = "127.0.0.1"


@contextmanager
def serve_demo(folder: Path, today: date, port: int = DEFAULT_PORT) -> Iterator[int]:
    """Serve the folder of the partners' sites while the context lasts; gives the port.

    If the port is taken, it is another, free one.
    """
    midnight = datetime.combine(today, time.min, ZoneInfo("Europe/Berlin")).astimezone(UTC)
    handler = partial(DemoRequest, Pages(folder, today), format_datetime(midnight, usegmt=True))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError:
        server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = False  # so that closing waits for the requests under way
    thread = Thread(target=partial(server.serve_forever, poll_interval=0.05), name="demo-site")
    with server:
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


class DemoRequest(BaseHTTPRequestHandler):
    """Answers one request. One connection is one request: HTTP/1.0."""

    timeout = 5  # seconds; a client that says nothing does not keep the server from closing

    def __init__(self, pages: Pages, last_modified: str, *args: Any) -> None:
        self._pages = pages
        self._last_modified = last_modified
        super().__init__(*args)  # handles the request

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        origin = f"http://{self.headers.get('Host', HOST)}"
        answer = self._pages.answer(unquote(address.path), dict(parse_qsl(address.query)), origin)
        # weak, since the same tag stands for the compressed and the plain body (RFC 9110 §8.8.1)
        etag = f'W/"{sha256(answer.body).hexdigest()}"'
        if answer.status == 200 and etag in self.headers.get("If-None-Match", ""):
            self._send(Answer(304, answer.content_type, b""), etag)
        else:
            self._send(answer, etag)

    def _send(self, answer: Answer, etag: str) -> None:
        body = answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Vary", "Accept-Encoding")
        if answer.status in (200, 304):
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", self._last_modified)
        if body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if answer.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """The demo's terminal belongs to its progress display."""
