"""Reads the pages of TYPO3's sf_event_mgt: its list, and the detail page behind each event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from bs4 import Tag

from connectors.cluster import Source
from connectors.model import Link, Page, Place, Problem, Record
from connectors.parsing import event_lists, markup, own_feeds
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ITEM: Final = ".event-list-item"
_NEXT: Final = "ul.paginator li.next a, .f3-widget-paginator li.next a, a[rel=next]"
_LIST: Final = Selectors(
    title=".event-title",
    location=".event-location",
    description=".event-teaser",
    categories=".event-category",
    registration_url=".event-registration a",
    url=".event-title a",
)
_DETAIL: Final = Selectors(
    title=".event-title",
    location=".event-location-title",
    description=".event-teaser, .event-description, .event-program",
    categories=".event-category",
    registration_url=".event-registration a, a[href*='=registration'], a[href*='/registration/']",
    organizer=".event-organisator",
)
_MOMENT: Final = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})(?: - (\d\d:\d\d))?")
_UID: Final = re.compile(r"tx_sfeventmgt_\w+\[event\]=(\d+)")
_NO_PRICE: Final = re.compile(r"[01]?|ja|nein|yes|no|true|false", re.IGNORECASE)
_MIDNIGHTS: Final = ("00:00", "23:59")


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    for item in sheet.select(_ITEM):
        record = event_lists.read(item, _LIST, sheet.base)
        record = changed(_dated(item, record), price=_price(item), uid=_uid(item))
        yield event_lists.onward(record, page, source)
    yield from event_lists.next_pages(sheet, _NEXT)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    tree = markup.document(page)
    found = _dated(tree, event_lists.read(tree, _DETAIL, markup.base_url(page, tree), record))
    yield changed(
        found,
        location=_place(tree, found),
        price=_price(tree) or record.price,
        status=found.status or ("ausgebucht" if _is_full(tree) else ""),
    )


def _dated(root: Part, record: Record) -> Record:
    """The dates as they are; a site that words them in its own way is read by its words."""
    start, end = markup.value(root, ".event-startdate"), markup.value(root, ".event-enddate")
    if not start:
        return record
    begin, finish = _MOMENT.fullmatch(start), _MOMENT.fullmatch(end)
    if begin is None or (end and finish is None):
        return changed(record, when=f"Beginn: {start}\nEnde: {end}" if end and end != start else start)
    # It knows no whole days: 00:00 is what is left when nobody gave a time.
    is_all_day = begin[4] in (None, "00:00") and (finish is None or finish[4] in (None, *_MIDNIGHTS))
    return changed(
        record,
        start=_iso(begin, is_all_day),
        end=_iso(finish, is_all_day) if finish and end != start else None,
        end_is_last_day=is_all_day,
    )


def _iso(moment: re.Match[str], is_all_day: bool) -> str:
    day = f"{moment[3]}-{moment[2]}-{moment[1]}"
    return day if is_all_day or not moment[4] else f"{day}T{moment[4]}"


def _price(root: Part) -> str:
    """The row that says whether it is a top event has the price's class, too."""
    found = markup.texts(root, ".event-price")
    options = markup.values(root, ".event-price-options")
    return next((each for each in found if not _NO_PRICE.fullmatch(each)), "") or "\n".join(options)


def _uid(item: Part) -> str:
    """The event's number, as its own feed writes it; not where routing hides it."""
    for address in markup.values(item, "a[href]@href"):
        if found := _UID.search(unquote(address)):
            return f"event-{found[1]}"
    return ""


def _place(root: Tag, record: Record) -> str | Place:
    street, postal_code, city, room = (
        markup.value(root, f".event-{part}")
        for part in ("location-address", "location-zip", "location-city", "room")
    )
    if not isinstance(record.location, str):
        return record.location
    name = ", ".join(filter(None, (record.location, room)))
    if not (street or postal_code or city):
        return name
    return Place(name=name, street=", ".join(street.split("\n")), postal_code=postal_code, city=city)


def _is_full(root: Tag) -> bool:
    """Without a maximum there are no free places to count."""
    most = markup.value(root, ".event-maxParticipants, .event-maxparticipants")
    free = markup.value(root, ".event-freePlaces, .event-freeplaces")
    return most.isdecimal() and int(most[:9]) > 0 and re.fullmatch(r"0|-\d+", free) is not None
