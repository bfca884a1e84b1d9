"""Gives the publishers what they read: events to render, rendered pieces, health, and since when it is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from connectors.model import Attendance, Availability, Place
from warehouse.events import Accessibility, Audience, Event, ListedBy, Organizer, Price, Registration
from warehouse.store import query

_TO_RENDER = """
from feed.events
anti join feed.renderings using (event_id, digest)
order by sort_at, event_id
limit {}
"""
_COMING = """
from feed.events
where core.last_day(start_date, end_date, end_at, timezone) >= getvariable('today')
order by sort_at, event_id
limit {}
"""
_LATEST_CONTENT = "from ops.contents order by generated_at desc, rowid desc limit 1"
_CHUNK = 2_000  # events turned into objects at a time


@dataclass(frozen=True, slots=True)
class Rendering:
    """One event's pieces, joined into every file that carries it."""

    event_id: str
    digest: str
    vevent: bytes
    entry: bytes
    pages: Mapping[str, bytes]  # its own by language, HTML
    list_rows: Mapping[str, bytes]  # in lists of events by language, HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How one source stands after tonight."""

    source_id: str
    partner_id: str
    state: str
    message: str
    events: int  # listings in the window
    problems: int
    dropped: int  # problems that cost a record
    last_success: datetime | None
    stale_since: date | None


def events_to_render(con: duckdb.DuckDBPyConnection, limit: int) -> list[tuple[str, Event]]:
    """Digest and event, for up to `limit` whose pieces are missing or old."""
    return [(row["digest"], event_from(row)) for row in rows(con, _TO_RENDER.format(int(limit)))]


def coming_events(con: duckdb.DuckDBPyConnection, limit: int) -> list[Event]:
    """The next ones, running ones included, by start."""
    return [event_from(row) for row in rows(con, _COMING.format(int(limit)))]


def rows(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Rows by column name, a chunk of them in memory; through Arrow, which gets instants after 2038 right."""
    for batch in con.sql(sql, params=parameters).to_arrow_reader(_CHUNK):
        yield from batch.to_pylist()


def keep_renderings(con: duckdb.DuckDBPyConnection, renderings: Sequence[Rendering]) -> None:
    """Replace the pieces of these events."""
    if not renderings:
        return
    table = pa.table(
        {
            "event_id": pa.array([each.event_id for each in renderings], pa.string()),
            "digest": pa.array([each.digest for each in renderings], pa.string()),
            "vevent": pa.array([each.vevent for each in renderings], pa.binary()),
            "entry": pa.array([each.entry for each in renderings], pa.binary()),
            "pages": _by_language(each.pages for each in renderings),
            "list_rows": _by_language(each.list_rows for each in renderings),
        }
    )
    con.register("rendered", table)
    con.execute("insert or replace into feed.renderings select * from rendered")
    con.unregister("rendered")


def health(con: duckdb.DuckDBPyConnection) -> list[SourceHealth]:
    """Every source of the cluster, worst first."""
    return [
        SourceHealth(**{**row, "last_success": row["last_success"] and row["last_success"].astimezone(UTC)})
        for row in rows(con, query("health"))
    ]


def content_since(con: duckdb.DuckDBPyConnection, digest: str, as_of: datetime) -> datetime:
    """Since when exactly this is published; tonight if it is new. In UTC."""
    latest = list(rows(con, _LATEST_CONTENT))
    if latest and latest[0]["digest"] == digest:
        since: datetime = latest[0]["generated_at"]
        return since.astimezone(UTC)
    con.execute("insert into ops.contents values (?, ?)", [digest, as_of])
    return as_of


def event_from(row: dict[str, Any]) -> Event:
    """A row of feed.events as the publishers read it."""
    zone = ZoneInfo(row["timezone"])
    return Event(
        id=row["event_id"],
        title=row["title"],
        start=_instant(row["start_at"], zone) or row["start_date"],
        end=_instant(row["end_at"], zone) or row["end_date"],
        timezone=row["timezone"],
        status=row["status"],
        previous_start=_instant(row["previous_start_at"], zone) or row["previous_start_date"],
        url=row["url"],
        description=row["description"],
        description_html=row["description_html"],
        attendance=Attendance(row["attendance"]) if row["attendance"] else None,
        place=_place(row),
        online_url=row["online_url"],
        organizer=Organizer(row["partner_id"], row["partner_name"], row["partner_homepage"]),
        topics=tuple(row["topics"]),
        formats=tuple(row["formats"]),
        categories=tuple(row["categories"]),
        audience=Audience(
            levels=tuple(row["levels"]),
            groups=tuple(row["groups"]),
            class_min=row["class_min"],
            class_max=row["class_max"],
            age_min=row["age_min"],
            age_max=row["age_max"],
        ),
        price=_price(row),
        accessibility=_accessibility(row),
        registration=_registration(row),
        languages=tuple(row["languages"]),
        school_holidays=tuple(row["school_holidays"]),
        series_id=row["series_id"],
        sequence=row["sequence"],
        created=row["created_at"].astimezone(UTC),
        modified=row["modified_at"].astimezone(UTC),
        listings=tuple(
            ListedBy(each["source_id"], each["partner_id"], each["url"], each["stale_since"])
            for each in row["listings"]
        ),
    )


def _by_language(pieces: Iterable[Mapping[str, bytes]]) -> pa.Array:
    return pa.array(list(pieces), pa.struct({language: pa.binary() for language in ("de", "en")}))


def _instant(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant and instant.astimezone(zone)


def _place(row: dict[str, Any]) -> Place | None:
    place = Place(row["place_name"], row["street"], row["postal_code"], row["city"], row["lat"], row["lon"])
    return None if place == Place() else place


def _price(row: dict[str, Any]) -> Price | None:
    price = Price(
        text=row["price_text"],
        is_free=row["is_free"],
        amounts=tuple(row["amounts"]),
        currency=row["currency"],
    )
    return None if price == Price() else price


def _accessibility(row: dict[str, Any]) -> Accessibility | None:
    accessibility = Accessibility(row["wheelchair"], row["accessibility_text"])
    return None if accessibility == Accessibility() else accessibility


def _registration(row: dict[str, Any]) -> Registration | None:
    registration = Registration(
        is_required=row["is_registration_required"],
        url=row["registration_url"],
        deadline=row["registration_deadline"],
        availability=Availability(row["availability"]) if row["availability"] else None,
    )
    return None if registration == Registration() else registration
