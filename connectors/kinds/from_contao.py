"""Reads the calendar of Contao: its lists in every layout, and the page behind each event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import event_lists, markup, own_feeds
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ITEM: Final = ".event.layout_list, .event.layout_teaser, .event.layout_upcoming, .event.layout_full"
_FULL: Final = ".event.layout_full"
_NEXT: Final = ".pagination .next a, .pagination a.next, a[rel=next]"
_SELECTORS: Final = Selectors(
    title="h1, h2, h3, h4",
    location=".location",
    description="div.ce_text, div.content-text, .teaser",
    url="h1 a, h2 a, h3 a, h4 a, > a[title], .more a",
)
_WORDS: Final = ".time, .info, time.date"
_STAMP: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DATED: Final = re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3})|\d{4}-\d\d-\d\d|wiederholt")
_PLACE: Final = re.compile(r"([^()]+?) \(([^()]*\d[^()]*)\)")
_RANGE: Final = re.compile(r"\d\s*(?:Uhr)?\s*(?:[–—-]|bis)\s*\d")


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Where a site has templates of its own, its JSON-LD still names the events."""
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    said = event_lists.structured(sheet)
    records = list(_records(sheet))
    for record in records or said:
        yield event_lists.onward(_completed(record, event_lists.counterpart(record, said)), page, source)
    yield from event_lists.next_pages(sheet, _NEXT)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    """The list's date stays: a series stands there once for each date, its page words the whole series."""
    sheet = Sheet(page)
    said = event_lists.counterpart(record, event_lists.structured(sheet))
    item = next(iter(sheet.select(_FULL)), None)
    if item is not None:
        found = _read(item, sheet.base, record)
        is_dated = record.start is not None or any(c.isdigit() for c in record.when)
        record = found if is_dated else _dated(item, "", found)
    yield _completed(record, said)


def _records(sheet: Sheet) -> Iterator[Record]:
    """The items in page order: the day stands above the first of its events only."""
    day = ""
    for item in sheet.select(_ITEM):
        day = markup.value(item, ".header .date") or day
        record = _read(item, sheet.base)
        yield _dated(item, day, changed(record, title=record.title or markup.value(item, "a")))


def _read(item: Part, base: str, known: Record = event_lists.NOTHING) -> Record:
    """What the item says but for its date; "Ort (Adresse)" becomes "Ort, Adresse"."""
    record = event_lists.read(item, _SELECTORS, base, known)
    if isinstance(record.location, str) and (found := _PLACE.fullmatch(record.location)):
        record = changed(record, location=f"{found[1]}, {found[2]}")
    if "layout_full" in markup.classes(item):
        record = changed(record, url=known.url)  # it has no page but this; its links lead elsewhere
    return record


def _dated(item: Part, day: str, record: Record) -> Record:
    """The visible time; its day from the <time>, the heading, or the link's title where it has none."""
    words = "\n".join(markup.values(item, _WORDS, markup.valid))
    stamp = next((each for each in markup.values(item, "time[datetime]@datetime") if _STAMP.match(each)), "")
    if _DATED.search(words):
        return changed(record, when=words)
    if stamp and not _RANGE.search(words):
        return changed(record, start=stamp)
    if found := _STAMP.match(stamp):
        day = f"{found[3]}.{found[2]}.{found[1]}"
    named = markup.value(item, "a[title]@title").removeprefix(record.title)
    if not day and _DATED.search(named):
        return changed(record, when=named.strip(" ()"))
    return changed(record, when=f"{day} {words}".strip())


def _completed(record: Record, said: Record) -> Record:
    """With what only the structured data says."""
    is_dated = record.start is not None or any(c.isdigit() for c in record.when)
    return changed(
        record,
        start=record.start if is_dated else said.start,
        end=record.end if is_dated else said.end,
        end_is_last_day=record.end_is_last_day or not is_dated,
        location=record.location or said.location,
        description=record.description or said.description,
    )
