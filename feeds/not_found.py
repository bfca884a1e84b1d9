"""Renders the page for an address at which nothing is published."""

from __future__ import annotations

from urllib.parse import urlsplit

from feeds.languages import GERMAN
from feeds.publisher import Publisher
from feeds.templating import environment


def render_not_found(publisher: Publisher) -> bytes:
    """Its links are absolute: it is sent for addresses at any depth."""
    root = f"{urlsplit(publisher.base_url).path.rstrip('/')}/"
    return (
        environment(GERMAN)
        .get_template("404.html")
        .render(publisher=publisher, root=root, home=root, own="", canonical=publisher.url(""))
        .encode()
    )
