"""Where links lead: which of them share a page, and on whose site it lies."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from connectors.model import Link


def by_page(links: Iterable[Link]) -> list[Link]:
    """Links to one page stand together, so that it is fetched once."""
    pages: dict[str, list[Link]] = {}
    for link in links:
        pages.setdefault(link.url, []).append(link)
    return [link for group in pages.values() for link in group]


def site_of(url: str) -> str:
    """The host without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
