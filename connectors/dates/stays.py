"""Turns days as worded into dates: finds the month and year that are said elsewhere or meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from connectors.dates.phrases import Day, DayRange, Days, Months, Phrase, Year

_BACK, _AHEAD = timedelta(days=30), timedelta(days=335)  # where a day without a year is looked for
_OLDEST = 6  # years back in which a weekday may place an old page
PLAUSIBLE = 10  # years around the reference; beyond is history, no event


@dataclass(frozen=True, slots=True)
class Stay:
    """From one date to another, both included; a single day has the same twice."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Dated:
    """A phrase of days with its dates."""

    phrase: Phrase
    stays: tuple[Stay, ...]

    @property
    def lead(self) -> str:
        return self.phrase.meaning.lead if isinstance(self.phrase.meaning, Days) else ""


def dated(phrases: list[Phrase], reference: date, flags: set[str]) -> list[Dated]:
    """The phrases of days with dates; impossible days are left out and flagged."""
    worded = [
        (phrase, _with_heading(phrase, phrases)) for phrase in phrases if isinstance(phrase.meaning, Days)
    ]
    years = _headed_year(phrases, reference)
    parts = _with_years([part for _, parts in worded for part in parts], years)
    found: list[Dated] = []
    at = 0
    for phrase, own in worded:
        stays = [stay for part in parts[at : at + len(own)] if (stay := _stay(part, reference, flags))]
        at += len(own)
        if stays:
            found.append(Dated(phrase, tuple(stays)))
    return found


def _with_heading(phrase: Phrase, phrases: list[Phrase]) -> list[Day | DayRange]:
    """The days with the month over them, where they name none; without one they are no dates."""
    assert isinstance(phrase.meaning, Days)
    parts = list(phrase.meaning.parts)
    if _first(parts[0]).month:
        return parts
    before = [p.meaning for p in phrases if isinstance(p.meaning, Months) and p.start < phrase.start]
    if not before or len(before[-1].months) != 1:
        return []
    month, year = before[-1].months[0], before[-1].year
    return [_filled(part, month, year) for part in parts]


def _filled(part: Day | DayRange, month: int, year: int | None) -> Day | DayRange:
    if isinstance(part, DayRange):
        return DayRange(
            replace(part.first, month=month, year=year), replace(part.last, month=month, year=year)
        )
    return replace(part, month=month, year=year)


def _first(part: Day | DayRange) -> Day:
    return part.first if isinstance(part, DayRange) else part


def _headed_year(phrases: list[Phrase], reference: date) -> int | None:
    """A year that stands alone, as a heading or a programme's name does."""
    years = [
        p.meaning.year
        for p in phrases
        if isinstance(p.meaning, (Year, Months)) and not p.role and p.meaning.year
    ]
    near = [year for year in years if reference.year - 1 <= year <= reference.year + 2]
    return near[0] if near else None


def _with_years(parts: list[Day | DayRange], headed: int | None) -> list[Day | DayRange]:
    """Years spread from the days that name one to those before, then to those after them."""
    days = [
        day for part in parts for day in ((part.first, part.last) if isinstance(part, DayRange) else (part,))
    ]
    for index in range(len(days) - 2, -1, -1):
        after = days[index + 1]
        if days[index].year is None and after.year is not None:
            days[index] = replace(days[index], year=after.year - (_key(days[index]) > _key(after)))
    for index in range(1, len(days)):
        before = days[index - 1]
        if days[index].year is None and before.year is not None:
            days[index] = replace(days[index], year=before.year + (_key(days[index]) < _key(before)))
    days = [day if day.year is not None else replace(day, year=headed) for day in days]
    return _regrouped(parts, days)


def _regrouped(parts: list[Day | DayRange], days: list[Day]) -> list[Day | DayRange]:
    done: list[Day | DayRange] = []
    rest = iter(days)
    for part in parts:
        done.append(DayRange(next(rest), next(rest)) if isinstance(part, DayRange) else next(rest))
    return done


def _key(day: Day) -> tuple[int, int]:
    return day.month or 0, day.day


def _stay(part: Day | DayRange, reference: date, flags: set[str]) -> Stay | None:
    if isinstance(part, Day):
        day = resolve(part, reference, flags)
        return Stay(day, day) if day else None
    last = resolve(part.last, reference, flags)
    first = _on_or_before(part.first, last, flags) if last else None
    if first is None or last is None or first > last:
        flags.add("invalid_date")
        return None
    return Stay(first, last)


def _on_or_before(day: Day, last: date, flags: set[str]) -> date | None:
    """The latest such day that is not after the end of its range."""
    if day.year is not None:
        return _checked(day, day.year, flags)
    first = _date(day, last.year) or _date(day, last.year - 1)
    return _date(day, last.year - 1) if first and first > last else first


def resolve(day: Day, reference: date, flags: set[str]) -> date | None:
    """The date of a day as worded, in the year it names or is meant in."""
    if day.year is not None:
        return _checked(day, day.year, flags)
    found = _inferred(day, reference)
    flags.add("year_inferred" if found else "invalid_date")
    if found and day.weekday is not None and found.weekday() != day.weekday:
        flags.add("weekday_conflict")
    return found


def _checked(day: Day, year: int, flags: set[str]) -> date | None:
    found = _date(day, year)
    if found is None:
        flags.add("invalid_date")
    elif day.weekday is not None and found.weekday() != day.weekday:
        flags.add("weekday_conflict")
    return found


def _date(day: Day, year: int) -> date | None:
    try:
        return date(year, day.month or 0, day.day)
    except ValueError:
        return None


def _inferred(day: Day, reference: date) -> date | None:
    """The day from 30 days back to 335 ahead; an earlier one if only that fits its weekday."""
    years = [
        date_ for year in range(reference.year - _OLDEST, reference.year + 3) if (date_ := _date(day, year))
    ]
    near = [d for d in years if reference - _BACK <= d <= reference + _AHEAD]
    if day.weekday is not None:
        if fitting := [d for d in near if d.weekday() == day.weekday]:
            return fitting[0]
        if past := [d for d in years if d < reference and d.weekday() == day.weekday]:
            return past[-1]
    if near:
        return near[0]
    between = [d for d in years if reference < d]
    return between[0] if between else (years[-1] if years else None)


def is_plausible(stay: Stay, reference: date) -> bool:
    """Whether it may be an event at all, and not somebody's birthday."""
    return (
        abs(stay.first.year - reference.year) <= PLAUSIBLE
        and abs(stay.last.year - reference.year) <= PLAUSIBLE
    )
