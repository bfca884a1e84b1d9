"""Gives the publishers every event's pieces and what they are chosen by, and who ever took part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from warehouse.events import Event
from warehouse.published import event_from, rows

_PIECES = """
select
    event_id,
    topics,
    levels,
    groups,
    formats,
    school_holidays,
    partner_id,
    is_free is not distinct from true as is_free,
    coalesce(attendance in ('online', 'mixed'), false) as is_online,
    lat,
    lon,
    vevent,
    entry,
from feed.events
inner join feed.renderings using (event_id)
order by sort_at, event_id
"""
_PARTNERS = "select partner_id, name from core.partners order by partner_id"
_WORDY = "from feed.events where length(description) > $length"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One published event: rendered, and the columns by which files select it."""

    event_id: str
    topics: list[str]
    levels: list[str]
    groups: list[str]
    formats: list[str]
    school_holidays: list[str]
    partner_id: str  # the organiser's
    is_free: bool  # and somebody says so
    is_online: bool  # one can take part online
    lat: float | None
    lon: float | None
    vevent: bytes
    entry: bytes


def pieces(con: duckdb.DuckDBPyConnection) -> list[Piece]:
    """Every event of the window, sorted by start, then id."""
    return [Piece(**row) for row in rows(con, _PIECES)]


def partners_ever(con: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """The name by the id of every partner that takes part or ever did: names of files stay for ever."""
    return {row["partner_id"]: row["name"] for row in rows(con, _PARTNERS)}


def wordy_events(con: duckdb.DuckDBPyConnection, length: int) -> list[Event]:
    """The events described in more than `length` characters."""
    return [event_from(row) for row in rows(con, _WORDY, {"length": length})]
