"""Reads a listing by its selectors, also where an event is more than one element.

What `html` has, and beside it: `begin` instead of `item` (an event begins with this element and goes on
until the next), `when_above` and `title_above` (the nearest such element above says it), and `:scope`
(the item's own text).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from typing import Any, Final

from bs4 import BeautifulSoup, Tag

from connectors import css, markup
from connectors.discovery.fields import ITSELF
from connectors.event_lists import Selectors, read
from connectors.model import Record

FIELDS: Final = (
    "title", "when", "location", "description", "categories", "price", "registration",
    "registration_url", "status", "url",
)  # fmt: skip
BEYOND_HTML: Final = frozenset(("begin", "when_above", "title_above"))
OPTIONS: Final = frozenset((*FIELDS, *BEYOND_HTML, "item", "next"))


def check(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with the selectors of a listing, each as "key: reason"."""
    found = list(css.complaints(options, OPTIONS))
    if ("item" in options) == ("begin" in options):
        found.append("item: entweder item oder begin (either item or begin)")
    if not {"title", "title_above"} & set(options):
        found.append("title: fehlt (is missing)")
    return found


def is_html(options: Mapping[str, Any]) -> bool:
    """Whether kind "html" can read by these options too."""
    return not BEYOND_HTML & set(options) and ITSELF not in options.values()


def records(tree: BeautifulSoup, options: Mapping[str, str], base: str) -> Iterator[Record]:
    """A record for each item, in page order."""
    chosen = Selectors(**{key: options[key] for key in FIELDS if key in options and options[key] != ITSELF})
    for item, above in items(tree, options):
        record = read(item, chosen, base)
        own = {key: markup.valid(item) for key in ("title", "when") if options.get(key) == ITSELF}
        if "url" not in options:
            record = replace(record, url=_title_link(item, options.get("title", ""), base))
        yield replace(
            record,
            title=own.get("title") or record.title or above.get("title", ""),
            when="\n".join(filter(None, (above.get("when"), own.get("when") or record.when))),
        )


def _title_link(item: Tag, title: str, base: str) -> str:
    """The address of the link that the title is, holds or stands in."""
    named = [item] if title == ITSELF else markup.select(item, title)[:1] if title else []
    for element in named:
        around = [parent for parent in element.parents if item in (parent, *parent.parents)]
        for link in (element, *around, *element.find_all("a")):
            if link.name == "a" and (found := markup.absolute(base, markup.attribute(link, "href"))):
                return found
    return ""


def items(tree: BeautifulSoup, options: Mapping[str, str]) -> Iterator[tuple[Tag, Mapping[str, str]]]:
    """Each item with what stands above it, by the key that it is for."""
    starts = markup.select(tree, options.get("begin") or options["item"])
    above = _above(tree, starts, options)
    own = {id(each) for each in starts}
    for start, said in zip(starts, above, strict=True):
        yield (_section(tree, start, own) if "begin" in options else start), said


def _above(tree: Tag, starts: list[Tag], options: Mapping[str, str]) -> list[Mapping[str, str]]:
    wanted = {
        key: {id(each) for each in markup.select(tree, options[f"{key}_above"])}
        for key in ("when", "title")
        if f"{key}_above" in options
    }
    if not wanted:
        return [{} for _ in starts]
    begins = {id(each) for each in starts}
    said: dict[str, str] = {}
    found: list[Mapping[str, str]] = []
    for element in tree.find_all(True):
        for key, headings in wanted.items():
            if id(element) in headings:
                said[key] = markup.text(element)
        if id(element) in begins:
            found.append(dict(said))
    return found


def _section(tree: BeautifulSoup, start: Tag, starts: set[int]) -> Tag:
    """The element and what follows it, until another event begins or a higher heading."""
    section = tree.new_tag("section")
    section.append(copy(start))
    for sibling in start.next_siblings:
        if isinstance(sibling, Tag) and (_is_end(sibling, start) or _begins(sibling, starts)):
            break
        section.append(copy(sibling))
    return section


def _begins(element: Tag, starts: set[int]) -> bool:
    return id(element) in starts or any(id(inner) in starts for inner in element.find_all(True))


def _is_end(element: Tag, start: Tag) -> bool:
    """Whether a heading of the same or a higher rank than the one that began the event."""
    ranks = ("h1", "h2", "h3", "h4", "h5", "h6")
    if start.name not in ranks:
        return element.name in ranks or element.name == "hr"
    return element.name in ranks and ranks.index(element.name) <= ranks.index(start.name)
