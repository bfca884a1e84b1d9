"""What is fuzzed: each takes any bytes and lets through only what it promises to raise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from connectors.cluster import Source
from connectors.dates import read_dates
from connectors.declared.cluster_folder import KINDS
from connectors.errors import CollectionError
from connectors.fetching.charset import find_charset
from connectors.model import Page, Window
from connectors.reading import Request, find_out, read

TODAY: Final = date(2026, 11, 2)
WINDOW: Final = Window(date(2026, 10, 3), date(2027, 11, 2), TODAY)
MEDIA: Final = {
    "ics": "text/calendar",
    "csv": "text/csv",
    "kufer": "application/xml",
    "rss": "application/xml",
}
JSON: Final = ("tribe", "culturebase", "indico")
OPTIONS: Final[Mapping[str, dict[str, Any]]] = {
    "html": {"item": "li", "title": "h3", "when": ".date, time", "url": "a@href", "next": "a[rel=next]@href"},
}


def request(kind: str, body: bytes) -> Request:
    source = Source(
        id="fuzz", path=Path("fuzz.toml"), name="", partner="museum", kind=kind,
        url="https://museum.example/", timezone="Europe/Berlin", options=OPTIONS.get(kind, {}),
    )  # fmt: skip
    media = MEDIA.get(kind, "application/json" if kind in JSON else "text/html")
    page = Page(
        url=source.url, final_url=source.url, body=body, sha256=sha256(body).hexdigest(), media_type=media,
        charset=find_charset(body, media), first_seen=TODAY,
    )  # fmt: skip
    return Request(source=source, page=page, window=WINDOW)


def page_of(kind: str, body: bytes) -> None:
    """Listings and problems, or a CollectionError; a listing lies within what was asked for."""
    try:
        read(request(kind, body))
    except CollectionError:
        return


def any_page(body: bytes) -> None:
    """What `auto` makes of it."""
    try:
        find_out(replace(request("auto", body)))
    except CollectionError:
        return


def wording(body: bytes) -> None:
    text = body.decode("utf-8", "replace")
    found = read_dates(text, reference=TODAY, today=TODAY, zone=ZoneInfo("Europe/Berlin"))
    assert all(span.end is None or str(span.end) > str(span.start)[:10] for span in found.spans)


def kinds() -> list[str]:
    names = (path.stem.removeprefix("from_") for path in sorted(KINDS.glob("from_*.py")))
    return [name for name in names if name != "auto"]


ONE_TARGET: Final[Mapping[str, Callable[[bytes], None]]] = {
    "dates": wording,
    "auto": any_page,
    **{kind: partial(page_of, kind) for kind in kinds()},
}


def any_target(body: bytes) -> None:
    """The first byte chooses; for a short run over everything."""
    targets = list(ONE_TARGET.values())
    if body:
        targets[body[0] % len(targets)](body[1:])


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {**ONE_TARGET, "any": any_target}
