"""Renders the news for people as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import datetime

from lxml import etree
from lxml.etree import _Element

from feeds import moments
from feeds.changes_wording import HEADINGS, headline, summary
from feeds.description import source_url
from feeds.events_json import utc
from feeds.publisher import Publisher
from feeds.text import one_line, web_url
from warehouse.changes import News, NewsItem

PATH = "neuigkeiten.atom"
PAGE = "neuigkeiten/"
ENTRIES = 100
ATOM = "http://www.w3.org/2005/Atom"


def render_feed(publisher: Publisher, since: datetime, news: News) -> bytes:
    """The latest news; `since` is when the events last changed, for a feed that has none."""
    items = news.items[:ENTRIES]
    feed = etree.fromstring(f'<feed xmlns="{ATOM}" xml:lang="de"/>')
    _add(feed, "id", publisher.url(PATH))
    _add(feed, "title", f"MINT-Termine: neu, verlegt, abgesagt – {one_line(publisher.name)}")
    _add(feed, "subtitle", "Was sich im gemeinsamen Kalender geändert hat (new, moved and cancelled events)")
    _add(feed, "updated", utc(max((item.told for item in items), default=since)))
    author = _add(feed, "author")
    _add(author, "name", one_line(publisher.name))
    if homepage := web_url(publisher.homepage):
        _add(author, "uri", homepage)
    _add(feed, "link", rel="self", type="application/atom+xml", href=publisher.url(PATH))
    _add(feed, "link", rel="alternate", type="text/html", hreflang="de", href=publisher.url(PAGE))
    if publisher.licence_url:
        _add(feed, "link", rel="license", href=publisher.licence_url)
    for item in items:
        _add_entry(feed, publisher, item)
    etree.indent(feed, "")
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8") + b"\n"


def _add_entry(feed: _Element, publisher: Publisher, item: NewsItem) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _tag(publisher, item))
    _add(entry, "title", headline(item))
    _add(entry, "updated", utc(item.told))
    _add(entry, "category", term=item.kind, label=HEADINGS[item.kind])
    _add(entry, "link", rel="alternate", href=source_url(item.event) or publisher.url(PAGE))
    _add(entry, "summary", summary(item))


def _tag(publisher: Publisher, item: NewsItem) -> str:
    """A name for ever (RFC 4151): the day is one on which the host was the publisher's."""
    day = moments.local(item.told, publisher.timezone).date()
    return f"tag:{publisher.host},{day.isoformat()}:{item.event.id}/{item.number}"


def _add(parent: _Element, name: str, text: str = "", **attributes: str) -> _Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element
