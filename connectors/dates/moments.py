"""Reads one precise moment as machines write it: ISO 8601, RFC 5322, and the German and slashed forms."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from connectors.dates.instants import aware

_LONGEST = 64  # characters; no precise moment is longer
_TIME = r"(?:[T ,]{1,3}(?:um )?(\d{1,2})[:.]?(\d{2})?(?:[:.]?(\d{2})(?:[.,]\d{1,9})?)?\s?(?:uhr|h)?)?"
_ZONE = r"\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
_FORMS = [
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})" + _TIME + _ZONE, re.I),
    re.compile(
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d{1,9})?)?)?" + _ZONE, re.I
    ),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})" + _TIME + _ZONE, re.I),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})" + _TIME + _ZONE, re.I),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})" + _TIME + _ZONE, re.I),
]
_RFC_5322 = re.compile(
    r"(?:[a-z]{3},\s+)?\d{1,2}\s+[a-z]{3}\s+(?:\d{4}|\d{2})\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[a-z]{1,5}"
    r"|[+-]\d{4})?",
    re.I,
)


def read_moment(text: str, zone: ZoneInfo) -> date | datetime | None:
    """The moment: aware in `zone`, or a date where no time is given; None if the text is not exactly that.

    An offset or Z is converted into `zone`, a time without one is taken in it. A time that a change of the
    clocks skips moves forward; one that it repeats is the first.
    """
    text = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    try:
        if _RFC_5322.fullmatch(text):
            return _placed(parsedate_to_datetime(text), zone)
        for form in _FORMS:
            if match := form.fullmatch(text):
                return _moment(match, zone)
    except (ValueError, OverflowError):
        return None
    return None


def _moment(match: re.Match[str], zone: ZoneInfo) -> date | datetime | None:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    hour, minute, second, offset = match.groups()[-4:]
    if hour is None:
        return None if offset else day
    if minute is None and not re.search(r"uhr|h$", match[0], re.I):
        return None
    at = int(hour) * 3600 + int(minute or 0) * 60 + min(int(second or 0), 59)
    if at > 24 * 3600 or int(minute or 0) > 59 or int(second or 0) > 60:
        return None
    wall = datetime(day.year, day.month, day.day) + timedelta(seconds=at)  # noqa: DTZ001 - its zone comes next
    return _placed(wall.replace(tzinfo=_offset(offset)), zone)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timezone.utc  # noqa: UP017 - a tzinfo like the other branch
    digits = text[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(size if text[0] == "+" else -size)


def _placed(moment: datetime, zone: ZoneInfo) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(zone)
    placed = aware(moment.date(), moment.hour * 60 + moment.minute, zone, set())
    return placed + timedelta(seconds=moment.second)
