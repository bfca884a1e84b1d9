"""Takes an element apart into the lines in which people set one event each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from connectors import date_shapes, markup

_KEPT: Final = frozenset(("a", "b", "strong", "em", "i", "del", "s", "strike", "time"))
_BREAKS: Final = frozenset(
    ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dd", "dt")
)
_UNSEEN: Final = frozenset(("script", "style", "template", "noscript"))
_PERIOD: Final = re.compile(r"\W*(?:[^\W\d]+\.?\s+)?(?:19|20)\d\d\W*")  # "2026", "März 2026"


def lines(tree: BeautifulSoup, element: Tag) -> Iterator[tuple[Tag, str]]:
    """Each line with a date and the lines below it that have none; and the year or month over it, if any."""
    period, current = "", None
    for line in _lines(tree, element):
        words = markup.text(line)
        if date_shapes.has_date(words):
            if current is not None:
                yield current
            current = (line, period)
        elif _PERIOD.fullmatch(words):
            if current is not None:
                yield current
            period, current = words, None
        elif current is not None and words:
            current[0].append(tree.new_tag("br"))
            for piece in list(line.contents):
                current[0].append(piece)
    if current is not None:
        yield current


def _lines(tree: BeautifulSoup, element: Tag) -> Iterator[Tag]:
    """Elements of their own with what stands between two breaks, links and emphasis kept."""
    line = tree.new_tag("p")
    opened: dict[int, Tag] = {}
    for node in element.descendants:
        if isinstance(node, Tag) and node.name in _BREAKS:
            yield line
            line, opened = tree.new_tag("p"), {}
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            around = [each for each in _within(node, element) if each.name in _KEPT]
            if not any(each.name in _UNSEEN for each in node.parents):
                _place(tree, line, opened, around).append(str(node))
    yield line


def _within(node: NavigableString, element: Tag) -> list[Tag]:
    """What the text stands in, outermost first."""
    found: list[Tag] = []
    for parent in node.parents:
        if parent is element:
            break
        found.insert(0, parent)
    return found


def _place(tree: BeautifulSoup, line: Tag, opened: dict[int, Tag], around: list[Tag]) -> Tag:
    """Where in the line the text goes: within copies of the elements that it stands in."""
    place = line
    for each in around:
        if id(each) not in opened:
            opened[id(each)] = tree.new_tag(each.name, attrs=dict(each.attrs))
            place.append(opened[id(each)])
        place = opened[id(each)]
    return place
