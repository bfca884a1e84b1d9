"""Serves the files of the release: nothing else can be reached by any path."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.types import Receive, Scope, Send

from feeds.compressed import TEXTS
from flows.serving.answering import is_other_method, send_content, send_problem, send_version
from flows.serving.asking import Version, headers_in, takes_gzip
from flows.serving.content import OnDisk, in_memory
from flows.serving.following import Follower, Standing
from flows.serving.headers import STATUS, Headers, encoded, headers_of

VARY: Headers = ((b"vary", b"Accept-Encoding"),)
_PACKED: Headers = ((b"content-encoding", b"gzip"),)
_NOT_FOUND: Headers = tuple(each for each in headers_of("404.html") if each[0] != b"cache-control") + encoded(
    {"Cache-Control": "no-cache"}
)


@dataclass(frozen=True, slots=True)
class Files:
    """An ASGI application."""

    follower: Follower

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not await is_other_method(scope, send):
            await send_file(scope, send, self.follower.now(), scope["path"])


async def send_file(scope: Scope, send: Send, standing: Standing, path: str, more: Headers = ()) -> None:
    """The file at this path of the release; `more` headers go with it."""
    root = standing.snapshot.release
    name = f"{path[1:]}index.html" if path.endswith("/") else path[1:]
    found = seen(root, name)
    if found is not None and stat.S_ISREG(found.st_mode):
        await _send(scope, send, root, name, found, more)
    elif found is not None and seen(root, f"{name}/index.html") is not None:
        await _send_on(scope, send, name)
    else:
        await _send_not_found(scope, send, standing, path)


def seen(root: Path, name: str) -> os.stat_result | None:
    """What lies there, if the name is one that a release can have."""
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\0" in name or "\\" in name:
        return None
    try:
        return (root / name).lstat()
    except (OSError, ValueError):  # absent, too long, not encodable
        return None


async def _send(
    scope: Scope, send: Send, root: Path, name: str, found: os.stat_result, more: Headers
) -> None:
    headers, asked = headers_of(name) + more, headers_in(scope["headers"])
    version, path = _version(found), root / name
    if path.suffix in TEXTS and name != STATUS:
        headers += VARY
        twin = seen(root, f"{name}.gz") if takes_gzip(asked) else None
        if twin is not None:
            found, path, headers = twin, root / f"{name}.gz", headers + _PACKED
            version = Version(f'{version.etag[:-1]}-gz"', version.modified)
    try:
        await send_version(scope, send, asked, version, headers, OnDisk(path, found.st_size))
    except FileNotFoundError:  # an old release, cleared away this very moment
        await send_problem(scope, send, 404, "Not Found")


def _version(found: os.stat_result) -> Version:
    """By time and size, as web servers do: a file that did not change is the same from night to night."""
    return Version(f'"{found.st_mtime_ns:x}-{found.st_size:x}"', int(found.st_mtime))


async def _send_on(scope: Scope, send: Send, name: str) -> None:
    """To the folder's page, by an address that is right behind any proxy."""
    query = scope["query_string"].decode("latin-1")
    target = f"{quote(name.rpartition('/')[2])}/{'?' if query else ''}{query}"
    headers = encoded({"Location": target, "Cache-Control": "public, max-age=3600"})
    await send_content(scope, send, 308, headers, in_memory([]))


async def _send_not_found(scope: Scope, send: Send, standing: Standing, path: str) -> None:
    """A page for people, a few words for programs."""
    accepts = headers_in(scope["headers"]).get(b"accept", b"")
    if b"text/html" in accepts and not path.startswith("/v1/"):
        await send_content(scope, send, 404, _NOT_FOUND, standing.not_found)
    else:
        await send_problem(scope, send, 404, "Not Found", detail="Nothing is published at this address.")
