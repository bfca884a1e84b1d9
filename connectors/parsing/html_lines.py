"""Takes an element apart into the lines in which people set one event each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from connectors.parsing import date_shapes, markup

_KEPT: Final = frozenset(("a", "b", "strong", "em", "i", "del", "s", "strike", "time"))
_BREAKS: Final = frozenset(
    ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dd", "dt")
)
_UNSEEN: Final = frozenset(("script", "style", "template", "noscript"))
_PERIOD: Final = re.compile(r"\W*(?:[^\W\d]+\.?\s+)?(?:19|20)\d\d\W*")  # "2026", "März 2026"


def lines(tree: BeautifulSoup, element: Tag) -> Iterator[tuple[Tag, str]]:
    """Each event, and the year or month over it, if any.

    An event is a line with a date and the lines below it that have none, or a whole paragraph, where its
    only date stands below its first line.
    """
    period = ""
    for block in _blocks(tree, element):
        is_dated = [date_shapes.has_date(markup.text(line)) for line in block]
        if sum(is_dated) == 1 and not is_dated[0] and not _is_period(block[0]):
            yield _joined(tree, block), period
            continue
        current: list[Tag] = []
        for line, has_date in zip(block, is_dated, strict=True):
            is_period = not has_date and _is_period(line)
            if (has_date or is_period) and current:
                yield _joined(tree, current), period
            period = markup.text(line) if is_period else period
            current = [line] if has_date else [*current, line] if current and not is_period else []
        if current:
            yield _joined(tree, current), period


def _is_period(line: Tag) -> bool:
    return _PERIOD.fullmatch(markup.text(line)) is not None


def _joined(tree: BeautifulSoup, block: list[Tag]) -> Tag:
    first, *rest = block
    for line in rest:
        first.append(tree.new_tag("br"))
        for piece in list(line.contents):
            first.append(piece)
    return first


def _blocks(tree: BeautifulSoup, element: Tag) -> Iterator[list[Tag]]:
    """Lines with nothing empty between them."""
    block: list[Tag] = []
    for line in _lines(tree, element):
        if markup.text(line):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _lines(tree: BeautifulSoup, element: Tag) -> Iterator[Tag]:
    """Elements of their own with what stands between two breaks, links and emphasis kept."""
    line = tree.new_tag("p")
    opened: dict[int, Tag] = {}
    for node in element.descendants:
        if isinstance(node, Tag) and node.name in _BREAKS:
            yield line
            line, opened = tree.new_tag("p"), {}
        elif isinstance(node, NavigableString) and _is_seen(node):
            _place(tree, line, opened, _within(node, element)).append(str(node))
    yield line


def _is_seen(node: NavigableString) -> bool:
    return not isinstance(node, PreformattedString) and not any(each.name in _UNSEEN for each in node.parents)


def _within(node: NavigableString, element: Tag) -> list[Tag]:
    """The links and the emphasis that the text stands in, outermost first."""
    found: list[Tag] = []
    for parent in node.parents:
        if parent is element:
            break
        if parent.name in _KEPT:
            found.insert(0, parent)
    return found


def _place(tree: BeautifulSoup, line: Tag, opened: dict[int, Tag], around: list[Tag]) -> Tag:
    """Where in the line the text goes: within copies of the elements that it stands in."""
    place = line
    for each in around:
        if id(each) not in opened:
            opened[id(each)] = tree.new_tag(each.name)
            opened[id(each)].attrs.update(each.attrs)
            place.append(opened[id(each)])
        place = opened[id(each)]
    return place
