"""Finds listings whose day, or whose title, stands above: "Samstag, 14. März", then what is on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from bs4 import Tag

from connectors.discovery import entries, pointers
from connectors.discovery.cards import are_same, cards
from connectors.discovery.groups import Group, around
from connectors.discovery.headed import dating, naming
from connectors.discovery.outline import Outline, is_content
from connectors.parsing import date_shapes
from connectors.parsing.css import ITSELF

_LEVELS: Final = 4  # from a date to the element that is nothing but that date
_FEWEST: Final = 2
_MOST: Final = 4
_SAMPLE: Final = 8
_HEADS: Final = (*entries.HEADINGS, "dt", "th", "time", "strong", "caption", "div", "span", "p")
_ITEMS: Final = ("li", "tr", "article", "p", "div", "dd", "a", "section")

Found = tuple[Mapping[str, str], tuple[Tag, ...]]


def dated_above(page: Outline) -> Iterator[Found]:
    """Undated elements with a title, each somewhere below an element that is nothing but a date."""
    for selector, heads in _heads(page)[:_MOST]:
        best = max(_below(page, heads), key=lambda each: _richness(page, each[1]), default=None)
        if best is not None and 1.2 * len(best[1]) >= len(heads):
            yield {"item": best[0], "when_above": selector}, tuple(best[1])


def monthly_above(page: Outline) -> Iterator[Found]:
    """Elements that begin with a day, each somewhere below a month."""
    names_of_months = [each for each in page.tree.find_all(_HEADS) if date_shapes.is_month(page.text(each))]
    found: dict[str, list[Tag]] = defaultdict(list)
    for element in names_of_months:
        for key in pointers.keys(element):
            found[key].append(element)
    exact = [key for key, each in found.items() if are_same(page.found_by(key), each)]
    if exact:
        best = max(_below(page, found[exact[0]]), key=lambda each: _richness(page, each[1]), default=None)
        if best and 0.8 * len(best[1]) <= sum(date_shapes.has_day(page.text(each)) for each in best[1]):
            yield {"item": best[0], "when_above": exact[0], "when": ITSELF}, tuple(best[1])


def _richness(page: Outline, members: list[Tag]) -> float:
    """How much the elements say, each for itself."""
    texts = [page.text(each)[:600] for each in members]
    return len(set(texts)) * (1 + sum(map(len, texts)) / len(texts) / 200)


def _heads(page: Outline) -> list[tuple[str, list[Tag]]]:
    """Selectors of elements that are nothing but a date, by how many they find."""
    found: dict[str, dict[int, Tag]] = defaultdict(dict)
    for mark in page.marks:
        for element, _ in zip(around(mark), range(_LEVELS), strict=False):
            if not date_shapes.is_only_date(page.text(element).replace("\n", " ")):
                break
            for key in pointers.keys(element):
                found[key][id(element)] = element
    lists = [(key, list(each.values())) for key, each in found.items()]
    exact = [(key, each) for key, each in lists if _finds_only(page, key, each)]
    return sorted(exact, key=lambda each: (-len(each[1]), len(each[0])))


def _finds_only(page: Outline, selector: str, elements: list[Tag]) -> bool:
    found = page.found_by(selector)
    return len(elements) >= _FEWEST and len(found) <= 1.2 * len(elements)


def _below(page: Outline, heads: list[Tag]) -> Iterator[tuple[str, list[Tag]]]:
    """Groups of elements with a title and no date, that stand after the first head and share its list."""
    shared = _common(heads)
    marked = {id(each) for mark in page.marks for each in (mark, *mark.parents)}
    found: dict[str, list[Tag]] = defaultdict(list)
    has_begun = False
    own = {id(head) for head in heads}
    for element in shared.find_all(True):
        has_begun = has_begun or id(element) in own
        if has_begun and element.name in _ITEMS and id(element) not in marked and is_content(element):
            for key in pointers.keys(element):
                found[key].append(element)
    for key, members in found.items():
        if _is_field(heads, members):
            continue
        titled = [each for each in members if entries.title_in(page, each)]
        inner = {id(parent) for each in members for parent in each.parents}
        is_nested = any(id(each) in inner for each in members)
        if is_nested or len(titled) < _FEWEST or len(titled) < 0.8 * len(members):
            continue
        whole = sum(_is_whole(page, each) for each in members)
        if len(page.found_by(key)) <= 1.2 * len(members) and whole >= 0.6 * len(members):
            yield key, members


def _is_whole(page: Outline, element: Tag) -> bool:
    """Whether it is an event and not a word about one: with a time of day, a link, or something set apart."""
    if date_shapes.has_clock(page.text(element)) or element.name in ("a", "tr"):
        return True
    return element.find((*entries.HEADINGS, "a", "strong", "b")) is not None


def _is_field(heads: list[Tag], members: list[Tag]) -> bool:
    """Whether they are parts of cards: as many in each as in any other, and a date in each."""
    around = cards(heads)[:_SAMPLE]
    counts = {sum(any(parent is card for parent in member.parents) for member in members) for card in around}
    return len(counts) == 1 and counts != {0}


def _cards(page: Outline, heads: list[Tag]) -> tuple[str, list[Tag]] | None:
    """What stands around each of the heads alone, and a selector that finds just that."""
    found = cards(heads)
    exact = (key for key in pointers.keys(found[0]) if are_same(page.found_by(key), found))
    selector = next(exact, "") if found[0] is not heads[0] and len(heads) > _FEWEST else ""
    return (selector, found) if selector else None


def _common(elements: list[Tag]) -> Tag:
    """The nearest ancestor of all."""
    paths = [list(reversed(list(each.parents))) for each in elements]
    shared = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(each is not level[0] for each in level):
            break
        shared = level[0]
    return shared


def titled_above(page: Outline) -> Iterator[Found]:
    """Elements that are nothing but a date, under a heading that says what takes place."""
    for selector, members in _heads(page)[:_MOST]:
        heading = naming(page, members[0])
        if not heading or _are_titled_around(page, tuple(members)):
            continue
        if around := _cards(page, members):
            yield {"item": around[0], "title_above": heading}, tuple(around[1])
        yield {"item": selector, "title_above": heading}, tuple(members)
    yield from _columns(page)


def untitled(page: Outline, group: Group) -> Found | None:
    """Elements with a date and more, but no title, under a heading that says what takes place."""
    looks = [entries.look(page, each) for each in group.members[:_SAMPLE]]
    bare = sum(look.has_date and look.is_bare for look in looks)
    if len(group.members) < _FEWEST or 5 * bare <= 2 * len(looks):
        return None
    heading = naming(page, group.members[0])
    if not heading or _are_titled_around(page, group.members):
        return None
    year = dating(page, group.members[0], group.members[:_SAMPLE])
    options = {"item": group.selector, "title_above": heading}
    return options | ({"when_above": year} if year else {}), group.members


def _are_titled_around(page: Outline, members: tuple[Tag, ...]) -> bool:
    """Whether they are parts of cards that have titles: each alone in an element with one."""
    pairs = list(zip(members, cards(members), strict=True))[:_SAMPLE]
    titled = sum(card is not each and not entries.look(page, card).is_bare for each, card in pairs)
    return 2 * titled > len(pairs)


def _columns(page: Outline) -> Iterator[Found]:
    """An element with a date in each of its lines: the dates of what the heading above it says."""
    for mark in page.marks:
        heading = naming(page, mark) if date_shapes.are_only_dates(page.text(mark)) else ""
        selector = next((key for key in pointers.keys(mark) if are_same(page.found_by(key), [mark])), "")
        if heading and selector:
            yield {"item": selector, "title_above": heading}, (mark,)
