"""Gives the health of a cluster as a whole: its figures, its sources' last nights, what looks odd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb

from connectors.declared.curation import Curation
from warehouse.left_out import left_out
from warehouse.night import Night
from warehouse.published import SourceHealth, health, rows
from warehouse.store import query

MOST_CONTRADICTIONS = 50  # told; the first to come


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of tonight."""

    sources: int = 0
    fresh: int = 0  # sources that were read
    events: int = 0
    merged: int = 0  # events that several sources list
    left_out: int = 0  # of mixed sources, without a topic
    contradictions: int = 0  # events whose sources say different starts
    repaired: int = 0  # problems that were mended
    dropped: int = 0  # problems that cost a record


@dataclass(frozen=True, slots=True)
class SourceNight:
    """How a source's last run of one local date went."""

    date: date
    state: str


@dataclass(frozen=True, slots=True)
class SourceHint:
    """What looks odd about a source; its code has its advice in connectors.advice."""

    code: str
    count: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Saying:
    """When an event begins, as one source says: local, a day or a minute."""

    source_id: str
    start: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An event whose sources say different starts; the first is what is published."""

    event_id: str
    title: str
    says: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterHealth:
    """Everything that the office is told."""

    sources: Sequence[SourceHealth] = ()  # worst first
    figures: Figures = Figures()
    nights: Mapping[str, tuple[SourceNight, ...]] = field(default_factory=dict)  # by source, oldest first
    hints: Mapping[str, tuple[SourceHint, ...]] = field(default_factory=dict)  # by source
    contradictions: Sequence[Contradiction] = ()


def cluster_health(con: duckdb.DuckDBPyConnection, curation: Curation, night: Night) -> ClusterHealth:
    """As of the night whose build is in the warehouse."""
    disagreeing = [
        Contradiction(row["event_id"], row["title"], tuple(Saying(**each) for each in row["says"]))
        for row in rows(con, query("contradictions"))
    ]
    (counts,) = rows(con, query("health_figures"))
    return ClusterHealth(
        sources=health(con),
        figures=Figures(
            **counts, left_out=len(left_out(con, curation, night)), contradictions=len(disagreeing)
        ),
        nights=_nights(con),
        hints=_hints(con),
        contradictions=disagreeing[:MOST_CONTRADICTIONS],
    )


def _nights(con: duckdb.DuckDBPyConnection) -> Mapping[str, tuple[SourceNight, ...]]:
    found: dict[str, list[SourceNight]] = defaultdict(list)
    for row in rows(con, query("health_nights")):
        found[row["source_id"]].append(SourceNight(row["night_date"], row["state"]))
    return {id_: tuple(nights) for id_, nights in found.items()}


def _hints(con: duckdb.DuckDBPyConnection) -> Mapping[str, tuple[SourceHint, ...]]:
    found: dict[str, list[SourceHint]] = defaultdict(list)
    for row in rows(con, query("health_hints")):
        found[row["source_id"]].append(SourceHint(row["code"], row["count"], row["day"]))
    return {id_: tuple(hints) for id_, hints in found.items()}
