"""Renders the next events as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lxml.etree import _Element

from feeds import moments, wording
from feeds.atom import add, begin, written_out
from feeds.description import describe, source_url
from feeds.event_files import single_path
from feeds.events_json import utc
from feeds.next_events import heading
from feeds.publisher import Publisher
from feeds.text import one_line
from warehouse.events import Event

PATH = "v1/atom.xml"


def render_atom(publisher: Publisher, since: datetime, events: Sequence[Event]) -> bytes:
    """The events in the order given; `since` is when any event last changed."""
    feed = begin(
        publisher,
        PATH,
        f"MINT-Termine: {one_line(publisher.name)}",
        "Die nächsten Termine der Partner (the partners' next events)",
        since,
        "",
    )
    for event in events:
        _add_entry(feed, publisher, event)
    return written_out(feed)


def _add_entry(feed: _Element, publisher: Publisher, event: Event) -> None:
    entry = add(feed, "entry")
    add(entry, "id", _tag(publisher, event))
    add(entry, "title", heading(event))
    add(entry, "published", utc(event.created))
    add(entry, "updated", utc(event.modified))
    if event.organizer and (name := one_line(event.organizer.name)):
        add(add(entry, "author"), "name", name)
    for word in wording.labels(event):
        add(entry, "category", term=word)
    file = publisher.url(single_path(event.id))
    add(entry, "link", rel="alternate", href=source_url(event) or publisher.url(""))
    add(entry, "link", rel="alternate", type="text/calendar", href=file)
    facts = (wording.day_and_span(event), wording.place(event))
    add(entry, "summary", " ".join(f"{fact}." for fact in facts if fact))
    add(entry, "content", describe(event), type="text")


def _tag(publisher: Publisher, event: Event) -> str:
    """A name for ever (RFC 4151): the day is one on which the host was the publisher's."""
    day = moments.local(event.created, publisher.timezone).date()
    return f"tag:{publisher.host},{day.isoformat()}:{event.id}"
