"""Reads events in microformats: h-event, and hCalendar (vevent) of older software."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import mf2py
from bs4 import Tag

from connectors.cluster import Source
from connectors.model import Link, Page, Place, Problem, Record, Severity
from connectors.parsing import markup
from connectors.parsing.answers import degrees, text
from connectors.parsing.items import Item
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet
from connectors.parsing.soups import document_of

_ROOTS: Final = ".h-event, .vevent"
_DEEPEST: Final = 150  # elements within elements; mf2py takes a few calls for each

_CARDS: Final = (".location", ".p-location", ".geo")
_PARTS: Final = {
    name: ", ".join(f":scope {card} .{prefix}{name}" for card in _CARDS for prefix in ("", "p-"))
    for name in ("street-address", "postal-code", "locality", "latitude", "longitude")
}

Properties = Mapping[str, Any]


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """A page without such events gives nothing. Attendees, organisers and contacts do not pass."""
    sheet = Sheet(page)
    for element in _outermost(sheet.select(_ROOTS)):
        document = document_of(element.element) if isinstance(element, Item) else markup.fragment(element)
        if _depth(document) > _DEEPEST:
            yield Problem(severity=Severity.DROPPED, code="hevent-unreadable", url=page.url)
            continue
        # RFC 5545 says that a last day is exclusive, and hCalendar follows it; who writes h-event does not.
        is_last_day = "h-event" in markup.attribute(element, "class").split()
        for item in _events(mf2py.parse(doc=document, url=sheet.base)["items"]):
            yield _record(item["properties"], element, is_last_day)


def _outermost(elements: Sequence[Part]) -> Iterator[Part]:
    inside: set[object] = {each.element if isinstance(each, Item) else id(each) for each in elements}
    for each in elements:
        around = each.element.iterancestors() if isinstance(each, Item) else map(id, each.parents)
        if inside.isdisjoint(around):
            yield each


def _depth(document: Tag) -> int:
    leaves = (node for node in document.find_all(True) if node.find(True) is None)
    return max((sum(1 for _ in leaf.parents) for leaf in leaves), default=0)


def _events(items: list[Any]) -> Iterator[Mapping[str, Any]]:
    """Events, and those that are parts of them."""
    for item in items:
        if "h-event" in item["type"]:
            yield item
        inner = [each for values in item["properties"].values() for each in values if isinstance(each, dict)]
        yield from _events([each for each in [*inner, *item.get("children", [])] if "type" in each])


def _record(said: Properties, element: Part, is_last_day: bool) -> Record:
    return Record(
        title=_text(said, "name"),
        start=_text(said, "start") or None,
        end=_text(said, "end") or None,
        end_is_last_day=is_last_day,
        url=_text(said, "url"),
        location=_location(said, element),
        description=_text(said, "content") or _text(said, "description") or _text(said, "summary"),
        categories=tuple(dict.fromkeys(filter(None, map(text, said.get("category", []))))),
        status=_text(said, "status"),
    )


def _text(said: Properties, name: str) -> str:
    """The first value: a text, or the value of something nested."""
    for each in said.get(name, []):
        if found := text(each.get("html") or each.get("value")) if isinstance(each, dict) else text(each):
            return found
    return ""


def _location(said: Properties, element: Part) -> str | Place:
    """A name, or a card; its address is read here, for mf2py overlooks that of a classic one."""

    def part(name: str) -> str:
        return markup.value(element, _PARTS[name])

    place = Place(
        name=next((_text(each["properties"], "name") for each in _cards(said)), _text(said, "location")),
        street=part("street-address"),
        postal_code=part("postal-code"),
        city=part("locality"),
        lat=degrees(part("latitude")),
        lon=degrees(part("longitude")),
    )
    return place if place != Place(name=place.name) else place.name


def _cards(said: Properties) -> Iterator[Mapping[str, Any]]:
    for each in said.get("location", []):
        if isinstance(each, dict) and "properties" in each:
            yield each
