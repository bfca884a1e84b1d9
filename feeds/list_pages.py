"""Renders the lists of one topic, level, group, format or partner, and what leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from feeds.day_list import by_day, coming, joined
from feeds.feed_links import HEADINGS, Feed, Group, facet_feeds
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.row import LISTS
from feeds.selection import FOLDERS, Selection, pair_path
from feeds.templating import environment
from warehouse.shown import Shown

ROWS = 200  # of one list; the calendar has the others
OVERVIEWS = {
    "thema": ("Themen", "Topics", ("topics",)),
    "zielgruppe": ("Zielgruppen", "Audiences", ("levels", "groups")),
    "format": ("Formate", "Formats", ("formats",)),
    "ferien": ("Ferien", "Holidays", ("school_holidays",)),
    "veranstalter": ("Veranstalter", "Organisers", ("organizers",)),
}


def list_pages(
    publisher: Publisher, selection: Selection, shown: Mapping[str, Shown], today: date
) -> Iterator[tuple[str, bytes]]:
    """Path and content; `shown` by event id."""
    for facet in HEADINGS:
        for feed in facet_feeds(publisher, selection, facet):
            events = [shown[piece.event_id] for piece in selection.by_path[feed.path]]
            pairs = _pairs(publisher, selection, feed) if facet == "topics" else []
            yield feed.page, _list(publisher, facet, feed, events, pairs, today)
    for folder in OVERVIEWS:
        yield f"{folder}/index.html", _overview(publisher, selection, folder)


def _list(
    publisher: Publisher, facet: str, feed: Feed, events: list[Shown], pairs: list[Feed], today: date
) -> bytes:
    running, later = coming(events, today)
    page = environment().get_template("liste.html")
    return page.render(
        publisher=publisher,
        root=LISTS,
        canonical=publisher.url(feed.page.removesuffix("index.html")),
        kind=HEADINGS[facet][0],
        folder=FOLDERS[facet],
        feed=feed,
        running=joined(running[:ROWS]),
        days=list(by_day(later[:ROWS])),
        is_cut=len(later) > ROWS or len(running) > ROWS,
        pairs=pairs,
    ).encode()


def _pairs(publisher: Publisher, selection: Selection, feed: Feed) -> list[Feed]:
    """The calendars of this topic for one level each, where it has events."""
    topic = feed.path.rpartition("/")[2].removesuffix(".ics")
    paths = {level: pair_path(topic, level) for level in selection.codes["levels"]}
    return [
        Feed(
            words=label("levels", level),
            english=label("levels", level, "en"),
            path=path,
            page="",
            url=publisher.url(path),
            count=len(selection.by_path[path]),
        )
        for level, path in paths.items()
        if selection.by_path[path]
    ]


def _overview(publisher: Publisher, selection: Selection, folder: str) -> bytes:
    heading, english, facets = OVERVIEWS[folder]
    groups = [
        Group(facet, HEADINGS[facet][1], list(facet_feeds(publisher, selection, facet))) for facet in facets
    ]
    page = environment().get_template("uebersicht.html")
    return page.render(
        publisher=publisher,
        root="../",
        canonical=publisher.url(f"{folder}/"),
        heading=heading,
        english=english,
        groups=groups,
    ).encode()
