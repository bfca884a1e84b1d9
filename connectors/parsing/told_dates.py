"""Events told in sentences: "Vom 20. bis 24. Oktober findet die Projektwoche statt."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from connectors.parsing.announcements import Announcement
from connectors.parsing.page_lines import TEXT, Line

_LONGEST: Final = 1_500  # characters of a paragraph that is looked at
_MONTH: Final = r"(?:\d{1,2}\.|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)"
_DAY: Final = rf"\b\d{{1,2}}\.(?:\s?(?:bis|und|[–-])\s?(?:zum )?\d{{1,2}}\.)?\s?{_MONTH}"
_HAPPENS: Final = (
    r"\b(?:findet|finden|startet|starten|beginnt|beginnen|lädt|laden|bietet|bieten|öffnet|öffnen)\b"
)
# A sentence in the present tense with a day in it, or one that begins with the day.
DAYS: Final = re.compile(
    rf"{_HAPPENS}.*{_DAY}|{_DAY}.*{_HAPPENS}|\A(?:vom|am|ab)\s(?:\w+,?\s)?(?:de[nm]\s)?{_DAY}", re.IGNORECASE
)
# The same, or a weekly time without an end.
DAYS_AND_WEEKS: Final = re.compile(
    rf"{DAYS.pattern}|\b(?:jede[nr]?\s(?:\w+\s)?(?:\w+tag|mittwoch)|(?:mon|diens|donners|frei|sams|sonn)tags"
    r"|mittwochs)\b.*\d\s?uhr",
    re.IGNORECASE,
)
_REPORT: Final = re.compile(
    r"\b(?:fand|fanden|stattgefunden|begann|begannen|startete|starteten|besuchten?|nahmen|kamen|trafen"
    r"|war|waren|wurden?|gewann|gewannen)\b",
    re.IGNORECASE,
)
_REGISTRATION: Final = re.compile(r".{0,60}(?:anmeld|bewerb)", re.IGNORECASE)


def told(lines: Sequence[Line], when: re.Pattern[str]) -> Iterator[Announcement]:
    """Each heading with the first paragraph below it that says when (DAYS, or DAYS_AND_WEEKS).

    A text tells of one event: its other paragraphs may name any dates, but those about registration
    belong to it. What is told in the past tense is a report.
    """
    for title, text in _texts(lines):
        dated = next((line for line in text if _tells(line, when)), "")
        if dated:
            registration = [line for line in text if line != dated and _REGISTRATION.match(line)]
            rest = [line for line in text if line not in registration]
            labels = (f"Datum: {dated}", *(f"Anmeldung: {line}" for line in registration), "Beschreibung:")
            yield Announcement(title, (), (*labels, *rest))


def _tells(line: str, when: re.Pattern[str]) -> bool:
    if len(line) > _LONGEST or _REGISTRATION.match(line) or _REPORT.search(line):
        return False
    return when.search(line) is not None


def _texts(lines: Sequence[Line]) -> Iterator[tuple[str, list[str]]]:
    title, text = "", list[str]()
    for line in (*lines, Line("", 1)):
        if line.level == TEXT:
            text.append(line.text)
            continue
        if title:
            yield title, text
        title, text = line.text, []
