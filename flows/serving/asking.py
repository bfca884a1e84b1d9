"""What a request says: which encodings it takes, and which version it has already (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from typing import Final

WANTED: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"accept")


@dataclass(frozen=True, slots=True)
class Version:
    """Of what would be sent: told to the client, and compared with what the client has."""

    etag: str  # with its quotes
    modified: int  # seconds since 1970

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        return (
            (b"etag", self.etag.encode()),
            (b"last-modified", formatdate(self.modified, usegmt=True).encode()),
        )


def headers_in(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[bytes, bytes]:
    """Those that matter; several of one name as one list."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in WANTED:
            found[name] = b", ".join((found[name], value)) if name in found else value
    return found


def takes_gzip(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the client says so; who says nothing gets the plain bytes."""
    asked = headers.get(b"accept-encoding")
    if not asked:
        return False
    weights = {}
    for each in asked.decode("latin-1").lower().split(","):
        name, _, parameters = each.partition(";")
        weights[name.strip()] = parameters.replace(" ", "")
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", "q=0")))
    return not weight.startswith("q=0") or any(digit in weight for digit in "123456789")


def is_known(headers: Mapping[bytes, bytes], version: Version) -> bool:
    """Whether the client has exactly this; an ETag counts before a date (§13.2.2)."""
    if (known := headers.get(b"if-none-match")) is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.decode("latin-1").split(",")}
        return "*" in tags or version.etag in tags
    since = headers.get(b"if-modified-since")
    if since is None:
        return False
    try:
        return version.modified <= parsedate_to_datetime(since.decode("latin-1")).timestamp()
    except (ValueError, OverflowError, TypeError):
        return False
