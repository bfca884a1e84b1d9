"""Finds events that people set as lines of one paragraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from connectors.discovery import pointers
from connectors.discovery.outline import Outline
from connectors.parsing import date_shapes
from connectors.parsing.html_lines import lines

_INLINE: Final = frozenset(("a", "b", "strong", "em", "i", "u", "span", "small", "font", "time", "del", "s"))
_MOST: Final = 3  # selectors that are tried
_MOST_HOLDERS: Final = 200
_LONGEST: Final = 20_000


def lined(page: Outline) -> Iterator[tuple[str, tuple[Tag, ...], Tag]]:
    """Selectors of what holds lines, the events in them, and the first such element."""
    for selector, holders in _selectors(page)[:_MOST]:
        by_holder = [[line for line, _ in lines(page.tree, each)] for each in holders]
        found = tuple(line for each in by_holder for line in each)
        holders = [each for each, own in zip(holders, by_holder, strict=True) if own]
        if len(found) > 1 and 2 * len(found) >= 3 * len(holders):
            yield selector, found, holders[0]


def _selectors(page: Outline) -> list[tuple[str, list[Tag]]]:
    holders = {id(each): each for mark in page.marks if (each := _holder(page, mark)) is not None}
    found: dict[str, list[Tag]] = defaultdict(list)
    for holder in holders.values():
        for key in pointers.keys(holder):
            found[key].append(holder)
    lists = ((key, page.found_by(key)) for key in found)
    exact = [each for each in lists if len(each[1]) <= _MOST_HOLDERS and not _is_nested(each[1])]
    different = {tuple(map(id, each[1])): each for each in reversed(exact)}
    return sorted(different.values(), key=lambda each: (-len(found[each[0]]), len(each[1]), len(each[0])))


def _is_nested(elements: list[Tag]) -> bool:
    own = {id(each) for each in elements}
    return any(id(parent) in own for each in elements for parent in each.parents)


def _holder(page: Outline, mark: Tag) -> Tag | None:
    """The block in which the date stands, if it has lines; what holds paragraphs that are but a date."""
    block = mark
    while block.name in _INLINE and block.parent is not None:
        block = block.parent
    if block.name == "p" and block.parent is not None and date_shapes.is_only_date(page.text(block)):
        block = block.parent
    is_lined = block.find(["br", "p"]) is not None and block.name not in ("body", "html")
    return block if is_lined and len(block.get_text()) <= _LONGEST else None
