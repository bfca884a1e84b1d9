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
from feeds import atom_xml, changes_feed, changes_json, changes_page, facets_json, geojson, json_feed, openapi
from feeds.asset_files import asset_files
from feeds.calendar_file import render_vevent
from feeds.calendar_fits import calendar_fits
from feeds.description import BRIEF
from feeds.event_files import event_files
from feeds.event_page import render_event_pages
from feeds.events_json import join_events, render_entry
from feeds.filtered_calendars import all_calendars, is_main_near
from feeds.legal_pages import read_texts
from feeds.moments import instant
from feeds.next_events import COUNT
from feeds.page import EVENTS
from feeds.published_schemas import schema_files
from feeds.publisher import Publisher
from feeds.row import render_rows, rows_of
from feeds.selection import Selection, select
from feeds.site_files import site_files
from feeds.site_pages import Content, site_pages
from feeds.widget_page import widget_files
from warehouse.changes import latest_changes, news
from warehouse.cluster_health import ClusterHealth
from warehouse.events import Event
from warehouse.night import Night
from warehouse.published import (
    Rendering,
    coming_events,
    content_since,
    events_to_render,
    keep_renderings,
)
from warehouse.selections import partners_ever, pieces, wordy_events
from warehouse.shown import shown_events

CHANGES_DAYS: Final = 30  # how long a change is told, tombstones among them
_BATCH: Final = 2_000  # events rendered and kept at a time


def publisher_of(cluster: Cluster) -> Publisher:
    """The cluster as the renderers need it."""
    logo = cluster.look.logo
    return Publisher(
        id=cluster.id,
        name=cluster.name,
        homepage=cluster.homepage,
        base_url=cluster.base_url,
        licence=cluster.licence,
        timezone=cluster.timezone,
        contact=cluster.contact,
        language=cluster.language,
        colour=cluster.look.colour,
        logo=f"assets/logo{logo.suffix}" if logo else "",
        logo_content=logo.read_bytes() if logo else b"",
        partners={partner.id: partner.name for partner in cluster.partners.values()},
        texts=read_texts(cluster.folder),
    )


def renderer_version(publisher: Publisher) -> str:
    """Another one renders every event anew: our code, or what of the cluster stands in each event."""
    return sha256(f"{_code_version()} {publisher}".encode()).hexdigest()[:16]


def render_what_is_new(con: duckdb.DuckDBPyConnection, publisher: Publisher) -> int:
    """Render the events whose pieces are missing or old; how many there were."""
    rendered = 0
    while batch := events_to_render(con, _BATCH):
        keep_renderings(con, [_rendering(digest, event, publisher) for digest, event in batch])
        rendered += len(batch)
    return rendered


def _rendering(digest: str, event: Event, publisher: Publisher) -> Rendering:
    rows = rows_of(event)
    return Rendering(
        event_id=event.id,
        digest=digest,
        vevent=render_vevent(event, publisher),
        entry=render_entry(event),
        pages=render_event_pages(event, rows, publisher),
        list_rows=render_rows(rows, publisher),
    )


def note_content(con: duckdb.DuckDBPyConnection, publisher: Publisher, night: Night) -> int:
    """As if a release were made, without its files: how many events it would have."""
    render_what_is_new(con, publisher)
    entries = [piece.entry for piece in select(pieces(con), partners_ever(con)).pieces]
    _since(con, entries, night)
    return len(entries)


def content_files(
    con: duckdb.DuckDBPyConnection, publisher: Publisher, night: Night, standing: ClusterHealth
) -> Mapping[str, bytes]:
    """Every published file but the status of the run, by path. Records since when it is so."""
    selection = select(pieces(con), partners_ever(con))
    entries = [piece.entry for piece in selection.pieces]
    since = _since(con, entries, night)
    coming = coming_events(con, EVENTS * 2)
    calendars = all_calendars(publisher, selection, _brief(con, publisher, selection))
    content = Content(
        selection=selection,
        fits=calendar_fits(selection, calendars),
        shown=shown_events(con),
        coming=coming,
        standing=standing,
        night=night,
    )
    return {
        **calendars,
        **dict(event_files(publisher, selection.pieces)),
        "v1/events.json": join_events(publisher, since, entries),
        geojson.PATH: geojson.render_geojson(selection.pieces),
        facets_json.PATH: facets_json.render_facets(publisher, since, selection),
        json_feed.PATH: json_feed.render_json_feed(publisher, coming[:COUNT]),
        atom_xml.PATH: atom_xml.render_atom(publisher, since, coming[:COUNT]),
        **site_pages(publisher, content),
        **widget_files(publisher, coming, night.today),
        **_change_files(con, publisher, night, since),
        **schema_files(),
        openapi.PATH: openapi.render_openapi(publisher),
        **asset_files(publisher),
        **site_files(),
    }


def _since(con: duckdb.DuckDBPyConnection, entries: Sequence[bytes], night: Night) -> datetime:
    return content_since(con, sha256(b"\0".join(entries)).hexdigest(), night.as_of)


def _brief(con: duckdb.DuckDBPyConnection, publisher: Publisher, selection: Selection) -> Mapping[str, bytes]:
    """The VEVENTs of those described at length once more, only where the calendar is near its limit."""
    if not is_main_near(selection):
        return {}
    wordy = wordy_events(con, BRIEF.body)
    return {event.id: render_vevent(event, publisher, BRIEF) for event in wordy}


def _change_files(
    con: duckdb.DuckDBPyConnection, publisher: Publisher, night: Night, since: datetime
) -> Mapping[str, bytes]:
    """What changed, for programs and for people; by local dates, so that within one nothing moves."""
    told_from = instant(night.today - timedelta(days=CHANGES_DAYS), publisher.timezone)
    told = news(con, told_from, changes_page.ROWS)
    return {
        changes_json.PATH: changes_json.render_changes(publisher, since, latest_changes(con, told_from)),
        changes_feed.PATH: changes_feed.render_feed(publisher, since, told),
        **changes_page.news_pages(publisher, told, night.today),
    }


@cache
def _code_version() -> str:
    digest = sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".toml", ".html"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
