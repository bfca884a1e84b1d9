"""Which events stand in which calendar: by path, for every code there is and for every partner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from feeds.labels import codes
from warehouse.selections import Piece

FREE = "kalender/kostenlos.ics"
ONLINE = "kalender/online.ics"
HOLIDAYS = "kalender/ferien.ics"
WHOLE: Mapping[str, str] = MappingProxyType({"free": FREE, "online": ONLINE, "holidays": HOLIDAYS})
FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "topics": "thema",
        "levels": "zielgruppe",
        "groups": "zielgruppe",
        "formats": "format",
        "school_holidays": "ferien",
        "organizers": "veranstalter",
    }
)
CODE = re.compile(r"[a-z0-9][a-z0-9_-]*")  # anything else is no name of a file


@dataclass(frozen=True, slots=True)
class Selection:
    """All events, and those of each calendar by its path; both sorted by start, then id."""

    pieces: Sequence[Piece]
    codes: Mapping[str, Sequence[str]]  # by facet: the known ones, then others that events have
    partners: Mapping[str, str]  # names by id
    by_path: Mapping[str, Sequence[Piece]]


def select(pieces: Sequence[Piece], partners: Mapping[str, str]) -> Selection:
    """In one pass. Every code and every partner has a calendar, empty if need be.

    What somebody subscribed to is never a 404.
    """
    found = {
        "topics": _codes("topics", (piece.topics for piece in pieces)),
        "levels": _codes("levels", (piece.levels for piece in pieces)),
        "groups": _codes("groups", (piece.groups for piece in pieces)),
        "formats": _codes("formats", (piece.formats for piece in pieces)),
        "school_holidays": _codes("school_holidays", (piece.school_holidays for piece in pieces)),
    }
    hosts = {piece.partner_id: piece.partner_id for piece in pieces} | dict(partners)
    everyone = {id_: hosts[id_] for id_ in sorted(_names(hosts))}
    by_path: dict[str, list[Piece]] = {path: [] for path in _always(found, everyone)}
    for piece in pieces:
        for path in dict.fromkeys(_paths(piece)):
            by_path[path].append(piece)
    return Selection(pieces, found, everyone, by_path)


def calendar_path(facet: str, code: str) -> str:
    """Where the calendar of one code or partner is published, for ever."""
    return f"kalender/{FOLDERS[facet]}/{code}.ics"


def pair_path(topic: str, level: str) -> str:
    """Where the calendar of one topic for one level is published, for ever."""
    return f"kalender/thema/{topic}/zielgruppe/{level}.ics"


def _codes(facet: str, found: Iterable[Sequence[str]]) -> list[str]:
    seen = {code for each in found for code in each}
    return [*codes(facet), *sorted(_names(seen.difference(codes(facet))))]


def _always(found: Mapping[str, Sequence[str]], partners: Iterable[str]) -> Iterator[str]:
    for facet, each in found.items():
        yield from (calendar_path(facet, code) for code in each)
    yield from (pair_path(topic, level) for topic in found["topics"] for level in found["levels"])
    yield from (calendar_path("organizers", id_) for id_ in partners)
    yield from WHOLE.values()


def _paths(piece: Piece) -> Iterator[str]:
    topics, levels = _names(piece.topics), _names(piece.levels)
    yield from (calendar_path("topics", topic) for topic in topics)
    yield from (calendar_path("levels", level) for level in levels)
    yield from (pair_path(topic, level) for topic in topics for level in levels)
    yield from (calendar_path("groups", group) for group in _names(piece.groups))
    yield from (calendar_path("formats", format_) for format_ in _names(piece.formats))
    yield from (calendar_path("school_holidays", code) for code in _names(piece.school_holidays))
    yield from (calendar_path("organizers", id_) for id_ in _names([piece.partner_id]))
    if piece.is_free:
        yield FREE
    if piece.is_online:
        yield ONLINE
    if piece.school_holidays:
        yield HOLIDAYS


def _names(found: Iterable[str]) -> list[str]:
    return [code for code in found if CODE.fullmatch(code)]
