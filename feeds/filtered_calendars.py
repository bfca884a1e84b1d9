"""Joins rendered events to the calendars: all of them, and those of one topic, level, partner and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feeds.calendar_file import join_calendar
from feeds.calendar_size import is_near
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.selection import FREE, HOLIDAYS, ONLINE, Selection, calendar_path, pair_path
from warehouse.selections import Piece

CALENDAR = "calendar.ics"


def all_calendars(publisher: Publisher, selection: Selection, brief: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every subscription by its path.

    `brief` has the VEVENTs, by event id, that are shorter in a calendar near its limit.
    """
    origin = f"Quelle: {publisher.name}, {publisher.url('')}"
    name, description = f"MINT-Termine: {publisher.name}", f"Alle Termine der Partner. {origin}"
    vevents = _vevents(selection.pieces, brief)
    files = {CALENDAR: join_calendar(publisher, name, description, CALENDAR, vevents)}
    words = _words(selection)
    for path, pieces in selection.by_path.items():
        name, description = f"MINT-Termine: {words[path]} – {publisher.name}", f"{words[path]}. {origin}"
        files[path] = join_calendar(publisher, name, description, path, _vevents(pieces, brief))
    return files


def is_main_near(selection: Selection) -> bool:
    """Whether the calendar of all is near its limit; while it is not, no other is."""
    return is_near(sum(len(piece.vevent) for piece in selection.pieces))


def _vevents(pieces: Sequence[Piece], brief: Mapping[str, bytes]) -> list[bytes]:
    """In the order of the pieces; brief only where this very calendar needs it."""
    full = [piece.vevent for piece in pieces]
    if not is_near(sum(map(len, full))):
        return full
    return [brief.get(piece.event_id, piece.vevent) for piece in pieces]


def _words(selection: Selection) -> dict[str, str]:
    """What each calendar is about, by path; without commas, which some clients show escaped."""
    words = {FREE: "kostenlos", ONLINE: "online", HOLIDAYS: "in den Schulferien"}
    for facet, codes in selection.codes.items():
        words |= {calendar_path(facet, code): label(facet, code) for code in codes}
    for topic in selection.codes["topics"]:
        for level in selection.codes["levels"]:
            words[pair_path(topic, level)] = f"{label('topics', topic)} · {label('levels', level)}"
    return words | {calendar_path("organizers", id_): name for id_, name in selection.partners.items()}
