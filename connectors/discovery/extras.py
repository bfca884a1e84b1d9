"""Finds the selectors of what an event says beside its title and its date."""

from __future__ import annotations

from bs4 import Tag

from connectors.discovery import names
from connectors.discovery.fields import Part, depth
from connectors.discovery.headers import column_key
from connectors.discovery.outline import Outline
from connectors.parsing import date_shapes, markup
from connectors.parsing.css import ITSELF


def others(page: Outline, found: list[Part], title: str, taken: set[str]) -> dict[str, str]:
    """Selectors of whatever else a class or a column says by its name, apart from the title."""
    chosen: dict[str, str] = {}
    titles = {id(each) for part in found if part.selector == title for each in part.firsts}
    found = [part for part in found if not _holds(part, titles)]
    for key in ("location", "description", "categories", "price", "registration", "status"):
        fitting = [part for part in found if part.selector not in taken and _fits(page, part, key)]
        if fitting:
            best = min(fitting, key=lambda part: (depth(part.selector), len(part.selector)))
            chosen[key] = best.selector
            taken.add(best.selector)
    return chosen


def _holds(part: Part, elements: set[int]) -> bool:
    """Whether one of the elements stands in what it finds."""
    found = (each for each in part.firsts if each is not None)
    return any(id(inner) in elements for each in found for inner in each.find_all(True))


def _fits(page: Outline, part: Part, key: str) -> bool:
    element = part.example
    if not names.means(part.selector, key) and column_key(element) != key:
        return False
    texts = [text for text in part.said(page) if text]
    dated = sum(date_shapes.has_date(text[:300]) for text in texts)
    shortest = 15 if key == "description" else 2
    worded = [text for text in texts if shortest <= len(text) <= (2_000 if key == "description" else 250)]
    return 2 * len(worded) > len(texts) > 2 * dated


def url(members: list[Tag], title: str) -> str:
    """The only link of most members, where the title is none."""
    linked = 0
    for member in members:
        named = member.select(title) if title and title != ITSELF else []
        anchors = [each for each in member.find_all("a", href=True) if _is_web(each)]
        if any(each.name == "a" or each.find("a") or each.find_parent("a") for each in named):
            return ""
        linked += len({markup.attribute(each, "href") for each in anchors}) == 1
    return "a@href" if 2 * linked > len(members) and title != ITSELF else ""


def _is_web(link: Tag) -> bool:
    return not markup.attribute(link, "href").startswith(("#", "mailto:", "tel:", "javascript:"))
