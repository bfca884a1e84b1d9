"""Finds the selectors of an event's parts within the members of a group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bs4 import Tag

from connectors.discovery import entries, names, pointers
from connectors.discovery.headers import column_key
from connectors.discovery.outline import Outline
from connectors.parsing import date_shapes, markup
from connectors.parsing.css import ITSELF

_MOST_INNER: Final = 80  # elements of one member that are looked at
_MOST_MEMBERS: Final = 24


@dataclass(frozen=True, slots=True)
class Part:
    """One way to select within the members, and what it finds in each of them."""

    selector: str
    found: tuple[tuple[Tag, ...], ...]

    @property
    def firsts(self) -> list[Tag | None]:
        return [each[0] if each else None for each in self.found]

    @property
    def example(self) -> Tag:
        return next(each[0] for each in self.found if each)

    def said(self, page: Outline) -> list[str]:
        """What all matches in a member say together; "" where there are none."""
        return ["\n".join(map(page.text, each[:6])) for each in self.found]


def parts(members: Iterable[Tag]) -> list[Part]:
    """Every short selector that finds something in most members."""
    sample = list(members)[:_MOST_MEMBERS]
    first: dict[str, dict[int, list[Tag]]] = defaultdict(lambda: defaultdict(list))
    for index, member in enumerate(sample):
        for element in member.find_all(True, limit=_MOST_INNER):
            for key in dict.fromkeys(pointers.inner_keys(element, member)):
                first[key][index].append(element)
    return [
        Part(key, tuple(tuple(found.get(index, ())) for index in range(len(sample))))
        for key, found in first.items()
        if 5 * len(found) >= len(sample)
    ]


def title(page: Outline, found: list[Part], members: list[Tag]) -> str:
    """The selector of what names the event; "" where nothing is set apart."""
    best = max(found, key=lambda part: _title_worth(page, part, members), default=None)
    if best is not None and _title_worth(page, best, members) > 0:
        return best.selector
    own = sum(entries.is_title(page.text(member)) for member in members)
    return ITSELF if 2 * own > len(members) else ""


def _title_worth(page: Outline, part: Part, members: list[Tag]) -> float:
    texts = [page.text(each) if each is not None else "" for each in part.firsts]
    titles = [text for text in texts if entries.is_title(text) and "\n" not in text.strip()]
    share = len(titles) / max(1, len(texts))
    if share < 0.6:
        return 0
    element = part.example
    worth = 2 * share + 2 * len(set(titles)) / len(titles)
    worth += (
        2.5 if element.name in entries.HEADINGS else 0.6 if element.name in ("a", "strong", "b", "dt") else 0
    )
    worth += 0.5 if element.find("a") is not None or element.find_parent("a") is not None else 0
    worth += 2 if names.means(part.selector, "title") else 0
    if header := column_key(element):
        worth += 2 if header == "title" else -3
    worth -= 2 * names.means_other(part.selector)
    length = sum(map(len, titles)) / len(titles)
    worth -= 1.5 if length > 110 else 1 if length < 6 else 0
    worth -= 1.2 * sum(date_shapes.has_date(name) for name in titles) / len(titles)
    return worth - 0.05 * depth(part.selector) - 0.004 * len(part.selector)


def when(page: Outline, found: list[Part], *, is_above: bool) -> str:
    """The selectors of date and time of day; the item itself where nothing is set apart."""
    clocks = [part for part in found if _share(page, part, date_shapes.is_only_clock) >= 0.5]
    if is_above:
        return min(clocks, key=lambda part: _wordiness(page, part)).selector if clocks else ITSELF
    days = [part for part in found if _share(page, part, date_shapes.has_date) >= 0.8]
    if not days:
        return ITSELF
    best = min(days, key=lambda part: _wordiness(page, part))
    if _share(page, best, _is_clocked) >= 0.5:
        return best.selector
    clocked = [
        part for part in days if _share(page, part, _is_clocked) >= 0.5 and _wordiness(page, part) < 60
    ]
    if stamp := _stamp(best):
        return stamp
    if clocks:
        time_of_day = min(clocks, key=lambda part: (_wordiness(page, part), len(part.selector)))
        return f"{best.selector}, {time_of_day.selector}"
    if clocked:
        return min(clocked, key=lambda part: _wordiness(page, part)).selector
    return best.selector


def _stamp(part: Part) -> str:
    """`time@datetime`, where it says more than the text: the hour."""
    stamps = [markup.attribute(each, "datetime") for each in part.firsts if each is not None]
    has_hours = all(re.search(r"\d[T ]\d\d:?\d\d", each) for each in stamps)
    is_midnight = all(re.search(r"[T ]00:?00", each) for each in stamps)
    return f"{part.selector}@datetime" if has_hours and not is_midnight else ""


def _share(page: Outline, part: Part, test: Callable[[str], bool]) -> float:
    """In how many members what it finds passes the test."""
    said = (text[:500].replace("\n", " ") for text in _said(page, part))
    return sum(map(test, said)) / max(1, len(part.found))


def _said(page: Outline, part: Part) -> list[str]:
    return [
        text or " ".join(markup.attribute(element, "datetime") for element in found)
        for text, found in zip(part.said(page), part.found, strict=True)
    ]


def _is_clocked(text: str) -> bool:
    return date_shapes.has_date(text) and date_shapes.has_clock(text)


def _wordiness(page: Outline, part: Part) -> float:
    """Letters beside dates; of equals, the one with the whole date, and the plainest selector."""
    texts = [text[:500] for text in _said(page, part) if text]
    words = sum(len(date_shapes.rest(text.replace("\n", " "))) for text in texts) / max(1, len(texts))
    named = 0 if names.means(part.selector, "when") else 3
    missing = 20 * sum(not each for each in part.found) / len(part.found)
    whole = -0.01 * sum(min(len(text), 60) for text in texts) / max(1, len(texts))
    return words + named + missing + whole + 0.02 * len(part.selector) + 0.3 * depth(part.selector)


def depth(selector: str) -> int:
    return selector.count(">") + selector.count(":nth")
