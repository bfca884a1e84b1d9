"""Reads the pages of Joomla's JEvents: its lists, and the page behind each date of an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import event_lists, markup, own_feeds
from connectors.parsing.changes import changed
from connectors.parsing.event_lists import Selectors
from connectors.parsing.sheets import Sheet

check_options = event_lists.check_options

_ROW: Final = "table.ev_table tr"
_DAY: Final = ".ev_td_left, .ev_td_today"
_ITEM: Final = "li.ev_td_li, .ev_td_center:has(a.ev_link_row)"
_NEXT: Final = ".pagination-next a, a.pagenav[title=Weiter], a.pagenav[title=Next], a[rel=next]"
_LIST: Final = Selectors(title="a.ev_link_row", categories="a.ev_link_cat", url="a.ev_link_row")
# What is behind "contact" and "hits" is a person and a number.
_DETAIL: Final = Selectors(
    title=".contentheading, .jev_evdt_header h2",
    when=".ev_detail.repeat, .jev_evdt_summary",
    location=".jev_evdt_location, tr.location .ev_detail, .location.ev_detail",
    description=".jevent-content-details, .jev_evdt_desc, tr:not(.contact, .location) > td[class=ev_detail]",
)
_IN_PATH: Final = re.compile(r"detail/(\d{4})/(\d{1,2})/(\d{1,2})/")
_IN_QUERY: Final = re.compile(r"[?&](year|month|day)=(\d{1,4})(?!\d)")
_MONTHS: Final = "jan|feb|mär|mae|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec"
_DATED: Final = re.compile(rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONTHS}))|\d{{4}}-\d\d-\d\d", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b\d{4}\b")
_ENGLISH_DAY: Final = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)\b,?\s*", re.IGNORECASE
)
_CLOCK: Final = re.compile(r"\d:\d\d|(?<![.\d])\d{1,2}\.\d\d(?![.\d])|\d ?Uhr\b|\d ?[ap]m\b", re.IGNORECASE)


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return own_feeds.feed_or(_listed, page, source)


def _listed(sheet: Sheet, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    day, year = "", _year(sheet)
    for row in sheet.select(_ROW):
        day = markup.value(row, _DAY) or day
        for item in sheet.within(row, _ITEM):
            record = event_lists.read(item, _LIST, sheet.base)
            record = changed(
                record,
                when=_when(
                    markup.texts(item, ":scope", _before_title)[0],
                    day if _YEAR.search(day) else f"{day} {year}",
                    record.url,
                ),
            )
            yield event_lists.onward(record, page, source)
    yield from event_lists.next_pages(sheet, _NEXT)


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    """The list says which date this is, and the page its time, if the list did not."""
    tree = markup.document(page)
    found = event_lists.read(tree, _DETAIL, markup.base_url(page, tree), changed(record, when=""))
    is_exact = _CLOCK.search(record.when) or not found.when
    yield changed(found, when=record.when if is_exact else _in_german(found.when), title=record.title)


def _year(sheet: Sheet) -> str:
    """The year above the table, where its days have none; nothing where two years meet."""
    said = (markup.value(each, ":scope") for each in sheet.select(".cal_td_daysnames"))
    years = set(_YEAR.findall(next(filter(None, said), "")))
    return years.pop() if len(years) == 1 else ""


def _before_title(item: Tag) -> str:
    """The words before the title's link: behind it stand the author and the category."""
    words: list[str] = []
    for node in item.descendants:
        if isinstance(node, Tag) and "ev_link_row" in node.get_attribute_list("class"):
            break
        if isinstance(node, NavigableString):
            words.append(str(node))
    return " ".join("".join(words).split())


def _when(words: str, heading: str, url: str) -> str:
    """A line often has the time alone: its day is in the address, or stands once above the day's events."""
    if _DATED.search(words):
        return _in_german(words)
    day = _day(url) or (_in_german(heading) if _DATED.search(heading) else "")
    times = next((each for each in (words, heading) if _CLOCK.search(each) and not _DATED.search(each)), "")
    return f"{day} {times}".strip() if day else ""


def _day(url: str) -> str:
    if found := _IN_PATH.search(url):
        year, month, day = found.groups()
    else:
        parts = dict(_IN_QUERY.findall(url))
        year, month, day = (parts.get(part, "") for part in ("year", "month", "day"))
    return f"{int(day):02}.{int(month):02}.{year}" if year and month and day else ""


def _in_german(words: str) -> str:
    """Without the English weekday that Joomla puts before a German month."""
    return _ENGLISH_DAY.sub("", words)
