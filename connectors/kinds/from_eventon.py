"""Reads the lists of WordPress' EventON; an event's own page only where its list does not describe it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record, Severity
from connectors.parsing import event_lists, markup, own_feeds
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.eventon_times import Moments, read_moments
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ITEM: Final = ".eventon_list_event"
_SELECTORS: Final = Selectors(
    title=".evcal_event_title, .evoet_title",
    description=".eventon_desc_in",
    categories=".evcal_event_types em[data-filter]",
    status=".evo_event_headers",
    organizer=".evo_card_organizer_name_t",
    url=".evo_event_schema a[itemprop=url], a[itemprop=url]",
)
_PLACE: Final = (
    ".event_location_attrs@data-location_name",
    ".event_location_attrs@data-location_address",
)
_VISIBLE_PLACE: Final = ".evcal_location, .evo_location_name"
_ONLINE: Final = ".evo_event_headers.virtual, .evo_event_headers.virtual_physical"
_STATUSES: Final = {
    "cancelled": "abgesagt",
    "cancel_event": "abgesagt",
    "postponed": "verschoben",
    "rescheduled": "rescheduled",
}


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """A card that stands in the page twice is read once."""
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    seen: set[Record] = set()
    for item in sheet.select(_ITEM):
        moments = read_moments(item, ZoneInfo(source.timezone))
        record = _timed(_record(item, sheet.base), moments)
        if record in seen:
            continue
        seen.add(record)
        if moments.is_unclear:
            yield _unclear(record, page)
        yield record if record.description else event_lists.onward(record, page, source)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    sheet = Sheet(page)
    items = sheet.select(_ITEM)
    own = [item for item in items if _uid(item) == record.uid] or items[:1]
    known = [_record(item, sheet.base, record) for item in own[:1]]
    yield known[0] if known else record


def _record(item: Part, base: str, known: Record = event_lists.NOTHING) -> Record:
    """The item but for its dates."""
    found = event_lists.read(item, _SELECTORS, base, known)
    classes = markup.classes(item)
    status = next((_STATUSES[name] for name in classes if name in _STATUSES), "")
    is_online = markup.has(item, _ONLINE) or "movedonline" in classes
    return changed(
        found,
        uid=known.uid or _uid(item),
        url=known.url or found.url,
        location=_location(item) or known.location,
        is_online=True if is_online else known.is_online,
        status=" ".join(filter(None, (status, found.status if found.status.casefold() != status else ""))),
    )


def _uid(item: Part) -> str:
    """The event's number, and which of its repetitions this is."""
    number = markup.attribute(item, "data-event_id")
    return f"{number}_{markup.attribute(item, 'data-ri') or '0'}" if number else ""


def _location(item: Part) -> str:
    """The place and its address; the address alone may name the place already."""
    name, address = (markup.value(item, selector) for selector in _PLACE)
    if name and address:
        return address if name in address else f"{name}, {address}"
    return name or address or markup.value(item, _VISIBLE_PLACE)


def _timed(record: Record, moments: Moments) -> Record:
    return changed(
        record,
        start=moments.start,
        end=moments.end,
        end_is_last_day=moments.end is not None and "T" not in moments.end,
        when=moments.when,
    )


def _unclear(record: Record, page: Page) -> Problem:
    return Problem(
        severity=Severity.REPAIRED,
        code="time-unclear",
        detail=str(record.start),
        title=record.title,
        uid=record.uid,
        url=page.url,
    )
