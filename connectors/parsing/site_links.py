"""Links of a page to other pages of the same site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from connectors.model import Page
from connectors.parsing import markup


def site_links(page: Page, tree: BeautifulSoup, wanted: re.Pattern[str]) -> Iterator[str]:
    """Addresses on the page's own host whose path and query `wanted` finds; each once, without fragment."""
    base = markup.base_url(page, tree)
    seen = {page.url, page.final_url}
    for link in markup.links(tree, "a[href]@href", base):
        address = link.partition("#")[0]
        parts = urlsplit(address)
        where = parts.path + (f"?{parts.query}" if parts.query else "")
        if (
            address not in seen
            and parts.hostname == urlsplit(page.final_url).hostname
            and wanted.search(where)
        ):
            seen.add(address)
            yield address
