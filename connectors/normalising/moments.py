"""Puts what a page gives as start and end into a source's time: days stay days, instants become aware."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY: Final = timedelta(days=1)
_ZONE_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when: two days or two aware times; the end is exclusive, None where none is given."""

    start: date | datetime
    end: date | datetime | None = None
    repair: str = ""  # the code of the problem that was repaired


@dataclass(frozen=True, slots=True)
class Clock:
    """How a record's times are meant: in its own zone, shown in the source's."""

    own: ZoneInfo
    shown: ZoneInfo
    is_all_day: bool | None = None
    end_is_last_day: bool = False

    def aware(self, moment: datetime) -> datetime:
        """A wall time that the clocks skip moves forward; of one that they repeat it is the first.

        Raises OverflowError at either end of time.
        """
        if moment.tzinfo is None or moment.utcoffset() is None:
            moment = moment.replace(tzinfo=self.own, fold=0)
        return moment.astimezone(UTC).astimezone(self.shown)

    def span(self, start: date | datetime, end: date | datetime | None) -> Span:
        """Raises OverflowError at either end of time."""
        if not isinstance(start, datetime):
            return self._days(start, end)
        if self.is_all_day:
            return self._days(*self._framed(start, end))
        begin = self.aware(start)
        if end is None:
            return Span(begin)
        if not isinstance(end, datetime):
            return _timed_until_day(begin, end + DAY if self.end_is_last_day else end)
        finish = self.aware(end)
        if self.is_all_day is None:
            for first, last in ((start, end), (begin, finish)):
                if _fills_days(first, last):
                    return Span(first.date(), last.date() + DAY, repair="all-day-as-times")
        if finish.astimezone(UTC) < begin.astimezone(UTC):
            return Span(begin, repair="end-before-start")
        return Span(begin, finish if finish != begin else None)

    def _framed(
        self, start: datetime, end: date | datetime | None
    ) -> tuple[datetime, date | datetime | None]:
        """A midnight names its own day, wherever that is; any other time the day on which it falls here."""
        if start.time() == time.min:
            return start, end
        return self.aware(start), self.aware(end) if isinstance(end, datetime) else end

    def _days(self, start: date, end: date | datetime | None) -> Span:
        first = start.date() if isinstance(start, datetime) else start
        if end is None:
            return Span(first)
        last, is_last = end, self.end_is_last_day
        if isinstance(end, datetime):
            last, is_last = end.date(), is_last or end.time() != time.min
        after = last + DAY if is_last else last
        if after > first:
            return Span(first, after)
        return Span(first, repair="end-before-start" if last < first else "")


def _fills_days(start: datetime, end: datetime) -> bool:
    """From 00:00 to 23:59, as software writes whole days that knows only times."""
    return start.time() == time.min and (end.hour, end.minute) == (23, 59) and end.date() >= start.date()


def _timed_until_day(begin: datetime, after: date) -> Span:
    """A time at the beginning, a day at the end: it ends with that day; the same day says nothing."""
    finish = datetime.combine(after, time.min, tzinfo=begin.tzinfo)
    if after <= begin.date():
        return Span(begin, repair="end-before-start" if after < begin.date() else "")
    return Span(begin, None if after == begin.date() + DAY else finish)


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo | None:
    """None for what is no IANA zone."""
    if not _ZONE_NAME.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder
        return None
