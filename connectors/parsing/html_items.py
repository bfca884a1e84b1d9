"""Finds the events in a page by selectors: elements, stretches from one beginning to the next, or lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Final

from bs4 import BeautifulSoup, Tag

from connectors.parsing import markup
from connectors.parsing.html_lines import lines
from connectors.parsing.items import Item
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

ITEMS: Final = ("item", "begin", "lines")  # one of them says what an event is
ABOVE: Final = ("title_above", "when_above")  # the nearest such element above says it for what stands below
_RANKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

Above = Mapping[str, str]  # what stands above an event, by the key it is for


def sheet_items(sheet: Sheet, options: Mapping[str, str]) -> Iterator[tuple[Part, Above]]:
    """As `items` finds them, without BeautifulSoup's tree where nothing needs to be put together."""
    wanted = [options[key] for key in ("item", *ABOVE) if key in options]
    found = sheet.select(", ".join(wanted)) if "item" in options else []
    if wanted == [options.get("item")]:
        yield from ((item, {}) for item in found)
    elif found and not any(isinstance(each, Tag) for each in found):
        yield from _with_above(found, {key: _elements(sheet, options, key) for key in ("item", *ABOVE)})
    else:
        yield from items(sheet.tree, options)


def _elements(sheet: Sheet, options: Mapping[str, str], key: str) -> set[object]:
    found = sheet.select(options[key]) if key in options else []
    return {each.element for each in found if isinstance(each, Item)}


def _with_above(found: Sequence[Part], meant: Mapping[str, set[object]]) -> Iterator[tuple[Part, Above]]:
    """Events and what stands above them, in page order; `meant` tells which is which."""
    said: dict[str, str] = {}
    for each in found:
        element = each.element if isinstance(each, Item) else None
        for key in ABOVE:
            if element in meant[key]:
                said[key.removesuffix("_above")] = markup.value(each, ":scope")
        if element in meant["item"]:
            yield each, dict(said)


def items(tree: BeautifulSoup, options: Mapping[str, str]) -> Iterator[tuple[Tag, Above]]:
    """In page order. What `begin` and `lines` find are copies, put together from pieces of the page."""
    key = next(each for each in ITEMS if each in options)
    starts = markup.select(tree, options[key])
    own = {id(each) for each in starts}
    for start, said in zip(starts, _above(tree, starts, options), strict=True):
        if key == "lines":
            for line, over in lines(tree, start):
                yield line, {**said, "when": "\n".join(filter(None, (said.get("when"), over)))}
        else:
            yield (_section(tree, start, own) if key == "begin" else start), said


def _above(tree: Tag, starts: list[Tag], options: Mapping[str, str]) -> list[Mapping[str, str]]:
    wanted = {
        key.removesuffix("_above"): {id(each) for each in markup.select(tree, options[key])}
        for key in ABOVE
        if key in options
    }
    if not wanted:
        return [{} for _ in starts]
    begins = {id(each) for each in starts}
    said: dict[str, str] = {}
    found: list[Mapping[str, str]] = []
    for element in tree.find_all(True):
        for key, headings in wanted.items():
            if id(element) in headings:
                said[key] = markup.text(element)
        if id(element) in begins:
            found.append(dict(said))
    return found


def _section(tree: BeautifulSoup, start: Tag, starts: set[int]) -> Tag:
    """The element and what follows it, until another event begins or a higher heading."""
    section = tree.new_tag("section")
    section.append(copy(start))
    for sibling in start.next_siblings:
        if isinstance(sibling, Tag) and (_is_end(sibling, start) or _begins(sibling, starts)):
            break
        section.append(copy(sibling))
    return section


def _begins(element: Tag, starts: set[int]) -> bool:
    return id(element) in starts or any(id(inner) in starts for inner in element.find_all(True))


def _is_end(element: Tag, start: Tag) -> bool:
    """Whether a heading of the same or a higher rank than the one that began the event."""
    if start.name not in _RANKS:
        return element.name in _RANKS or element.name == "hr"
    return element.name in _RANKS and _RANKS.index(element.name) <= _RANKS.index(start.name)
