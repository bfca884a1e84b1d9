"""Renders the page from which people subscribe: every calendar, and how each program takes it."""

from __future__ import annotations

from feeds.feed_links import feed_groups, other_feeds, whole_feed
from feeds.publisher import Publisher
from feeds.selection import Selection
from feeds.templating import environment

PATH = "abonnieren/index.html"


def render_subscribe(publisher: Publisher, selection: Selection) -> bytes:
    """Addresses first, then links, then steps."""
    page = environment().get_template("abonnieren.html")
    return page.render(
        publisher=publisher,
        root="../",
        canonical=publisher.url("abonnieren/"),
        whole=whole_feed(publisher, selection),
        groups=feed_groups(publisher, selection),
        others=other_feeds(publisher, selection),
    ).encode()
