"""From a record's dates, in data or in words, to its occurrences within the window."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from connectors.dates import Dates, read_dates, read_moment
from connectors.model import Record, Status, Window
from connectors.normalising.block_text import has_tags, strip_tags
from connectors.normalising.moments import DAY, Clock, zone_named
from connectors.normalising.schedules import Flaw, Occurrence, Schedule, key_of, within
from connectors.normalising.series import recurring

_LONGEST_WORDING: Final = 6_000
_TIME: Final = re.compile(r"(?:bis )?(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?(?: ?(?:Uhr|h))?", re.IGNORECASE)
# What a partner should hear of a reading.
_ODD: Final = re.compile(r"conflict|gap|ambiguous|implausible|suspicious|before|invalid")
_CODES: Final = {"": "no-date", "none": "no-date", "invalid": "date-unreadable"}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the dates of one record."""

    clock: Clock
    window: Window
    reference: date
    month_first: bool  # how the page orders days in numbers

    def schedule(self, record: Record) -> Schedule:
        """Raises OverflowError at either end of time."""
        start = record.start
        if isinstance(start, str):
            start = read_moment(start, self.clock.own)
        if start is None:
            return self._worded(record)
        end, flaws = self._end(start, record.end)
        if record.recurrence is not None:
            found = recurring(start, end, record.recurrence, self.clock, self.window)
            return replace(found, repairs=(*(flaws if found.occurrences else ()), *found.repairs))
        key = "" if record.recurrence_id is None else key_of(record.recurrence_id, self.clock)
        return within([Occurrence(key, self.clock.span(start, end))], self.window, flaws)

    def _worded(self, record: Record) -> Schedule:
        own = record.start if isinstance(record.start, str) else ""
        words = (record.when or own)[:_LONGEST_WORDING]
        read = self._read(words)
        if not read.spans:
            return Schedule(deadline=read.deadline, fatal=_why(read, words, has_data=bool(own.strip())))
        flaws = tuple(Flaw(flag.replace("_", "-"), words) for flag in read.flags if _ODD.search(flag))
        if read.is_open or len(read.spans) > 1:
            exclusive = replace(self.clock, end_is_last_day=False)
            occurrences = [
                Occurrence(key_of(each.start, self.clock), exclusive.span(each.start, each.end))
                for each in read.spans
            ]
        else:
            occurrences, unread = self._single(read, record)
            flaws = (*flaws, *unread)
        status = Status(read.status) if read.status else None
        found = within(occurrences, self.window, flaws)
        return replace(found, is_open=read.is_open, deadline=read.deadline, status=status)

    def _single(self, read: Dates, record: Record) -> tuple[list[Occurrence], tuple[Flaw, ...]]:
        """The one date of a wording; its end may stand apart from it."""
        (only,) = read.spans
        if only.end is not None or record.end is None:
            exclusive = replace(self.clock, end_is_last_day=False)
            return [Occurrence("", exclusive.span(only.start, only.end))], ()
        end, flaws = self._end(only.start, record.end)
        return [Occurrence("", self.clock.span(only.start, end))], flaws

    def _read(self, words: str) -> Dates:
        if has_tags(words):
            words = strip_tags(words.encode("utf-8", "ignore").decode())
        return read_dates(
            words,
            reference=self.reference,
            today=self.window.today,
            zone=self.clock.own,
            month_first=self.month_first,
        )

    def _end(
        self, start: date | datetime, end: str | date | datetime | None
    ) -> tuple[date | datetime | None, tuple[Flaw, ...]]:
        """The end, in data or in words, or only its time: on the next day if that is before the start's."""
        if not isinstance(end, str):
            return end, ()
        if not end.strip():
            return None, ()
        if (moment := read_moment(end, self.clock.own)) is not None:
            return moment, ()
        if (finish := _at_time(start, end.strip())) is not None:
            return finish, ()
        spans = self._read(end[:_LONGEST_WORDING]).spans
        if len(spans) == 1 and spans[0].end is None:
            return spans[0].start, ()
        return None, (Flaw("end-unreadable", end),)


def _at_time(start: date | datetime, words: str) -> datetime | None:
    said = _TIME.fullmatch(words)
    if said is None or not isinstance(start, datetime):
        return None
    hour, minute = int(said[1]), int(said[2] or 0)
    if hour > 24 or minute > 59:
        return None
    finish = datetime.combine(start.date(), time(hour % 24, minute), tzinfo=start.tzinfo)
    return finish + DAY if hour == 24 or finish.time() < start.time() else finish


def _why(read: Dates, words: str, *, has_data: bool) -> Flaw:
    """Why a wording has no date; of a field that should hold one, that it cannot be read."""
    code = _CODES.get(read.trouble, read.trouble.replace("_", "-"))
    return Flaw("date-unreadable" if code == "no-date" and has_data else code, words)


def schedule(
    record: Record, zone: ZoneInfo, window: Window, reference: date, *, month_first: bool = False
) -> Schedule:
    """`zone` is the source's; `reference` is the day as of which words like "Sa 14.3." are meant."""
    named = zone_named(record.timezone) if record.timezone else zone
    clock = Clock(named or zone, zone, record.is_all_day, record.end_is_last_day)
    try:
        found = _Reader(clock, window, reference, month_first).schedule(record)
    except OverflowError:  # the years 1 and 9999, with which software says that it does not know
        return Schedule(fatal=Flaw("date-unreadable", str(record.start or record.when)))
    if named is None and found.occurrences:
        return replace(found, repairs=(Flaw("timezone-unknown", record.timezone), *found.repairs))
    return found
