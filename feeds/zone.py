"""Describes a time zone to calendar programs by its yearly rule (RFC 5545 §3.6.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

# A whole cycle of weekdays and leap years, late enough for nothing but the standing rule to apply.
RULED = range(2030, 2058)
UNRULED = range(2020, 2050)  # what is written out where no rule can be given
RULES_BEGIN = 1970
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Onset:
    """One change of the clocks; `at` is the wall time before the change."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool


@cache
def vtimezone(name: str) -> tuple[str, ...]:
    """The content lines of the VTIMEZONE.

    Outlook misreads lists of dates by an hour, so it is one RRULE for each yearly change. Only a
    zone whose changes follow no rule of the Gregorian calendar gets its changes one by one.
    """
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", f"X-LIC-LOCATION:{name}"]
    onsets = _onsets(ZoneInfo(name), RULED)
    kinds = [list(group) for _, group in groupby(sorted(onsets, key=_kind), key=_kind)]
    if not onsets:
        lines += _fixed(ZoneInfo(name))
    elif all(_rule(kind) for kind in kinds):
        for kind in sorted(kinds, key=lambda kind: kind[0].at):
            lines += _observance(kind[0], _first(_rule(kind), kind[0]), f"RRULE:{_rule(kind)}")
    else:
        for onset in _onsets(ZoneInfo(name), UNRULED):
            lines += _observance(onset, onset.at)
    return (*lines, "END:VTIMEZONE")


def _kind(onset: Onset) -> tuple[bool, timedelta, timedelta, str]:
    return onset.is_daylight, onset.before, onset.after, onset.name


def _onsets(zone: ZoneInfo, years: range) -> list[Onset]:
    found = []
    end = datetime(years.stop, 1, 1, tzinfo=UTC)
    now = datetime(years.start, 1, 1, tzinfo=UTC)
    while now < end:
        later = now + timedelta(days=7)
        if _state(zone, now) != _state(zone, later):
            found.append(_onset(zone, now, later))
        now = later
    return found


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.tzname()


def _onset(zone: ZoneInfo, low: datetime, high: datetime) -> Onset:
    """The change between two moments, found by halving."""
    before = _state(zone, low)
    while high - low > MINUTE:
        middle = low + (high - low) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        if middle <= low:
            middle = low + MINUTE
        low, high = (middle, high) if _state(zone, middle) == before else (low, middle)
    there = high.astimezone(zone)
    offset_before = low.astimezone(zone).utcoffset() or timedelta()
    return Onset(
        at=(high + offset_before).replace(tzinfo=None),
        before=offset_before,
        after=there.utcoffset() or timedelta(),
        name=there.tzname() or "",
        is_daylight=bool(there.dst()),
    )


def _rule(onsets: list[Onset]) -> str:
    """The RRULE that gives exactly these changes, or ""."""
    days = [onset.at.date() for onset in onsets]
    same = {(day.month, day.weekday(), onset.at.time()) for day, onset in zip(days, onsets, strict=True)}
    if len(same) != 1 or [day.year for day in days] != list(RULED):
        return ""
    weekday, month = WEEKDAYS[days[0].weekday()], days[0].month
    if all((day + timedelta(days=7)).month != month for day in days):
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{weekday}"
    ordinals = {(day.day - 1) // 7 + 1 for day in days}
    if len(ordinals) == 1:
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={ordinals.pop()}{weekday}"
    first = min(day.day for day in days)
    if max(day.day for day in days) > first + 6:
        return ""
    monthdays = ",".join(str(first + n) for n in range(7))
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={monthdays};BYDAY={weekday}"


def _first(rule: str, onset: Onset) -> datetime:
    """The rule's first date in the year in which all rules begin."""
    month, weekday = onset.at.month, onset.at.weekday()
    day = date(RULES_BEGIN, month, 1)
    days = [day + timedelta(days=n) for n in range(31)]
    fitting = [day for day in days if day.month == month and day.weekday() == weekday]
    if "BYMONTHDAY=" in rule:
        allowed = rule.partition("BYMONTHDAY=")[2].partition(";")[0].split(",")
        chosen = next(day for day in fitting if str(day.day) in allowed)
    else:
        ordinal = int(rule.partition("BYDAY=")[2][:-2])
        chosen = fitting[ordinal - 1 if ordinal > 0 else -1]
    return datetime.combine(chosen, onset.at.time())


def _observance(onset: Onset, start: datetime, *rule: str) -> list[str]:
    kind = "DAYLIGHT" if onset.is_daylight else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"TZNAME:{onset.name}",
        f"TZOFFSETFROM:{_offset(onset.before)}",
        f"TZOFFSETTO:{_offset(onset.after)}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        *rule,
        f"END:{kind}",
    ]


def _fixed(zone: ZoneInfo) -> list[str]:
    there = datetime(RULED.start, 1, 1, tzinfo=zone)
    offset = there.utcoffset() or timedelta()
    onset = Onset(datetime(RULES_BEGIN, 1, 1), offset, offset, there.tzname() or "", False)  # noqa: DTZ001
    return _observance(onset, onset.at)


def _offset(offset: timedelta) -> str:
    minutes = round(offset / MINUTE)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
