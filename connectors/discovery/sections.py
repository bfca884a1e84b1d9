"""Finds events that are no element of their own: a heading or a term, and what follows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bs4 import Tag

from connectors.discovery import pointers
from connectors.discovery.outline import Outline, is_content
from connectors.parsing.html_items import items

_STARTS: Final = ("h2", "h3", "h4", "h5", "h6", "dt", "strong", "b", "p")
_MOST: Final = 6


def sections(page: Outline) -> Iterator[tuple[str, tuple[Tag, ...]]]:
    """Selectors of beginnings, each with its sections; those in which dates stand."""
    tried = 0
    for selector, starts in _beginnings(page).items():
        if len(starts) < 2 or tried >= _MOST:
            continue
        found = tuple(item for item, _ in items(page.tree, {"begin": selector}))
        if 2 <= len(found) <= 300:
            tried += 1
            yield selector, found


def _beginnings(page: Outline) -> dict[str, list[Tag]]:
    """Headings and terms among whose siblings dates stand."""
    found: dict[str, list[Tag]] = defaultdict(list)
    parents = {id(parent) for mark in page.marks for parent in mark.parents}
    for element in page.tree.find_all(_STARTS[:6]):
        if element.parent is not None and id(element.parent) in parents and is_content(element):
            for key in pointers.keys(element):
                found[key].append(element)
    return dict(sorted(found.items(), key=lambda each: (-len(each[1]), len(each[0]))))
