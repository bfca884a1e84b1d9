"""The choices by which assets/filter.js filters a list; it shows only those that the list has."""

from __future__ import annotations

from dataclasses import dataclass

from feeds.edition import Edition
from feeds.labels import codes, label
from feeds.languages import say
from feeds.text import one_line

# What a choice is called in the page's address, and the facet that it chooses from.
FACETS = {
    "topic": "topics",
    "level": "levels",
    "group": "groups",
    "format": "formats",
    "holidays": "school_holidays",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One select element."""

    name: str
    words: str
    options: list[tuple[str, str]]  # code and words


def choices(edition: Edition) -> list[Choice]:
    """In the order in which people are shown them."""
    language = edition.language
    options = {
        name: [(code, label(facet, code, language)) for code in codes(facet)]
        for name, facet in FACETS.items()
    }
    options["partner"] = [(id_, one_line(name) or id_) for id_, name in edition.publisher.partners.items()]
    return [Choice(name, say(language, "filter", name), found) for name, found in options.items()]
