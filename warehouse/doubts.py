"""Lists the pairs of events of which matching could not say whether they are one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from connectors.declared.curation import Curation
from warehouse.store import query


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two, as its own listing words it."""

    event_id: str  # the listing's own
    published_id: str
    source_id: str
    also_from: tuple[str, ...]  # other sources that list the same event
    title: str
    start: str  # local
    end: str  # local; of all-day events the last day; "" if unknown
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two published events that may be one."""

    one: Side
    other: Side
    weight: float | None  # None: a pair that was never compared
    reason: str  # in the words of the match SQL


def open_doubts(con: duckdb.DuckDBPyConnection, curation: Curation, today: date) -> tuple[Doubt, ...]:
    """Of events still to come, the likeliest first; none that curation.toml decides already."""
    is_there = "select 1 from duckdb_tables() where schema_name = 'core' and table_name = 'match_doubts'"
    if not con.execute(is_there).fetchone():
        return ()
    decided = [list(each.events) for each in curation.decisions if each.is_about_two]
    rows = con.execute(query("explain/doubts"), {"decided": decided, "today": today}).fetchall()
    return tuple(Doubt(_side(one), _side(other), weight, reason) for one, other, weight, reason in rows)


def _side(said: dict[str, object]) -> Side:
    also_from = said.pop("also_from")
    assert isinstance(also_from, list)
    return Side(also_from=tuple(also_from), **{name: str(value) for name, value in said.items()})
