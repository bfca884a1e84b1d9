"""Looks at one repeated element: does it read like an event, with a title and a date?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors import date_shapes
from connectors.discovery.outline import LONGEST, Outline

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPHASISED: Final = (*HEADINGS, "a", "strong", "b", "th", "dt", "summary")
_LONGEST_TITLE: Final = 250
_GENERIC: Final = re.compile(
    r"(?:read |learn |find out |see |show |view |get |buy |book |mehr |weiter|zum |zur |alle )?\W*"
    r"(?:more|mehr|weiterlesen|details?|info(?:s|rmation(?:en)?)?|lesen|erfahren|tickets?|anmeld(?:en|ung)"
    r"|register(?:ieren)?|rsvp|agenda|minutes|summary|protokoll|pdf|download|ical|ics|kalender|calendar|map|karte"
    r"|link|now|jetzt|buchen|date|datum|uhrzeit|time|free|kostenlos|sold out|ausgebucht|cancell?ed|abgesagt"
    r"|here|hier|website|event|termin|veranstaltung|share|teilen|add to calendar|zoom|video|audio|watch"
    r"|google|outlook)?(?: more| mehr| details?| info\w*| here| hier| now| jetzt| tickets?| lesen| erfahren"
    r"| event"
    r"| veranstaltung| termin)*\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a member of a group looks like."""

    title: str  # "" where nothing but a date stands
    has_date: bool
    has_clock: bool
    length: int  # characters

    @property
    def is_event(self) -> bool:
        return self.has_date and bool(self.title) and self.length <= LONGEST


def look(page: Outline, member: Tag) -> Look:
    text = page.text(member)
    flat = text.replace("\n", " ")
    has_time_element = member.name == "time" or member.find("time", datetime=True) is not None
    return Look(
        title=title_in(page, member),
        has_date=date_shapes.has_date(flat) or has_time_element,
        has_clock=date_shapes.has_clock(flat),
        length=len(text),
    )


def is_title(text: str) -> bool:
    """Whether it names something: words beside a date, and not "Read more"."""
    return (
        len(text) <= _LONGEST_TITLE
        and date_shapes.says_more(text)
        and _GENERIC.fullmatch(date_shapes.rest(text)) is None
    )


def title_in(page: Outline, member: Tag) -> str:
    """What names it: what is set apart, else its first words that are no date."""
    for element in member.find_all(_EMPHASISED):
        if is_title(found := page.text(element)):
            return found
    if member.name in _EMPHASISED and is_title(found := page.text(member)):
        return found
    return next((line for line in page.text(member).split("\n") if is_title(line)), "")
