"""Sends answers: whole, not modified, or that something is wrong (RFC 9110, RFC 9457)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.types import Scope, Send

from flows.serving.asking import Version, is_known
from flows.serving.content import WHOLE, Content, in_memory
from flows.serving.headers import ASKED_EACH_TIME, EVERYWHERE, Headers, encoded

METHODS: Final = ("GET", "HEAD", "OPTIONS")
PATIENCE: Final = 30  # seconds that any client may take
SLOWEST: Final = 8_000  # bytes a second, of what is larger
_PROBLEM: Final = encoded(
    {"Content-Type": "application/problem+json", "Cache-Control": ASKED_EACH_TIME, **EVERYWHERE}
)
_PREFLIGHT: Final = encoded(
    {
        "Allow": ", ".join(METHODS),
        "Access-Control-Allow-Methods": ", ".join(METHODS),
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
        **EVERYWHERE,
    }
)


async def send_version(
    scope: Scope,
    send: Send,
    asked: Mapping[bytes, bytes],
    version: Version,
    headers: Headers,
    content: Content,
) -> None:
    """The content, or only that it is the version which the client has."""
    if is_known(asked, version):
        # Without what describes the body (§15.4.5).
        kept = tuple(each for each in headers if not each[0].startswith(b"content-"))
        await _start(send, 304, kept + version.headers)
        await send({"type": "http.response.body", "body": b""})
        return
    await send_content(scope, send, 200, headers + version.headers, content)


async def send_content(scope: Scope, send: Send, status: int, headers: Headers, content: Content) -> None:
    """All of it, or for HEAD what it would be. Who takes it too slowly is let go."""
    size = (b"content-length", str(content.size).encode())
    if scope["method"] == "HEAD":
        await _start(send, status, (*headers, size))
        await send({"type": "http.response.body", "body": b""})
    elif content.size <= WHOLE:
        body = b"".join(content.pieces())  # before the start: a file may be gone
        await _start(send, status, (*headers, size))
        await send({"type": "http.response.body", "body": body})
    else:
        await _in_pieces(send, status, (*headers, size), content)


async def send_problem(scope: Scope, send: Send, status: int, title: str, **more: Any) -> None:
    """What is wrong, for programs. `more` are its other members, such as detail."""
    told = {"type": "about:blank", "title": title, "status": status, **more}
    content = in_memory([orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)])
    headers = (*_PROBLEM, (b"allow", ", ".join(METHODS).encode())) if status == 405 else _PROBLEM
    await send_content(scope, send, status, headers, content)


async def is_other_method(scope: Scope, send: Send) -> bool:
    """Whether it was neither GET nor HEAD, and has been answered."""
    match scope["method"]:
        case "GET" | "HEAD":
            return False
        case "OPTIONS":
            await _start(send, 204, _PREFLIGHT)
            await send({"type": "http.response.body", "body": b""})
        case _:
            detail = "This is only read: GET and HEAD."
            await send_problem(scope, send, 405, "Method Not Allowed", detail=detail)
    return True


async def _start(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})


async def _in_pieces(send: Send, status: int, headers: Headers, content: Content) -> None:
    pieces, left = content.pieces(), content.size
    piece = next(pieces)  # before the start: a file may be gone
    await _start(send, status, headers)
    try:
        async with asyncio.timeout(PATIENCE + content.size / SLOWEST):
            while left := left - len(piece):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = next(pieces)
            await send({"type": "http.response.body", "body": piece, "more_body": False})
    except TimeoutError:
        pass  # the server ends the connection of an answer that is not whole
