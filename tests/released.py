"""All files of a release, as the tests of publishing and of the gate use them."""

from __future__ import annotations

from datetime import date

from connectors.model import Attendance, Place
from feeds import (
    atom_xml,
    changes_feed,
    changes_json,
    changes_page,
    facets_json,
    geojson,
    json_feed,
    moments,
    openapi,
)
from feeds.asset_files import asset_files
from feeds.calendar_file import render_vevent
from feeds.calendar_fits import calendar_fits
from feeds.event_files import event_files
from feeds.event_page import render_event_pages
from feeds.events_json import join_events, render_entry
from feeds.filtered_calendars import all_calendars
from feeds.published_schemas import schema_files
from feeds.row import render_rows, rows_of
from feeds.selection import select
from feeds.site_files import site_files
from feeds.site_pages import Content, site_pages
from feeds.status_json import RunReport, Seconds, render_status
from feeds.widget_page import widget_files
from tests.published import NIGHT, PUBLISHER, health
from warehouse.changes import Change, News
from warehouse.cluster_health import ClusterHealth
from warehouse.events import Event
from warehouse.night import Night, State
from warehouse.selections import Piece
from warehouse.shown import Shown


def piece(event: Event) -> Piece:
    """The event as the warehouse hands it over once it is rendered."""
    place = event.place or Place()
    return Piece(
        event_id=event.id,
        topics=list(event.topics),
        levels=list(event.audience.levels),
        groups=list(event.audience.groups),
        formats=list(event.formats),
        school_holidays=list(event.school_holidays),
        partner_id=event.organizer.id if event.organizer else "",
        is_free=bool(event.price and event.price.is_free),
        is_online=event.attendance in (Attendance.ONLINE, Attendance.MIXED),
        lat=place.lat,
        lon=place.lon,
        vevent=render_vevent(event, PUBLISHER),
        entry=render_entry(event),
    )


def shown(event: Event) -> Shown:
    """The event as the warehouse hands it over to the pages."""
    return Shown(
        event_id=event.id,
        title=event.title,
        status=event.status,
        first_day=moments.first_day(event),
        last_day=moments.last_day(event),
        pages=render_event_pages(event, rows_of(event), PUBLISHER),
        list_rows=render_rows(rows_of(event), PUBLISHER),
    )


def changes_of(pieces: list[Piece], events: tuple[Event, ...]) -> list[Change]:
    """Every event is new; the change numbers begin at 7."""
    return [
        Change(
            number=number,
            event_id=each.id,
            sequence=each.sequence,
            kind="new",
            modified=each.modified,
            entry=rendered.entry,
        )
        for number, (each, rendered) in enumerate(zip(events, pieces, strict=True), start=7)
    ]


def files(*events: Event) -> dict[str, bytes]:
    """A release of these events, which are given in published order."""
    pieces = [piece(each) for each in events]
    selection = select(pieces, PUBLISHER.partners)
    night = Night(NIGHT, date(2026, 11, 23), date(2026, 10, 24), date(2027, 11, 23))
    standing = ClusterHealth(sources=[health("programm", State.OK)])
    calendars = all_calendars(PUBLISHER, selection, {})
    content = Content(
        selection=selection,
        fits=calendar_fits(selection, calendars),
        shown=[shown(each) for each in events],
        coming=events,
        standing=standing,
        night=night,
    )
    return {
        **calendars,
        **dict(event_files(PUBLISHER, pieces)),
        "v1/events.json": join_events(PUBLISHER, NIGHT, [each.entry for each in pieces]),
        changes_json.PATH: changes_json.render_changes(PUBLISHER, NIGHT, changes_of(pieces, events)),
        facets_json.PATH: facets_json.render_facets(PUBLISHER, NIGHT, selection),
        geojson.PATH: geojson.render_geojson(pieces),
        json_feed.PATH: json_feed.render_json_feed(PUBLISHER, events),
        atom_xml.PATH: atom_xml.render_atom(PUBLISHER, NIGHT, events),
        openapi.PATH: openapi.render_openapi(PUBLISHER),
        "v1/status.json": render_status(
            night, RunReport(as_of=NIGHT, seconds=Seconds(), release="r1"), standing
        ),
        **site_pages(PUBLISHER, content),
        **changes_page.news_pages(PUBLISHER, News(), night.today),
        changes_feed.PATH: changes_feed.render_feed(PUBLISHER, NIGHT, News()),
        **widget_files(PUBLISHER, events, night.today),
        **asset_files(PUBLISHER),
        **schema_files(),
        **site_files(),
    }
