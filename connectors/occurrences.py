"""From a record's dates to its occurrences within the window."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from connectors.dates import Dates, read_dates, read_moment
from connectors.model import Record, Recurrence, Status, Window
from connectors.moments import DAY, Clock, Span, zone_named
from connectors.recurrence import expand

_LONGEST: Final = timedelta(days=3_660)  # of an event that recurs
_TIME: Final = re.compile(r"(?:bis )?(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?(?: ?(?:Uhr|h))?", re.IGNORECASE)
# What a wording's reading has to say that its partner should hear.
_ODD: Final = re.compile(r"conflict|gap|ambiguous|implausible|suspicious|bogus|invalid")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What was wrong with the dates: a problem's code, and the words it is about."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of the record; `key` tells it from the record's other dates, "" if there are none."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a record takes place; with a `fatal` flaw it cannot be used."""

    occurrences: tuple[Occurrence, ...] = ()  # those within the window
    days: tuple[date, ...] = ()  # on which any of its occurrences begins, some beyond the window
    is_open: bool = False
    deadline: date | None = None
    status: Status | None = None
    repairs: tuple[Flaw, ...] = ()
    fatal: Flaw | None = None


def schedule(record: Record, zone: ZoneInfo, window: Window, reference: date) -> Schedule:
    """`zone` is the source's; `reference` is the day as of which words like "Sa 14.3." are meant."""
    named = zone_named(record.timezone) if record.timezone else zone
    clock = Clock(named or zone, zone, record.is_all_day, record.end_is_last_day)
    try:
        found = _schedule(record, clock, window, reference)
    except OverflowError:  # the years 1 and 9999, with which software says that it does not know
        return Schedule(fatal=Flaw("date-unreadable", str(record.start or record.when)))
    if named is None and found.occurrences:
        return replace(found, repairs=(Flaw("timezone-unknown", record.timezone), *found.repairs))
    return found


def _schedule(record: Record, clock: Clock, window: Window, reference: date) -> Schedule:
    start = record.start
    if isinstance(start, str):
        start = read_moment(start, clock.own)
    if start is None:
        return _worded(record, clock, window, reference)
    end, flaws = _end(start, record.end, clock)
    if record.recurrence is not None:
        return _recurring(start, end, record.recurrence, clock, window, flaws)
    key = "" if record.recurrence_id is None else _key(record.recurrence_id, clock)
    return _within([Occurrence(key, clock.span(start, end))], window, flaws)


def _end(
    start: date | datetime, end: str | date | datetime | None, clock: Clock
) -> tuple[date | datetime | None, tuple[Flaw, ...]]:
    """The end, also where only its time is given: "16:30", on the next day if that is before the start."""
    if end is None or not isinstance(end, str):
        return end, ()
    if not end.strip():
        return None, ()
    moment = read_moment(end, clock.own)
    if moment is not None:
        return moment, ()
    clock_time = _TIME.fullmatch(end.strip())
    hour, minute = (int(clock_time[1]), int(clock_time[2] or 0)) if clock_time else (99, 0)
    if not isinstance(start, datetime) or hour > 24 or minute > 59:
        return None, (Flaw("end-unreadable", end),)
    finish = datetime.combine(start.date(), time(hour % 24, minute), tzinfo=start.tzinfo)
    return finish + DAY if hour == 24 or finish.time() < start.time() else finish, ()


def _worded(record: Record, clock: Clock, window: Window, reference: date) -> Schedule:
    words = record.when or (record.start if isinstance(record.start, str) else "")
    if not words.strip():
        return Schedule(fatal=Flaw("no-date"))
    read = read_dates(words, reference=reference, today=window.today, zone=clock.own)
    if not read.spans:
        return Schedule(deadline=read.deadline, fatal=Flaw(read.trouble or "no-date", words))
    has_keys = read.is_open or len(read.spans) > 1
    exclusive = replace(clock, end_is_last_day=False)
    flaws = tuple(Flaw(flag.replace("_", "-"), words) for flag in read.flags if _ODD.search(flag))
    occurrences = []
    for span in read.spans:
        moments = exclusive.span(span.start, span.end)
        if span.end is None and len(read.spans) == 1 and record.end is not None:
            end, flaws = _end(span.start, record.end, clock)
            moments = clock.span(span.start, end)
        occurrences.append(Occurrence(_key(span.start, clock) if has_keys else "", moments))
    found = _within(occurrences, window, flaws)
    return replace(found, is_open=read.is_open, deadline=read.deadline, status=_status(read))


