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
from connectors.recurrence import expand

KNOWN_FROM, KNOWN_TO = date(1900, 1, 1), date(2100, 1, 1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Definition:
    """When the clocks of a zone change, and to what."""

    instants: tuple[datetime, ...]  # UTC, sorted
    offsets: tuple[timedelta, ...]  # from the instant of the same place on
    before: timedelta  # until the first instant

    def offset_at(self, instant: datetime) -> timedelta:
        place = bisect_right(self.instants, instant)
        return self.offsets[place - 1] if place else self.before

    def agrees_with(self, zone: ZoneInfo, year: int) -> bool:
        """Whether both show the same time throughout that year."""
        first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC)
        changes = [instant for instant in self.instants if first < instant < last]
        samples = [first, datetime(year, 7, 1, tzinfo=UTC), last]
        samples += [moment for change in changes for moment in (change - SECOND, change)]
        return all(moment.astimezone(zone).utcoffset() == self.offset_at(moment) for moment in samples)


def read_definition(component: Component) -> Definition | None:
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
        onsets = _onsets(wall, part.all("RRULE"), part.all("RDATE"))
        changes.update({_instant(onset, before): to for onset in onsets})
        earliest = min(earliest or (onsets[0], before), (onsets[0], before))
    if earliest is None:
        return None
    instants = tuple(sorted(changes))
    return Definition(instants, tuple(changes[instant] for instant in instants), earliest[1])


def _onsets(start: datetime, rules: Iterable[Line], dates: Iterable[Line]) -> list[datetime]:
    """The wall times at which the clocks are changed, at least the first."""
    moments = [read_moment(text) for _, _, value in dates for text in value.split(",")]
    recurrence = Recurrence(
        rules=tuple(value for _, _, value in rules if value),
        dates=tuple(moment for moment in moments if moment is not None),
    )
    try:
        found = expand(start, recurrence, first=KNOWN_FROM, last=KNOWN_TO, zone=ZoneInfo("UTC")).starts
    except ValueError:
        found = ()
    return [moment for moment in found if isinstance(moment, datetime)] or [start]


def _instant(wall: datetime, offset: timedelta) -> datetime:
    try:
        return (wall - offset).replace(tzinfo=UTC)
    except OverflowError:
        return wall.replace(tzinfo=UTC)
