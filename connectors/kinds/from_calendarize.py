"""Reads the pages of TYPO3's calendarize: its list, and the detail page behind each event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import event_lists, markup, own_feeds
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ITEM: Final = ".calendarize-item"
_NEXT: Final = "ul.f3-widget-paginator li.next a, ul.pagination li.next a, a[rel=next]"
_OFF: Final = frozenset(("state-canceled", "state-cancelled"))
_LIST_DATE: Final = "h4"
_LIST: Final = Selectors(
    title="h2",
    description=".media-body > p, .calendarize-item > p",
    url="h2 a, a.btn-primary",
)
_DETAIL: Final = Selectors(title="h1", description="div.text")
_DETAIL_DATE: Final = "h3[class*=state-], h3:has(.momentJs), h1 + h3"
_PLACES: Final = ("ort", "veranstaltungsort", "location", "adresse")
_ORGANIZERS: Final = ("veranstalter", "organizer", "organisator")
_LAST_SECOND: Final = "23:59"


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    for item in sheet.select(_ITEM):
        record = _dated(item, _LIST_DATE, event_lists.read(item, _LIST, sheet.base))
        yield event_lists.onward(record, page, source)
    yield from event_lists.next_pages(sheet, _NEXT)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    sheet = Sheet(page)
    tree = sheet.tree
    found = event_lists.read(tree, _DETAIL, sheet.base, record)
    found = _dated(tree, _DETAIL_DATE, found)
    terms = event_lists.labelled(tree)
    said = next(iter(event_lists.structured(sheet)), event_lists.NOTHING)
    if not found.when and not found.start:
        found = changed(found, start=said.start, end=said.end, end_is_last_day=True)
    yield changed(
        found,
        location=_first(terms, _PLACES) or found.location or said.location,
        organizer=event_lists.organisation(_first(terms, _ORGANIZERS)) or found.organizer,
        description=found.description or said.description,
        status=found.status or said.status,
    )


def _first(terms: dict[str, str], labels: tuple[str, ...]) -> str:
    return next((terms[label] for label in labels if label in terms), "")


def _dated(root: Part, selector: str, record: Record) -> Record:
    """A cancelled event shows the word for it instead of its date: then the date stands elsewhere."""
    words = next(iter(markup.texts(root, selector, markup.valid)), "")
    if any(c.isdigit() for c in words):
        record = changed(record, when=words)
    elif words:
        record = changed(record, status=words)
    own = next(iter(markup.texts(root, selector, _class)), markup.attribute(root, "class"))
    if _OFF & {*own.split(), *markup.classes_around(root)}:
        record = changed(record, status=record.status or "abgesagt")
    return _by_moments(root, record)


def _by_moments(root: Part, record: Record) -> Record:
    """Moments for a script to word: LL is a day, LLL a day with time, LT the time at which it ends."""
    formats = markup.texts(root, "span.momentJs", _format)
    moments = list(zip(formats, markup.texts(root, "span.momentJs"), strict=True))
    if not moments or not all(len(moment) >= 16 and moment[:4].isdecimal() for _, moment in moments):
        return record
    (first, start), *others = moments
    if first == "LL":
        last = next((moment[:10] for form, moment in others if form == "LL"), None)
        return changed(record, when="", start=start[:10], end=last, end_is_last_day=True)
    end = next((moment for form, moment in others if form == "LT"), None)
    if end and end[11:16] == _LAST_SECOND:  # an open end
        end = end[:10] if end[:10] != start[:10] else None
    return changed(record, when="", start=start, end=end, end_is_last_day=True)


def _class(element: Tag) -> str:
    return markup.attribute(element, "class")


def _format(element: Tag) -> str:
    return markup.attribute(element, "data-format")
