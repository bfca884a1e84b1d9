"""Reads when an event is (DTSTART, DTEND, DURATION), also where a calendar words it wrongly."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from connectors.ical.components import Component, Repair
from connectors.ical.values import read_duration, read_moment
from connectors.ical.zones import Zones, named_zone

TZID = re.compile(r';[ \t]*TZID=(?:"([^"]*)"|([^;]*))', re.IGNORECASE)
IS_DATE = re.compile(r';[ \t]*VALUE="?DATE"?[ \t]*(?:;|\Z)', re.IGNORECASE)
DAY = timedelta(days=1)
MIDNIGHT = time.min
LAST_MINUTE = time(23, 59)
NIGHT_HOUR = 4  # before it, nobody begins an event of whole days, and the clocks have been changed


class Clocks:
    """Turns the date values of one calendar into dates and times of their zones."""

    def __init__(self, zones: Zones, floating: ZoneInfo) -> None:
        self.zones = zones
        self.floating = floating  # for times that name no zone
        self._read: dict[str, tuple[bool, str, tzinfo | None]] = {}

    def read(self, value: str, params: str, repairs: list[Repair]) -> date | datetime | None:
        """A date, an aware time, or a naive one that floats; None if the value is none of them."""
        moment = read_moment(value)
        if not params:
            return moment
        if moment is None:
            value, params = _without_colon(value, params)
            moment = read_moment(value)
        is_date, tzid, zone = self._parameters(params)
        if not isinstance(moment, datetime):
            return moment
        if is_date:
            return moment.date()
        if zone is None and tzid:
            zone = self.zones.find(tzid, moment)
            self._tell(tzid, zone, repairs)
        return in_zone(moment, zone)

    def _parameters(self, params: str) -> tuple[bool, str, tzinfo | None]:
        """Whether it says VALUE=DATE, its TZID, and the zone if that is a proper name."""
        known = self._read.get(params)
        if known is None:
            match = TZID.search(params)
            tzid = (match.group(1) or match.group(2) or "").strip() if match else ""
            known = (IS_DATE.search(params) is not None, tzid, named_zone(tzid))
            self._read[params] = known
        return known

    def _tell(self, tzid: str, zone: tzinfo | None, repairs: list[Repair]) -> None:
        """Once a file: a zone that neither has a proper name nor is defined."""
        if tzid in self.zones.told:
            return
        self.zones.told.add(tzid)
        if zone is None:
            repairs.append(Repair("unknown-timezone", f"{tzid} read as {self.floating.key}"))
        elif not self.zones.is_defined(tzid):
            repairs.append(Repair("timezone-name", f"{tzid} read as {zone}"))


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """The moment in the zone; a time that the clocks skip moves forward (RFC 5545 §3.3.5)."""
    if zone is None:
        return moment
    try:
        if moment.tzinfo is not None:
            return moment.astimezone(zone)
        aware = moment.replace(tzinfo=zone)
        return aware.astimezone(UTC).astimezone(zone) if aware.hour < NIGHT_HOUR else aware
    except OverflowError:  # at either end of time
        return moment.replace(tzinfo=UTC)


def like(moment: date | datetime, start: date | datetime, floating: ZoneInfo) -> date | datetime:
    """The moment as the event's start is written: a date, or a time in its zone. A date stays one."""
    if not isinstance(moment, datetime):
        return moment
    if isinstance(start, datetime) and moment.tzinfo is start.tzinfo:
        return moment
    if not isinstance(start, datetime):
        return _wall(moment, floating).date()
    if start.tzinfo is None:
        return _wall(moment, floating)
    return in_zone(moment, start.tzinfo)


class Times(NamedTuple):
    """When an event is. A start that is a text could not be read."""

    start: str | date | datetime | None
    end: date | datetime | None = None
    end_is_last_day: bool = False


NO_TIMES = Times(None)


def read_times(event: Component, clocks: Clocks, product: str) -> Times | None:
    """None if there is no DTSTART. `product` is the calendar's PRODID in lower case."""
    line = event.first("DTSTART")
    if line is None:
        return None
    _, params, value = line
    start = clocks.read(value, params, event.repairs)
    if start is None:
        return Times(value)
    end = _read_end(event, start, clocks)
    if isinstance(start, datetime):
        is_midnight_somewhere = not start.hour or start.tzinfo is UTC
        days = _whole_days(start, end, event, clocks) if is_midnight_somewhere else None
        if days is not None:
            event.repairs.append(Repair("all-day", f"{value} to {event.value('DTEND')}"))
            return Times(days[0], days[1])
        if not isinstance(end, datetime) and end is not None:
            event.repairs.append(Repair("end-unreadable", event.value("DTEND")))
            end = None
    end_is_last_day = not isinstance(end, datetime) and end is not None and _is_inclusive(event, product)
    if end is not None and end <= start:
        if end < start:
            event.repairs.append(Repair("end-before-start", event.value("DTEND")))
        end, end_is_last_day = None, False
    if end_is_last_day:
        event.repairs.append(Repair("end-inclusive", event.value("DTEND")))
    return Times(start, end, end_is_last_day)


