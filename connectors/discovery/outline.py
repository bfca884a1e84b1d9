"""A page's tree with what discovery asks of it again and again: texts, and where dates stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from connectors.discovery import pointers
from connectors.parsing import date_shapes, markup

if TYPE_CHECKING:
    from connectors.discovery.entries import Look

LONGEST: Final = 4_000  # characters of an element that may still be one event
_MOST_MARKS: Final = 3_000
_SPLIT_OVER: Final = 4  # levels over which a date's day and month may be spread
_LONGEST_DATE: Final = 160
_NO_CONTENT: Final = frozenset(
    ("script", "style", "template", "noscript", "head", "nav", "select", "textarea", "button", "svg")
)
_ENTRIES: Final = frozenset(("article", "li", "tr", "section"))


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree, and its texts as far as they have been asked for."""

    tree: BeautifulSoup
    marks: list[Tag] = field(default_factory=list)  # smallest elements that hold a whole date, in page order
    _texts: dict[int, tuple[Tag, str]] = field(default_factory=dict)  # the element keeps its id from others
    looks: dict[int, tuple[Tag, Look]] = field(default_factory=dict)  # see `entries.look`
    _by_key: dict[str, list[Tag]] = field(default_factory=dict)

    def text(self, element: Tag) -> str:
        found = self._texts.get(id(element))
        if found is None:
            found = self._texts[id(element)] = (element, markup.text(element))
        return found[1]

    def found_by(self, key: str) -> list[Tag]:
        """The elements that one of `pointers.keys` finds, in page order."""
        if not self._by_key:
            for element in self.tree.find_all(True):
                for each in dict.fromkeys(pointers.keys(element)):
                    self._by_key.setdefault(each, []).append(element)
        return self._by_key.get(key, [])


def survey(tree: BeautifulSoup) -> Outline:
    found = Outline(tree)
    seen: set[int] = set()
    for mark in _marks(found):
        if id(mark) not in seen and len(found.marks) < _MOST_MARKS:
            seen.add(id(mark))
            found.marks.append(mark)
    around = {id(parent) for mark in found.marks for parent in mark.parents}
    found.marks[:] = [mark for mark in found.marks if id(mark) not in around]
    return found


def _marks(page: Outline) -> Iterator[Tag]:
    for node in page.tree.descendants:
        if isinstance(node, Tag):
            stamp = markup.attribute(node, "datetime")[:40] if node.name == "time" else ""
            if date_shapes.has_date(stamp) and is_content(node):
                yield node
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            mark = _mark(page, node)
            if mark is not None and is_content(mark):
                yield mark


def _mark(page: Outline, node: NavigableString) -> Tag | None:
    """The element that holds the date which the text is, or is a part of."""
    text = " ".join(node[:LONGEST].split())
    if not text or node.parent is None:
        return None
    if date_shapes.has_date(text):
        return node.parent
    if not date_shapes.is_part_of_date(text):
        return None
    for parent, _ in zip(node.parents, range(_SPLIT_OVER), strict=False):
        words = page.text(parent) if parent.name != "[document]" else ""
        if len(words) > _LONGEST_DATE:
            return None
        if date_shapes.has_date(words.replace("\n", " ")):
            return parent
    return None


def is_content(element: Tag) -> bool:
    """Whether it stands where a page's own content stands: not in its menus, scripts and last lines."""
    is_within_entry = False
    for parent in (element, *element.parents):
        if parent.name in _NO_CONTENT or markup.attribute(parent, "role") in ("navigation", "contentinfo"):
            return False
        is_within_entry = is_within_entry or parent.name in _ENTRIES
        if parent.name == "footer" and not _is_in_entry(parent):
            return False
    return True


def _is_in_entry(element: Tag) -> bool:
    return any(parent.name in _ENTRIES for parent in element.parents)
