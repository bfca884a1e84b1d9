"""When a record takes place: its occurrences within the window, and what was wrong with its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from connectors.model import Status, Window
from connectors.normalising.moments import DAY, Clock, Span


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
    """With a `fatal` flaw the record cannot be used."""

    occurrences: tuple[Occurrence, ...] = ()  # those within the window
    days: tuple[date, ...] = ()  # on which any of its occurrences begins, some beyond the window
    is_open: bool = False
    deadline: date | None = None
    status: Status | None = None
    repairs: tuple[Flaw, ...] = ()
    fatal: Flaw | None = None


def within(occurrences: Iterable[Occurrence], window: Window, flaws: tuple[Flaw, ...]) -> Schedule:
    """Flaws are told only of what can be seen; those that leave out dates, always."""
    everything = list(occurrences)
    seen = tuple(each for each in everything if _overlaps(each.span, window))
    told = [flaw for flaw in flaws if seen or flaw.code.startswith("recurrence-")]
    repairs = dict.fromkeys(Flaw(each.span.repair) for each in seen if each.span.repair)
    days = tuple(day_of(each.span.start) for each in everything)
    return Schedule(occurrences=seen, days=days, repairs=(*told, *repairs))


def _overlaps(span: Span, window: Window) -> bool:
    begin = day_of(span.start)
    if begin >= window.end:
        return False
    return begin >= window.start or (span.end is not None and last_day_of(span.end) >= window.start)


def last_day_of(end: date | datetime) -> date:
    """The last day of which something belongs to what ends there."""
    if isinstance(end, datetime) and end.time() != time.min:
        return end.date()
    return day_of(end) - DAY


def day_of(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def key_of(moment: date | datetime, clock: Clock) -> str:
    """As RECURRENCE-ID writes it (RFC 5545 §3.8.4.4): 20261205T140000 in the source's zone, or 20261205."""
    if isinstance(moment, datetime):
        moment = clock.aware(moment).replace(tzinfo=None, microsecond=0)
    return moment.isoformat().replace("-", "").replace(":", "")
