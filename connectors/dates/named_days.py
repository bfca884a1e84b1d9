"""The days that go by a name instead of a date: feasts, "morgen", calendar weeks, school holidays."""

from __future__ import annotations

from datetime import date, timedelta

from connectors.dates.feasts import ADVENT, advent_sundays, feast
from connectors.dates.phrases import Clocks, Feast, Holidays, Phrase, Relative, Week, Weekdays
from connectors.dates.school_holidays import period
from connectors.dates.stays import Dated, Stay

EVENT_ROLES = ("", "start", "end")
_EARLIEST = timedelta(days=30)  # a feast without a year may lie so far back


def named_days(phrases: list[Phrase], reference: date, flags: set[str]) -> list[Dated]:
    own = [p for p in phrases if p.role in EVENT_ROLES]
    for kind in (Feast, Relative, Week, Holidays):
        found = [
            Dated(p, stays)
            for p in own
            if isinstance(p.meaning, kind) and (stays := _stays(p, phrases, reference))
        ]
        if found:
            flags.add("relative_date" if kind is Relative else "named_day")
            return found
    return []


def _stays(phrase: Phrase, phrases: list[Phrase], reference: date) -> tuple[Stay, ...]:
    match phrase.meaning:
        case Feast(name="advent", year=year):
            return tuple(Stay(day, day) for day in advent_sundays(year or reference.year))
        case Feast() as said:
            return _feast_day(said, reference)
        case Relative(days=days, weekday=None):
            return (Stay(reference + timedelta(days=days), reference + timedelta(days=days)),)
        case Relative(weekday=int(weekday)):
            day = reference + timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1)
            return (Stay(day, day),)
        case Week() as said:
            has_times = any(isinstance(p.meaning, Clocks) for p in phrases)
            return _week(said, reference, days=5 if has_times else 7)
        case Holidays(name=name, lead="") as said if name and name != ADVENT:
            return _holidays(said, phrases, reference)
    return ()


def _feast_day(said: Feast, reference: date) -> tuple[Stay, ...]:
    day = feast(said.name, said.year, reference - _EARLIEST)
    if day is None:
        return ()
    if said.weekday_after is not None:
        day += timedelta(days=(said.weekday_after - day.weekday() - 1) % 7 + 1)
    return (Stay(day, day),)


def _week(said: Week, reference: date, *, days: int) -> tuple[Stay, ...]:
    try:
        monday = date.fromisocalendar(said.year or reference.year, said.week, 1)
        if said.year is None and monday < reference - _EARLIEST:
            monday = date.fromisocalendar(reference.year + 1, said.week, 1)
    except ValueError:
        return ()
    weeks = max(said.last - said.week, 0)
    return tuple(
        Stay(day, day + timedelta(days=days - 1))
        for n in range(weeks + 1)
        if (day := monday + timedelta(weeks=n))
    )


def _holidays(said: Holidays, phrases: list[Phrase], reference: date) -> tuple[Stay, ...]:
    """Whole school holidays, unless a weekday in them repeats; or one week of them."""
    found = period(said.name, said.year, reference)
    if found is None:
        return ()
    if said.week is not None:
        week = found.week(said.week)
        return (Stay(*week),) if week else ()
    is_series = any(
        isinstance(p.meaning, Weekdays) and not p.meaning.is_range and not p.role for p in phrases
    )
    return () if is_series else (Stay(found.first, found.last),)
