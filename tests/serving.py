"""A release on disk and the server over it, asked in this process without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson
from starlette.applications import Starlette

from feeds.release import switch, write_release
from flows.serving.app import application
from tests.published import NIGHT, PUBLISHER
from tests.released import files
from warehouse.events import Event


@dataclass(frozen=True)
class Answer:
    """What the server said; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


def publish(site: Path, *events: Event, at: datetime = NIGHT) -> dict[str, bytes]:
    """A release of these events, switched in; its files by path."""
    return publish_files(site, files(*events), at)


def publish_files(site: Path, published: dict[str, bytes], at: datetime = NIGHT) -> dict[str, bytes]:
    """A release of these files, switched in."""
    previous = site.resolve() if site.exists() else None
    switch(site, write_release(site.parent / "releases", at, published, previous))
    return published


def served(site: Path) -> Starlette:
    """The server over what is published."""
    return application(site, lambda: PUBLISHER)


def ask(app: Starlette, target: str, method: str = "GET", **headers: str) -> Answer:
    """One request, its target as it stands in the request line; in header names _ is -."""
    return asyncio.run(asked(app, target, method, **headers))


async def asked(app: Starlette, target: str, method: str = "GET", **headers: str) -> Answer:
    """The same within a loop that goes on."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode(),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [
            (name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return _answer(sent)


def _answer(sent: list[Any]) -> Answer:
    start, *bodies = sent
    pairs: Iterable[tuple[bytes, bytes]] = start["headers"]
    headers = {name.decode(): value.decode("latin-1") for name, value in pairs}
    assert len(headers) == len(list(pairs)), "a header twice"
    assert [each.get("more_body", False) for each in bodies] == [True] * (len(bodies) - 1) + [False]
    return Answer(start["status"], headers, b"".join(each["body"] for each in bodies))


def later(hours: int) -> datetime:
    """So many hours after the night of the tests."""
    return NIGHT + timedelta(hours=hours)
