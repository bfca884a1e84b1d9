"""Explains one event out of everything the warehouse remembers about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb

from warehouse.explanation import (
    Comparison,
    Explanation,
    FacetOrigin,
    FieldOrigin,
    ListedAs,
    ListingVersion,
    Standing,
    Trouble,
    Version,
)
from warehouse.store import query
from warehouse.version_words import changes, worded


def explain(con: duckdb.DuckDBPyConnection, event_id: str) -> Explanation:
    """Of a published event's id, as `find` gives it."""
    members = tuple(row["event_id"] for row in _rows(con, "members", id=event_id))
    (facts,) = _rows(con, "standing", id=event_id)
    last_run = facts.pop("last_run")
    return Explanation(
        event_id=event_id,
        members=members,
        standing=_standing(**facts),
        last_run=_utc(last_run) if last_run else None,
        listings=tuple(
            ListedAs(**{**row, "first_seen": _utc(row["first_seen"])})
            for row in _rows(con, "listings", id=event_id)
        ),
        fields=tuple(
            FieldOrigin(row["field"], row["value"], tuple(row["sources"]), row["said"])
            for row in _rows(con, "fields", id=event_id)
        ),
        facets=tuple(FacetOrigin(**row) for row in _rows(con, "evidence", id=event_id)),
        troubles=tuple(Trouble(**row) for row in _rows(con, "problems", id=event_id)),
        comparisons=_comparisons(con, members),
        versions=_versions(con, event_id),
        listing_versions=_listing_versions(con, members),
    )


def troubles_named(con: duckdb.DuckDBPyConnection, words: str) -> tuple[Trouble, ...]:
    """Of records whose title has these words: what became of what is no event."""
    return tuple(Trouble(**row) for row in _rows(con, "problems_named", words=words.lower().split()))


def _standing(
    *, is_published: bool, is_event: bool, is_hidden: bool, is_heard: bool, is_listed: bool
) -> Standing:
    if is_published:
        return Standing.PUBLISHED
    if is_hidden:
        return Standing.HIDDEN
    if is_event:
        return Standing.OUTSIDE_WINDOW
    if is_heard:
        return Standing.NOT_YET
    return Standing.OFF_TOPIC if is_listed else Standing.GONE


def _comparisons(con: duckdb.DuckDBPyConnection, members: Sequence[str]) -> tuple[Comparison, ...]:
    has_pairs = con.execute(
        "select 1 from duckdb_tables() where schema_name = 'core' and table_name = 'match_pairs'"
    ).fetchone()
    if not has_pairs:
        return ()
    return tuple(Comparison(**row) for row in _rows(con, "comparisons", members=list(members)))


def _versions(con: duckdb.DuckDBPyConnection, event_id: str) -> tuple[Version, ...]:
    versions: list[Version] = []
    before: dict[str, str] = {}
    for row in _rows(con, "versions", id=event_id):
        after = worded(row["content"])
        is_change = bool(before) and row["kind"] != "deleted"
        versions.append(
            Version(
                row["sequence"],
                _utc(row["changed_at"]),
                row["kind"],
                row["merged_into"],
                changes(before, after) if is_change else (),
            )
        )
        before = after or before
    return tuple(versions)


def _listing_versions(con: duckdb.DuckDBPyConnection, members: Sequence[str]) -> tuple[ListingVersion, ...]:
    versions: list[ListingVersion] = []
    before: dict[tuple[str, str], dict[str, str]] = {}
    for row in _rows(con, "listing_versions", members=list(members)):
        whose, after = (row["source_id"], row["event_id"]), worded(row["content"])
        versions.append(
            ListingVersion(
                *whose, _utc(row["changed_at"]), changes(before[whose], after) if whose in before else ()
            )
        )
        before[whose] = after
    return tuple(versions)


def _rows(con: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> list[dict[str, Any]]:
    found = con.execute(query(f"explain/{name}"), parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
