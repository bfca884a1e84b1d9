"""Takes out of titles what does not belong there: status words, and dates that the record has anyway."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from connectors.model import Availability, Status
from connectors.normalising.statuses import AVAILABILITY_WORDINGS, STATUS_WORDINGS, has_hint, read_status

_LONGEST_MARK: Final = 70
_PATTERNS: Final = (
    *(wording.pattern for wording in STATUS_WORDINGS),
    *(wording.pattern for wording in AVAILABILITY_WORDINGS if wording.meaning is not Availability.OPEN),
)
# What may stand beside a status word in a mark.
_FILLER: Final = re.compile(
    r"\b(?:der|die|das|den|dieser?|unser\w*|alle|und|ist|sind|wird|wurde|has been|have been|is|due to \w+"
    r"|termin|kurs|veranstaltung|vortrag|workshop|f(?:ü|ue)hrung|event|leider|bereits|schon|heute|achtung"
    r"|wegen \w+(?: \w+)?|\w+bedingt|aus\b[\w ]*gr(?:ü|ue)nden|ersatzlos|restlos|komplett"
    r"|auf unbestimmte zeit|bis auf weiteres|uhr|\d{4}|januar|februar|m(?:ä|ae)rz|april|mai|juni|juli"
    r"|august|september|oktober|november|dezember|only|nur noch|left"
    r"|frei|mehr|m(?:ö|oe)glich|verf(?:ü|ue)gbar)\b|[\W_]+",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"\s*[\[({]([^\[\](){}]{3,60})[\])}]\s*")
_DIVIDER: Final = re.compile(r"\s*(?:\+{2,}|\*+|~+|!+(?!\w)|[:|–—;,/]+|(?<=\s)-+|-+(?=\s)|\.(?=\s|$))+\s*")
_QUESTION: Final = re.compile(r"(?:warum|wieso|wie|wenn|was|wann|ob|why|how|what|when)\b|.*\?", re.IGNORECASE)
_NAKED: Final = (
    r"abgesagt|entf(?:ä|ae)llt|f(?:ä|ae)llt (?:leider )?aus|ausgebucht|ausverkauft|verschoben|cancell?ed"
    r"|sold out"
)
_NAKED_END: Final = re.compile(
    rf"(?<=\S)\s+((?:ist |wird |wurde |leider |is |was |has been )*(?:{_NAKED}))[\s!.]*$", re.IGNORECASE
)
_NAKED_BEGIN: Final = re.compile(
    r"(ABGESAGT|ENTFÄLLT|FÄLLT AUS|AUSGEBUCHT|AUSVERKAUFT|VERSCHOBEN|CANCELL?ED|SOLD OUT)\s+(?=\S)"
)
_EDGES: Final = " \t|:;,–—-*~/"

_DATE: Final = (
    r"(?:(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})|(?P<iso>\d{4}-\d{2}-\d{2}))(?!\d)"
)
_LEADING_DATE: Final = re.compile(
    rf"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\w*[.,]*\s+)?{_DATE}"
    r"(?:\s*(?:[–—-]|bis)\s*\d{1,2}\.\d{1,2}\.\d{2,4})?"
    r"(?:[\s,|(]*\d{1,2}(?:[:.]\d{2})?(?:\s*Uhr)?(?:\s*(?:[–—-]|bis)\s*\d{1,2}(?:[:.]\d{2})?)?\s*(?:Uhr\b)?\s*\)"
    r"|[\s,|]*\d{1,2}[:.]\d{2}(?:\s*(?:[–—-]|bis)\s*\d{1,2}[:.]\d{2})?(?:\s*Uhr\b)?"
    r"|[\s,|]*\d{1,2}(?:\s*(?:[–—-]|bis)\s*\d{1,2})?\s*Uhr\b)?"
    r"[\s:,|–—-]*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title, and what its status words meant."""

    title: str
    status: Status | None = None
    availability: Availability | None = None


def without_date(title: str, days: Collection[date]) -> str:
    """Contao's feeds put the date before the title; a date that is not the record's is the title's own."""
    found = _LEADING_DATE.match(title)
    if found is None or _leading_day(found) not in days:
        return title
    return title[found.end() :] or title


def _leading_day(found: re.Match[str]) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        year = int(found["year"])
        return date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def without_status(title: str) -> TitleWords:
    """Status words count where they mark the title: before or after a divider, in brackets, at its end.

    "Abgesagt: X", "X (ausgebucht)", "X – entfällt"; not "Verschobene Welten", "Warum die Schule entfällt".
    """
    if not has_hint(title):
        return TitleWords(title)
    marks: list[str] = []
    rest = _without_brackets(title, marks)
    rest = _without_ends(rest, marks)
    rest = _without_naked(rest, marks)
    if not marks:
        return TitleWords(title)
    words = [read_status(mark) for mark in marks]
    return TitleWords(
        _trimmed(rest) or title,
        next((word.status for word in words if word.status), None),
        next((word.availability for word in words if word.availability), None),
    )


def _without_brackets(title: str, marks: list[str]) -> str:
    def cut(bracket: re.Match[str]) -> str:
        if not _is_mark(bracket[1]):
            return bracket[0]
        marks.append(bracket[1])
        return " "

    return _BRACKET.sub(cut, title)


def _without_ends(title: str, marks: list[str]) -> str:
    """Takes off what stands before the first or after the last dividers, as long as it is a mark."""
    while cut := next(_cuts(title), None):
        mark, title = cut
        marks.append(mark)
    return title


def _cuts(title: str) -> Iterator[tuple[str, str]]:
    dividers = [found for found in _DIVIDER.finditer(title[:_LONGEST_MARK]) if found.start() > 0]
    for divider in reversed(dividers):
        if _is_mark(title[: divider.start()]):
            yield title[: divider.start()], title[divider.end() :]
    for divider in _DIVIDER.finditer(title, max(0, len(title) - _LONGEST_MARK)):
        if _is_mark(title[divider.end() :]):
            yield title[divider.end() :], title[: divider.start()]


def _without_naked(title: str, marks: list[str]) -> str:
    for pattern in (_NAKED_BEGIN, _NAKED_END):
        found = pattern.search(title) if pattern is _NAKED_END else pattern.match(title)
        if found and not _QUESTION.match(title):
            marks.append(found[1])
            title = title[: found.start()] + title[found.end() :]
    if not marks and _is_mark(title):
        marks.append(title)
    return title


@lru_cache(maxsize=4096)
def _is_mark(text: str) -> bool:
    """Whether it says nothing but a status: what else stands there is filler."""
    if not 3 <= len(text) <= _LONGEST_MARK or read_status(text) == read_status(""):
        return False
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return not _FILLER.sub("", text)


def _trimmed(title: str) -> str:
    return " ".join(title.split()).strip(_EDGES)
