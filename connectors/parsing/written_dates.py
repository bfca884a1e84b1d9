"""When an article was written, and what the dates in it mean as of then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup

from connectors.dates import Dates, read_dates, read_moment
from connectors.model import Problem, Record, Severity
from connectors.parsing import markup

_STAMPS: Final = (
    "time[itemprop=datePublished]@datetime, meta[itemprop=datePublished]@content,"
    " meta[property='article:published_time']@content, .news-list-date time@datetime, time[pubdate]@datetime"
)
_WRITTEN: Final = re.compile(
    r"(?:(?:ver(?:ö|oe)ffentlicht|erstellt|stand|meldung|aktuelles|bochum)\b[\s:,]*(?:am |vom )?)?"
    r"(?:[A-Z][a-z]+,? )?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})",
    re.IGNORECASE,
)

_YEAR_FOLDER: Final = re.compile(r"/(20\d\d)/")
_WEEKDAY: Final = re.compile(
    r"\b(?:mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)\b", re.IGNORECASE
)
_SOME_DAY: Final = date(2026, 1, 1)  # to find out whether a wording says its year; which day does not matter


def written_on(tree: BeautifulSoup, zone: ZoneInfo) -> date | None:
    """The day that the page's data gives as published, else the first line that is nothing but a date."""
    for stamp in markup.values(tree, _STAMPS):
        if moment := read_moment(stamp, zone):
            return date(moment.year, moment.month, moment.day)
    for line in markup.text(tree).split("\n"):
        if found := _WRITTEN.fullmatch(line):
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                continue
    return None


def is_stamp(line: str) -> bool:
    """Whether a line says nothing but when the text was written."""
    return _WRITTEN.fullmatch(line) is not None


def year_in_path(url: str) -> date | None:
    """The first day of the year in whose folder a page lies: /aktuelles/2026/…"""
    found = _YEAR_FOLDER.search(urlsplit(url).path)
    return date(int(found[1]), 1, 1) if found else None


def as_of(record: Record, written: date | None, zone: ZoneInfo) -> Iterator[Record | Problem]:
    """The record with its wording settled, where only the day on which the text was written gives the year.

    One record for each date then. A series without an end stays as it is worded. Where nothing says when
    it was written, and no weekday says which year it can be, there is a Problem: the text may be old.
    """
    reference = written or _SOME_DAY
    read = read_dates(record.when, reference=reference, today=reference, zone=zone)
    if read.is_open or not read.spans or "year_inferred" not in read.flags:
        yield record
    elif written is not None:
        yield from _settled(record, read)
    elif _WEEKDAY.search(record.when):
        yield record
    else:
        yield Problem(
            severity=Severity.DROPPED, code="year-unknown", detail=record.when[:200], title=record.title
        )


def _settled(record: Record, read: Dates) -> Iterator[Record]:
    for span in read.spans:
        yield replace(
            record,
            when="",
            start=span.start,
            end=span.end,
            recurrence_id=span.start if len(read.spans) > 1 else None,
            status=record.status or read.status,
            registration=record.registration or _deadline(read.deadline),
        )


def _deadline(day: date | None) -> str:
    return f"Anmeldeschluss: {day:%d.%m.%Y}" if day else ""
