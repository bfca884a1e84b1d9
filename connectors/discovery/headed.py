"""Finds the heading that names what stands below it, and the one that says in which year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bs4 import Tag

from connectors.discovery import entries, names, pointers
from connectors.discovery.outline import Outline
from connectors.parsing import date_shapes, markup

_FARTHEST: Final = 6  # headings upwards
_SITE: Final = re.compile(
    r"(?:^|\s)(?:(?:site|page|main|masthead)-?)?header(?![\w-])|site-(?:title|descr|brand)"
    r"|sidebar|widget-title|newsletter|mail-?form|subscri|pop-?up|modal|cookie|consent",
    re.IGNORECASE,
)
_ASIDE: Final = frozenset(("header", "form", "aside", "nav", "footer", "dialog"))
_YEAR: Final = re.compile(r"\b20\d\d\b")
_YEARS: Final = re.compile(r"\b20\d\d\s*[-–/]\s*(?:20)?\d\d\b")  # two years say nothing of a day


def naming(page: Outline, element: Tag) -> str:
    """A selector for the nearest heading that names something, else for the page's title; "" for none."""
    passed: list[Tag] = []
    for heading in element.find_all_previous(entries.HEADINGS, limit=_FARTHEST):
        if not _is_of_site(heading) and _names(page.text(heading)):
            return _selector(page, heading, passed)
        passed.append(heading)
    first = page.tree.find("h1")
    if (
        first is not None
        and all(first is not each for each in passed)
        and not _is_of_site(first)
        and _names(page.text(first))
    ):
        return _selector(page, first, passed)
    title = page.tree.find("title")
    return "title" if title is not None and entries.is_title(page.text(title)) else ""


def _is_of_site(heading: Tag) -> bool:
    """Whether it stands in what every page of the site has: its head, its forms, its boxes."""
    around = (heading, *heading.parents)
    named = (f"{markup.attribute(each, 'id')} {markup.attribute(each, 'class')}" for each in around)
    return any(each.name in _ASIDE for each in around) or any(_SITE.search(each) for each in named)


def _names(said: str) -> bool:
    return entries.is_title(said) and not names.is_of_list(said) and not names.is_of_papers(said)


def _selector(page: Outline, heading: Tag, passed: Iterable[Tag]) -> str:
    """One that finds none of the headings between."""
    others = {id(each) for each in passed}
    found = (key for key in pointers.keys(heading) if others.isdisjoint(map(id, page.found_by(key))))
    return next(found, "")


def dating(page: Outline, element: Tag, members: Iterable[Tag]) -> str:
    """A selector for the heading right above, if it says the year that the days below it leave out; or ""."""
    heading = element.find_previous(entries.HEADINGS)
    said = page.text(heading) if isinstance(heading, Tag) else ""
    is_of_year = len(set(_YEAR.findall(said))) == 1 and not _YEARS.search(said)
    if not isinstance(heading, Tag) or not is_of_year or date_shapes.has_date(said):
        return ""
    has_years = any(_YEAR.search(page.text(each)) for each in members)
    return "" if has_years else next(pointers.keys(heading), "")
