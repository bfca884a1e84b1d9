"""Joins rendered events to the calendars: all of them, and those of one topic, level, partner and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from feeds.calendar_file import calendar_parts
from feeds.calendar_size import is_near
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.selection import FREE, HOLIDAYS, ONLINE, Selection, calendar_path, pair_path
from warehouse.selections import Piece

CALENDAR = "calendar.ics"
WHOLE_WORDS: Mapping[str, str] = MappingProxyType(
    {FREE: "kostenlos", ONLINE: "online", HOLIDAYS: "in den Schulferien"}
)


def all_calendars(publisher: Publisher, selection: Selection, brief: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every subscription by its path.

    `brief` has the VEVENTs, by event id, that are shorter in a calendar near its limit.
    """
    words = _words(selection)
    pieces = {CALENDAR: selection.pieces, **selection.by_path}
    return {
        path: b"".join(subscription(publisher, path, words.get(path, ""), fitting_vevents(found, brief)))
        for path, found in pieces.items()
    }


def subscription(publisher: Publisher, path: str, words: str, vevents: Sequence[bytes]) -> list[bytes]:
    """The calendar published at `path`, not yet joined; `words` say what it is about, none of everything."""
    origin = f"Quelle: {publisher.name}, {publisher.url('')}"
    if not words:
        name, description = f"MINT-Termine: {publisher.name}", f"Alle Termine der Partner. {origin}"
    else:
        name, description = f"MINT-Termine: {words} – {publisher.name}", f"{words}. {origin}"
    return calendar_parts(publisher, name, description, path, vevents)


def is_main_near(selection: Selection) -> bool:
    """Whether the calendar of all is near its limit; while it is not, no other is."""
    return is_near(sum(len(piece.vevent) for piece in selection.pieces))


def fitting_vevents(pieces: Sequence[Piece], brief: Mapping[str, bytes]) -> list[bytes]:
    """In the order of the pieces; brief only where this very calendar needs it."""
    full = [piece.vevent for piece in pieces]
    if not is_near(sum(map(len, full))):
        return full
    return [brief.get(piece.event_id, piece.vevent) for piece in pieces]


def _words(selection: Selection) -> dict[str, str]:
    """What each calendar is about, by path; without commas, which some clients show escaped."""
    words = dict(WHOLE_WORDS)
    for facet, codes in selection.codes.items():
        words |= {calendar_path(facet, code): label(facet, code) for code in codes}
    for topic in selection.codes["topics"]:
        for level in selection.codes["levels"]:
            words[pair_path(topic, level)] = f"{label('topics', topic)} · {label('levels', level)}"
    return words | {calendar_path("organizers", id_): name for id_, name in selection.partners.items()}
