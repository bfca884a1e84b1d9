"""Renders the lists of one topic, level, group, format or partner, and what leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from feeds.day_list import by_day, coming, joined
from feeds.feed_links import Feed, Group, Offer
from feeds.filter_form import choices
from feeds.languages import phrases
from feeds.selection import FOLDERS
from warehouse.shown import Shown

ROWS = 200  # of one list; the calendar has the others


def list_pages(offer: Offer, shown: Mapping[str, Shown], today: date) -> Iterator[tuple[str, bytes]]:
    """Path within the edition, and content; `shown` by event id."""
    for facet in offer.facets:
        for feed in offer.of(facet):
            events = [shown[piece.event_id] for piece in offer.selection.by_path[feed.path]]
            yield feed.page, _list(offer, facet, feed, events, today)
    for folder, heading in phrases(offer.edition.language)["folders"].items():
        groups = [
            Group(facet, offer.heading(facet), list(offer.of(facet)))
            for facet in offer.facets
            if FOLDERS[facet] == folder
        ]
        if groups:
            page = f"{folder}/index.html"
            yield page, offer.edition.render("uebersicht.html", page, heading=heading, groups=groups)


def _list(offer: Offer, facet: str, feed: Feed, events: list[Shown], today: date) -> bytes:
    running, later = coming(events, today)
    language = offer.edition.language
    topic = feed.path.rpartition("/")[2].removesuffix(".ics")
    return offer.edition.render(
        "liste.html",
        feed.page,
        kind=offer.kind(facet),
        heading=offer.heading(facet),
        feed=feed,
        running=joined(running[:ROWS], language),
        days=list(by_day(later[:ROWS], language)),
        is_cut=len(later) > ROWS or len(running) > ROWS,
        pairs=offer.pairs(topic) if facet == "topics" else [],
        choices=choices(offer.edition),
    )
