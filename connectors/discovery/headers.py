"""Reads a table's header: what its columns say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bs4 import Tag

from connectors.parsing import markup

_COLUMNS: Final[dict[str, re.Pattern[str]]] = {
    key: re.compile(rf"\W*(?:{words})\W*", re.IGNORECASE)
    for key, words in {
        "when": r"(?:date|datum|wann|when|time|zeit|uhrzeit|termine?|tag|day|start|beginn|ends?|ende)"
        r"(?:\W+(?:and |und |& )?(?:time|zeit|uhrzeit|datum|date))?",
        "title": r"(?:titel|title|veranstaltung\w*|events?|event name|name|thema|topic|bezeichnung|was|what"
        r"|kurs\w*|meeting\w*|vortrag|programm|angebot|subject|aktion|description|beschreibung)(?: title)?",
        "location": r"orte?|location|place|venue|wo|where|raum|room|veranstaltungsort|treffpunkt",
        "price": r"preise?|kosten|price|costs?|eintritt|gebühr|fee",
        "categories": r"kategorien?|category|art|type|typ|rubrik|bereich",
        "registration": r"anmeldung|registration|register",
        "status": r"status|hinweise?|verfügbar\w*|plätze",
    }.items()
}


def column_key(element: Tag) -> str:
    """Which key the cell's column is, by its table's header; "" where it does not say."""
    head = column_head(element)
    return next((key for key, words in _COLUMNS.items() if words.fullmatch(head)), "") if head else ""


def column_head(element: Tag) -> str:
    """What the table's header says over the cell."""
    cell = element if element.name in ("td", "th") else element.find_parent(("td", "th"))
    table = cell.find_parent("table") if cell is not None else None
    if cell is None or table is None:
        return ""
    heads = _heads(table)
    position = len(cell.find_previous_siblings(("td", "th")))
    return heads[position] if position < len(heads) else ""


def _heads(table: Tag) -> list[str]:
    row = table.find("tr")
    cells = row.find_all(("th", "td"), recursive=False) if row is not None else []
    return [markup.text(cell) for cell in cells]


def is_declared(members: Sequence[Tag]) -> bool:
    """Whether they are rows of a table whose header names a date and an event."""
    table = members[0].find_parent("table") if members and members[0].name == "tr" else None
    if table is None:
        return False
    said = {key for head in _heads(table) for key, words in _COLUMNS.items() if words.fullmatch(head)}
    return {"when", "title"} <= said
