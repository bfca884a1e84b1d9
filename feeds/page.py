"""Renders the page that lists the next events by day; plain HTML without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from feeds import moments, wording
from feeds.publisher import Publisher
from feeds.row import Row, row_of
from feeds.templating import environment
from feeds.text import one_line
from warehouse.events import Event
from warehouse.published import SourceHealth

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
        running=[row_of(event) for event in running[:EVENTS]],
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


def _days(events: Sequence[Event], today: date) -> Iterator[Day]:
    nearness = {today: "Heute", today + moments.ONE_DAY: "Morgen"}
    by_day = sorted(events, key=moments.first_day)  # an event of another zone may begin a day earlier there
    for day, group in groupby(by_day, key=moments.first_day):
        rows = [row_of(event) for event in group]
        yield Day(iso=day.isoformat(), words=wording.day(day), nearness=nearness.get(day, ""), rows=rows)


def _trouble(source: SourceHealth, publisher: Publisher) -> str:
    partner = one_line(publisher.partners.get(source.partner_id, source.partner_id))
    words = f"{partner} ({source.source_id}) {TROUBLES.get(source.state, source.state)}"
    if source.last_success is None:
        return f"{words}; bisher noch nie gelesen"
    since = moments.local(source.last_success, publisher.timezone).date()
    return f"{words}; Stand vom {wording.short_day(since)}"
