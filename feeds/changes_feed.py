"""Renders the news for people as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import datetime

from lxml.etree import _Element

from feeds import moments
from feeds.atom import add, begin, written_out
from feeds.changes_wording import HEADINGS, headline, summary
from feeds.description import source_url
from feeds.events_json import utc
from feeds.publisher import Publisher
from feeds.text import one_line
from warehouse.changes import News, NewsItem

PATH = "neuigkeiten.atom"
PAGE = "neuigkeiten/"
ENTRIES = 100


def render_feed(publisher: Publisher, since: datetime, news: News) -> bytes:
    """The latest news; `since` is when the events last changed, for a feed that has none."""
    items = news.items[:ENTRIES]
    feed = begin(
        publisher,
        PATH,
        f"MINT-Termine: neu, verlegt, abgesagt – {one_line(publisher.name)}",
        "Was sich im gemeinsamen Kalender geändert hat (new, moved and cancelled events)",
        max((item.told for item in items), default=since),
        PAGE,
    )
    for item in items:
        _add_entry(feed, publisher, item)
    return written_out(feed)


def _add_entry(feed: _Element, publisher: Publisher, item: NewsItem) -> None:
    entry = add(feed, "entry")
    add(entry, "id", _tag(publisher, item))
    add(entry, "title", headline(item))
    add(entry, "updated", utc(item.told))
    add(entry, "category", term=item.kind, label=HEADINGS[item.kind])
    add(entry, "link", rel="alternate", href=source_url(item.event) or publisher.url(PAGE))
    add(entry, "summary", summary(item))


def _tag(publisher: Publisher, item: NewsItem) -> str:
    """A name for ever (RFC 4151): the day is one on which the host was the publisher's."""
    day = moments.local(item.told, publisher.timezone).date()
    return f"tag:{publisher.host},{day.isoformat()}:{item.event.id}/{item.number}"
