"""Reads the pages of Joomla's DPCalendar: its list with microdata, and the page behind each event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import event_lists, markup, microdata, own_feeds, schema_org, schema_records
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.items import Item
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ITEM: Final = ".dp-event[data-id]"
_LIST: Final = Selectors(
    title=".dp-event__link",
    when=".dp-event__date",
    location=".dp-location__title",
    description=".dp-event__description",
    categories=".dp-event__calendar, .dp-event__tags a",
    price=".dp-event__prices .dp-price, .dp-event__price",
    url="a.dp-event__link",
)
_DETAIL: Final = Selectors(
    description=".com-dpcalendar-event__description-content",
    registration_url="a.dp-event__book-link, .com-dpcalendar-event__cta a",
)
_CANCELLED: Final = ".dp-event__title_canceled"
_SERIES: Final = ".dp-event__rrule"
_CLOCK: Final = re.compile(r"\d:\d\d|(?<![.\d])\d{1,2}\.\d\d(?![.\d])|\bUhr\b|\d ?[ap]\.?m\b", re.IGNORECASE)
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    for item in sheet.select(_ITEM):
        yield event_lists.onward(_record(item, sheet.base), page, source)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    tree = markup.document(page)
    yield event_lists.read(tree, _DETAIL, markup.base_url(page, tree), record)


def _record(item: Part, base: str) -> Record:
    """Microdata is exact; it names the author as organiser, and calls online whatever has no place."""
    said = _microdata(item, base)
    known = changed(said, organizer="", is_online=None, online_url="", url="", line=None)
    found = event_lists.read(item, _LIST, base, known)
    return _dated(
        item,
        changed(
            found,
            uid=markup.attribute(item, "data-id"),
            url=found.url or said.url,
            location=said.location or found.location,
            status=f"{markup.value(item, _CANCELLED)} {said.status}".strip(),
        ),
    )


def _dated(item: Part, record: Record) -> Record:
    """A whole day is midnight in the microdata; a series that is listed once is worded."""
    series = markup.value(item, _SERIES)
    start, end = record.start, record.end
    if series or not isinstance(start, str):
        return changed(record, when="\n".join(filter(None, (record.when, series))), start=None, end=None)
    if record.when and "T00:00" in start and not _CLOCK.search(record.when):
        end = end[:10] if isinstance(end, str) else None
        return changed(record, when="", start=start[:10], end=end, end_is_last_day=True)
    return changed(record, when="")


def _microdata(item: Part, base: str) -> Record:
    nodes = schema_org.events(microdata.items(_element(item)))
    return next((schema_records.record(node, base) for node in nodes), event_lists.NOTHING)


def _element(item: Part) -> etree._Element:
    """In lxml's tree, as microdata is read."""
    if isinstance(item, Item):
        return item.element
    return etree.fromstring(
        f"<div>{_UNREADABLE.sub(' ', item.decode())}</div>".encode(errors="replace"),
        etree.HTMLParser(encoding="utf-8", huge_tree=True),
    )
