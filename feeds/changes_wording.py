"""German words for what is new: how a change is called, when and where the event is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from feeds import moments, wording
from feeds.text import one_line
from warehouse.changes import NewsItem
from warehouse.events import Event

# By kind, in the order in which they matter to somebody who meant to go.
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "cancelled": "Abgesagt",
        "delisted": "Nicht mehr gelistet",
        "postponed": "Verschoben",
        "moved": "Verlegt",
        "back": "Wieder im Programm",
        "new": "Neu",
    }
)


def headline(item: NewsItem) -> str:
    """Verlegt: Sterne über Musterstadt."""
    return f"{HEADINGS[item.kind]}: {wording.title(item.event)}"


def when(event: Event) -> str:
    """Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr."""
    first, last = moments.first_day(event), moments.last_day(event)
    is_timed = isinstance(event.start, datetime)
    names_its_days = last > first + moments.ONE_DAY if is_timed else last > first
    return wording.span(event) if names_its_days else f"{wording.day(first)}, {wording.span(event)}"


def before(item: NewsItem) -> str:
    """The start from which it was moved; "" for other news."""
    previous = item.event.previous_start
    return wording.moment(previous, item.event.timezone) if item.kind == "moved" and previous else ""


def others(item: NewsItem) -> str:
    """How many more dates became known with it."""
    if not item.others:
        return ""
    return f"und {item.others} weitere Termine" if item.others > 1 else "und ein weiterer Termin"


def summary(item: NewsItem) -> str:
    """When, where and by whom, as sentences."""
    event = item.event
    earlier, host = before(item), event.organizer
    parts = (
        " ".join(part for part in (when(event), others(item)) if part),
        f"Bisher: {earlier}" if earlier else "",
        wording.place(event),
        f"Veranstalter: {one_line(host.name)}" if host and one_line(host.name) else "",
    )
    return " ".join(f"{part}." for part in parts if part)
