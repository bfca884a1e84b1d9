"""Rewrites what only American English words so: the month before the day in numbers."""

from __future__ import annotations

import re
from typing import Final

_NUMERIC: Final = re.compile(
    r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])(?P<join>[/-])(?P<day>0?[1-9]|[12]\d|3[01])(?P=join)"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])"
)
# Without a year only where a day is expected: "1/2 hour" and "grades 7/8" are none.
_YEARLESS: Final = re.compile(
    r"\b(?P<lead>(?:by|until|till|before|after|on|due|deadline|(?:mon|tues?|wednes|thurs?"
    r"|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)[.:,]?\s{1,3})"
    r"(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])(?![\d/]|\s?(?:of\b|hours?\b|price))",
    re.IGNORECASE,
)


def month_first(text: str) -> str:
    """ "9/4/2026" and "10-02-19" as ISO 8601, "by 9/4" as "by 4.9."; what cannot be meant so stays."""
    return _YEARLESS.sub(r"\g<lead>\g<day>.\g<month>.", _NUMERIC.sub(_iso, text))


def has_numeric(text: str) -> bool:
    """Whether there is a day in numbers whose order is to be known."""
    return _NUMERIC.search(text) is not None


def _iso(found: re.Match[str]) -> str:
    year = int(found["year"])
    return f"{year + 2000 if year < 100 else year}-{int(found['month']):02}-{int(found['day']):02}"
