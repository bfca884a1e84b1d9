"""Gathers what may be the listing of a page, the most promising first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors.discovery import entries
from connectors.discovery.above import dated_above, monthly_above, titled_above, untitled
from connectors.discovery.groups import groups
from connectors.discovery.headed import naming
from connectors.discovery.headers import is_declared
from connectors.discovery.lined import lined
from connectors.discovery.outline import Outline
from connectors.discovery.sections import sections

_SAMPLE: Final = 60
_FEWEST: Final = 2  # events that make a list
_MOST: Final = 6
_SAME: Final = 2  # candidates that are about the same dates
_LARGE: Final = 6_000  # characters of an item that double its worth


@dataclass(frozen=True, slots=True)
class Candidate:
    """Selectors for the items, what they find, and how well it reads."""

    options: Mapping[str, str]  # item or begin, and what stands above
    members: tuple[Tag, ...]  # sections are copies of their own
    worth: float
    place: Tag  # where in the page it begins


def candidates(page: Outline) -> Iterator[Candidate]:
    """The best few; of those that are about the same dates, not more than two."""
    marks = {id(mark) for mark in page.marks}
    times: Counter[frozenset[int]] = Counter()
    found = 0
    for each in sorted(_all(page), key=lambda each: -each.worth):
        inner = (element for member in each.members for element in (member, *member.find_all(True)))
        dates = frozenset(id(element) for element in inner if id(element) in marks)
        times[dates] += 1
        if each.worth and times[dates] <= _SAME:
            found += 1
            yield each
        if found >= _MOST:
            return


def fewest(members: Sequence[Tag]) -> int:
    """How many events make a list: one, where a table says that it is one of events."""
    return 1 if is_declared(members) else _FEWEST


def _all(page: Outline) -> Iterator[Candidate]:
    for group in groups(page):
        place = group.members[0]
        yield Candidate({"item": group.selector}, group.members, _worth(page, group.members), place)
        if (bare := untitled(page, group)) is not None:
            yield Candidate(bare[0], group.members, 0.9 * _bare_worth(page, group.members), place)
    for begin, members in sections(page):
        place = page.found_by(begin)[0]
        yield Candidate({"begin": begin}, members, 0.95 * _worth(page, members), place)
    for options, members in (*dated_above(page), *monthly_above(page), *titled_above(page)):
        distinct = len({page.text(each) for each in members}) / len(members)
        yield Candidate(options, members, 0.9 * distinct * len(members), members[0])
    for selector, members, place in lined(page):
        yield Candidate({"lines": selector}, members, 0.95 * _worth(page, members), place)
        if heading := naming(page, place):
            options = {"lines": selector, "title_above": heading}
            yield Candidate(options, members, 0.9 * _bare_worth(page, members), place)


def _bare_worth(page: Outline, members: tuple[Tag, ...]) -> float:
    """How many have a date and no title of their own, each a different one."""
    sample = members[:_SAMPLE]
    looks = [entries.look(page, each) for each in sample]
    pairs = zip(sample, looks, strict=True)
    bare = [page.text(each) for each, look in pairs if look.has_date and look.is_bare]
    if 5 * len(bare) <= 2 * len(sample):
        return 0
    size = sum(min(len(each), 600) for each in bare) / len(bare)
    return len(members) / len(sample) * len(set(bare)) * (1 + size / _LARGE)


def _worth(page: Outline, members: tuple[Tag, ...]) -> float:
    """How many look like an event; of nested groups with as many, the one that holds more."""
    sample = members[:_SAMPLE]
    looks = [entries.look(page, member) for member in sample]
    good = [look for look in looks if look.is_event]
    if len(good) < fewest(members) or 2 * len(good) < len(looks):
        return 0
    scale = len(members) / len(sample)
    distinct = len({(look.title, look.length) for look in good}) / len(good)
    size = sum(min(look.length, 600) for look in good) / len(good)
    return scale * len(good) * (len(good) / len(looks)) * (0.5 + 0.5 * distinct) * (1 + size / _LARGE)
