"""The occurrences of a record that recurs by rules (RFC 5545)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from connectors.model import Recurrence, Window
from connectors.normalising.moments import DAY, Clock, Span
from connectors.normalising.recurrence import expand
from connectors.normalising.schedules import Flaw, Occurrence, Schedule, day_of, key_of, within

_LONGEST: Final = timedelta(days=3_660)  # of an event that recurs


def recurring(
    start: date | datetime,
    end: date | datetime | None,
    recurrence: Recurrence,
    clock: Clock,
    window: Window,
) -> Schedule:
    """Every occurrence lasts as long as the first, by the clock on the wall (§3.8.5.3).

    Of an unusable rule the first occurrence is left. Raises OverflowError at either end of time.
    """
    if isinstance(start, datetime) and start.utcoffset() is None:
        start = start.replace(tzinfo=clock.own)
    first = window.start - _length(clock.span(start, end)) - DAY
    rules = "; ".join(recurrence.rules)
    flaws: tuple[Flaw, ...] = ()
    try:
        found = expand(start, recurrence, first=first, last=window.end + DAY, zone=clock.shown)
        starts = found.starts
        if found.is_cut:
            flaws = (Flaw("recurrence-cut", rules),)
    except ValueError as error:
        starts = (start,)
        flaws = (Flaw("recurrence-unreadable", f"{rules}: {error}"),)
    occurrences = (
        Occurrence(key_of(begin, clock), clock.span(begin, _moved(end, start, begin))) for begin in starts
    )
    return within(occurrences, window, flaws)


def _length(span: Span) -> timedelta:
    if span.end is None:
        return timedelta()
    return min(day_of(span.end) - day_of(span.start), _LONGEST)


def _moved(
    end: date | datetime | None, start: date | datetime, begin: date | datetime
) -> date | datetime | None:
    """The end of the occurrence that begins at `begin`, as far from it as `end` is from `start`."""
    if end is None:
        return None
    if not (isinstance(end, datetime) and isinstance(start, datetime) and isinstance(begin, datetime)):
        return end + (day_of(begin) - day_of(start))
    wall = end if end.utcoffset() is None else end.astimezone(start.tzinfo)
    apart = begin.replace(tzinfo=None) - start.replace(tzinfo=None)
    return (wall.replace(tzinfo=None) + apart).replace(tzinfo=begin.tzinfo)
