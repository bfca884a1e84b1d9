"""Finds out when an item of EventON begins and ends; its numbers mean one thing or another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from connectors.parsing import markup
from connectors.parsing.markup import Part

_EPOCHS: Final = re.compile(r"(\d{1,11})-(\d{1,11})")
_MALFORMED: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2})\b)?")
_CLOCK: Final = re.compile(r"(?<![\d.])(\d{1,2})[:.](\d\d)(?![.\d])(?:\s*([ap])\.?m)?", re.IGNORECASE)
_ALL_DAY: Final = re.compile(r"ganzt(?:ä|ae)gig|ganze[rn]? tag|all[ -]day", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Precise moments, local and without zone, or else words; all of it empty where nothing is said."""

    start: str | None = None
    end: str | None = None  # of whole days the last
    when: str = ""
    is_unclear: bool = False  # the day is sure, the time is not


def read_moments(item: Part, zone: ZoneInfo) -> Moments:
    """What is visible decides whether the numbers are instants or wall times written as if they were UTC."""
    words = markup.value(item, ".evcal_time") or " - ".join(markup.values(item, "em.time"))
    readings = _readings(markup.attribute(item, "data-time"), zone)
    if _ALL_DAY.search(words):
        return _whole_days(readings, item)
    shown = _clocks(words)
    for start, end in readings:
        if shown and _clock(start) == shown[0]:
            return Moments(start=_iso(start), end=_iso(end) if _clock(end) in shown[1:] else None)
    if shown:
        return _worded(item, words, readings)
    return _by_schema(item, readings)


def _readings(numbers: str, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    found = _EPOCHS.fullmatch(numbers)
    if found is None:
        return []
    return [(_wall(int(found[1]), each), _wall(int(found[2]), each)) for each in (UTC, zone)]


def _wall(epoch: int, zone: ZoneInfo | timezone) -> datetime:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=epoch)
    return moment.astimezone(zone).replace(tzinfo=None)


def _clocks(words: str) -> list[str]:
    """The times of day in it, each as 14:00."""
    found = []
    for hour, minute, half in _CLOCK.findall(words):
        hours = int(hour) % 12 + (12 if half in ("p", "P") else 0) if half else int(hour)
        found.append(f"{hours:02}:{minute}")
    return found


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _whole_days(readings: list[tuple[datetime, datetime]], item: Part) -> Moments:
    """They last from midnight on; whichever reading begins there is right."""
    if not readings:
        return _by_schema(item, [])
    start, end = next((each for each in readings if _clock(each[0]) == "00:00"), readings[0])
    first, last = start.date().isoformat(), end.date().isoformat()
    return Moments(start=first, end=last if last > first else None)


def _worded(item: Part, words: str, readings: list[tuple[datetime, datetime]]) -> Moments:
    """The visible date and time where the numbers fit neither way."""
    day = markup.value(item, ".evo_start .date, .evo_start em.date")
    month = markup.value(item, ".evcal_cblock@data-smon") or markup.value(item, ".evo_start .month")
    year = markup.value(item, ".evcal_cblock@data-syr") or markup.value(item, ".evo_start .year")
    if day.isdecimal() and month:
        return Moments(when=f"{day}. {month} {year}".strip() + f", {words}")
    start = _by_schema(item, readings).start
    return Moments(when=f"{start[8:10]}.{start[5:7]}.{start[:4]}, {words}") if start else Moments()


def _by_schema(item: Part, readings: list[tuple[datetime, datetime]]) -> Moments:
    """The day, and the hour if it is the one of a reading: `2026-9-19T19-19-00-00` has no sound minutes."""
    found = _MALFORMED.match(markup.value(item, "meta[itemprop=startDate]@content"))
    if found is None:
        days = {start.date().isoformat() for start, _ in readings}
        return Moments(start=days.pop(), is_unclear=True) if len(days) == 1 else Moments()
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    for start, _ in readings:
        if found[4] and _iso(start)[:13] == f"{day}T{int(found[4]):02}":
            return Moments(start=_iso(start))
    return Moments(start=day, is_unclear=True)
