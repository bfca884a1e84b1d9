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


def means(selector: str, key: str) -> bool:
    """Whether the class that a selector ends with is a name for that part."""
    return _WORDS[key].search(selector.rpartition(" > ")[2]) is not None


def means_other(selector: str) -> bool:
    """Whether it is a name for something that stands beside title and description."""
    return any(means(selector, key) for key in _WORDS if key not in ("title", "description"))
