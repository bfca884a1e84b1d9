"""Renders the page that lists the next events by day; plain HTML without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from feeds import moments, wording
from feeds.description import source_url
from feeds.events_json import written
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.text import one_line
from warehouse.events import Event
from warehouse.published import SourceHealth

TEMPLATES = Path(__file__).with_name("templates")
ASSETS = Path(__file__).with_name("assets")
DAYS = 60
EVENTS = 200
HEALTHY = ("ok", "unchanged")
TROUBLES = {
    "failed": "konnte nicht vollständig gelesen werden",
    "held": "zeigt plötzlich viel weniger Termine als sonst und wird geprüft",
    "empty": "enthält zurzeit keinen Termin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event in a list, in words."""

    title: str
    status: str
    is_off: bool  # does not take place, as far as is known
    datetime: str
    when: str
    moment: str
    place: str
    facts: str
    stale_since: str
    url: str
    organizer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The events that begin on one day."""

    iso: str
    words: str
    nearness: str  # Heute, Morgen or ""
    rows: list[Row]


def render_index(
    publisher: Publisher, events: Sequence[Event], sources: Sequence[SourceHealth], today: date
) -> bytes:
    """The start page; `events` in published order, `today` the run's local date."""
    last = today + timedelta(days=DAYS)
    running = [event for event in events if moments.first_day(event) < today <= moments.last_day(event)]
    coming = [event for event in events if today <= moments.first_day(event)]
    shown = [event for event in coming if moments.first_day(event) < last][:EVENTS]
    healthy = sum(source.state in HEALTHY for source in sources)
    calendar_url = publisher.url("calendar.ics")
    page = environment().get_template("index.html")
    return page.render(
        publisher=publisher,
        root="",
        canonical=publisher.url(""),
        running=[_row(event) for event in running[:EVENTS]],
        days=list(_days(shown, today)),
        is_cut=len(shown) < len(coming) or len(running) > EVENTS,
        calendar_url=calendar_url,
        webcal_url=f"webcal://{calendar_url.partition('://')[2]}",
        troubles=[_trouble(source, publisher) for source in sources if source.state not in HEALTHY],
        healthy=healthy,
        total=len(sources),
    ).encode()


def asset_files() -> dict[str, bytes]:
    """What the pages need besides themselves, under the path at which it is published."""
    return {f"assets/{file.name}": file.read_bytes() for file in sorted(ASSETS.iterdir())}


@cache
def environment() -> Environment:
    """The templates; whatever they show is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _days(events: Sequence[Event], today: date) -> Iterator[Day]:
    nearness = {today: "Heute", today + moments.ONE_DAY: "Morgen"}
    by_day = sorted(events, key=moments.first_day)  # an event of another zone may begin a day earlier there
    for day, group in groupby(by_day, key=moments.first_day):
        rows = [_row(event) for event in group]
        yield Day(iso=day.isoformat(), words=wording.day(day), nearness=nearness.get(day, ""), rows=rows)


def _row(event: Event) -> Row:
    audience = wording.audience(event.audience)
    facts = (f"Für: {audience}" if audience else "", wording.price(event.price))
    return Row(
        title=wording.title(event),
        status=label("status", event.status) if event.status != "scheduled" else "",
        is_off=event.status in ("cancelled", "delisted"),
        datetime=written(event.start, event.timezone),
        when=wording.span(event),
        moment=wording.moment(event.start, event.timezone),
        place=wording.place(event),
        facts=" · ".join(fact for fact in facts if fact),
        stale_since=_stale_since(event),
        url=source_url(event),
        organizer=(one_line(event.organizer.name) if event.organizer else "") or "der Quelle",
    )


def _stale_since(event: Event) -> str:
    """The date since when no source that lists it could be read; "" while one can."""
    dates = [listing.stale_since for listing in event.listings]
    known = [day for day in dates if day is not None]
    return wording.short_day(max(known)) if known and len(known) == len(dates) else ""


def _trouble(source: SourceHealth, publisher: Publisher) -> str:
    partner = one_line(publisher.partners.get(source.partner_id, source.partner_id))
    words = f"{partner} ({source.source_id}) {TROUBLES.get(source.state, source.state)}"
    if source.last_success is None:
        return f"{words}; bisher noch nie gelesen"
    since = moments.local(source.last_success, publisher.timezone).date()
    return f"{words}; Stand vom {wording.short_day(since)}"
