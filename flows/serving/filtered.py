"""Serves one feed filtered by query, from memory; without a query it is the published file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send

from feeds.compressed import SMALLEST
from feeds.filter_query import Mistake
from feeds.filtered_feeds import Asked, Pairs
from feeds.snapshot import Snapshot
from feeds.text import one_line
from flows.serving.answering import is_other_method, send_problem, send_version
from flows.serving.asking import Version, headers_in, takes_gzip
from flows.serving.cache import Rendered
from flows.serving.content import WHOLE, InMemory, compressed, digest, in_memory
from flows.serving.files import VARY, seen, send_file
from flows.serving.following import Follower, Standing
from flows.serving.headers import Headers, encoded, headers_of

LONGEST_QUERY: Final = 4_000  # bytes
MOST_PARAMETERS: Final = 40
LONGEST_WARNING: Final = 400
_PACKED: Final[Headers] = ((b"content-encoding", b"gzip"),)

Ask = Callable[[Snapshot, Pairs], Asked]


@dataclass(frozen=True, slots=True)
class FilteredFeed:
    """An ASGI application for one path."""

    path: str  # of the published file
    ask: Ask
    follower: Follower

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if await is_other_method(scope, send):
            return
        standing = self.follower.now()
        if not scope["query_string"]:
            await send_file(scope, send, standing, f"/{self.path}")
            return
        asked = self._asked(standing.snapshot, scope["query_string"])
        if asked.mistakes and not self.path.endswith(".ics"):
            await _send_mistakes(scope, send, asked.mistakes)
        elif not asked.query:
            await send_file(scope, send, standing, f"/{self.path}", _warning(asked.mistakes))
        else:
            await self._send(scope, send, standing, asked)

    def _asked(self, snapshot: Snapshot, query: bytes) -> Asked:
        if len(query) > LONGEST_QUERY:
            return _nothing(f"longer than {LONGEST_QUERY} bytes")
        try:
            pairs = parse_qsl(
                query.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_PARAMETERS
            )
        except ValueError:
            return _nothing(f"more than {MOST_PARAMETERS} parameters")
        return self.ask(snapshot, pairs)

    async def _send(self, scope: Scope, send: Send, standing: Standing, asked: Asked) -> None:
        key = f"{self.path}?{asked.query}"
        rendered = standing.cache.get(key)
        if rendered is None:
            rendered = self._rendered(standing, asked)
            standing.cache.keep(key, rendered)
        headers = headers_of(self.path) + VARY + _warning(asked.mistakes)
        said, version, content = headers_in(scope["headers"]), rendered.version, rendered.content
        if content.size > SMALLEST and takes_gzip(said):
            content = rendered.packed or await _packed(standing, key, rendered)
            headers, version = headers + _PACKED, replace(version, etag=f'{version.etag[:-1]}-gz"')
        await send_version(scope, send, said, version, headers, content)

    def _rendered(self, standing: Standing, asked: Asked) -> Rendered:
        """Last changed with the published file: what is chosen from it did not change without it."""
        content = in_memory(asked.parts())
        file = seen(standing.snapshot.release, self.path)
        modified = int(file.st_mtime) if file else int(standing.snapshot.generated.timestamp())
        return Rendered(Version(f'"{digest(content)}"', modified), content)


async def _packed(standing: Standing, key: str, rendered: Rendered) -> InMemory:
    """Large ones on another thread; zlib lets the others go on meanwhile."""
    content = rendered.content
    packed = compressed(content) if content.size <= WHOLE else await asyncio.to_thread(compressed, content)
    standing.cache.keep(key, replace(rendered, packed=packed))
    return packed


def _nothing(detail: str) -> Asked:
    return Asked("", [Mistake("", f"the query is {detail}")], list)


async def _send_mistakes(scope: Scope, send: Send, mistakes: Sequence[Mistake]) -> None:
    errors = [
        {"parameter": each.parameter, "detail": each.detail, "allowed": list(each.allowed)}
        for each in mistakes
    ]
    await send_problem(scope, send, 400, "Bad Request", detail=_in_words(mistakes), errors=errors)


def _in_words(mistakes: Sequence[Mistake]) -> str:
    return "; ".join(
        f"{each.parameter}: {each.detail}" if each.parameter else each.detail for each in mistakes
    )


def _warning(mistakes: Sequence[Mistake]) -> Headers:
    """For calendars: a subscriber would never see why a calendar is refused, only that it stays empty."""
    if not mistakes:
        return ()
    words = one_line(f"ignored: {_in_words(mistakes)}", LONGEST_WARNING)
    return encoded({"X-Warning": words.encode("ascii", "replace").decode()})
