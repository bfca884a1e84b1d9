"""Knows which names authors of pages give to the parts of an event, in English and German."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final[dict[str, re.Pattern[str]]] = {
    key: re.compile(rf"(?:^|[-_ .#=\[])(?:{words})(?:$|[-_ .\]]|name|title|text)", re.IGNORECASE)
    for key, words in {
        "title": r"titles?|titel|headlines?|name|summary|heading|event-?title|subject|betreff|überschrift",
        "when": r"when|dates?|date-?time|time|datum|termine?|zeit|uhrzeit|start|day|wann",
        "location": r"locations?|venues?|orte?|places?|address|adresse|raum|room|where|veranstaltungsort|loc",
        "description": r"desc|descriptions?|beschreibung|teaser|text|intro|excerpt|abstract|body|content",
        "categories": r"categor(?:y|ies)|kategorien?|rubrik|tags?|genre|typ|type|topic|thema",
        "price": r"price|preise?|kosten|costs?|eintritt|fee|gebühr",
        "registration": r"anmeldung|registration|register|buchung|booking",
        "status": r"status|badge|hinweis|cancell?ed|availability|verfügbarkeit|alert",
    }.items()
}
_OF_LISTS: Final = re.compile(
    r"\W*(?:(?:unser\w*|our|all\w*|upcoming|aktuelle\w*|nächste\w*|kommende\w*|the|die|next|\d{4}|im|in|und|and|&|for)\W+)*"
    r"(?:events?|veranstaltung(?:en|skalender)|termine?|kalender|calendar|programm\w*|spielplan|schedule|meetings?"
    r"|sitzung\w*|kurse?|workshops?|shows?|konzerte?|führungen|ausstellungen|exhibitions?|aktuelles|news|home|start\w*"
    r"|willkommen|welcome)\b.{0,12}",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\bpost-\d+\b")  # WordPress so calls whatever it shows
_NAMED: Final = re.compile(  # in classes and ids, which are written in one word
    r"event(?!ual)|veranstalt|termin(?!al)|kalender|calendar|spielplan|schedule|meeting|sitzung|workshop|seminar|konzert"
    r"|concert|vortr(?:a|ä|ae)g|fuehrung|upcoming|exhibition",
    re.IGNORECASE,
)
_NO_EVENTS: Final = re.compile(
    r"(?<![a-z])(?:blog|news|posts?|presse|press|aktuelles|neuigkeiten|nachrichten|meldung(?:en)?|artikel|articles?"
    r"|comments?|kommentare?|archives?|archiv|datepublished|published|byline|author|pressemitteilung(?:en)?|beitr(?:a|ä)ge?"
    r"|products?|produkte?|shop|release|changelog|downloads?|file|stellen\w*|jobs?|opening|öffnungszeiten|hours)(?![a-z])",
    re.IGNORECASE,
)


_PAPERS: Final = re.compile(
    r"agendas?\b|minutes\b|tagesordnung|protokoll|niederschrift|meeting (?:packet|material|notice|document)s?"
    r"|board (?:book|material)s?",
    re.IGNORECASE,
)
_BODIES: Final = re.compile(
    r"\b(?:meetings?|boards?|commission(?:ers?)?|committees?|councils?|authority|trustees)\b"
    r"|sitzung|ausschuss|gremium|beirat|\bstadtrat|versammlung",
    re.IGNORECASE,
)


def means(selector: str, key: str) -> bool:
    """Whether the class that a selector ends with is a name for that part."""
    return _WORDS[key].search(selector.rpartition(" > ")[2]) is not None


def means_other(selector: str) -> bool:
    """Whether it is a name for something that stands beside title and description."""
    return any(means(selector, key) for key in _WORDS if key not in ("title", "description"))


def is_of_list(heading: str) -> bool:
    """Whether a heading says that a list follows, as "Unsere Veranstaltungen 2026", and names no event."""
    return _OF_LISTS.fullmatch(heading) is not None


def is_of_events(classes: str) -> bool:
    """Whether class names and ids speak of events."""
    return _NAMED.search(classes) is not None


def is_of_papers(words: str) -> bool:
    """Whether it is about what a body's meetings leave in writing."""
    return _PAPERS.search(words) is not None


def is_of_body(words: str) -> bool:
    """Whether it is about a body that meets, or its meetings."""
    return _BODIES.search(words) is not None


def is_of_news(words: str) -> bool:
    """Whether class names or a heading speak of what is published, filed or open."""
    return _NO_EVENTS.search(_apart(words)) is not None


def _apart(name: str) -> str:
    """`barItemDate` as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", _NUMBERED.sub("", name))
