"""Puts wall clock times on days, in a zone; the changes of the clocks included."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connectors.dates.result import Span

DAY = timedelta(days=1)
_NIGHT_STARTS, _LONGEST_NIGHT = 12 * 60, 14 * 60  # minutes
_INTERVAL = re.compile(r"(?<=\d\d:\d\d)/(?=\d{4}-\d\d-\d\d)")
_WITH_OFFSET = re.compile(
    r"\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(Z)|([+-]\d\d):?(\d\d))?(?!\d)"
)


def aware(day: date, minutes: int, zone: ZoneInfo, flags: set[str]) -> datetime:
    """That wall time there; one that a change of clocks skips moves forward, one it repeats is the first."""
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    settled = wall.astimezone(UTC).astimezone(zone)
    if settled.replace(tzinfo=None) != wall.replace(tzinfo=None):
        flags.add("dst_gap")
    return settled


def session(day: date, start: int, end: int | None, zone: ZoneInfo, flags: set[str]) -> Span:
    """One session; an end before its start is after midnight, if that makes a night."""
    begin = aware(day, start, zone, flags)
    if end is None:
        return Span(begin, None)
    if end <= start:
        end += 24 * 60
        if end - start > _LONGEST_NIGHT or start < _NIGHT_STARTS:
            flags.add("end_before_start")
            return Span(begin, None)
    until = aware(day, end, zone, flags)
    return Span(begin, until if until > begin else None)


def all_day(first: date, last: date) -> Span:
    """A stretch of whole days, both included; a single day has no end."""
    return Span(first, last + DAY if last > first else None)


def localised(text: str, zone: ZoneInfo) -> str:
    """ISO 8601 instants rewritten as wall time in the zone: "2026-06-18 16:00".

    Two that stand together, as machines give a beginning and an end, become a stretch if that is short.
    """
    if "T" not in text:
        return text
    pieces: list[str] = []
    read_to = 0
    before: list[datetime] = []  # the moments of the run of stamps that is being read
    for match in _WITH_OFFSET.finditer(text):
        gap, wall = text[read_to : match.start()], _wall(match, zone)
        before = [*before, wall] if wall and not gap.strip() else [wall] if wall else []
        is_end = len(before) == 2 and bool(gap) and _is_alone(text, match) and _is_session(*before)
        pieces += [" - " if is_end else gap, f"{wall:%Y-%m-%d %H:%M}" if wall else f"{match[1]} {match[2]}"]
        read_to = match.end()
    return _INTERVAL.sub(" - ", "".join((*pieces, text[read_to:])))


def _wall(match: re.Match[str], zone: ZoneInfo) -> datetime | None:
    """Wall time in the zone; None for what is no moment."""
    day, clock, utc, hours, minutes = match.groups()
    offset = "+00:00" if utc else f"{hours}:{minutes}" if hours else ""
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}:00{offset}")
        return (moment.astimezone(zone) if offset else moment).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether no third stamp follows: three are a list."""
    following = _WITH_OFFSET.search(text, match.end())
    return following is None or bool(text[match.end() : following.start()].strip())


def _is_session(start: datetime, end: datetime) -> bool:
    return timedelta() < end - start <= timedelta(minutes=_LONGEST_NIGHT)