def _read_end(event: Component, start: date | datetime, clocks: Clocks) -> date | datetime | None:
    line = event.first("DTEND")
    if line is not None:
        _, params, value = line
        end = clocks.read(value, params, event.repairs)
        if end is None:
            event.repairs.append(Repair("end-unreadable", value))
            return None
        if isinstance(start, datetime) or not isinstance(end, datetime):
            return like(end, start, clocks.floating)
        event.repairs.append(Repair("end-unreadable", f"{value}: the start is a date"))
        wall = _wall(end, clocks.floating)
        return wall.date() if wall.time() == MIDNIGHT else _day_after(wall)
    if event.all("DTEND"):
        event.repairs.append(Repair("end-unreadable", "DTEND without a value"))
    duration = event.value("DURATION")
    return _after(start, duration, event.repairs) if duration else None


def _after(start: date | datetime, duration: str, repairs: list[Repair]) -> date | datetime | None:
    """Days are of the wall clock, hours are elapsed (RFC 5545 §3.3.6)."""
    length = read_duration(duration)
    is_usable = length is not None and length >= timedelta(0)
    if length is None or not is_usable or not (isinstance(start, datetime) or length % DAY == timedelta(0)):
        repairs.append(Repair("end-unreadable", duration))
        return None
    if length.seconds and "T" not in duration.upper():
        repairs.append(Repair("duration", duration))
    try:
        if not isinstance(start, datetime):
            return start + length
        days, rest = divmod(length, DAY)
        end = in_zone(start.replace(tzinfo=None) + days * DAY, start.tzinfo)
        return end + rest if end.tzinfo is None else (end.astimezone(UTC) + rest).astimezone(end.tzinfo)
    except OverflowError:
        return None


def _whole_days(
    start: datetime, end: date | datetime | None, event: Component, clocks: Clocks
) -> tuple[date, date | None] | None:
    """First day and the day after the last, if the times can only mean whole days.

    The start is a midnight or in UTC. Whole days are: Outlook's flag and a midnight; 00:00 to 23:59; or in
    UTC, midnight to midnight where that is the depth of night locally (MEC, whose one-day events may also
    end where they begin).
    """
    if start.minute % 15 or start.second:
        return None
    first = start.replace(tzinfo=None)
    local = _wall(start, clocks.floating) if start.tzinfo is UTC else first
    if MIDNIGHT not in (local.time(), first.time()):
        return None
    is_night = start.tzinfo is UTC and local.hour < NIGHT_HOUR
    is_flagged = event.value("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    if is_flagged and end is None:
        return (local if local.time() == MIDNIGHT else first).date(), None
    if not isinstance(end, datetime):
        return None
    walls = [(local, _wall(end, clocks.floating) if start.tzinfo is UTC else end.replace(tzinfo=None))]
    if is_night:
        walls.append((first, end.replace(tzinfo=None)))
    for begin, finish in walls:
        if begin.time() != MIDNIGHT:
            continue
        if finish > begin and finish.time().replace(second=0, microsecond=0) == LAST_MINUTE:
            return begin.date(), _day_after(finish)
        is_mec = begin == finish and event.value("UID").startswith("MEC-")
        is_whole = finish.time() == MIDNIGHT and finish > begin
        if (is_whole and (is_flagged or is_night)) or (is_mec and is_night):
            return begin.date(), finish.date() if is_whole else None
    return None


def _day_after(wall: datetime) -> date:
    return wall.date() + DAY if wall.date() < date.max else date.max


def _is_inclusive(event: Component, product: str) -> bool:
    """JEvents gives the last day of an all-day event, and only its end a zone."""
    start, end = event.first("DTSTART"), event.first("DTEND")
    if start is None or end is None or not IS_DATE.search(end[1]):
        return False
    return "jevents" in product or bool(TZID.search(end[1]) and not TZID.search(start[1]))


def _without_colon(value: str, params: str) -> tuple[str, str]:
    """TZID=(UTC+01:00) Berlin without quotes: its colon is not the one before the value."""
    head, _, rest = value.rpartition(":")
    return (value, params) if read_moment(rest) is None else (rest, f"{params}:{head}")


def _wall(moment: datetime, floating: ZoneInfo) -> datetime:
    """Its wall time where the calendar is at home; a naive time is one already."""
    return in_zone(moment, floating).replace(tzinfo=None) if moment.tzinfo is not None else moment
