"""Finds the one event that a page is about: its main heading, and a date near it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors.discovery import entries, extras, fields, names, pointers
from connectors.discovery.outline import Outline, is_content
from connectors.parsing import date_shapes, markup
from connectors.parsing.css import ITSELF

_LEVELS: Final = 6  # from the heading upwards to what holds a date too
_MOST_MARKS: Final = 6  # more is a list
_LONGEST: Final = 8_000


@dataclass(frozen=True, slots=True)
class Single:
    """What the event stands in, and the selectors that read it."""

    element: Tag
    options: dict[str, str]


def single(page: Outline) -> Single | None:
    """None for a page that is a list, or about something without a date."""
    headings = [each for each in page.tree.find_all("h1") if is_content(each)]
    titles = {page.text(each) for each in headings}
    title = next(iter(titles)) if len(titles) == 1 else ""  # some say it once for each size of screen
    if not entries.is_title(title) or names.is_of_list(title):
        return None
    around = [found for each in headings if (found := _around(page, each)) is not None]
    if not around:
        return None
    element = min(around, key=lambda each: len(page.text(each)))
    selector = next((key for key in _keys(element) if len(page.tree.select(key)) == 1), "")
    parts = fields.parts([element])
    when = fields.when(page, parts, is_above=False)
    if not selector or when == ITSELF:
        return None
    taken = {"h1", *when.split(", ")}
    others = extras.others(page, parts, "h1", taken)
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
            return parent if len(inside) <= _MOST_MARKS and _is_named(inside, parent) else None
    return None


def _is_named(marks: list[Tag], outermost: Tag) -> bool:
    """Whether a class or two hours speak of an event, and no class of when something was published."""
    around = (each for mark in marks for each in (mark, *mark.parents) if outermost in (each, *each.parents))
    said = " ".join(markup.attribute(each, "class") for each in around)
    is_told = names.is_of_events(said) or any(date_shapes.has_hours(markup.text(mark)) for mark in marks)
    return is_told and not names.is_of_news(said)


def _keys(element: Tag) -> list[str]:
    return [*(["main"] if element.name == "main" else []), *pointers.keys(element)]
