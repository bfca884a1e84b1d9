"""Reads a file's own zone definitions (RFC 5545 §3.6.5) and finds the IANA zones that agree with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connectors.ical.components import Component
from connectors.ical.lines import Line
from connectors.ical.values import read_moment, read_offset
from connectors.model import Recurrence
from connectors.normalising.recurrence import expand

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Definition:
    """When the clocks of a zone change around one year, and to what."""

    year: int

    instants: tuple[datetime, ...]  # UTC, sorted
    offsets: tuple[timedelta, ...]  # from the instant of the same place on
    before: timedelta  # until the first instant

    def offset_at(self, instant: datetime) -> timedelta:
        place = bisect_right(self.instants, instant)
        return self.offsets[place - 1] if place else self.before

    def zone_among(self, zones: Iterable[ZoneInfo]) -> ZoneInfo | None:
        """The first that shows the same time throughout the year."""
        first, last = datetime(self.year, 1, 1, tzinfo=UTC), datetime(self.year, 12, 31, tzinfo=UTC)
        changes = [instant for instant in self.instants if first < instant < last]
        moments = [first, datetime(self.year, 7, 1, tzinfo=UTC), last]
        moments += [moment for change in changes for moment in (change - SECOND, change)]
        samples = [(moment, self.offset_at(moment)) for moment in moments]
        for zone in zones:
            if all(moment.astimezone(zone).utcoffset() == offset for moment, offset in samples):
                return zone
        return None


def read_definition(component: Component, year: int) -> Definition | None:
    """None if no part of it can be read."""
    changes: dict[datetime, timedelta] = {}
    earliest: tuple[datetime, timedelta] | None = None
    for part in (*component.named("STANDARD"), *component.named("DAYLIGHT")):
        start = read_moment(part.value("DTSTART"))
        to, before = (read_offset(part.value(name)) for name in ("TZOFFSETTO", "TZOFFSETFROM"))
        if start is None or to is None:
            continue
        before = to if before is None else before
        wall = (
            start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time.min)
        )
        onsets = _onsets(wall, part.all("RRULE"), part.all("RDATE"), year)
        changes.update({_instant(onset, before): to for onset in onsets})
        earliest = min(earliest or (onsets[0], before), (onsets[0], before))
    if earliest is None:
        return None
    instants = tuple(sorted(changes))
    return Definition(year, instants, tuple(changes[instant] for instant in instants), earliest[1])


def _onsets(start: datetime, rules: Iterable[Line], dates: Iterable[Line], year: int) -> list[datetime]:
    """The wall times of that year and the one before at which the clocks are changed, or the last earlier."""
    moments = [read_moment(text) for _, _, value in dates for text in value.split(",")]
    recurrence = Recurrence(
        rules=tuple(value for _, _, value in rules if value),
        dates=(start, *(moment for moment in moments if moment is not None)),
    )
    first, last = date(year - 1, 1, 1), date(year + 1, 1, 1)
    try:
        found = expand(start, recurrence, first=first, last=last, zone=ZoneInfo("UTC")).starts
        found = (
            found or expand(start, recurrence, first=date.min, last=first, zone=ZoneInfo("UTC")).starts[-1:]
        )
    except ValueError:
        found = ()
    return [moment for moment in found if isinstance(moment, datetime)] or [start]


def _instant(wall: datetime, offset: timedelta) -> datetime:
    try:
        return (wall - offset).replace(tzinfo=UTC)
    except OverflowError:
        return wall.replace(tzinfo=UTC)
