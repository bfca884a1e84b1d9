"""Reads the Deutsches Bergbau-Museum's programme: dates, below them a title, below that length and price."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import markup
from connectors.parsing.event_texts import event_texts
from connectors.parsing.page_lines import TEXT, Line, page_lines

_PAGES: Final = re.compile(
    r"programm|veranstaltung|kalender|news-detailseite|fuehrung|führung|ferien", re.IGNORECASE
)
_WEEKDAY: Final = r"(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*\.?"
# "So. 03.04., Di. 12.04. & So. 05.06.2022 | jeweils 11:10 Uhr", "Sa. & So. | jeweils 14:15 Uhr"
_DATES: Final = re.compile(
    rf"(?:{_WEEKDAY},? )?\d{{1,2}}\.\s?\d{{1,2}}\..{{0,400}}\|.{{0,400}}Uhr"
    rf"|{_WEEKDAY}(?:\s?[&,–-]\s?{_WEEKDAY})*\s\|.{{0,200}}Uhr"
)
_YEAR: Final = re.compile(r"\b20\d\d\b")
_LENGTH: Final = re.compile(r"\b(?:minuten|min\.|stunden?)", re.IGNORECASE)
_PRICE: Final = re.compile(r"€|euro|eintritt|kosten", re.IGNORECASE)
_REGISTRATION: Final = re.compile(r"anmeld", re.IGNORECASE)


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """A programme's entries; on other pages what they announce, and links to the programme's pages."""
    lines = page_lines(markup.document(page))
    starts = [index for index, line in enumerate(lines[:-1]) if _DATES.match(line.text)]
    for start, following in zip(starts, [*starts[1:], len(lines)], strict=False):
        yield _entry(lines, start, following, page.final_url)
    if not starts:
        yield from event_texts(page, source, follow=_PAGES)


def _entry(lines: Sequence[Line], start: int, end: int, url: str) -> Record:
    """The line after the dates is the title, however it is set; the next heading ends the entry."""
    below = lines[start + 2 : end]
    text = below[: next((i for i, line in enumerate(below) if line.level != TEXT), len(below))]
    said = [part.strip(" *") for line in text for part in line.text.split("|")]
    length, price, registration = (
        [part for part in said if words.search(part)] for words in (_LENGTH, _PRICE, _REGISTRATION)
    )
    rest = [part for part in said if part not in (*length, *price, *registration)]
    headings = _headings(lines, start)
    return Record(
        title=lines[start + 1].text,
        when="\n".join((_with_year(lines[start].text, headings), *length[:1])),
        url=url,
        description="\n".join(filter(None, rest)),
        categories=tuple(line.text for line in headings if line.level > 1),
        price="\n".join(price),
        registration="\n".join(registration),
    )


def _headings(lines: Sequence[Line], start: int) -> list[Line]:
    """The headings above the dates, outermost first; the title of another entry is none."""
    above: list[Line] = []
    for before, line in zip(["", *(each.text for each in lines[: start - 1])], lines[:start], strict=False):
        if line.level != TEXT and not _DATES.match(before) and not _DATES.match(line.text):
            above = [*(each for each in above if each.level < line.level), line]
    return above


def _with_year(dates: str, headings: Sequence[Line]) -> str:
    """Where only the heading says for which months the programme is: "Programm Oktober bis Dezember 2026"."""
    period = next((line.text for line in headings if _YEAR.search(line.text)), "")
    return f"{dates} ({period})" if period and not _YEAR.search(dates) else dates
