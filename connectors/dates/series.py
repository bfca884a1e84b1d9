"""Expands what repeats: weekly, every second week, the first Saturday of the month; with its exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.dates.feasts import is_public_holiday
from connectors.dates.school_holidays import Period, is_free

DAY = timedelta(days=1)
MOST = 400  # dates of one series
_LONGEST = 800  # days looked at


@dataclass(frozen=True, slots=True)
class Skips:
    """The days on which a series pauses."""

    dates: frozenset[date] = frozenset()
    weekdays: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    periods: tuple[Period, ...] = ()
    school_holidays: bool = False
    public_holidays: bool = False

    def holds(self, day: date) -> bool:
        return (
            day in self.dates
            or day.weekday() in self.weekdays
            or day.month in self.months
            or any(period.first <= day <= period.last for period in self.periods)
            or (self.school_holidays and is_free(day))
            or (self.public_holidays and is_public_holiday(day))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A weekly or monthly repetition. Without `last` and `count` it is open."""

    weekdays: frozenset[int]
    first: date
    last: date | None = None  # included
    count: int | None = None
    ordinals: tuple[int, ...] = ()  # within the month; empty: weekly
    interval: int = 7  # days, counted from the week of the first date
    months: frozenset[int] = frozenset()  # empty: all
    parity: int | None = None  # 0: even calendar weeks only, 1: odd ones
    skips: Skips = Skips()

    @property
    def is_open(self) -> bool:
        return self.last is None and self.count is None

    @property
    def is_rare(self) -> bool:
        """Less than once a week: every second week, the first Saturday of the month."""
        return bool(self.ordinals) or self.interval > 7 or self.parity is not None

    def days(self, until: date) -> Iterator[date]:
        """The dates up to and with `until`, at most 400."""
        found = 0
        week = self.first - timedelta(days=self.first.weekday())
        for offset in range(_LONGEST):
            day = self.first + timedelta(days=offset)
            if day > until or (self.last and day > self.last) or found >= (self.count or MOST):
                return
            if self._falls_on(day, week) and not self.skips.holds(day):
                found += 1
                yield day

    def _falls_on(self, day: date, first_week: date) -> bool:
        if day.weekday() not in self.weekdays or (self.months and day.month not in self.months):
            return False
        if self.parity is not None and day.isocalendar().week % 2 != self.parity:
            return False
        if self.ordinals:
            from_end = -((_month_length(day) - day.day) // 7 + 1)
            return (day.day - 1) // 7 + 1 in self.ordinals or from_end in self.ordinals
        return (day - first_week).days // 7 * 7 % self.interval == 0


def _month_length(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - DAY).day
