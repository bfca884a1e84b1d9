"""Reads the pages of WordPress' Modern Events Calendar: its lists, and the page behind each event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record, Severity
from connectors.parsing import event_lists, markup, own_feeds
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ITEM: Final = ".mec-event-article"
_DIVIDER: Final = ".mec-month-divider"
_LIST: Final = Selectors(
    title=".mec-event-title a, .mec-event-title",
    location=".mec-event-loc-place, .mec-venue-details, .mec-grid-event-location",
    description=".mec-event-description",
    categories=".mec-category a",
    price=".mec-price-details",
    status=".mec-event-title span:not(.event-color), .mec-fc-style, [class*=mec-label], @data-style",
    url=".mec-event-title a, a.mec-color-hover, a.mec-booking-button, a.mec-detail-button",
)
# The organiser's name, telephone and mailbox stay where they are.
_DETAIL: Final = Selectors(
    title=".mec-single-title",
    location=".mec-single-event-location .author, .mec-single-event-location .mec-address",
    description=".mec-single-event-description",
    categories=".mec-events-event-categories a",
    price=".mec-events-event-cost",
    status=".mec-sold-tickets, .mec-single-event-label dd",
)
_DAY_NODES: Final = ".event-d, .event-f"
_DATES: Final = ".mec-event-date, .mec-date-details, .mec-start-date-label, .mec-event-d"
_TIMES: Final = ".mec-time-details, .mec-event-time"
_DETAIL_DATES: Final = ".mec-single-event-date .mec-events-abbr, .mec-single-event-date .mec-start-date-label"
_DETAIL_TIMES: Final = ".mec-single-event-time .mec-events-abbr"

_YEAR: Final = re.compile(r"\b\d{4}\b")
_MONTH: Final = re.compile(
    r"\b(?:jan|feb|mär|mae|mrz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)\w*\.?", re.IGNORECASE
)
_BARE_DAY: Final = re.compile(r"(?<![\d-])\d{1,2}\b(?![.:,-])")
_OCCURRENCE: Final = re.compile(r"[?&]occurrence=(\d{4})-(\d\d)-(\d\d)")
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d|\d ?[ap]m\b|\d ?Uhr\b", re.IGNORECASE)


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    said = event_lists.structured(sheet)
    year = ""
    for item in sheet.select(f".mec-wrap, {_DIVIDER}, {_ITEM}"):
        classes = markup.classes(item)
        if "mec-event-article" not in classes:
            year = _year(markup.value(item, ":scope")) if "mec-month-divider" in classes else ""
            continue
        record = _record(item, sheet.base, year)
        if "mec-past-event" in classes and not _YEAR.search(record.when):
            yield _past(record, page)
        else:
            yield event_lists.onward(_completed(record, said), page, source)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    """The list says which of a series' dates this is, and the page its time, if the list did not."""
    sheet = Sheet(page)
    tree = sheet.tree
    found = event_lists.read(tree, _DETAIL, sheet.base, changed(record, status=""))
    day, times = _dated(_spaced(tree, _DETAIL_DATES), ""), markup.value(tree, _DETAIL_TIMES)
    when = _with_year(record.when, _year(day)) or day
    if times and when and not _CLOCK.search(when):
        when = f"{when}, {times}"
    status = " ".join(filter(None, (record.status, found.status)))
    found = changed(found, when=when, title=record.title or found.title, status=status)
    yield _completed(found, event_lists.structured(sheet))


def _record(item: Part, base: str, year: str) -> Record:
    record = event_lists.read(item, _LIST, base)
    title = record.title
    for label in record.status.split("\n"):
        title = title.removesuffix(label).strip()
    occurrence = _OCCURRENCE.search(record.url)
    nodes = markup.values(item, _DAY_NODES)
    words = " ".join(nodes) if len(nodes) == 2 else _spaced(item, _DATES)
    when = _dated(words, occurrence[1] if occurrence else year)
    if not when and occurrence:
        when = f"{occurrence[3]}.{occurrence[2]}.{occurrence[1]}"
    times = markup.value(item, _TIMES)
    return changed(
        record,
        title=title or record.title,
        uid=_uid(item, occurrence),
        when=f"{when}, {times}" if when and times else when,
    )


def _uid(item: Part, occurrence: re.Match[str] | None) -> str:
    """Every date of a series has the event's number; the address of all but its first names the date."""
    number = markup.value(item, "a[data-event-id]@data-event-id")
    return f"{number}/{'-'.join(occurrence.groups())}" if number and occurrence else number


def _spaced(root: Part, selector: str) -> str:
    """The words of the first element, apart: day and month are nodes of their own, without a blank."""
    return next(filter(None, markup.texts(root, selector, _strings)), "")


def _strings(element: Tag) -> str:
    return " ".join(" ".join(element.stripped_strings).split())


def _dated(words: str, year: str) -> str:
    """ "14 März" as people here write it, with the year that stands above the month's events."""
    return _with_year(_BARE_DAY.sub(r"\g<0>.", words), year)


def _with_year(words: str, year: str) -> str:
    return words if _YEAR.search(words) or not year else _MONTH.sub(rf"\g<0> {year}", words, count=1)


def _year(words: str) -> str:
    found = _YEAR.search(words)
    return found[0] if found else ""


def _completed(record: Record, said: list[Record]) -> Record:
    """JSON-LD has no times, and of a series the first date: it counts only where nothing is visible."""
    known = event_lists.counterpart(record, said)
    return changed(
        record,
        start=record.start or (known.start if not record.when else None),
        location=record.location or known.location,
        description=record.description or known.description,
        price=record.price or known.price,
        status=record.status or known.status,
    )


def _past(record: Record, page: Page) -> Problem:
    """Without a year it would be read as next year's."""
    return Problem(
        severity=Severity.DROPPED,
        code="past-without-year",
        detail=record.when,
        title=record.title,
        url=page.url,
    )
