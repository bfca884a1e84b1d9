"""Tells whether a page writes the month first, as American English does: 9/4/2026."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bs4 import BeautifulSoup

from connectors.dates.american import has_numeric
from connectors.kinds.from_html import MONTH_FIRST
from connectors.model import Record
from connectors.parsing import markup

_ENGLISH: Final = re.compile(
    r"\b(?:January|February|March|June|July|October|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday"
    r"|Sunday|the|and|meeting|events?|agenda)\b"
)
_GERMAN: Final = re.compile(
    r"\b(?:Januar|Februar|März|Juni|Juli|Oktober|Dezember|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag"
    r"|Sonntag|Uhr|und|der|die|Veranstaltung(?:en)?|Termine?)\b"
)
_AMERICAN: Final = re.compile(r"en(?:[-_]us)?\Z", re.IGNORECASE)
_DAY_FIRST: Final = re.compile(
    r"(?<![\d/.-])(?:1[3-9]|2\d|3[01])([/-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)(?!\d)"
)
_MONTH_FIRST: Final = re.compile(
    r"(?<![\d/.-])(?:0?[1-9]|1[0-2])([/-])(?:1[3-9]|2\d|3[01])\1(?:(?:19|20)\d\d|\d\d)(?!\d)"
)


def is_american(tree: BeautifulSoup) -> bool:
    """By the language that the page names, and the words that it uses; never against its own dates."""
    html = tree.find("html")
    named = markup.attribute(html, "lang") if html is not None else ""
    if named and not named.lower().startswith("en"):
        return False
    body = tree.find("body") or tree
    words = body.get_text(" ")[:60_000]
    english, german = len(_ENGLISH.findall(words)), len(_GERMAN.findall(words))
    if english < 10 * german or not (english or named) or _DAY_FIRST.search(words):
        return False
    return not named or _AMERICAN.match(named) is not None or _MONTH_FIRST.search(words) is not None


def with_order(
    options: Mapping[str, Any], records: Sequence[Record], *, is_american: bool
) -> Mapping[str, Any]:
    """The options, with the order of a day's numbers where it matters and is not the German one."""
    if is_american and any(has_numeric(record.when) for record in records):
        return {**options, "dates": MONTH_FIRST}
    return options
