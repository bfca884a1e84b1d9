"""What a fetcher is told, and what it answers besides a Page."""

from __future__ import annotations

import string
from dataclasses import dataclass
from urllib.parse import quote

PRODUCT = "mintfeed"  # our token in robots.txt


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How politely and how long to fetch; `[fetch]` of a cluster."""

    user_agent: str
    delay_seconds: float = 1.0  # between two requests to one host
    timeout_seconds: float = 60  # one page, redirects and body included; each retry has as long again
    max_bytes: int = 10_000_000  # decoded
    allow_hosts: tuple[str, ...] = ()  # private hosts that may be read, on any port
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Validators:
    """What a stored page was sent with; it makes the next request conditional."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The page is as it was when the validators were sent."""

    url: str
    final_url: str


def build_user_agent(version: str, contact: str) -> str:
    """Who we are and where a partner can complain."""
    return f"{PRODUCT}/{version} (+{quote(contact, safe=string.punctuation)})"