def _status(read: Dates) -> Status | None:
    return Status(read.status) if read.status else None


def _recurring(
    start: date | datetime,
    end: date | datetime | None,
    recurrence: Recurrence,
    clock: Clock,
    window: Window,
    flaws: tuple[Flaw, ...],
) -> Schedule:
    """Every occurrence lasts as long as the first, by the clock on the wall (RFC 5545 §3.8.5.3)."""
    if isinstance(start, datetime) and start.utcoffset() is None:
        start = start.replace(tzinfo=clock.own)
    whole = clock.span(start, end)
    first = window.start - _length(whole) - DAY
    rules = "; ".join(recurrence.rules)
    try:
        found = expand(start, recurrence, first=first, last=window.end + DAY, zone=clock.shown)
        starts = found.starts
        flaws = (*flaws, Flaw("recurrence-cut", rules)) if found.is_cut else flaws
    except ValueError as error:
        starts = (start,)
        flaws = (*flaws, Flaw("recurrence-unreadable", f"{rules}: {error}"))
    spans = (clock.span(begin, _moved(end, start, begin)) for begin in starts)
    occurrences = [Occurrence(_key(begin, clock), span) for begin, span in zip(starts, spans, strict=True)]
    return _within(occurrences, window, flaws)


def _length(span: Span) -> timedelta:
    if span.end is None:
        return timedelta()
    return min(_day(span.end) - _day(span.start), _LONGEST)


def _moved(
    end: date | datetime | None, start: date | datetime, begin: date | datetime
) -> date | datetime | None:
    """The end of the occurrence that begins at `begin`, as far from it as `end` is from `start`."""
    if end is None:
        return None
    if not (isinstance(end, datetime) and isinstance(start, datetime) and isinstance(begin, datetime)):
        return end + (_day(begin) - _day(start))
    wall = end if end.utcoffset() is None else end.astimezone(start.tzinfo)
    apart = begin.replace(tzinfo=None) - start.replace(tzinfo=None)
    return (wall.replace(tzinfo=None) + apart).replace(tzinfo=begin.tzinfo)


def _within(occurrences: Iterable[Occurrence], window: Window, flaws: tuple[Flaw, ...]) -> Schedule:
    """Single flaws are told only of what can be seen; one that leaves out dates, always."""
    everything = list(occurrences)
    seen = tuple(each for each in everything if _overlaps(each.span, window))
    repairs = dict.fromkeys(Flaw(each.span.repair) for each in seen if each.span.repair)
    told = [flaw for flaw in flaws if seen or flaw.code.startswith("recurrence-")]
    days = tuple(_day(each.span.start) for each in everything)
    return Schedule(occurrences=seen, days=days, repairs=(*told, *repairs))


def _overlaps(span: Span, window: Window) -> bool:
    begin = _day(span.start)
    if begin >= window.end:
        return False
    return begin >= window.start or (span.end is not None and _last_day(span.end) >= window.start)


def _last_day(end: date | datetime) -> date:
    """The last day of which something belongs to what ends there."""
    if isinstance(end, datetime) and end.time() != time.min:
        return end.date()
    return _day(end) - DAY


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _key(moment: date | datetime, clock: Clock) -> str:
    """As RECURRENCE-ID writes it (RFC 5545 §3.8.4.4): 20261205T140000 in the source's zone, or 20261205."""
    if not isinstance(moment, datetime):
        return moment.isoformat().replace("-", "")
    local = clock.aware(moment).replace(tzinfo=None, microsecond=0)
    return local.isoformat().replace("-", "").replace(":", "")
