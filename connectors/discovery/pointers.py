"""Writes the selectors that a person would write: stable words, short, no generated names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

import soupsieve
from bs4 import Tag

from connectors.parsing import markup

_MOST_CLASSES: Final = 4
_MOST_OUTER: Final = 4
_ROWS: Final = frozenset(("li", "tr", "dd", "dt", "article"))  # found in many lists of one page
_WORD: Final = re.compile(r"[A-Za-z]+(?:[-_]{1,2}(?:[A-Za-z]+|h[1-6]))*\Z")
_PLAIN: Final = re.compile(r"[A-Za-z][\w-]*\Z")
_NO_WORD: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}", re.IGNORECASE)
_SHORT_LIVED: Final = re.compile(
    r"(?:^|[-_])(?:active|current|first|last|odd|even|open|closed|collapsed?|hidden|visible|show|hide|clearfix"
    r"|featured|selected|expanded|lazy\w*|animate\w*|fade|in|wow|aos|has|is|no|not)(?:$|[-_])",
    re.IGNORECASE,
)
_GRID: Final = re.compile(
    r"(?:col|row|grid|flex|float|text|font|bg|border|rounded|shadow|align|justify|items|order|d|w|h|m|p|mt|mb|ml"
    r"|mr|mx|my|pt|pb|pl|pr|px|py|container|wrapper|inner|clear|pull|hidden|gap|space|size)(?:$|-)",
    re.IGNORECASE,
)
_UNNAMED: Final = frozenset(("p", "div", "span", "li"))  # told apart by their place alone


def classes(element: Tag) -> tuple[str, ...]:
    """Its classes that are words and tell what it is; words about events before layout."""
    return _classes(markup.attribute(element, "class"))


@lru_cache(maxsize=4096)
def _classes(names: str) -> tuple[str, ...]:
    found = [each for each in names.split() if is_stable(each)]
    return tuple(sorted(found, key=lambda each: _GRID.match(each) is not None)[:_MOST_CLASSES])


@lru_cache(maxsize=4096)
def is_stable(name: str) -> bool:
    """A word, not one that a build or a state gives: no digits, no mixture as in "css-1q2w" or "jXbZqK"."""
    if len(name) < 2 or len(name) > 50 or not _WORD.match(name) or _SHORT_LIVED.search(name):
        return False
    parts = re.split(r"[-_]+", name)
    return not any(_is_gibberish(part) for part in parts)


def _is_gibberish(word: str) -> bool:
    """Letters as a hash gives them: case that changes within, or consonants without an end."""
    changes = sum(a.islower() != b.islower() for a, b in pairwise(word))
    return (len(word) <= 10 and changes >= 4) or _NO_WORD.search(word) is not None


def identifier(element: Tag) -> str:
    """`#events`, where the id is a word."""
    name = markup.attribute(element, "id")
    return f"#{name}" if is_stable(name) else ""


def tag(element: Tag) -> str:
    """Its name as a selector: broken and foreign markup has names such as `o:p` or `div"`."""
    return _tag(element.name)


@lru_cache(maxsize=512)
def _tag(name: str) -> str:
    return soupsieve.escape(name)


def anchor(element: Tag) -> str:
    """By what an element can be found from anywhere: its id or first class; "" for neither."""
    if found := identifier(element):
        return found
    names = classes(element)
    return f"{tag(element)}.{names[0]}" if names else ""


def keys(element: Tag) -> Iterator[str]:
    """Selectors for it and its like anywhere in the page, the plainest first."""
    names = classes(element)
    above = _above(element)
    for name in names:
        yield f"{tag(element)}.{name}"
    yield " > ".join([*above, tag(element)])
    if above and len(above) > 1:
        yield f"{above[0]} {tag(element)}"
    if element.name in _ROWS:
        for outer in _named(element)[1:_MOST_OUTER]:
            yield f"{outer} {tag(element)}"
    if outer := _identified(element):
        for name in names:
            yield f"{outer} {tag(element)}.{name}"


def _above(element: Tag) -> list[str]:
    """From the nearest ancestor that has a name down to the parent."""
    path: list[str] = []
    for parent in element.parents:
        if parent.name in ("body", "html", "[document]"):
            return ["body", *path] if parent.name == "body" else path
        found = anchor(parent)
        if found:
            return [found, *path]
        path.insert(0, tag(parent))
    return path


def _named(element: Tag) -> list[str]:
    """Every ancestor that has a name, from the nearest outwards."""
    return [found for parent in element.parents if parent.name != "body" and (found := anchor(parent))]


def _identified(element: Tag) -> str:
    return next((found for parent in element.parents if (found := identifier(parent))), "")


def inner_keys(element: Tag, item: Tag) -> Iterator[str]:
    """Selectors for it within its item, the plainest first."""
    for name in classes(element):
        yield f".{name}"
    for name in markup.attribute(element, "itemprop").split():
        if _PLAIN.match(name):
            yield f"[itemprop={name}]"
    if element.name in ("td", "th", "dd") and element.parent is not None:
        position = 1 + len(element.find_previous_siblings(element.name))
        yield f"{tag(element)}:nth-of-type({position})"
    yield tag(element)
    parent = element.parent
    if parent is item and element.name in _UNNAMED:
        yield f"{tag(element)}:nth-of-type({1 + len(element.find_previous_siblings(element.name))})"
    if parent is not None and parent is not item:
        named = next((f".{name}" for name in classes(parent)), tag(parent))
        if parent.name in ("td", "th") and named == parent.name:
            position = 1 + len(parent.find_previous_siblings(parent.name))
            named = f"{tag(parent)}:nth-of-type({position})"
        yield f"{named} > {tag(element)}"
        position = 1 + len(element.find_previous_siblings(element.name))
        yield f"{named} > {tag(element)}:nth-of-type({position})"
