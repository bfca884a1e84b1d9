"""Looks at one repeated element: does it read like an event, with a title and a date?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors.discovery.outline import LONGEST, Outline
from connectors.parsing import date_shapes

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPHASISED: Final = (*HEADINGS, "a", "strong", "b", "th", "dt", "summary")
_FILE: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt)(?:$|[?#])", re.IGNORECASE)
_LONGEST_TITLE: Final = 250
_WORDS: Final = (
    r"more|mehr|weiterlesen|details?|info(?:s|rmation(?:en)?)?|lesen|erfahren|tickets?|anmeld(?:en|ung)"
    r"|register(?:ieren)?|rsvp|agendas?|minutes|summary|protokolle?|tagesordnung|presentations?|packets?|slides?"
    r"|recordings?|notices?|materials?|drafts?|pdf|download|ical|ics|kalender|calendar|map|karte|link|now|jetzt"
    r"|buchen|date|datum|uhrzeit|time|free|kostenlos|sold out|ausgebucht|cancell?ed|abgesagt|here|hier"
    r"|website|event|termin|veranstaltung|share|teilen|add|zoom|video|audio|watch|google|outlook|meeting|sitzung|read"
    r"|learn|find out|see|show|view|get|buy|book|weiter|zum|zur|alle|to|and|und|or|oder|kb|mb"
)
_GENERIC: Final = re.compile(rf"\W*(?:(?:{_WORDS})\b\W*)*", re.IGNORECASE)
_ADDRESS: Final = re.compile(  # it says where, and names nothing
    r"\d{1,5}\s+(?:[NSEW]\.?\s+)?[A-Z][\w.' ]{2,30}(?:,.*|\b(?:road|rd|street|st|avenue|ave|boulevard|blvd"
    r"|drive|lane|way|plaza|court)\b.{0,60})|(?:suite|room|raum|floor)\s+[\w-]{1,8}"
    r"|.{2,30},\s*[A-Z]{2}\s+\d{5}(?:-\d{4})?"
    r"|[^\d,]{2,40}(?:straße|str\.|platz|weg|allee|ring)\s*\d{1,4}\s?[a-z]?(?:,.{0,60})?"
    r"|(?:D-)?\d{5}\s+[A-ZÄÖÜ].{2,40}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a member of a group looks like."""

    title: str  # "" where nothing but a date stands
    has_date: bool
    has_clock: bool
    length: int  # characters
    is_bare: bool  # nothing names it, or nothing but its papers do

    @property
    def is_event(self) -> bool:
        return self.has_date and bool(self.title) and self.length <= LONGEST


def look(page: Outline, member: Tag) -> Look:
    known = page.looks.get(id(member))
    if known is None:
        known = page.looks[id(member)] = (member, _look(page, member))
    return known[1]


def _look(page: Outline, member: Tag) -> Look:
    text = page.text(member)
    flat = text.replace("\n", " ")
    title = title_in(page, member)
    has_time_element = member.name == "time" or member.find("time", datetime=True) is not None
    return Look(
        title=title,
        has_date=date_shapes.has_date(flat) or has_time_element,
        has_clock=date_shapes.has_clock(flat),
        length=len(text),
        is_bare=not title or title in (page.text(each) for each in member.find_all("a", href=_FILE)),
    )


def is_title(text: str) -> bool:
    """Whether it names something: words beside a date, and not "Read more"."""
    return (
        len(text) <= _LONGEST_TITLE
        and date_shapes.says_more(text)
        and _GENERIC.fullmatch(date_shapes.rest(text)) is None
        and _ADDRESS.fullmatch(text) is None
    )


def title_in(page: Outline, member: Tag) -> str:
    """What names it: what is set apart, else its first words that are no date."""
    for element in member.find_all(_EMPHASISED):
        if is_title(found := page.text(element)):
            return found
    if member.name in _EMPHASISED and is_title(found := page.text(member)):
        return found
    return next((line for line in page.text(member).split("\n") if is_title(line)), "")
