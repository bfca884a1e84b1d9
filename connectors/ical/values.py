"""Reads the values of properties (RFC 5545 §3.3), also those that are slightly wrong."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?[ ]?(Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
UNESCAPED = {
    "n": "\n",
    "N": "\n",
    ",": ",",
    ";": ";",
    "\\": "\\",
    ":": ":",
    '"': '"',
}  # : and " in RFC 2445 times
ESCAPE = re.compile(r'\\([nN,;\\:"])')
DURATION = re.compile(
    r"([+-]?)P?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?", re.ASCII
)
OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?(?::?\d\d)?", re.ASCII)
COORDINATES = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*\\?[;,]\s*(-?\d{1,3}(?:\.\d+)?)\s*", re.ASCII)


def read_text(value: str) -> str:
    """TEXT without its escapes (§3.3.11); what is no escape stays as it is."""
    if "\\" not in value:
        return value.strip()
    if "\\\\" in value:
        return ESCAPE.sub(lambda match: UNESCAPED[match.group(1)], value).strip()
    value = value.replace("\\n", "\n").replace("\\,", ",")  # the frequent ones
    if "\\" in value:
        value = ESCAPE.sub(lambda match: UNESCAPED[match.group(1)], value)
    return value.strip()


def read_list(value: str) -> list[str]:
    """The texts between the commas that are not escaped."""
    if "\\" not in value:
        return [part.strip() for part in value.split(",") if part.strip()]
    parts = value.replace("\\\\", "\0").replace("\\,", "\1").split(",")
    texts = [read_text(part.replace("\1", "\\,").replace("\0", "\\\\")) for part in parts]
    return [text for text in texts if text]


def read_moment(value: str) -> date | datetime | None:
    """A DATE, a local DATE-TIME (naive) or one in UTC (aware); None if it is neither."""
    length = len(value)
    try:
        if length == 8:
            return date(int(value[:4]), int(value[4:6]), int(value[6:]))
        if (length == 15 or (length == 16 and value[15] == "Z")) and value[8] == "T" and value[:8].isdigit():
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    return _read_odd_moment(value.strip())


def _read_odd_moment(value: str) -> date | datetime | None:
    """Also ISO's long form, no seconds, 24:00, a leap second, an offset."""
    match = MOMENT.fullmatch(value)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        found = date(int(year), int(month), int(day))
        if hour is None:
            return found
        clock = timedelta(hours=int(hour), minutes=int(minute), seconds=min(int(second or 0), 59))
        if clock > timedelta(days=1) or int(minute) > 59:
            return None
        moment = datetime.combine(found, datetime.min.time()) + clock
        if zone is None:
            return moment
        offset = timedelta(0) if zone in "Zz" else read_offset(zone)
        return None if offset is None else (moment - offset).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def read_duration(value: str) -> timedelta | None:
    """Also P15M and PT1W, with their T missing or too much: months do not exist in iCalendar."""
    match = DURATION.fullmatch(value.strip().upper().replace("T", ""))
    if match is None or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match.group(1) == "-" else length


def read_offset(value: str) -> timedelta | None:
    """UTC-OFFSET (§3.3.14): +0100; also +1 and +01:00."""
    match = OFFSET.fullmatch(value.strip())
    if match is None:
        return None
    length = timedelta(hours=int(match.group(2)), minutes=int(match.group(3) or 0))
    if length >= timedelta(hours=24):
        return None
    return -length if match.group(1) == "-" else length


def read_coordinates(value: str) -> tuple[float, float] | None:
    """Latitude and longitude; 0;0 is what exporters write for unknown."""
    match = COORDINATES.fullmatch(value)
    if match is None:
        return None
    lat, lon = float(match.group(1)), float(match.group(2))
    is_known = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)
    return (lat, lon) if is_known else None
