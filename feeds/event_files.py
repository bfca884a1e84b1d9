"""The files of single events: its entry as JSON, and a calendar file of it alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feeds.calendar_file import single_frame
from feeds.publisher import Publisher
from warehouse.selections import Piece


def entry_path(event_id: str) -> str:
    """Where the entry of one event is published."""
    return f"v1/events/{event_id}.json"


def single_path(event_id: str) -> str:
    """Where the calendar file of one event is published."""
    return f"termin/{event_id}.ics"


def event_files(publisher: Publisher, pieces: Iterable[Piece]) -> Iterator[tuple[str, bytes]]:
    """Path and content, two for each event."""
    before, after = single_frame(publisher)
    for piece in pieces:
        yield entry_path(piece.event_id), piece.entry + b"\n"
        yield single_path(piece.event_id), b"".join((before, piece.vevent, after))
