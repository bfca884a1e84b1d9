"""What a host says with each published file; docs/headers has the same for other web servers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

Headers = tuple[tuple[bytes, bytes], ...]

TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".atom": "application/atom+xml; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".geojson": "application/geo+json",
        ".gz": "application/gzip",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
    }
)
# Whose suffix does not tell.
TYPE_BY_PATH: Mapping[str, str] = MappingProxyType(
    {"v1/feed.json": "application/feed+json", "v1/atom.xml": "application/atom+xml; charset=utf-8"}
)
OTHER_TYPE: Final = "application/octet-stream"
CACHED: Final = "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800"
ASKED_EACH_TIME: Final = "no-cache"
STATUS: Final = "v1/status.json"  # tells of the last run; all else changes about once a night
DISPOSITION: Final = 'inline; filename="mint-termine.ics"'
EVERYWHERE: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
FRAMED: Final = ("embed/", "en/embed/")  # made for other websites to show in a frame
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors "
)


def media_type(path: str) -> str:
    """Of the file published at this path."""
    return TYPE_BY_PATH.get(path) or TYPES.get(PurePosixPath(path).suffix, OTHER_TYPE)


@lru_cache(maxsize=1_000)
def headers_of(path: str) -> Headers:
    """All but those that depend on the content or on who asks."""
    kind = media_type(path)
    found = {
        "Content-Type": kind,
        "Cache-Control": ASKED_EACH_TIME if path == STATUS else CACHED,
        **EVERYWHERE,
        "Content-Security-Policy": policy_of(path),
    }
    if kind.startswith("text/calendar"):
        found["Content-Disposition"] = DISPOSITION
    return encoded(found)


def policy_of(path: str) -> str:
    """What a page may load, and who may put it into a frame."""
    return POLICY + ("*" if path.startswith(FRAMED) else "'none'")


def encoded(headers: Mapping[str, str]) -> Headers:
    """As ASGI wants them."""
    return tuple((name.lower().encode(), value.encode("latin-1")) for name, value in headers.items())
