"""The school holidays of North Rhine-Westphalia, from the table beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

from connectors.dates.feasts import ADVENT, feast


@dataclass(frozen=True, slots=True)
class Period:
    """School holidays; both days belong to them."""

    name: str
    first: date
    last: date

    @property
    def code(self) -> str:
        """As the feed has it, such as sommerferien."""
        return f"{self.name}ferien"

    def week(self, number: int) -> tuple[date, date] | None:
        """Monday to Friday of the n-th week with a free weekday in it (-1: the last), cut to the holidays."""
        monday = self.first - timedelta(days=self.first.weekday())
        if self.first.weekday() > 4:
            monday += timedelta(days=7)
        mondays = [
            monday + timedelta(days=7 * n) for n in range(8) if monday + timedelta(days=7 * n) <= self.last
        ]
        if not mondays or not -len(mondays) <= (number - 1 if number > 0 else number) < len(mondays):
            return None
        start = mondays[number - 1 if number > 0 else number]
        return max(start, self.first), min(start + timedelta(days=4), self.last)


@cache
def periods() -> tuple[Period, ...]:
    """Every known period, by date."""
    table = tomllib.loads(files(__package__).joinpath("nrw_school_holidays.toml").read_text("utf-8"))
    rows = (Period(row["name"], row["first"], row["last"]) for row in table["holidays"])
    return tuple(sorted(rows, key=lambda period: period.first))


def period(name: str, year: int | None, reference: date) -> Period | None:
    """The holidays of that name that begin in that year, or the next not over; Advent is such a time too."""
    if name == ADVENT:
        day = feast("1. advent", year, reference - timedelta(days=24))
        return Period(name, day, date(day.year, 12, 24)) if day else None
    named = [p for p in periods() if p.name == name]
    if year is not None:
        return next((p for p in named if p.first.year == year), None)
    return next((p for p in named if p.last >= reference), None)


LONGEST: Final = 49  # days; what runs for longer than any holidays runs through term and holidays alike


def touched(first: date, last: date) -> tuple[Period, ...]:
    """The holidays in which something from that day to that day takes place."""
    if (last - first).days >= LONGEST:
        return ()
    return tuple(p for p in periods() if p.first <= last and first <= p.last)


def is_free(day: date) -> bool:
    """Whether there is no school that day, for holidays (weekends aside)."""
    return any(p.first <= day <= p.last for p in periods())


def holidays_known_until() -> date:
    """The last day of the table; of later days nothing is known."""
    return max(p.last for p in periods())
