"""Renders what other websites show the events with: the element, its page of recipes, a page for frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from feeds import moments
from feeds.labels import codes, label
from feeds.publisher import Publisher
from feeds.row import row_of
from feeds.templating import environment
from feeds.widget_files import PATH, integrity, widget_script
from warehouse.events import Event

PAGE = "widget/index.html"
EMBED = (
    "embed/index.html"  # `mintfeed serve` filters it; on other hosts the element does, by the same parameters
)
ROWS = 10  # as many as the element shows
FACETS = {
    "topics": ("topic", "thema"),
    "levels": ("level", "stufe"),
    "groups": ("group", "gruppe"),
    "formats": ("format", "format"),
}


def widget_files(publisher: Publisher, events: Sequence[Event], today: date) -> Mapping[str, bytes]:
    """By path; `events` in published order, `today` the run's local date."""
    coming = [event for event in events if moments.first_day(event) >= today][:ROWS]
    return {PATH: widget_script(), PAGE: _page(publisher), EMBED: _embed(publisher, coming)}


def _page(publisher: Publisher) -> bytes:
    page = environment().get_template("widget.html")
    return page.render(
        publisher=publisher,
        root="../",
        home="../",
        own="",
        canonical=publisher.url("widget/"),
        script_url=publisher.url(PATH),
        integrity=integrity(),
        codes={
            names: [(code, label(facet, code)) for code in codes(facet)] for facet, names in FACETS.items()
        },
    ).encode()


def _embed(publisher: Publisher, events: Sequence[Event]) -> bytes:
    page = environment().get_template("embed.html")
    return page.render(
        publisher=publisher,
        root="../",
        canonical=publisher.url("embed/"),
        rows=[row_of(event) for event in events],
    ).encode()
