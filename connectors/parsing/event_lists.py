"""Reads lists of events, and the pages behind them, by the classes that their software writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

from bs4 import Tag

from connectors.cluster import Source
from connectors.kinds import from_jsonld
from connectors.model import Link, Page, Record
from connectors.normalising.persons import PERSON, person_in
from connectors.parsing import markup
from connectors.parsing.changes import changed
from connectors.parsing.fields import Fields, fields_of, said
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet

OPTIONS: Final = frozenset(("follow",))
NOTHING: Final = Record()
_PERSON: Final = re.compile(PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors within an item; "" where its software says nothing of the kind."""

    title: str = ""
    when: str = ""
    location: str = ""
    description: str = ""
    categories: str = ""
    price: str = ""
    registration: str = ""
    registration_url: str = ""
    status: str = ""
    organizer: str = ""
    url: str = ""


def check_options(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with [options]: `follow = false` leaves the pages behind the events unread."""
    complaints = [f"{key}: unbekannt (unknown; known: follow)" for key in sorted(set(options) - OPTIONS)]
    if not isinstance(options.get("follow", True), bool):
        complaints.append("follow: muss true oder false sein (must be true or false)")
    return complaints


def read(item: Part, selectors: Selectors, base: str, known: Record = NOTHING) -> Record:
    """What the item says; where it is silent, what is known already."""
    found = said(item, _fields(selectors), base)
    if "categories" in found:
        found["categories"] = tuple(each.strip(" ,") for each in found["categories"])
    if "organizer" in found:
        found["organizer"] = organisation(found["organizer"]) or known.organizer
    return Record(**found) if known is NOTHING else changed(known, **found)


@lru_cache(maxsize=64)
def _fields(selectors: Selectors) -> Fields:
    return fields_of(tuple(asdict(selectors).items()))


def organisation(name: str) -> str:
    """The name of an organiser, or "" if it may be a person's."""
    return "" if _PERSON.fullmatch(person_in(name)) else name


def onward(record: Record, page: Page, source: Source) -> Record | Link:
    """A link to the event's own page, if it has one that is to be read."""
    behind = record.url.partition("#")[0]
    is_here = behind in ("", page.url, page.final_url)
    return record if is_here or source.options.get("follow") is False else Link(behind, record)


def next_pages(sheet: Sheet, selector: str) -> Iterator[Link]:
    for address in sheet.links(selector):
        yield Link(address.partition("#")[0])


def structured(sheet: Sheet) -> list[Record]:
    """The events in the page's schema.org data, which its visible text may contradict."""
    return [each for each in from_jsonld.found(sheet) if isinstance(each, Record)]


def counterpart(record: Record, others: Iterable[Record]) -> Record:
    """What structured data says of the same event: of its address, or of the only one of its title."""
    candidates = [each for each in others if each.url and each.url == record.url] or [
        each for each in others if _bare(each.title) == _bare(record.title)
    ]
    return candidates[0] if len(candidates) == 1 else NOTHING


def _bare(title: str) -> str:
    return " ".join(title.casefold().split())


def labelled(root: Tag, term: str = "dt", value: str = "dd") -> dict[str, str]:
    """The values of a list by their labels, in lower case and without the colon."""
    found: dict[str, str] = {}
    label = ""
    for element in markup.select(root, f"{term}, {value}"):
        if element.name == term:
            label = markup.text(element).rstrip(": ").casefold()
        elif label:
            found.setdefault(label, markup.text(element))
    return found
