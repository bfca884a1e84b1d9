"""Reads what event software offers beside its pages: calendar files and feeds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from connectors.cluster import Source
from connectors.kinds import from_ics, from_rss
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.answers import answer, text, truncated
from connectors.parsing.markup import absolute
from connectors.parsing.sheets import Sheet

_HEAD: Final = 2_000  # characters in which a page says what it is
_CALENDAR: Final = re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE)
_FEED: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<\?xml-stylesheet[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S
)
# These write the event's start where other feeds say when an entry was published.
_DATES: Final = {"sf_event_mgt": "pubDate", "calendarize": "pubDate", "events_manager": "pubDate"}


Listed = Callable[[Sheet, Page, Source], Iterator[Record | Link | Problem]]


def feed_or(listed: Listed, page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """The items of a feed; of a page what `listed` finds in it."""
    feed = read(page, source)
    yield from listed(Sheet(page), page, source) if feed is None else feed


def read(page: Page, source: Source) -> Iterator[Record | Link | Problem] | None:
    """The items of a feed; None if the page is none. Raises ParseFailed where the feed is unreadable."""
    head = page.text[:_HEAD]
    if _CALENDAR.match(head) or page.media_type == "text/calendar":
        return from_ics.parse(page, source)
    if _FEED.match(head):
        dates = _DATES.get(source.kind or "")
        return from_rss.parse(page, replace(source, options={"date": dates} if dates else {}))
    if head.lstrip()[:1] == "{" and "jsonfeed.org" in head:
        return _json_feed(page)
    return None


def _json_feed(page: Page) -> Iterator[Record | Problem]:
    """JSON Feed 1.1 as Contao writes it: the date stands in the title. Authors do not pass."""
    found = answer(page)
    for item in found.things("items"):
        tags = item.get("tags")
        yield Record(
            title=text(item.get("title")),
            uid=text(item.get("id")),
            when=text(item.get("title")),
            url=absolute(page.final_url, text(item.get("url"))),
            description=text(item.get("content_html")) or text(item.get("content_text")),
            categories=tuple(filter(None, map(text, tags if isinstance(tags, list) else ()))),
        )
    if found.is_cut:
        yield truncated(page)
