"""Finds the series that a wording means: its weekdays, its bounds and what it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from connectors.dates.feasts import feast
from connectors.dates.phrases import Count, Days, Every, Feast, Holidays, Months, Phrase, Weekdays, Year
from connectors.dates.school_holidays import Period, period
from connectors.dates.series import Series, Skips
from connectors.dates.stays import Dated, dated

DAY = timedelta(days=1)
_PUBLIC = re.compile(r"\b(?:außer|nicht|ausgenommen|ohne)\b[^.\n]{0,40}feiertag", re.I)
_SCHOOL_TIME = re.compile(
    r"\bschulzeit|\bausserhalb|\bin den (?:schul)?ferien (?:findet |finden |ist |gibt es )?(?:kein|nicht"
    r"|geschl)",
    re.I,
)
_PARITY = re.compile(r"\b(un)?gerade[nr]? (?:kalender)?(?:wochen?|kw)\b", re.I)
_EDGES = {"early": 10, "mid": 15}


@dataclass(frozen=True, slots=True)
class Wording:
    """What the series is read from."""

    phrases: list[Phrase]  # with roles
    days: list[Dated]  # of the event
    text: str
    reference: date
    today: date

    def of(self, kind: type, *roles: str) -> list[Phrase]:
        return [p for p in self.phrases if isinstance(p.meaning, kind) and p.role in (roles or ("",))]


def weekdays_of(wording: Wording) -> list[Weekdays]:
    """The weekdays that are said without a day, but for those in exceptions."""
    return [p.meaning for p in wording.of(Weekdays, "", "start") if isinstance(p.meaning, Weekdays)]


def is_repeated(wording: Wording) -> bool:
    """Whether the wording means a series, and not a list of days."""
    said = weekdays_of(wording)
    periods = [p.meaning for p in wording.of(Every) if isinstance(p.meaning, Every) and p.meaning.days != 1]
    counts = wording.of(Count)
    stays = [(d, stay) for d in wording.days for stay in d.stays]
    plain = [d for d, stay in stays if stay.days == 1 and d.lead in ("", "range") and not d.phrase.role]
    ranges = [stay for _, stay in stays if stay.days > 1]
    if len(plain) > 1 or len(ranges) > 1 or (ranges and plain):
        return False
    if ranges:
        is_weekday_list = bool(said) and not any(w.is_range for w in said)
        is_weekly = any(w.is_habit or w.ordinals for w in said) or bool(periods)
        return (is_weekday_list and (is_weekly or ranges[0].days > 7)) or (bool(periods) and not said)
    is_bounded = (
        bool(wording.of(Months))
        or any(d.lead or d.phrase.role for d, _ in stays)
        or bool(_whole_holidays(wording))
    )
    if plain:
        return bool(periods) or (bool(counts) and bool(said))
    if any(w.is_range for w in said):
        return False
    if any(w.is_habit or w.ordinals for w in said) or periods:
        return len(frozenset[int]().union(*(w.days for w in said))) < 5
    return bool(said) and is_bounded


def _whole_holidays(wording: Wording) -> list[Holidays]:
    return [
        p.meaning
        for p in wording.of(Holidays)
        if isinstance(p.meaning, Holidays) and p.meaning.name and p.meaning.week is None
    ]


def series_of(wording: Wording, flags: set[str]) -> Series | None:
    """The series; None where its weekday or its phase is not said."""
    said = weekdays_of(wording)
    habits = [w for w in said if w.is_habit or w.ordinals] or said
    first, last = _bounds(wording, flags)
    weekdays = frozenset[int]().union(*(w.days for w in habits))
    if not weekdays and first:
        weekdays = frozenset({first.weekday()})
    counts = [
        p.meaning.number for p in wording.of(Count) if isinstance(p.meaning, Count) and p.meaning.number > 1
    ]
    interval = max([p.meaning.days for p in wording.of(Every) if isinstance(p.meaning, Every)] or [7])
    if (
        not weekdays
        or (interval > 7 and first is None)
        or (counts and first is None and last is None)
        or interval < 7
        or interval % 7
    ):
        return None
    months, month_bounds = _months(wording)
    if month_bounds:
        first, last = max(first or month_bounds[0], month_bounds[0]), _earlier(last, month_bounds[1])
    count = counts[0] if counts and last is None else None
    begin = first or (wording.today if last is None else min(wording.reference, wording.today))
    found = Series(
        weekdays=weekdays, first=begin, last=last, count=count, interval=interval, months=months,
        skips=skips_of(wording, flags),
        ordinals=tuple(n for w in habits for n in w.ordinals), parity=_parity(wording.text),
    )  # fmt: skip
    return _phased(found, habits, wording, is_anchored=first is not None)


def _parity(text: str) -> int | None:
    said = _PARITY.search(text)
    return (1 if said[1] else 0) if said else None


def _phased(found: Series, said: list[Weekdays], wording: Wording, *, is_anchored: bool) -> Series | None:
    """Settles "jeden zweiten Mittwoch": of the month if so said, else every other week from a known date."""
    if not found.ordinals:
        return found
    is_monthly = any(w.is_monthly for w in said) or bool(found.months) or len(found.ordinals) > 1
    is_monthly = is_monthly or any(
        isinstance(p.meaning, Every) and p.meaning.months for p in wording.of(Every)
    )
    if is_monthly:
        return found
    ordinal = found.ordinals[0]
    if not any(w.is_habit for w in said):
        return None  # "am ersten Samstag", but of what?
    if ordinal in (1, -1, -2) or (ordinal > 2 and not is_anchored):
        return found
    return replace(found, ordinals=(), interval=7 * ordinal) if is_anchored else None


def _bounds(wording: Wording, flags: set[str]) -> tuple[date | None, date | None]:
    """The first and the last day between which the series lies, as far as they are said."""
    first: date | None = None
    last: date | None = None
    for said in wording.days:
        stay = said.stays[0]
        if stay.days > 1:
            first, last = stay.first, said.stays[-1].last
        elif said.lead == "until" or said.phrase.role == "end":
            last = said.stays[-1].last
        elif first is None:
            first = stay.first
    for phrase in wording.of(Holidays, "", "start", "end"):
        first, last = _holiday_bounds(phrase.meaning, first, last, wording)
    years = [p.meaning.year for p in wording.of(Year) if isinstance(p.meaning, Year)]
    if (
        years
        and last is None
        and first is None
        and not wording.of(Months)
        and abs(years[0] - wording.reference.year) <= 1
    ):
        first, last = date(years[0], 1, 1), date(years[0], 12, 31)
    return first, last


def _holiday_bounds(
    said: object, first: date | None, last: date | None, wording: Wording
) -> tuple[date | None, date | None]:
    if not isinstance(said, Holidays) or not said.name:
        return first, last
    found = period(said.name, said.year, first or wording.reference)
    if found is None:
        return first, last
    if said.lead in ("until", "before"):
        return first, last or found.first - DAY
    if said.lead in ("from", "after"):
        return first or (found.last + DAY if said.lead == "after" else found.first), last
    return first or found.first, last or found.last


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _months(wording: Wording) -> tuple[frozenset[int], tuple[date, date | None] | None]:
    """The months in which it takes place, with the dates from the first to the last of them."""
    said = [p.meaning for p in wording.of(Months, "", "start", "end") if isinstance(p.meaning, Months)]
    if not said:
        return frozenset(), None
    begins = [m for m in said if m.lead != "until"]
    ends = [m for m in said if m.lead == "until"]
    months = [month for m in begins if m.lead != "from" for month in m.months]
    year = next((m.year for m in reversed(said) if m.year), None)
    first_month = begins[0].months[0] if begins else wording.reference.month
    last_month = (ends or begins)[-1].months[-1]
    is_open_ended = not ends and begins[-1].lead == "from"
    wraps = last_month < first_month
    if year is None:
        year = wording.reference.year + (not wraps and last_month < wording.reference.month)
        year += wraps
    first = (
        date(year - wraps, first_month, 1) if begins else min(wording.reference, date(year, last_month, 1))
    )
    last = None if is_open_ended else _edge(year, last_month, (ends or begins)[-1].edge)
    return frozenset(months), (first, last)


def _edge(year: int, month: int, edge: str) -> date:
    end = date(year + month // 12, month % 12 + 1, 1) - DAY
    return end.replace(day=_EDGES[edge]) if edge in _EDGES else end


def skips_of(wording: Wording, flags: set[str]) -> Skips:
    """The days that are left out."""
    out = [p for p in wording.phrases if p.role == "except"]
    days = dated([p for p in out if isinstance(p.meaning, Days)], wording.reference, flags)
    dates = {stay.first + DAY * n for d in days for stay in d.stays for n in range(min(stay.days, 60))}
    feasts = [
        f
        for p in out
        if isinstance(p.meaning, Feast) and (f := feast(p.meaning.name, p.meaning.year, wording.reference))
    ]
    holidays = [p.meaning for p in out if isinstance(p.meaning, Holidays)]
    return Skips(
        dates=frozenset(dates) | frozenset(feasts),
        weekdays=frozenset[int]().union(*(p.meaning.days for p in out if isinstance(p.meaning, Weekdays))),
        months=frozenset(month for p in out if isinstance(p.meaning, Months) for month in p.meaning.months),
        periods=tuple(found for said in holidays if said.name for found in _periods(said, wording.reference)),
        school_holidays=any(not said.name for said in holidays) or bool(_SCHOOL_TIME.search(wording.text)),
        public_holidays=bool(_PUBLIC.search(wording.text)),
    )


def _periods(said: Holidays, reference: date) -> list[Period]:
    found = period(said.name, said.year, reference)
    return [found] if found else []
