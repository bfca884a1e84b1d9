"""Loads what the sources gave tonight: a source's listings are replaced only if it was read to its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import duckdb
import pyarrow as pa

from connectors.cluster import Cluster
from connectors.collection import Collection, Visit
from connectors.columns import SCHEMA, from_bytes
from connectors.records import links_to_json
from connectors.rereading import WORTH_KEEPING
from warehouse.assignment import assigned
from warehouse.id_worth import weigh_ids
from warehouse.night import Night, is_on_holiday, read_state
from warehouse.night_journal import NightJournals
from warehouse.page_files import PageFiles
from warehouse.reading_files import ReadingFiles
from warehouse.store import clear_away, memory_in_bounds, query, run_folder, set_variables

_TEXT = pa.string()
_PAGES = pa.schema([
    ("source_id", _TEXT), ("url", _TEXT), ("final_url", _TEXT), ("sha256", _TEXT), ("media_type", _TEXT),
    ("charset", _TEXT), ("etag", _TEXT), ("last_modified", _TEXT), ("first_seen_date", pa.date32()),
])  # fmt: skip
_READINGS = pa.schema([
    ("source_id", _TEXT), ("reading_id", _TEXT), ("url", _TEXT), ("links", _TEXT), ("records", pa.int32()),
    ("fresh_until", pa.date32()), ("is_cut", pa.bool_()),
])  # fmt: skip
_PROBLEMS = pa.schema([
    ("source_id", _TEXT), ("reading_id", _TEXT), ("severity", _TEXT), ("code", _TEXT), ("detail", _TEXT),
    ("title", _TEXT), ("uid", _TEXT), ("url", _TEXT), ("line", pa.int32()),
])  # fmt: skip
_UNREADABLE = pa.schema([("source_id", _TEXT), ("reading_id", _TEXT), ("reason", _TEXT)])
_VISITS = pa.schema([("source_id", _TEXT), ("reading_id", _TEXT)])
_SOURCES = pa.schema([
    ("source_id", _TEXT), ("is_whole", pa.bool_()), ("records", pa.int64()), ("may_be_empty", pa.bool_()),
    ("is_on_holiday", pa.bool_()), ("state", _TEXT), ("message", _TEXT),
])  # fmt: skip
_ALIKE = pa.schema([("row_id", pa.int64()), ("event_id", _TEXT)])
_IDS = pa.schema([("source_id", _TEXT)])


def store_pages(collections: Sequence[Collection], files: PageFiles) -> None:
    """Keep the bytes first: a night that fails later has them already."""
    for collection in collections:
        for answer in collection.answers:
            if answer.page is not None and answer.packed:
                files.keep(answer.page.sha256, answer.packed)


def store_readings(collections: Sequence[Collection], files: ReadingFiles) -> None:
    """Keep what was read of long pages, for the night on which a part of them has changed."""
    for collection in collections:
        for visit in collection.visits:
            reading = visit.reading
            if reading is not None and reading.count >= WORTH_KEEPING:
                files.keep(collection.source.id, visit.page.url, reading.listings)


def write_journal(
    con: duckdb.DuckDBPyConnection, journals: NightJournals, night: Night, collections: Sequence[Collection]
) -> None:
    """What this night was given, to be confirmed when it is committed; what earlier runs left is settled."""
    committed = {as_of for (as_of,) in con.execute("select as_of from ops.runs").fetchall()}
    journals.settle(committed)
    accepted = [id_ for (id_,) in con.execute("select source_id from ops.accepted").fetchall()]
    previous = max(committed - {night.as_of}, default=None)
    journals.begin(night.as_of, collections, previous=previous, accepted=accepted)


def load(
    con: duckdb.DuckDBPyConnection, cluster: Cluster, collections: Sequence[Collection], night: Night
) -> None:
    """One row in, one row out, by SQL; within the caller's transaction."""
    set_variables(
        con,
        {
            "as_of": night.as_of,
            "today": night.today,
            "window_from": night.window_from,
            "hold_nights": cluster.guard.hold_nights,
            "max_drop": cluster.guard.max_drop,
        },
    )
    tables = _tables(cluster, collections, night)
    for name, table in tables.items():
        con.register(name, table)
    coming = tables["tonight_listings"]
    with memory_in_bounds(con, coming.num_rows, coming.nbytes):
        run_folder(con, "receive")
        weigh_ids(con, collections)
        run_folder(con, "recognise")
        con.register("alike", _rows(_ALIKE, assigned(con.execute(query("likenesses")).fetchall())))
        run_folder(con, "remember")
    for name in tables:
        con.unregister(name)
    clear_away(con)


