"""Reads a wording: from its text to the spans that are meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from connectors.dates.american import month_first as with_month_first
from connectors.dates.cleaning import clean
from connectors.dates.deadlines import deadline_of
from connectors.dates.english import completed
from connectors.dates.grammar import phrases as read_phrases
from connectors.dates.instants import all_day, localised, session
from connectors.dates.masking import mask
from connectors.dates.named_days import EVENT_ROLES, named_days
from connectors.dates.phrases import (
    Clocks,
    Days,
    Every,
    Holidays,
    Months,
    Phrase,
    Tokens,
    Year,
)
from connectors.dates.repetition import Wording, is_repeated, series_of, skips_of, weekdays_of
from connectors.dates.result import Dates, Span
from connectors.dates.roles import with_roles
from connectors.dates.series import Series
from connectors.dates.sessions import MOST, Frame, spans_of
from connectors.dates.statuses import is_about_opening, is_offer, is_unscheduled, status_of
from connectors.dates.stays import Dated, dated, is_plausible
from connectors.dates.timetable import groups, length_of, times_of
from connectors.dates.tokens import tokens as cut

OPEN_DAYS = 56  # how far ahead a series without an end is listed
RARE_OPEN_DAYS = 180  # the same where it is rarer than weekly: 56 days would show one or two of its dates
_OFTEN_SAID = 200  # characters; longer wordings are rarely said twice
_EARLIEST = timedelta(days=30)  # a feast without a year may lie so far back


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text on its way from phrases to spans."""

    wording: Wording
    tokens: Tokens
    zone: ZoneInfo
    open_days: int
    flags: set[str]


def read_dates(
    text: str,
    *,
    reference: date,
    today: date,
    zone: ZoneInfo,
    open_days: int = OPEN_DAYS,
    month_first: bool = False,
) -> Dates:
    """The dates that a wording means.

    `reference` is the day as of which the words are meant: the page's date, else the day it was first seen.
    `today` is the local date of the run; a series without an end is listed for `open_days` from it, or from
    its first day if that is later; one that is rarer than weekly for half a year.
    With `month_first`, days in numbers are meant as in the United States: 9/4/2026 is in September.
    """
    read = _meant if len(text) <= _OFTEN_SAID else _meant.__wrapped__
    return read(text, reference, today, zone, open_days, month_first)


@lru_cache(maxsize=1024)  # a list words the same dates again and again, and so does the next night's
def _meant(
    text: str, reference: date, today: date, zone: ZoneInfo, open_days: int, month_first: bool
) -> Dates:
    text = completed(clean(text))
    text = localised(with_month_first(text) if month_first else text, zone)
    tokens = cut(mask(text))
    phrases = _with_fallback(with_roles(read_phrases(tokens), tokens), text)
    flags: set[str] = set()
    days = _days_of_event(phrases, reference, flags)
    reading = _Reading(Wording(phrases, days, text, reference, today), tokens, zone, open_days, flags)
    spans, is_open = _spans(reading)
    deadline = deadline_of(phrases, spans, reference, flags)
    has_old = any(p.role == "other" and isinstance(p.meaning, Days) for p in phrases)
    return Dates(
        spans=spans,
        is_open=is_open,
        deadline=deadline,
        status=status_of(text, has_new_date=bool(spans), has_old_date=has_old),
        flags=tuple(sorted(flags)),
        trouble="" if spans else _trouble(reading),
    )


def _days_of_event(phrases: list[Phrase], reference: date, flags: set[str]) -> list[Dated]:
    """The days worded with their dates; where there are none, those that go by a name."""
    worded = [p for p in phrases if isinstance(p.meaning, (Days, Months)) and p.role in EVENT_ROLES]
    found = [
        d
        for d in dated(_years_kept(worded, phrases), reference, flags)
        if all(is_plausible(s, reference) for s in d.stays)
    ]
    return found or ([] if "invalid_date" in flags else named_days(phrases, reference, flags))


def _years_kept(worded: list[Phrase], phrases: list[Phrase]) -> list[Phrase]:
    """The phrases that days are dated with: themselves, and the years and months over them."""
    kept = {id(p) for p in worded}
    return [p for p in phrases if id(p) in kept or (not p.role and isinstance(p.meaning, Year))]


