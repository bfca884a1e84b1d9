"""Gives what a partner wants to know of its own sources: how they stand, what is wrong, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb
import pyarrow as pa

from connectors.columns import SCHEMA
from warehouse.events import Event
from warehouse.published import event_from, rows
from warehouse.store import query

_LISTINGS = "select {} from core.listings where source_id = $source and gone_nights = 0"
_NEXT = """
select *
from feed.events
where partner_id = $partner and start_date >= $today and status not in ('cancelled', 'delisted')
order by sort_at, event_id
limit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one source stood last night."""

    source_id: str
    state: str
    message: str
    last_success: datetime | None  # UTC
    coming: int  # listings that are still to come


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One kind of trouble with one source's records, and an example."""

    source_id: str
    code: str
    severity: str
    number: int
    title: str
    detail: str
    line: int | None
    url: str


def standings(con: duckdb.DuckDBPyConnection, sources: Sequence[str], today: date) -> list[Standing]:
    found = rows(con, query("report/sources"), {"sources": list(sources), "today": today})
    return [
        Standing(**{**row, "last_success": row["last_success"] and row["last_success"].astimezone(UTC)})
        for row in found
    ]


def troubles(con: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> list[Trouble]:
    return [Trouble(**row) for row in rows(con, query("report/troubles"), {"sources": list(sources)})]


def listed(con: duckdb.DuckDBPyConnection, source: str) -> pa.Table:
    """What a source lists now, of any time, as connectors.columns.SCHEMA."""
    return con.sql(_LISTINGS.format(", ".join(SCHEMA.names)), params={"source": source}).to_arrow_table()


def next_event(con: duckdb.DuckDBPyConnection, partner: str, today: date) -> Event | None:
    """The next one that the partner is the organiser of."""
    found = [event_from(row) for row in rows(con, _NEXT, {"partner": partner, "today": today})]
    return found[0] if found else None