def _tables(cluster: Cluster, collections: Sequence[Collection], night: Night) -> dict[str, pa.Table]:
    visits = [(c.source.id, visit) for c in collections for visit in c.visits]
    anew = list({(id_, v.reading_id): (id_, v) for id_, v in visits if v.reading is not None}.values())
    return {
        "tonight_all_sources": _rows(_IDS, ((source.id,) for source in cluster.sources)),
        "tonight_sources": _rows(_SOURCES, (_source(cluster, c, night) for c in collections)),
        "tonight_visits": _rows(_VISITS, {(id_, visit.reading_id): None for id_, visit in visits}),
        "tonight_pages": _rows(_PAGES, _pages(collections)),
        "tonight_readings": _rows(_READINGS, (_reading(id_, visit) for id_, visit in anew)),
        "tonight_unreadable": _rows(_UNREADABLE, _unreadable(collections)),
        "tonight_problems": _rows(_PROBLEMS, _problems(anew)),
        "tonight_listings": _listings(anew),
    }


def _source(cluster: Cluster, collection: Collection, night: Night) -> tuple[object, ...]:
    source = collection.source
    return (
        source.id,
        collection.is_complete,
        collection.records,
        source.may_be_empty,
        is_on_holiday(cluster.partners[source.partner], night.today),
        read_state(collection).value,
        collection.failure,
    )


def _rows(schema: pa.Schema, rows: Iterable[tuple[object, ...]]) -> pa.Table:
    taken = list(rows)
    columns = zip(*taken, strict=True) if taken else ([] for _ in schema)
    return pa.Table.from_arrays(
        [pa.array(column, type_) for column, type_ in zip(columns, schema.types, strict=True)], schema=schema
    )


def _pages(collections: Sequence[Collection]) -> Iterator[tuple[object, ...]]:
    """All that were had, those that could not be read included."""
    for collection in collections:
        for page in (answer.page for answer in collection.answers):
            if page is not None:
                yield (
                    collection.source.id, page.url, page.final_url, page.sha256, page.media_type,
                    page.charset, page.etag, page.last_modified, page.first_seen,
                )  # fmt: skip


def _reading(id_: str, visit: Visit) -> tuple[object, ...]:
    reading = visit.reading
    assert reading is not None
    links = links_to_json(reading.links)
    return id_, visit.reading_id, visit.page.url, links, reading.records, reading.fresh_until, reading.is_cut


def _unreadable(collections: Sequence[Collection]) -> Iterator[tuple[object, ...]]:
    for collection in collections:
        for reading_id, reason in collection.unreadable.items():
            yield collection.source.id, reading_id, reason


def _problems(anew: Sequence[tuple[str, Visit]]) -> Iterator[tuple[object, ...]]:
    for id_, visit in anew:
        assert visit.reading is not None
        for p in visit.reading.problems:
            yield id_, visit.reading_id, p.severity.value, p.code, p.detail, p.title, p.uid, p.url, p.line


def _listings(anew: Sequence[tuple[str, Visit]]) -> pa.Table:
    """All new listings in one table, each with the reading it comes from."""
    tables = []
    for _, visit in anew:
        assert visit.reading is not None
        if visit.reading.count:
            table = from_bytes(visit.reading.listings).select(SCHEMA.names).replace_schema_metadata()
            ids = pa.array([visit.reading_id] * table.num_rows, _TEXT)
            tables.append(table.append_column("reading_id", ids))
    empty = SCHEMA.append(pa.field("reading_id", _TEXT)).empty_table()
    return pa.concat_tables(tables) if tables else empty
