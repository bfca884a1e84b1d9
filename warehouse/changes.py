"""Gives the publishers what changed: every event's latest change, and what of it is news for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from warehouse.events import Event
from warehouse.published import event_from, rows
from warehouse.store import query


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An event's latest change, one of the kinds of core.event_history."""

    number: int
    event_id: str
    sequence: int
    kind: str
    modified: datetime  # UTC
    merged_into: str = ""  # the event that a deleted one turned out to be
    entry: bytes | None  # the event as published; None once it is deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """What people want to know of an event: that it is new, moved, cancelled, delisted, postponed or back."""

    number: int  # of the change
    kind: str
    told: datetime  # UTC
    event: Event  # the first, where several dates of a series became known together
    others: int = 0  # how many more dates
    last_day: date  # on which the last of them goes on


@dataclass(frozen=True, slots=True)
class News:
    """The news, newest first: the latest, and those that matter most."""

    items: Sequence[NewsItem] = ()
    coming: int = 0  # how many there are about what is not over


def latest_changes(con: duckdb.DuckDBPyConnection, since: datetime) -> list[Change]:
    """One for each event that changed since then and is published or deleted; by number, growing."""
    return [
        Change(
            number=row["change"],
            event_id=row["event_id"],
            sequence=row["sequence"],
            kind=row["kind"],
            modified=row["modified_at"].astimezone(UTC),
            merged_into=row["merged_into"] or "",
            entry=row["entry"],
        )
        for row in rows(con, query("changes"), {"since": since})
    ]


def news(con: duckdb.DuckDBPyConnection, since: datetime, most: int) -> News:
    """What was told since then: the `most` latest, and the `most` of what is not over, new events last."""
    found = list(rows(con, query("news"), {"since": since, "most": most}))
    items = [
        NewsItem(
            number=row["change"],
            kind=row["kind"],
            told=row["changed_at"].astimezone(UTC),
            event=event_from(row),
            others=row["others"],
            last_day=row["last_day"],
        )
        for row in found
    ]
    return News(items, found[0]["coming"] if found else 0)