def _with_fallback(phrases: list[Phrase], text: str) -> list[Phrase]:
    """Where the event is off and another day is named instead, that day is the event's."""
    has_other = any(p.role == "fallback" and isinstance(p.meaning, Days) for p in phrases)
    if not has_other or status_of(text, has_new_date=False, has_old_date=False) != "cancelled":
        return phrases
    swapped = {"": "other", "fallback": ""}
    has_times = any(p.role == "fallback" and isinstance(p.meaning, Clocks) for p in phrases)
    return [
        replace(p, role=swapped.get(p.role, p.role))
        if isinstance(p.meaning, Days) or (has_times and isinstance(p.meaning, Clocks))
        else p
        for p in phrases
    ]


def _spans(reading: _Reading) -> tuple[tuple[Span, ...], bool]:
    wording = reading.wording
    if not wording.days and (is_offer(wording.text) or is_unscheduled(wording.text)):
        return (), False
    if is_repeated(wording):
        return _of_series(reading)
    if not wording.days:
        return (), False
    frame = Frame(reading.zone, _minutes(reading), skips_of(wording, reading.flags), reading.flags)
    return _sorted(spans_of(wording.phrases, wording.days, frame)), False


def _minutes(reading: _Reading) -> int | None:
    minutes = length_of(reading.wording.phrases, reading.tokens)
    if minutes:
        reading.flags.add("end_from_duration")
    return minutes


def _of_series(reading: _Reading) -> tuple[tuple[Span, ...], bool]:
    wording = reading.wording
    series = series_of(wording, reading.flags)
    if series is None:
        return (), False
    begin = max(wording.today, series.first)
    if series.is_open and series.first < wording.today:
        weeks = (wording.today - series.first).days // series.interval
        series = replace(series, first=series.first + timedelta(days=weeks * series.interval))
    until = _reach(series, begin, reading.open_days)
    table = groups(wording.phrases, wording.days)
    minutes = _minutes(reading)
    general = times_of([p for g in table if not g.weekdays for p in g.clocks], minutes)
    spans: list[Span] = []
    for day in series.days(until):
        if series.is_open and day < begin:
            continue
        own = [time for g in table if day.weekday() in g.weekdays for time in times_of(g.clocks, minutes)]
        for start, end in own or general:
            spans.append(session(day, start, end, reading.zone, reading.flags))
        if not own and not general:
            spans.append(all_day(day, day))
    if series.is_open:
        reading.flags.add("unbounded")
    return _sorted(spans), series.is_open


def _reach(series: Series, begin: date, open_days: int) -> date:
    """The last day on which the series is listed."""
    if not series.is_open:
        return date.max
    return begin + timedelta(days=max(open_days, RARE_OPEN_DAYS) if series.is_rare else open_days)


def _sorted(spans: list[Span]) -> tuple[Span, ...]:
    """Each span once, by start; whole days before the times of the same day."""

    def key(span: Span) -> tuple[date, float, float]:
        return _day(span.start), _second(span.start), _second(span.end)

    return tuple(sorted(set(spans), key=key)[:MOST])


def _trouble(reading: _Reading) -> str:
    """Why there is no span, in one of a few stable words."""
    wording, text = reading.wording, reading.wording.text
    meanings = [p.meaning for p in wording.phrases]
    if "invalid_date" in reading.flags:
        return "invalid"
    if is_offer(text):
        return "offer"
    is_vague = any(isinstance(m, Holidays) and m.lead in ("after", "before") for m in meanings)
    if is_vague or is_unscheduled(text):
        return "unscheduled"
    if is_repeated(wording):
        return "ambiguous"
    is_daily = any(isinstance(m, Every) and m.days == 1 for m in meanings)
    if is_daily or is_about_opening(text):
        return "opening_hours"
    if said := weekdays_of(wording):
        is_repeating = any(w.is_habit or w.is_range for w in said) or is_about_opening(text)
        return "opening_hours" if is_repeating else "weekday_only"
    if any(isinstance(m, Months) for m in meanings):
        return "month_only"
    return "deadline_only" if any(p.role == "deadline" for p in wording.phrases) else "none"


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _second(moment: date | datetime | None) -> float:
    """For sorting only: none is before whole days, these before times."""
    if moment is None:
        return -2.0
    return (
        moment.timestamp() if isinstance(moment, datetime) else moment.toordinal() / 1e7 - 1
    )  # below any time since 1970
