"""Renders what other websites show the events with: the element, its page of recipes, a page for frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from feeds import moments
from feeds.edition import Edition, editions
from feeds.filter_form import choices
from feeds.languages import GERMAN
from feeds.publisher import Publisher
from feeds.row import row_of
from feeds.widget_files import PATH, integrity, widget_script
from warehouse.events import Event

PAGE = "widget/index.html"
EMBED = "embed/index.html"  # `mintfeed serve` filters it; elsewhere the element does, by the same parameters
ROWS = 10  # as many as the element shows
GERMAN_NAMES = {  # of the attributes; the others are called alike in both languages
    "topic": "thema",
    "level": "stufe",
    "group": "gruppe",
    "holidays": "ferien",
    "partner": "veranstalter",
    "number": "anzahl",
    "view": "ansicht",
    "src": "quelle",
    "more": "mehr",
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One by which events are chosen, with the codes that it takes."""

    german: str
    english: str
    choices: list[tuple[str, str]]  # code and words


def widget_files(publisher: Publisher, events: Sequence[Event], today: date) -> Mapping[str, bytes]:
    """By path; `events` in published order, `today` the run's local date."""
    coming = [event for event in events if moments.first_day(event) >= today][:ROWS]
    return {PATH: widget_script(), **dict(_pages(publisher, coming))}


def render_embed(publisher: Publisher, events: Sequence[Event], language: str = GERMAN) -> bytes:
    """The page for frames, which lists these events."""
    rows = [row_of(event, language) for event in events]
    return Edition(publisher, language).render("embed.html", EMBED, rows=rows)


def _pages(publisher: Publisher, events: Sequence[Event]) -> Iterator[tuple[str, bytes]]:
    for edition in editions(publisher):
        yield edition.path(PAGE), _recipes(edition)
        yield edition.path(EMBED), render_embed(publisher, events, edition.language)


def _recipes(edition: Edition) -> bytes:
    """How to put the events on another website."""
    parts = urlsplit(edition.publisher.base_url)
    facets = [
        Attribute(GERMAN_NAMES.get(choice.name, choice.name), choice.name, choice.options)
        for choice in choices(edition)
    ]
    is_german = edition.language == GERMAN
    return edition.render(
        "widget.html",
        PAGE,
        names={name: german if is_german else name for name, german in GERMAN_NAMES.items()},
        facets=facets,
        script_url=edition.publisher.url(PATH),
        origin=f"{parts.scheme}://{parts.netloc}",
        integrity=integrity(),
    )
