"""Weighs whether a listing announces events, or lists news, comments, files or opening hours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from bs4 import Tag

from connectors.dates import Dates, read_dates
from connectors.discovery import names
from connectors.discovery.entries import HEADINGS
from connectors.discovery.headers import column_head, is_declared
from connectors.discovery.outline import Outline
from connectors.discovery.setting import Setting
from connectors.kinds.from_html import MONTH_FIRST
from connectors.model import Record
from connectors.parsing import date_shapes, markup

ENOUGH: Final = 2.2  # days to come alone are not enough: goods and jobs have them too
MOST_READ: Final = 40
_LONGEST_WHEN: Final = 600
_EVENTS: Final = re.compile(
    r"events?(?![a-z])|veranstaltung|termin(?!al)|kalender|calendar|programm|spielplan|schedule|meetings?(?![a-z])|sitzung"
    r"|(?<![a-z])kurse?(?![a-z])|workshop|seminar|(?<![a-z])shows?(?![a-z])|konzert|concert|vortr(?:a|ä)g|f(?:ü|ue)hrung"
    r"|upcoming|what'?s.on|was.ist.los|vorstellung|exkursion|fortbildung|lehrgang|hearing|vevent|tour.?dates?|gigs?(?![a-z])"
    r"|ausstellung|exhibition|festival|ferienprogramm|stammtisch|treffen",
    re.IGNORECASE,
)
_OTHER_DATES: Final = re.compile(
    r"expir|\bterm\b|amtszeit|geburt|birth|\bstand\b|version|ver(?:ö|oe)ffentlicht|publi|erstellt|created|updated"
    r"|ge(?:ä|ae)ndert|modified|frist|deadline|abgabe|posted|gr(?:ö|oe)ße|size|joined|mitglied seit",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(
    r"\b(?:veröffentlicht|geschrieben|gepostet|posted|published|erstellt|aktualisiert|updated|stand)\s*"
    r"(?:am|on|by|von)?\b|\b(?:posted|written) by\b|\d+\s+(?:kommentare?|comments?)\b",
    re.IGNORECASE,
)
_ICONS: Final = frozenset(("i", "svg", "img"))  # what they are called says nothing
_LEVELS_UP: Final = 6
_PAPERS: Final = 2.5  # that the days are those of a body's meetings needs nothing else


@dataclass(frozen=True, slots=True)
class Listed:
    """What may be a listing, and what its selectors read."""

    members: list[Tag]
    place: Tag  # where in the page it begins; members may be copies
    records: list[Record]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weight:
    """How many records can be read, and what speaks for their being events."""

    readable: int  # of those looked at
    dates: int  # that these have together
    looked_at: int
    points: float

    @property
    def is_believed(self) -> bool:
        return self.points >= ENOUGH


def weigh(page: Outline, listed: Listed, setting: Setting) -> Weight:
    members, options = listed.members, listed.options
    sample = listed.records[:MOST_READ]
    is_american = options.get("dates") == MONTH_FIRST
    read = [_read(record, setting, is_american) for record in sample]
    usable = [
        (record, dates)
        for record, dates in zip(sample, read, strict=True)
        if dates is not None and dates.spans and record.title
    ]
    if not usable:
        return Weight(0, 0, len(sample), -1)
    points = _by_clock([record.when for record, _ in usable])
    points += _by_words(page, listed) + 1.0 * is_declared(members)
    points += (
        _PAPERS
        if _is_told_by_papers(page, listed)
        else _by_dates([each for _, each in usable], setting.today)
    )
    bylines = sum(_BYLINE.search(page.text(member)) is not None for member in members[:MOST_READ])
    points -= 3 * bylines / min(len(members), MOST_READ)
    points -= 3 * _is_of_something_else(page, members[:5])
    many = sum(len(dates.spans) for _, dates in usable)
    return Weight(len(usable), many, len(sample), points)


def _is_told_by_papers(page: Outline, listed: Listed) -> bool:
    """Whether a body lists the days of its meetings by their agendas and minutes.

    The day of an agenda is its meeting's; but a list of files that are called minutes is one of files.
    """
    sample = listed.members[:MOST_READ]
    if "title_above" not in listed.options:
        return False
    _, (heading, called) = _surroundings(page, listed.place)
    words = [f"{page.text(each)} {_addresses(each)}" for each in sample]
    are_papers = names.is_of_papers(heading) or 2 * sum(map(names.is_of_papers, words)) > len(words)
    return are_papers and names.is_of_body(f"{heading} {called}")


def _addresses(element: Tag) -> str:
    links = [element, *element.find_all("a", href=True)]
    return " ".join(markup.attribute(each, "href") for each in links)


def _is_of_something_else(page: Outline, members: list[Tag]) -> bool:
    """Whether the column of the date says that it is no event's: a term of office, a version."""
    found = (cell for member in members for cell in member.find_all(("td", "th")))
    cells = (each for each in found if date_shapes.has_date(page.text(each)))
    return any(_OTHER_DATES.search(column_head(each)) for each in cells)


def _read(record: Record, setting: Setting, is_american: bool) -> Dates | None:
    if not record.when or len(record.when) > _LONGEST_WHEN:
        return None
    today = setting.today
    return read_dates(record.when, reference=today, today=today, zone=setting.zone, month_first=is_american)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _by_dates(read: list[Dates], today: date) -> float:
    """News are never dated ahead; who lists days to come lists events."""
    days = [_day(dates.spans[0].start) for dates in read]
    last = [max(_day(span.end or span.start) for span in dates.spans) for dates in read]
    ahead = [day for day in last if day > today + timedelta(days=1)]
    points = 1.5 * bool(ahead) + 0.5 * (len(set(ahead)) > 1)
    falls = all(one >= other for one, other in pairwise(days))
    return points - 1.0 * (not ahead and falls and len(set(days)) > 2)


def _by_clock(wordings: list[str]) -> float:
    return 1.5 * sum(date_shapes.has_clock(words) for words in wordings) / len(wordings)


def _by_words(page: Outline, listed: Listed) -> float:
    """Classes, ids and headings around the list, and what the page calls itself."""
    members = listed.members
    said, (heading, title) = _surroundings(page, listed.place)
    points = 1.5 * names.is_of_events(said) - 2.5 * names.is_of_news(said)
    points += 1.0 * bool(_EVENTS.search(heading)) - 1.5 * names.is_of_news(heading)
    titled = (page.text(member)[:300] for member in members[:MOST_READ])
    worded = sum(_EVENTS.search(each) is not None for each in titled) / min(len(members), MOST_READ)
    return points + 0.5 * bool(_EVENTS.search(title)) + 1.0 * worded


def _surroundings(page: Outline, member: Tag) -> tuple[str, tuple[str, str]]:
    inner = [each for each in member.find_all(True, limit=30) if each.name not in _ICONS]
    outer = [each for each, _ in zip(member.parents, range(_LEVELS_UP), strict=False)]
    classes = " ".join(
        markup.attribute(each, name)
        for each in (member, *inner, *outer)
        if each.name not in ("body", "html", "[document]")
        for name in ("class", "id", "itemprop")
    )
    above = member.find_previous(HEADINGS)
    title = page.tree.find("title")
    h1 = page.tree.find("h1")
    called = " ".join(page.text(each) for each in (title, h1) if isinstance(each, Tag))
    return classes, (page.text(above) if isinstance(above, Tag) else "", called)
