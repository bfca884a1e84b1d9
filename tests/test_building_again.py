"""Building night after night: only what changed is built again, and the result is that of building all."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.errand import errand
from flows.steps import Clock, Tonight, collect_source, load_collections
from tests.fakes import FakeSite, SameProcess
from tests.nights import ClusterOnDisk, calendar, vevent
from warehouse.build import build, check
from warehouse.memory import recall
from warehouse.store import one_transaction, open_warehouse

SOURCES = ("museum", "stadt")
DATES = ("2026-11-24", "2026-11-25", "2026-12-04", "2026-12-20")
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(("Löten", "Löten für alle", "Sterne über Bochum")),
        st.sampled_from(("20261123", "20261202", "20261215", "20271219", "20270103")),
        st.sampled_from(
            ("", "STATUS:CANCELLED", "DESCRIPTION:Anmeldung bis 1.12.2026", "CATEGORIES:Robotik")
        ),
    ),
    max_size=4,
    unique_by=lambda entry: entry[0],
)
CURATIONS = (
    "",
    '[[set]]\nevent = "{id}"\nfield = "title"\nvalue = "Lötkolben"\n',
    '[[hide]]\nevent = "{id}"\n',
)
NIGHT = st.tuples(st.none() | ENTRIES, st.none() | ENTRIES, st.sampled_from((None, *CURATIONS)))
Night = tuple[list[tuple[str, ...]] | None, list[tuple[str, ...]] | None, str | None]


def built(con: duckdb.DuckDBPyConnection) -> list[list[tuple[object, ...]]]:
    """Events, what is published of them, and what was ever told."""
    tables = ("core.events", "feed.events", "core.event_history", "core.made_of")
    return [con.execute(f"from {table} order by all").fetchall() for table in tables]


def night(cluster: ClusterOnDisk, as_of: str, anew: str = "") -> list[list[tuple[object, ...]]]:
    """Collect, load, build (once more with the renderer `anew`) and check, and leave it at that."""
    task = errand(str(cluster.folder), str(cluster.root / "data"), None, as_of)
    with task.data.held(), open_warehouse(task.data.warehouse) as con:
        memories = recall(con, task.data.pages, task.data.readings)
        tonight = Tonight(task, con, FakeSite(dict(cluster.pages)), SameProcess(), memories, Clock())
        for source in task.cluster.sources:
            collect_source(tonight, source)
        with one_transaction(con):
            load_collections(tonight)
            build(con, task.cluster, task.night, "renderer")
            if anew:
                build(con, task.cluster, task.night, anew)
            check(con)
        return built(con)


def decide(cluster: ClusterOnDisk, curation: str | None) -> None:
    """About the event that was known first."""
    with open_warehouse(cluster.root / "data" / "warehouse.duckdb") as con:
        known = con.execute("select event_id from core.event_ids order by all").fetchall()
    if known and curation is not None:
        (cluster.folder / "curation.toml").write_text(curation.format(id=known[0][0]), "utf-8")


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(NIGHT, min_size=2, max_size=3))
def test_after_some_nights_all_is_as_if_it_had_been_built_at_once(nights: list[Night]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cluster = ClusterOnDisk.made(Path(folder))
        urls = [
            cluster.calendar(id_, partner=id_, more=f"mixed = {id_ == 'stadt'}\n".lower()) for id_ in SOURCES
        ]
        for date, (*pages, curation) in zip(DATES, nights, strict=False):
            cluster.pages = {
                url: calendar(*(vevent(*entry) for entry in page))
                for url, page in zip(urls, pages, strict=True)
                if page is not None
            }
            night(cluster, as_of := f"{date}T03:15:00+01:00")
            decide(cluster, curation)
        by_night, anew = night(cluster, as_of), night(cluster, as_of, anew="another")
        # The renderer is part of what feed.events says last, its digest.
        by_night[1], anew[1] = [[row[:-1] for row in tables[1]] for tables in (by_night, anew)]
        assert anew == by_night
