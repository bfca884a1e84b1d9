"""Renders one page for each month of the window: a table of its weeks, and the events by day."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from feeds import wording
from feeds.day_list import by_day, joined
from feeds.edition import Edition
from feeds.filter_form import choices
from feeds.labels import label
from feeds.languages import phrases, say
from feeds.text import one_line
from warehouse.night import Night
from warehouse.shown import Shown

IN_CELL = 3  # titles; the list below has all
TITLE = 60  # characters, in a cell
WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Title:
    """An event in a cell of the table."""

    id: str
    words: str
    status: str  # in words; "" where it takes place as planned
    is_off: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the table; of another month it is empty."""

    day: int
    iso: str
    words: str
    titles: list[Title]
    count: int
    is_in_month: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month that has a page."""

    id: str  # 2026-12
    words: str
    count: int  # events that begin in it


def month_pages(edition: Edition, shown: Sequence[Shown], night: Night) -> Iterator[tuple[str, bytes]]:
    """Path within the edition, and content; `shown` sorted by start."""
    beginning: dict[date, list[Shown]] = defaultdict(list)
    for event in shown:
        beginning[event.first_day.replace(day=1)].append(event)
    firsts = list(_firsts(night.window_from, night.window_to))
    months = [_month(first, len(beginning[first]), edition.language) for first in firsts]
    for at, first in enumerate(firsts):
        before = months[at - 1] if at else None
        after = months[at + 1] if at + 1 < len(months) else None
        running = [event for event in shown if event.first_day < first <= event.last_day]
        content = _page(edition, first, (before, months[at], after), running, beginning[first])
        yield f"monat/{months[at].id}/index.html", content
    yield "monat/index.html", edition.render("monate.html", "monat/index.html", months=months)


def _page(
    edition: Edition,
    first: date,
    months: tuple[Month | None, Month, Month | None],
    running: Sequence[Shown],
    events: Sequence[Shown],
) -> bytes:
    before, month, after = months
    by_date: dict[date, list[Shown]] = defaultdict(list)
    for event in events:
        by_date[event.first_day].append(event)
    language = edition.language
    dates = phrases(language)["dates"]
    return edition.render(
        "monat.html",
        f"monat/{month.id}/index.html",
        month=month,
        before=before,
        after=after,
        weekdays=list(zip(dates["weekdays"], dates["weekdays_short"], strict=True)),
        weeks=[[_cell(day, first, by_date, language) for day in week] for week in _weeks(first)],
        running=joined(running, language),
        days=list(by_day(events, language)),
        choices=choices(edition),
    )


def _cell(day: date, first: date, by_date: Mapping[date, Sequence[Shown]], language: str) -> Cell:
    events = by_date.get(day, ())
    titles = [
        Title(
            event.event_id,
            one_line(event.title, TITLE) or say(language, "facts", "untitled"),
            label("status", event.status, language) if event.status != "scheduled" else "",
            event.status in ("cancelled", "delisted"),
        )
        for event in events[:IN_CELL]
    ]
    is_in_month = day.month == first.month
    return Cell(day.day, day.isoformat(), wording.day(day, language), titles, len(events), is_in_month)


def _weeks(first: date) -> list[list[date]]:
    return WEEKS.monthdatescalendar(first.year, first.month)


def _month(first: date, count: int, language: str) -> Month:
    return Month(f"{first:%Y-%m}", wording.month(first, language), count)


def _firsts(start: date, end: date) -> Iterator[date]:
    """The first day of every month from the one of `start` to the one of `end`."""
    first = start.replace(day=1)
    while first <= end:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)
