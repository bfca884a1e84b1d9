"""Words for what is new: how a change is called, when and where the event is; German where none is named."""

from __future__ import annotations

from collections.abc import Mapping

from feeds import wording
from feeds.languages import GERMAN, counted, phrases
from feeds.text import one_line
from warehouse.changes import NewsItem

# German, by kind, in the order in which they matter to somebody who meant to go.
HEADINGS: Mapping[str, str] = phrases(GERMAN)["kinds"]


def headline(item: NewsItem) -> str:
    """Verlegt: Sterne über Musterstadt."""
    return f"{HEADINGS[item.kind]}: {wording.title(item.event)}"


def before(item: NewsItem, language: str = GERMAN) -> str:
    """The start from which it was moved; "" for other news."""
    previous = item.event.previous_start
    is_moved = item.kind == "moved" and previous
    return wording.moment(previous, item.event.timezone, language) if previous and is_moved else ""


def others(item: NewsItem, language: str = GERMAN) -> str:
    """How many more dates became known with it."""
    return counted(language, "others", item.others) if item.others else ""


def summary(item: NewsItem) -> str:
    """When, where and by whom, as sentences."""
    event = item.event
    earlier, host = before(item), event.organizer
    parts = (
        " ".join(part for part in (wording.day_and_span(event), others(item)) if part),
        f"Bisher: {earlier}" if earlier else "",
        wording.place(event),
        f"Veranstalter: {one_line(host.name)}" if host and one_line(host.name) else "",
    )
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)
