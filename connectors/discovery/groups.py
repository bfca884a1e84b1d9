"""Finds what repeats in a page: elements alike, most of which hold a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors.discovery import pointers
from connectors.discovery.outline import Outline, is_content

MOST_MEMBERS: Final = 1_000
_MOST_GROUPS: Final = 40  # the best supported ones are looked at
_LEVELS: Final = 10  # from a date upwards
_OUTERMOST: Final = frozenset(("body", "html", "[document]", "head"))


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that one selector finds."""

    selector: str
    members: tuple[Tag, ...]


def groups(page: Outline) -> list[Group]:
    """The groups that most dates stand in, each with every element that its selector finds."""
    wanted = _wanted(page.marks)
    found = (Group(key, tuple(page.found_by(key))) for key in wanted)
    return list(_different(group for group in found if _is_list(group)))[:_MOST_GROUPS]


def _wanted(marks: list[Tag]) -> list[str]:
    """Selectors of what stands around the dates, by how many dates they have apart from each other."""
    support: Counter[str] = Counter()
    seen: set[tuple[str, int]] = set()
    for mark in marks:
        for element in list(around(mark))[:_LEVELS]:
            for key in dict.fromkeys(pointers.keys(element)):
                if (key, id(element)) not in seen:
                    seen.add((key, id(element)))
                    support[key] += 1
    return [key for key, count in support.most_common(4 * _MOST_GROUPS)]


def around(mark: Tag) -> Iterator[Tag]:
    for element in (mark, *mark.parents):
        if element.name in _OUTERMOST:
            return
        yield element


def _is_list(group: Group) -> bool:
    if not 1 <= len(group.members) <= MOST_MEMBERS:
        return False
    own = {id(member) for member in group.members}
    is_nested = any(id(parent) in own for member in group.members for parent in member.parents)
    return not is_nested and all(is_content(member) for member in group.members[:3])


def _different(found: Iterable[Group]) -> Iterator[Group]:
    """Of groups with the same members, the one whose selector is the best to read."""
    best: dict[tuple[int, ...], Group] = {}
    for group in found:
        key = tuple(id(member) for member in group.members)
        known = best.get(key)
        if known is None or _effort(group.selector) < _effort(known.selector):
            best[key] = group
    yield from best.values()


def _effort(selector: str) -> tuple[int, int]:
    """How hard a selector is to read, and to keep right."""
    return selector.count(" ") + selector.count(">") + 2 * (":" in selector), len(selector)
