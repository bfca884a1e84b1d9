"""The frame of an Atom feed (RFC 4287): who publishes it, where, when, under which licence."""

from __future__ import annotations

from datetime import datetime

from lxml import etree
from lxml.etree import _Element

from feeds.events_json import utc
from feeds.publisher import Publisher
from feeds.text import one_line, web_url

ATOM = "http://www.w3.org/2005/Atom"


def begin(
    publisher: Publisher, path: str, title: str, subtitle: str, updated: datetime, page: str
) -> _Element:
    """A feed without entries, published at `path`; `page` is the one for people on the same."""
    feed = etree.fromstring(f'<feed xmlns="{ATOM}" xml:lang="de"/>')
    add(feed, "id", publisher.url(path))
    add(feed, "title", title)
    add(feed, "subtitle", subtitle)
    add(feed, "updated", utc(updated))
    author = add(feed, "author")
    add(author, "name", one_line(publisher.name))
    if homepage := web_url(publisher.homepage):
        add(author, "uri", homepage)
    add(feed, "link", rel="self", type="application/atom+xml", href=publisher.url(path))
    add(feed, "link", rel="alternate", type="text/html", hreflang="de", href=publisher.url(page))
    if publisher.licence_url:
        add(feed, "link", rel="license", href=publisher.licence_url)
    return feed


def add(parent: _Element, name: str, text: str = "", **attributes: str) -> _Element:
    """A new last child."""
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def written_out(feed: _Element) -> bytes:
    """The file, one element a line."""
    etree.indent(feed, "")
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8") + b"\n"
