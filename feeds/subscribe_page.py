"""Renders the page from which people subscribe: every calendar, and how each program takes it."""

from __future__ import annotations

from feeds.feed_links import Offer

PATH = "abonnieren/index.html"


def render_subscribe(offer: Offer) -> bytes:
    """Addresses first, then links, then steps."""
    return offer.edition.render(
        "abonnieren.html", PATH, whole=offer.whole(), groups=offer.groups(), others=offer.others()
    )
