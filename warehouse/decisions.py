"""Hands people's decisions to the SQL, and tells which of them found nothing to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from connectors.cluster import Cluster
from connectors.declared.contradictions import contradictions
from connectors.declared.curation import Curation, Decision, Verb
from warehouse.store import query

_TEXT = pa.string()
_DECISIONS = pa.schema([
    ("position", pa.int32()), ("place", _TEXT), ("verb", _TEXT), ("event_id", _TEXT), ("other_id", _TEXT),
    ("field", _TEXT), ("text", _TEXT), ("texts", pa.list_(_TEXT)), ("day", pa.date32()),
    ("instant", pa.timestamp("us", "UTC")), ("author", _TEXT), ("note", _TEXT), ("since", pa.date32()),
])  # fmt: skip
_ABOUT = """
select * exclude (published_id, unknown_ids)
from core.decisions
where event_id in $ids or other_id in $ids or published_id in $ids
order by position
"""
# Decisions about events that are one now are about that one; the word about the event itself counts more.
_BY_WEIGHT = """
select
    place,
    verb,
    if(other_id is null, published_id, event_id),
    other_id,
    field,
from core.decisions
order by event_id = published_id, position
"""
_PAIRS = pa.schema([("event_id_a", _TEXT), ("event_id_b", _TEXT), ("verdict", _TEXT)])


def register_decisions(con: duckdb.DuckDBPyConnection, curation: Curation) -> None:
    """As curation_decisions, and curation_pairs (event_id_a, event_id_b, verdict: same or different)."""
    decisions = [_row(position, each) for position, each in enumerate(curation.decisions, 1)]
    con.register("curation_decisions", pa.Table.from_pylist(decisions, _DECISIONS))
    pairs = [
        {"event_id_a": each.events[0], "event_id_b": each.events[1], "verdict": each.verb.value}
        for each in curation.decisions
        if each.is_about_two
    ]
    con.register("curation_pairs", pa.Table.from_pylist(pairs, _PAIRS))


def decisions_in_vain(con: duckdb.DuckDBPyConnection) -> list[str]:
    """One line for each decision about an event that is not known, or that could not be followed."""
    lines = [f"{place}: {reason}" for place, reason in con.execute(query("decisions_in_vain")).fetchall()]
    return [*lines, *contradictions([_read(*row) for row in con.execute(_BY_WEIGHT).fetchall()])]


def _read(place: str, verb: str, event_id: str, other_id: str | None, field: str) -> Decision:
    events = (event_id, other_id) if other_id else (event_id,)
    return Decision(verb=Verb(verb), events=events, field=field, place=place)


class Effect(StrEnum):
    """Whether the last run followed a decision."""

    FOLLOWED = "followed"
    NEXT_RUN = "next_run"
    TAKEN_BACK = "taken_back"  # in effect until the next run


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision as it is told to people."""

    verb: str
    events: tuple[str, ...]
    field: str
    value: str
    author: str
    note: str
    since: date | None
    effect: Effect


def rulings_about(con: duckdb.DuckDBPyConnection, cluster: Cluster, ids: Sequence[str]) -> tuple[Ruling, ...]:
    """The decisions of curation.toml about these ids, and those that stood there at the last run."""
    zone = cluster.zone
    found = con.execute(_ABOUT, {"ids": list(ids)})
    names = [column[0] for column in found.description or ()]
    followed = [_told(dict(zip(names, row, strict=True)), zone) for row in found.fetchall()]
    about = [each for each in cluster.curation.decisions if not set(ids).isdisjoint(each.events)]
    written = [_told(_row(0, each), zone) for each in about]
    return (
        *(replace(each, effect=Effect.FOLLOWED if each in followed else Effect.NEXT_RUN) for each in written),
        *(replace(each, effect=Effect.TAKEN_BACK) for each in followed if each not in written),
    )


def _told(row: Mapping[str, Any], zone: ZoneInfo) -> Ruling:
    value = row["instant"].astimezone(zone).isoformat(" ", "minutes") if row["instant"] else row["day"]
    return Ruling(
        verb=row["verb"],
        events=tuple(id_ for id_ in (row["event_id"], row["other_id"]) if id_),
        field=row["field"],
        value=row["text"] or ", ".join(row["texts"] or ()) or str(value or ""),
        author=row["author"],
        note=row["note"],
        since=row["since"],
        effect=Effect.FOLLOWED,
    )


def _row(position: int, decision: Decision) -> dict[str, object]:
    value = decision.value
    if decision.field == "end" and isinstance(value, date) and not isinstance(value, datetime):
        value += timedelta(days=1)  # people write the last day; ours is exclusive
    return {
        "position": position,
        "place": decision.place,
        "verb": decision.verb.value,
        "event_id": decision.events[0],
        "other_id": decision.events[1] if decision.is_about_two else None,
        "field": decision.field,
        "text": value if isinstance(value, str) else None,
        "texts": list(value) if isinstance(value, tuple) else None,
        "day": value if isinstance(value, date) and not isinstance(value, datetime) else None,
        "instant": value if isinstance(value, datetime) else None,
        "author": decision.author,
        "note": decision.note,
        "since": decision.since,
    }
