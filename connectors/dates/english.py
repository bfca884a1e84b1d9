"""Completes what English wordings leave to the reader: half a pair of hours, a column of days."""

from __future__ import annotations

import re
from typing import Final

_PM: Final = r"(?:[ap]\.?m\b\.?)"
_HOURS: Final = re.compile(
    rf"\b(?P<first>1[0-2]|[1-9])(?P<minutes>:[0-5]\d)?(?P<join> ?(?:to|until|till|-) ?)"
    rf"(?P<last>1[0-2]|[1-9])(?P<more>:[0-5]\d)? ?(?P<half>{_PM})",
    re.IGNORECASE,
)
_SLIP: Final = re.compile(rf"\b(1[0-2]|[1-9]):(?:oo)? ?({_PM})", re.IGNORECASE)  # "3:pm", "3:oo pm"
_MONTH: Final = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?"
    r"|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
_COLUMN: Final = re.compile(  # a row of a year's table: the month, and its days beside it
    rf"((?:.*\n)?)({_MONTH})[ \n]+((?:[0-3]?\d\.?)(?:[ \n]+(?:[0-3]?\d\.?|\*+|-))+)", re.IGNORECASE
)


def completed(text: str) -> str:
    """The clean text with both hours of "5 to 7 p.m." whole, and each day of "JAN. 14 28" a day."""
    text = _HOURS.sub(_both, _SLIP.sub(r"\1 \2", text))
    if (row := _COLUMN.fullmatch(text)) is not None and not re.search(r"\d", row[2]):
        days = re.findall(r"\d+", row[3])
        return f"{row[1]}{row[2].rstrip('.')} {', '.join(days)}"
    return text


def _both(found: re.Match[str]) -> str:
    """The first hour is in the same half of the day, unless it would lie behind the last."""
    first, last = int(found["first"]) % 12, int(found["last"]) % 12
    half = found["half"]
    own = half if first <= last else ("am" if "p" in half.lower() else "pm")
    return (
        f"{found['first']}{found['minutes'] or ''} {own}{found['join']}"
        f"{found['last']}{found['more'] or ''} {half}"
    )
