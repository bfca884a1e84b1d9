"""Finds the one event that a page is about: its main heading, and a date near it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors.discovery import entries, extras, fields, selectors, shapes
from connectors.discovery.outline import Outline, is_content

_LEVELS: Final = 6  # from the heading upwards to what holds a date too
_MOST_MARKS: Final = 6  # more is a list
_LONGEST: Final = 8_000
_OF_LISTS: Final = re.compile(
    r"\W*(?:(?:unser\w*|our|all\w*|upcoming|aktuelle\w*|nächste\w*|kommende\w*|the|die|next|\d{4}|im|in|und|and|&|for)\W+)*"
    r"(?:events?|veranstaltung(?:en|skalender)|termine?|kalender|calendar|programm\w*|spielplan|schedule|meetings?"
    r"|sitzung\w*|kurse?|workshops?|shows?|konzerte?|führungen|ausstellungen|exhibitions?|aktuelles|news|home|start\w*"
    r"|willkommen|welcome)\b.{0,12}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Single:
    """What the event stands in, and the selectors that read it."""

    element: Tag
    options: dict[str, str]


def single(page: Outline) -> Single | None:
    """None for a page that is a list, or about something without a date."""
    headings = [each for each in page.tree.find_all("h1") if is_content(each)]
    if len(headings) != 1 or not entries.is_title(page.text(headings[0])):
        return None
    if _OF_LISTS.fullmatch(page.text(headings[0])):
        return None
    element = _around(page, headings[0])
    if element is None:
        return None
    selector = next((key for key in _keys(element) if len(page.tree.select(key)) == 1), "")
    found = fields.parts([element])
    when = fields.when(page, found, is_above=False)
    if not selector or when == fields.ITSELF:
        return None
    taken = {"h1", *when.split(", ")}
    others = extras.others(page, found, "h1", taken)
    return Single(element, {"item": selector, "title": "h1", "when": when, **others})


def _around(page: Outline, heading: Tag) -> Tag | None:
    """The smallest element with the heading and a date that is not the heading's own."""
    own = {id(heading), *(id(each) for each in heading.find_all(True))}
    marks = [mark for mark in page.marks if id(mark) not in own]
    for parent, _ in zip(heading.parents, range(_LEVELS), strict=False):
        if parent.name in ("body", "html", "[document]") or len(page.text(parent)) > _LONGEST:
            return None
        inside = [mark for mark in marks if any(each is parent for each in mark.parents)]
        if inside:
            is_timed = shapes.has_clock(page.text(parent))
            return parent if len(inside) <= _MOST_MARKS and is_timed else None
    return None


def _keys(element: Tag) -> list[str]:
    return [*(["main"] if element.name == "main" else []), *selectors.keys(element)]
