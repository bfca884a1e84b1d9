"""Finds the events that a person means by an id, an address or words of the title, published or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from connectors.normalising.weblinks import canonical
from warehouse.store import query

_OURS = re.compile(r"https?://\S+/termin/([0-9a-f]{16})/?")  # the event's own page in the published folder

_ADDRESS = re.compile(r"(?i)(?:https?://\S+|[\w-]+(?:\.[\w-]+)+/\S*|www\.\S+)\Z")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Found:
    """One event that may be meant."""

    event_id: str  # a listing's own, or the published one
    published_id: str  # whose part it is
    source_id: str  # "" if no source lists it any more
    title: str
    start: str  # local


def find(con: duckdb.DuckDBPyConnection, words: str) -> list[Found]:
    """By id (or UID) if it is one, else by address, else by the whole title, else by words of it."""
    words = words.strip().strip("»«„“”\"'").strip()
    ours = _OURS.fullmatch(words)
    found = con.execute(
        query("explain/found"),
        {
            "id": ours[1] if ours else words.partition("@")[0],
            "url": _bare(words),
            "title": _spelled(words),
            "words": _spelled(words).split(),
        },
    ).fetchall()
    return [Found(*row) for row in found]


def _bare(words: str) -> str:
    """An address without its scheme, as people type it; "" if it is none."""
    if not _ADDRESS.match(words):
        return ""
    url = canonical(words if "://" in words else f"https://{words}", "")
    return re.sub(r"^https?://(www\.)?", "", url.rstrip("/"))


def _spelled(words: str) -> str:
    """Umlauts as those write them who have none on their keyboard."""
    return words.lower().translate(_UMLAUTS)
