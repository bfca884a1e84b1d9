"""Puts a release together: renders what is new, joins what is rendered, writes and checks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import duckdb

from connectors.cluster import Cluster
from feeds import changes_feed, changes_json, changes_page
from feeds.calendar_file import join_calendar, render_vevent
from feeds.events_json import join_events, render_entry
from feeds.moments import instant
from feeds.page import EVENTS, asset_files, render_index
from feeds.published_schemas import schema_files
from feeds.publisher import Publisher
from warehouse.changes import latest_changes, news
from warehouse.night import Night
from warehouse.published import (
    Rendering,
    coming_events,
    content_since,
    events_to_render,
    health,
    keep_renderings,
    pieces,
)

CALENDAR: Final = "calendar.ics"
CHANGES_DAYS: Final = 30  # how long a change is told, tombstones among them
_BATCH: Final = 2_000  # events rendered and kept at a time


def publisher_of(cluster: Cluster) -> Publisher:
    """The cluster as the renderers need it."""
    return Publisher(
        id=cluster.id,
        name=cluster.name,
        homepage=cluster.homepage,
        base_url=cluster.base_url,
        licence=cluster.licence,
        timezone=cluster.timezone,
        contact=cluster.contact,
        partners={partner.id: partner.name for partner in cluster.partners.values()},
    )


def renderer_version(publisher: Publisher) -> str:
    """Another one renders every event anew: our code, or what of the cluster stands in each event."""
    return sha256(f"{_code_version()} {publisher.host} {publisher.timezone}".encode()).hexdigest()[:16]


def render_what_is_new(con: duckdb.DuckDBPyConnection, publisher: Publisher) -> int:
    """Render the events whose pieces are missing or old; how many there were."""
    rendered = 0
    while batch := events_to_render(con, _BATCH):
        keep_renderings(
            con,
            [
                Rendering(event.id, digest, render_vevent(event, publisher), render_entry(event))
                for digest, event in batch
            ],
        )
        rendered += len(batch)
    return rendered


def note_content(con: duckdb.DuckDBPyConnection, publisher: Publisher, night: Night) -> int:
    """As if a release were made, without its files: how many events it would have."""
    render_what_is_new(con, publisher)
    _, entries = pieces(con)
    _since(con, entries, night)
    return len(entries)


def content_files(con: duckdb.DuckDBPyConnection, publisher: Publisher, night: Night) -> Mapping[str, bytes]:
    """Every published file but the status of the run, by path. Records since when it is so."""
    vevents, entries = pieces(con)
    since = _since(con, entries, night)
    name = f"MINT-Termine: {publisher.name}"
    description = f"Alle Termine der Partner. Quelle: {publisher.name}, {publisher.url('')}"
    return {
        CALENDAR: join_calendar(publisher, name, description, CALENDAR, vevents),
        "v1/events.json": join_events(publisher, since, entries),
        "index.html": render_index(publisher, coming_events(con, EVENTS * 2), health(con), night.today),
        **_change_files(con, publisher, night, since),
        **schema_files(),
        **asset_files(),
    }


def _since(con: duckdb.DuckDBPyConnection, entries: Sequence[bytes], night: Night) -> datetime:
    return content_since(con, sha256(b"\0".join(entries)).hexdigest(), night.as_of)


def _change_files(
    con: duckdb.DuckDBPyConnection, publisher: Publisher, night: Night, since: datetime
) -> Mapping[str, bytes]:
    """What changed, for programs and for people; by local dates, so that within one nothing moves."""
    told_from = instant(night.today - timedelta(days=CHANGES_DAYS), publisher.timezone)
    told = news(con, told_from, changes_page.ROWS)
    return {
        changes_json.PATH: changes_json.render_changes(publisher, since, latest_changes(con, told_from)),
        changes_feed.PATH: changes_feed.render_feed(publisher, since, told),
        changes_page.PATH: changes_page.render_news(publisher, told, night.today),
    }


@cache
def _code_version() -> str:
    digest = sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
