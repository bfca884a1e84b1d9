"""Reads Bochum Tourismus: one card per date, whose times stand in seconds since 1970."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record, Severity
from connectors.normalising.filters import is_wanted
from connectors.parsing import markup

_STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)")
_TICKETS: Final = re.compile(r"kartenvorverkauf|tickets?|anmeld", re.IGNORECASE)
_MIDNIGHT: Final = time()


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """A link to its page for each card that is wanted. Several cards may lead to one page: a series."""
    tree = markup.document(page)
    base = markup.base_url(page, tree)
    cards = [
        _card(card, base, ZoneInfo(source.timezone))
        for card in markup.select(tree, "article.event-list-item")
    ]
    dates_of = Counter(card.url for card in cards)
    for card in cards:
        record = replace(card, recurrence_id=_moment(card.start)) if dates_of[card.url] > 1 else card
        yield Link(record.url, record) if record.url and is_wanted(record, source) else record
    for address in markup.links(tree, "a[rel=next]@href", base):
        yield Link(address)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record | Problem]:
    """The card with its page's place, text and tickets; its time as people read it there."""
    tree = markup.document(page)
    checked = _checked(record, _times(tree, ZoneInfo(source.timezone)), ZoneInfo(source.timezone))
    if checked.start != record.start and isinstance(record.start, datetime):
        yield Problem(
            severity=Severity.REPAIRED,
            code="time-contradicts",
            detail=f"Liste (list): {record.start:%d.%m.%Y %H:%M}, Seite (page): {checked.start}",
            title=record.title,
        )
    notes = markup.values(tree, "h2:-soup-contains('Anmerkungen') + ul > li")
    yield replace(
        checked,
        location=markup.value(tree, "h2 small") or _on_map(tree) or record.location,
        description="\n".join((*markup.values(tree, "div.ce-bodytext"), *notes)) or record.description,
        registration_url=_tickets(tree, markup.base_url(page, tree)),
    )


def _card(card: Tag, base: str, zone: ZoneInfo) -> Record:
    start, end = (_at(markup.attribute(card, f"data-filter-{side}-date"), zone) for side in ("start", "end"))
    categories = re.split(r"[|,]", markup.attribute(card, "data-filter-category"))
    is_span = start is not None and end is not None and end > start
    return Record(
        title=markup.value(card, "h2"),
        start=start if end is None or start is None else _day_if_whole(start, end),
        end=end if is_span else None,
        when=markup.value(card, ".poi-list-item-date"),
        url=next(markup.links(card, "a[href]@href", base), ""),
        location=", ".join(markup.value(card, "header, p").split("\n")),
        categories=tuple(filter(None, (each.strip() for each in categories))),
    )


def _at(seconds: str, zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(seconds), zone)
    except (ValueError, OverflowError, OSError):
        return None


def _day_if_whole(start: datetime, end: datetime) -> date | datetime:
    """A card from midnight on that has no other time knows only the day."""
    is_whole = start.time() == _MIDNIGHT and (end.time() == _MIDNIGHT or (end.hour, end.minute) == (23, 59))
    return start.date() if is_whole else start


def _moment(start: str | date | datetime | None) -> date | datetime | None:
    return None if isinstance(start, str) else start


def _times(tree: BeautifulSoup, zone: ZoneInfo) -> list[tuple[datetime, datetime | None]]:
    """Begin and end of each date on the page: the first and the last time of each item of its list."""
    found = []
    for item in markup.select(tree, "h3 + ul > li"):
        stamps = [_STAMP.match(markup.attribute(each, "datetime")) for each in item.find_all("time")]
        moments = [_wall(stamp, zone) for stamp in stamps if stamp]
        if known := [moment for moment in moments if moment]:
            found.append((known[0], known[-1] if known[-1] > known[0] else None))
    return found


def _wall(stamp: re.Match[str], zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{stamp[1]}T{stamp[2]}").replace(tzinfo=zone)
    except ValueError:
        return None


def _checked(record: Record, times: list[tuple[datetime, datetime | None]], zone: ZoneInfo) -> Record:
    """The date among the page's own that is this card's; without one there, the card as it is.

    Seconds that were counted from a wall time as if it were UTC are as far off as Berlin is from it.
    """
    start = record.start
    if isinstance(start, str) or start is None or not times:
        return record
    candidates: list[date | datetime] = [start]
    if isinstance(start, datetime):
        candidates.append(start.astimezone(UTC).replace(tzinfo=zone))
    for candidate in candidates:
        for begin, end in times:
            if candidate == begin:
                return replace(record, start=begin, end=end)
    day = start.date() if isinstance(start, datetime) else start
    same_day = [(begin, end) for begin, end in times if begin.date() == day]
    if len(same_day) == 1:
        return replace(record, start=same_day[0][0], end=same_day[0][1])
    return record


def _on_map(tree: BeautifulSoup) -> str:
    """The address that the map is asked for."""
    for address in markup.values(tree, "iframe[src*='google']@src"):
        if asked := parse_qs(urlsplit(address).query).get("q"):
            return asked[0]
    return ""


def _tickets(tree: BeautifulSoup, base: str) -> str:
    for button in markup.select(tree, "a.btn[href]"):
        if _TICKETS.search(markup.text(button)):
            return markup.absolute(base, markup.attribute(button, "href"))
    return ""
