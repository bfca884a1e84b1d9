"""Reads the pages of WordPress' Events Manager: its list, and the page behind each event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Place, Problem, Record
from connectors.parsing import event_lists, markup, own_feeds
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ITEM: Final = ".em-event.em-item"
_DETAIL_PAGE: Final = ".em-event-single, .em-item-single"
_NEXT: Final = ".em-pagination a.next, a.next.page-numbers, a[rel=next]"
_CATEGORIES: Final = ".em-event-categories a, .em-event-categories li, .em-event-tags a, .em-event-tags li"
_LIST: Final = Selectors(
    title=".em-item-title",
    when=".em-event-date, .em-event-time",
    location=".em-event-location",
    description=".em-item-desc",
    categories=_CATEGORIES,
    price=".em-event-prices",
    registration_url="a.em-event-book-now",
    url=".em-item-title a, a.em-item-read-more",
)
_DETAIL: Final = Selectors(
    when=".em-event-when .em-event-date, .em-event-when .em-event-time",
    location=".em-event-where .em-event-location",
    description=".em-event-content",
    categories=_CATEGORIES,
    price=".em-event-prices",
)
_CANCELLED: Final = "em-event-cancelled"
_STATES: Final = (
    "Baden-Württemberg|Bayern|Brandenburg|Hessen|Mecklenburg-Vorpommern|Niedersachsen|Nordrhein-Westfalen|NRW"
    "|Rheinland-Pfalz|Saarland|Sachsen|Sachsen-Anhalt|Schleswig-Holstein|Thüringen"
)
_TOWN_FIRST: Final = re.compile(rf"([^,\s][^,\n]*), (?:(?:{_STATES}), )?(\d{{5}})\b")
_PRICE: Final = re.compile(r"\d|frei|free|kostenlos|gratis|spende", re.IGNORECASE)


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    for item in sheet.select(_ITEM):
        record = event_lists.read(item, _LIST, sheet.base)
        yield event_lists.onward(_meant(item, record), page, source)
    yield from event_lists.next_pages(sheet, _NEXT)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    """The list's date stays: it says which date of a series this is."""
    tree = markup.document(page)
    root = next(iter(markup.select(tree, _DETAIL_PAGE)), tree)
    found = _meant(root, event_lists.read(root, _DETAIL, markup.base_url(page, tree), record))
    yield changed(found, when=record.when or found.when)


def _meant(root: Part, record: Record) -> Record:
    """A class says that it is cancelled, in any language; a closed booking stands in the price's line."""
    is_cancelled = _CANCELLED in markup.classes(root) or markup.has(root, f".{_CANCELLED}")
    is_price = not record.price or _PRICE.search(record.price)
    return changed(
        record,
        location=_in_order(record.location),
        price=record.price if is_price else "",
        registration=record.registration if is_price else record.price,
        status="abgesagt" if is_cancelled else record.status,
    )


def _in_order(location: str | Place) -> str | Place:
    """The town stands before its postal code, and the state between them."""
    return _TOWN_FIRST.sub(r"\2 \1", location) if isinstance(location, str) else location
