"""Reads the text of a recurrence rule (RFC 5545 §3.3.10) and refuses what cannot be expanded."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dateutil import rrule
from dateutil.rrule import weekday

from connectors.ical.values import read_moment

Frequency = Literal[0, 1, 2, 3, 4, 5, 6]
FREQUENCIES: dict[str, Frequency] = {
    "YEARLY": rrule.YEARLY,
    "MONTHLY": rrule.MONTHLY,
    "WEEKLY": rrule.WEEKLY,
    "DAILY": rrule.DAILY,
    "HOURLY": rrule.HOURLY,
    "MINUTELY": rrule.MINUTELY,
    "SECONDLY": rrule.SECONDLY,
}
WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
RANGES = {  # smallest and largest; negative ones count from the end
    "BYSECOND": (0, 60),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (-366, 366),
}
FROM_ONE = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"})
PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "RSCALE", "SKIP", *RANGES})
MOST_DAYS = {rrule.YEARLY: 366, rrule.MONTHLY: 31, rrule.WEEKLY: 7}  # in one of its periods
MAX_TIMES_A_DAY = 200
MAX_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; an empty tuple is a part that is not given."""

    freq: Frequency  # as dateutil numbers them: YEARLY is 0, SECONDLY is 6
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None  # as written: aware if in UTC
    wkst: int = 0
    bysetpos: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byweekday: tuple[weekday, ...] = ()
    byhour: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    bysecond: tuple[int, ...] = ()


def rule_parts(text: str) -> dict[str, str]:
    """The parts by name, in upper case and in order; a part without a value is left out."""
    parts: dict[str, str] = {}
    for part in text.upper().replace(" ", "").split(";"):
        name, _, value = part.partition("=")
        if name and value:
            parts.setdefault(name, value)
    return parts


def read_rule(text: str) -> Rule:
    """Raises ValueError with the reason if the rule means nothing or never comes true."""
    parts = rule_parts(text)
    freq = FREQUENCIES.get(parts.get("FREQ", ""))
    if freq is None:
        raise ValueError(f"no usable FREQ in {text[:100]!r}")
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.get("SKIP", "OMIT") != "OMIT":
        raise ValueError("RSCALE and SKIP (RFC 7529) are not supported")
    unknown = [name for name in parts if name not in PARTS and not name.startswith("X-")]
    if unknown:
        raise ValueError(f"unknown part {unknown[0][:40]}")
    rule = Rule(
        freq=freq,
        interval=_positive(parts, "INTERVAL") or 1,
        count=_positive(parts, "COUNT"),
        until=_until(parts),
        wkst=_weekday(parts.get("WKST", "MO")),
        byweekday=_weekdays(parts, freq),
        **{name.lower(): _numbers(parts, name) for name in RANGES},
    )
    _refuse_nonsense(rule)
    return rule


def _positive(parts: dict[str, str], name: str) -> int | None:
    value = parts.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS and int(value) > 0):
        raise ValueError(f"{name}={value[:20]} is not a usable number")
    return int(value)


def _until(parts: dict[str, str]) -> date | datetime | None:
    value = parts.get("UNTIL")
    if value is None:
        return None
    until = read_moment(value)
    if until is None:
        raise ValueError(f"UNTIL={value[:40]} is not a date")
    return until


def _weekday(value: str) -> int:
    number = WEEKDAYS.get(value)
    if number is None:
        raise ValueError(f"{value[:20]} is not a weekday")
    return number


def _weekdays(parts: dict[str, str], freq: int) -> tuple[weekday, ...]:
    has_positions = freq <= rrule.MONTHLY and not (freq == rrule.YEARLY and "BYWEEKNO" in parts)
    largest = 53 if freq == rrule.YEARLY and "BYMONTH" not in parts else 5
    found: dict[weekday, None] = {}
    for part in parts.get("BYDAY", "").split(","):
        if not part:
            continue
        day, position = _weekday(part[-2:]), part[:-2]
        number = _number(position, "BYDAY", 53) if position else None
        if number == 0:
            raise ValueError("BYDAY counts from 1")
        if not has_positions or abs(number or 0) <= largest:
            found[weekday(day, number if has_positions else None)] = None
    if not found and parts.get("BYDAY"):
        raise ValueError(f"no month has a {parts['BYDAY'][:40]}")
    if any(day.n for day in found) and not all(day.n for day in found):
        return _all_with_positions(tuple(found), largest)
    return tuple(found)


def _all_with_positions(days: tuple[weekday, ...], largest: int) -> tuple[weekday, ...]:
    """MO,2TU as 1MO,2MO,…,2TU: dateutil would take only a day that is both."""
    spelled = [[day] if day.n else [day(n) for n in range(1, largest + 1)] for day in days]
    return tuple(day for group in spelled for day in group)


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    smallest, largest = RANGES[name]
    numbers = {_number(part, name, largest) for part in parts.get(name, "").split(",") if part}
    if any(number < smallest or (number == 0 and name in FROM_ONE) for number in numbers):
        raise ValueError(f"{name}={parts[name][:40]} is out of range")
    return tuple(sorted(numbers))


def _number(text: str, name: str, largest: int) -> int:
    digits = text.lstrip("+-")
    if not (digits.isascii() and digits.isdigit() and len(text) <= 4 and int(digits) <= largest):
        raise ValueError(f"{name}={text[:20]} is not a usable number")
    return -int(digits) if text[0] == "-" else int(digits)


def _refuse_nonsense(rule: Rule) -> None:
    if rule.byweekno and rule.freq != rrule.YEARLY:
        raise ValueError("BYWEEKNO is only for FREQ=YEARLY")
    times = max(len(rule.byhour), 1) * max(len(rule.byminute), 1) * max(len(rule.bysecond), 1)
    if times > MAX_TIMES_A_DAY:
        raise ValueError("too many times a day")
    if rule.bysetpos and min(map(abs, rule.bysetpos)) > MOST_DAYS.get(rule.freq, 1) * times:
        raise ValueError("no set is as large as BYSETPOS")
    if rule.bymonth and rule.bymonthday:
        longest = max(29 if month == 2 else calendar.monthrange(2001, month)[1] for month in rule.bymonth)
        if min(abs(day) for day in rule.bymonthday) > longest:
            raise ValueError("none of its months has such a day")
