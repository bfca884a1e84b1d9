"""The steps of a night, in plain Python: collect, load, build, check, publish."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import duckdb

from connectors.cluster import Source
from connectors.collect import Fetching, Reader, collect
from connectors.collection import Collection, Memory
from connectors.fetching import Fetcher
from connectors.workers import Workers
from feeds.calendar_size import size_notices
from feeds.gate import check_release
from feeds.publication import content_files, publisher_of, render_what_is_new, renderer_version
from feeds.release import current_release, holds, prune, release_name, renew_status, switch, write_release
from feeds.status_json import RunReport, Seconds, render_status
from flows.errand import Errand
from flows.politeness import settings_of
from flows.storage_trouble import told_as_failed_night
from warehouse.build import build, check
from warehouse.cluster_health import cluster_health
from warehouse.decisions import decisions_in_vain
from warehouse.load import load, store_pages, store_readings, write_journal
from warehouse.memory import recall
from warehouse.prune import keep_base, prune_pages
from warehouse.published import SourceHealth
from warehouse.store import one_transaction, open_warehouse

KEEP_RELEASES: Final = 14


@dataclass(slots=True)
class Clock:
    """Seconds that each step of this run took so far."""

    began: float = field(default_factory=time.perf_counter)
    steps: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.steps[name] = self.steps.get(name, 0.0) + time.perf_counter() - began

    def seconds(self) -> Seconds:
        return Seconds(**self.steps, total=time.perf_counter() - self.began)


@dataclass(frozen=True, slots=True)
class Tonight:
    """A run at work: its task, its tools, and what it has collected so far."""

    errand: Errand
    con: duckdb.DuckDBPyConnection
    fetching: Fetching
    reader: Reader
    memories: Mapping[str, Memory]
    clock: Clock
    collections: dict[str, Collection] = field(default_factory=dict)  # by source id


@dataclass(frozen=True, slots=True)
class Published:
    """What came out of a night."""

    release: Path
    events: int
    health: tuple[SourceHealth, ...]


@contextmanager
def beginning(errand: Errand) -> Iterator[Tonight]:
    """Hold the data folder, open the warehouse, start the workers. Raises NightFailed."""
    with told_as_failed_night(errand.data.path), ExitStack() as stack:
        stack.enter_context(errand.data.held())
        con = stack.enter_context(open_warehouse(errand.data.warehouse))
        fetcher = stack.enter_context(Fetcher(settings_of(errand.cluster)))
        workers = stack.enter_context(Workers())
        yield Tonight(
            errand, con, fetcher, workers, recall(con, errand.data.pages, errand.data.readings), Clock()
        )


def collect_source(tonight: Tonight, source: Source) -> Collection:
    """Read one source; safe to call from many threads at once."""
    collection = collect(
        source,
        fetching=tonight.fetching,
        reader=tonight.reader,
        memory=memory_of(tonight, source),
        window=tonight.errand.night.window,
    )
    tonight.collections[source.id] = collection
    return collection


def memory_of(tonight: Tonight, source: Source) -> Memory:
    """What earlier nights know of a source."""
    memory = tonight.memories.get(source.id, Memory())
    return replace(memory, finding=tonight.errand.data.findings.of(source))


def load_collections(tonight: Tonight) -> None:
    """Everything collected, in the order of the sources' ids."""
    collections = [tonight.collections[id_] for id_ in sorted(tonight.collections)]
    with tonight.clock.step("load"):
        store_pages(collections, tonight.errand.data.pages)
        store_readings(collections, tonight.errand.data.readings)
        write_journal(tonight.con, tonight.errand.data.journals, tonight.errand.night, collections)
        for collection in collections:
            tonight.errand.data.findings.keep(collection)
        load(tonight.con, tonight.errand.cluster, collections, tonight.errand.night)


def build_events(tonight: Tonight) -> None:
    """Events from listings; raises CheckFailed."""
    publisher = publisher_of(tonight.errand.cluster)
    with tonight.clock.step("match"):
        build(tonight.con, tonight.errand.cluster, tonight.errand.night, renderer_version(publisher))


def check_events(tonight: Tonight) -> None:
    """Raises CheckFailed."""
    with tonight.clock.step("match"):
        check(tonight.con)


def write_files(tonight: Tonight) -> Published:
    """A release, aside and checked; not yet what people see. Raises CheckFailed.

    Where nothing changed, it is the current one, which was checked; only its status is new.
    """
    errand = tonight.errand
    current = current_release(errand.site)
    publisher = publisher_of(errand.cluster)
    with tonight.clock.step("publish"):
        render_what_is_new(tonight.con, publisher)
        standing = cluster_health(tonight.con, errand.cluster.curation, errand.night)
        files = dict(content_files(tonight.con, publisher, errand.night, standing))
    is_current = holds(current, files)
    report = RunReport(
        as_of=errand.night.as_of,
        seconds=tonight.clock.seconds(),
        release=current.name if current and is_current else release_name(errand.night.as_of, files),
        decisions_in_vain=tuple(decisions_in_vain(tonight.con)),
        notices=size_notices(files),
    )
    status = render_status(errand.night, report, standing)
    if current and is_current:
        renew_status(current, status)
        release = current
    else:
        everything = {**files, "v1/status.json": status}
        release = write_release(errand.data.releases, errand.night.as_of, everything, current)
        check_release(release)
    return Published(release, files["calendar.ics"].count(b"BEGIN:VEVENT\r\n"), tuple(standing.sources))


def make_public(tonight: Tonight, published: Published) -> None:
    """The atomic switch, and clearing away what is old."""
    errand = tonight.errand
    keep_nights = errand.cluster.fetch.keep_pages_nights
    errand.data.journals.confirm(errand.night.as_of)
    keep_base(tonight.con, errand.data, errand.night, keep_nights)
    switch(errand.site, published.release)
    prune(errand.data.releases, errand.site, KEEP_RELEASES)
    prune_pages(tonight.con, errand.data, errand.night, keep_nights)


def whole_night(tonight: Tonight) -> Published:
    """All steps after collecting, in one transaction: committed only once a checked release is written."""
    with told_as_failed_night(tonight.errand.data.path):
        with one_transaction(tonight.con):
            load_collections(tonight)
            build_events(tonight)
            check_events(tonight)
            published = write_files(tonight)
        make_public(tonight, published)
    return published
