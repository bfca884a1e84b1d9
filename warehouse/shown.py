"""Gives the pages what they are made of: every event's rendered page and row, and the days it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse.published import rows

_SHOWN = """
select
    event_id,
    title,
    status,
    start_date as first_day,
    core.last_day(start_date, end_date, end_at, timezone) as last_day,
    pages,
    list_rows,
from feed.events
inner join feed.renderings using (event_id)
order by sort_at, event_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One published event as the pages show it."""

    event_id: str
    title: str
    status: str
    first_day: date  # local, as is the last
    last_day: date
    pages: Mapping[str, bytes]  # its own, by language
    list_rows: Mapping[str, bytes]  # in lists of events, by language


def shown_events(con: duckdb.DuckDBPyConnection) -> list[Shown]:
    """Every event of the window, sorted by start, then id."""
    return [Shown(**row) for row in rows(con, _SHOWN)]
