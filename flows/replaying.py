"""Replays stored nights into another data folder: the pages of then, the code and the cluster of today."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import duckdb

from connectors.cluster import Source
from connectors.collect import Reader
from connectors.collection import Collection
from connectors.errors import CheckFailed, NightFailed
from feeds.publication import note_content, publisher_of
from flows.errand import Errand
from flows.steps import (
    Clock,
    Tonight,
    build_events,
    check_events,
    collect_source,
    load_collections,
    whole_night,
)
from flows.stored_answers import Gaps, StoredAnswers
from flows.stored_nights import Stretch
from warehouse.acceptance import accept
from warehouse.data_folder import DataFolder
from warehouse.memory import recall
from warehouse.night import night_of
from warehouse.night_journal import Journal, SourceJournal
from warehouse.prune import prune_pages
from warehouse.store import one_transaction, open_warehouse

_THREADS: Final = 8  # sources at once


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedNight:
    """One night as today's code would have it."""

    as_of: datetime
    events: int = 0  # that are published
    parsed: int  # pages; the others had not changed
    left_out: tuple[str, ...] = ()  # sources of then that the cluster's folder no longer has
    unknown: tuple[str, ...] = ()  # URLs that are asked for today and were not then
    failure: str = ""  # why it would not be published


@dataclass(frozen=True, slots=True)
class _Replay:
    """What all nights share."""

    task: Errand  # whose nights they are
    into: DataFolder
    con: duckdb.DuckDBPyConnection
    reader: Reader
    sent: set[str] = field(default_factory=set)


def replay(
    task: Errand,
    asked: Stretch,
    into: DataFolder,
    reader: Reader,
    tell: Callable[[ReplayedNight], None],
) -> list[ReplayedNight]:
    """Build every night in `into` and publish the last of them there.

    Raises NightFailed if a stored page is missing, or if the last night would not be published.
    """
    replayed: list[ReplayedNight] = []
    with into.held():
        if asked.base is not None:
            shutil.copyfile(task.data.bases.path(asked.base), into.warehouse)
        with open_warehouse(into.warehouse) as con:
            run = _Replay(task, into, con, reader)
            for as_of in asked.nights:
                finish = _published if as_of == asked.nights[-1] else _built
                replayed.append(_night(run, task.data.journals.read(as_of), finish))
                tell(replayed[-1])
    if failure := replayed[-1].failure:
        raise NightFailed(f"die letzte Nacht besteht die Prüfung nicht (the last night fails): {failure}")
    return replayed


def _published(tonight: Tonight) -> int:
    return whole_night(tonight).events


def _built(tonight: Tonight) -> int:
    """A night whose files nobody will see is not written down, but remembered as if it were."""
    errand = tonight.errand
    with one_transaction(tonight.con):
        load_collections(tonight)
        build_events(tonight)
        check_events(tonight)
        events = note_content(tonight.con, publisher_of(errand.cluster), errand.night)
    errand.data.journals.confirm(errand.night.as_of)
    prune_pages(tonight.con, errand.data, errand.night, errand.cluster.fetch.keep_pages_nights)
    return events


def _night(run: _Replay, journal: Journal, finish: Callable[[Tonight], int]) -> ReplayedNight:
    cluster = run.task.cluster
    sources = tuple(source for source in cluster.sources if source.id in journal.sources)
    errand = Errand(
        cluster=replace(cluster, sources=sources),
        data=run.into,
        site=run.into.path / "site",
        night=night_of(cluster, journal.as_of),
    )
    for source_id in journal.accepted:
        accept(run.con, source_id)
    gaps = _collect(run, tonight := _tonight(run, errand), journal)
    parsed = sum(v.reading is not None for c in tonight.collections.values() for v in c.visits)
    left_out = tuple(sorted(journal.sources.keys() - {source.id for source in sources}))
    try:
        events, failure = finish(tonight), ""
    except CheckFailed as error:  # as it would be: the next night goes on from the one before
        events, failure = 0, str(error)
    return ReplayedNight(
        as_of=journal.as_of,
        events=events,
        parsed=parsed,
        left_out=left_out,
        unknown=tuple(sorted(gaps.unknown)),
        failure=failure,
    )


def _tonight(run: _Replay, errand: Errand) -> Tonight:
    """Each source is given the answers that were its own; nothing else can be asked."""
    pages = run.task.data.pages
    nowhere = StoredAnswers(SourceJournal(answers={}), pages, run.sent, Gaps())
    return Tonight(errand, run.con, nowhere, run.reader, recall(run.con, pages, run.into.readings), Clock())


def _collect(run: _Replay, tonight: Tonight, journal: Journal) -> Gaps:
    gaps = Gaps()

    def read(source: Source) -> None:
        stored = journal.sources[source.id]
        if run.into.findings.of(source) != stored.finding:
            run.into.findings.forget(source)
            run.into.findings.keep(Collection(source=source, finding=stored.finding))
        answers = StoredAnswers(stored, run.task.data.pages, run.sent, gaps)
        collect_source(replace(tonight, fetching=answers), source)

    with ThreadPoolExecutor(_THREADS) as threads:
        list(threads.map(read, tonight.errand.cluster.sources))
    if gaps.lost:
        raise NightFailed(
            f"{journal.as_of.isoformat()}: gespeicherte Seite fehlt (a stored page is missing): "
            + "; ".join(sorted(gaps.lost))
            + "; --night wählt eine frühere Nacht (--night chooses an earlier night)"
        )
    return gaps
