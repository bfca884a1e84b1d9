"""Recognises what looks like a date, a time of day or nothing but that, cheaply and without reading it."""

from __future__ import annotations

import re
from typing import Final

_MONTH: Final = (
    r"(?:jan(?:uar|uary)?|jänner|feb(?:ruar|ruary)?|mär(?:z)?|maerz|mrz|mar(?:ch)?|apr(?:il)?|mai|may"
    r"|jun[ie]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)\b\.?"
)
_WEEKDAY: Final = (
    r"(?:mon(?:tag|day)?|die(?:nstag)?|tue(?:s|sday)?|mi(?:ttwoch)?|wed(?:nesday)?|don(?:nerstag)?"
    r"|thu(?:rs?|rsday)?|fr(?:eitag|i|iday)?|sa(?:mstag|turday|t)?|sonnabend|so(?:nntag)?|sun(?:day)?"
    r"|mo|di|do)s?\b\.?"
)
_DAY: Final = r"(?:[0-3]?\d)(?:\.|st\b|nd\b|rd\b|th\b)?"
_UNTIL: Final = rf"(?:\s*(?:[-–—&+/,]|und|and|bis|to)\s*(?:{_WEEKDAY},?\s*)?{_DAY})*"
DATE: Final = re.compile(
    rf"(?<![\d.,/:-])[0-3]?\d\.\s?[01]?\d\.(?:\s?(?:\d{{4}}|\d\d)\b)?(?!\d)"
    rf"|(?<![\d./-])[0-3]?\d([/-])[0-3]?\d\1(?:\d{{4}}|\d\d)\b"
    rf"|\b(?:19|20)\d\d-[01]\d-[0-3]\d"
    rf"|\b{_DAY}{_UNTIL},?\s*(?:of\s+)?{_MONTH}(?:,?\s*(?:19|20)\d\d\b)?"
    rf"|\b{_MONTH}\s*,?\s*{_DAY}(?![\d:]){_UNTIL}(?:,?\s*(?:19|20)\d\d\b)?",
    re.IGNORECASE,
)
REPEATED: Final = re.compile(
    rf"\b(?:jede[nrs]?|every|each)\s+(?:\w+\.?\s+)?{_WEEKDAY}|\b(?:mon|diens|donners|frei|sams|sonn)tags\b"
    r"|\bmittwochs\b",
    re.IGNORECASE,
)
CLOCK: Final = re.compile(
    r"(?<![\d.])[0-2]?\d[:.][0-5]\d\s*(?:uhr|h\b|[ap]\.?\s?m\b\.?)?(?![.\d])|\b[0-2]?\d\s*(?:uhr\b|[ap]\.?\s?m\b\.?)"
    r"|\b[0-2]?\d\s?h\b|(?<=\dT)\d\d:\d\d",
    re.IGNORECASE,
)
_MONTH_YEAR: Final = re.compile(rf"\b{_MONTH}\s*'?(?:(?:19|20)?\d\d)?\b", re.IGNORECASE)
_MONTH_ALONE: Final = re.compile(rf"\s*{_MONTH}\s+(?:19|20)\d\d\s*", re.IGNORECASE)
_DAY_FIRST: Final = re.compile(
    rf"\s*(?:{_WEEKDAY},?\s*(?:den\s+)?[0-3]?\d(?:\.|st|nd|rd|th)?(?![\d:.])|[0-3]?\d\.(?!\d))", re.IGNORECASE
)
_PART: Final = re.compile(rf"\s*(?:{_MONTH}|{_WEEKDAY}|{_DAY})[\s,./|-]*", re.IGNORECASE)
_FILLER: Final = re.compile(
    rf"\b(?:{_WEEKDAY}|uhr|am|um|ab|von|vom|bis|der|den|und|from|to|at|on|the|and|until|through|noon|h|"
    r"heute|morgen|today|tomorrow|beginn|start|einlass|doors?|ende?|date|time|datum|zeit|uhrzeit|termine?|"
    r"wann|when|ganztägig|all day|m?e[sd]z|[ecmp][sd]?t|utc|gmt)\b:?|\b(?:19|20)\d\d\b|\d+",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[^\W\d_]")


def has_date(text: str) -> bool:
    return DATE.search(text) is not None or REPEATED.search(text) is not None


def has_clock(text: str) -> bool:
    return CLOCK.search(text) is not None


def has_hours(text: str) -> bool:
    """Whether a day has a beginning and an end: nothing is published from two to four o'clock."""
    return has_date(text) and len(CLOCK.findall(text)) > 1


def is_part_of_date(text: str) -> bool:
    """Whether a day, a month or a weekday stands alone, as pages do that give each a box of its own."""
    return len(text) <= 30 and _PART.fullmatch(text) is not None


def rest(text: str) -> str:
    """What the text says beside dates, times and the words that go with them."""
    for pattern in (DATE, REPEATED, CLOCK, _MONTH_YEAR, _FILLER):
        text = pattern.sub(" ", text)
    return " ".join(text.split()).strip(" ,;:|–—-@/().•·")


def says_more(text: str) -> bool:
    """Whether there are words beside dates and times."""
    return len(_LETTERS.findall(rest(text))) >= 3


def is_only_date(text: str) -> bool:
    return len(text) <= 120 and has_date(text) and not says_more(text)


def are_only_dates(text: str) -> bool:
    """Whether each of several lines is nothing but a date."""
    lines = text.split("\n")
    return len(lines) >= 3 and all(map(is_only_date, lines))


def is_month(text: str) -> bool:
    """Whether it is a month with its year: what stands over a list that names days alone."""
    return len(text) <= 40 and _MONTH_ALONE.fullmatch(text) is not None


def has_day(text: str) -> bool:
    """Whether it begins with the day of a month: "Sa 12.", "12."."""
    return _DAY_FIRST.match(text) is not None


def is_only_clock(text: str) -> bool:
    return len(text) <= 60 and has_clock(text) and not has_date(text) and not says_more(text)
