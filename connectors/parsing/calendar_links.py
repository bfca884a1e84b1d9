"""Finds, on a page without events, the links that most likely lead to them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urldefrag, urlsplit

from connectors.model import Page
from connectors.parsing import markup

_LIKELY: Final = re.compile(
    r"termin|veranstaltung|kalender|calendar|\bevents?\b|spielplan|agenda", re.IGNORECASE
)
_PERHAPS: Final = re.compile(
    r"programm|kurse|kursangebot|workshop|führung|fuehrung|ferien|schedule|\.(?:ics|csv|xml)$", re.IGNORECASE
)
_NEVER: Final = re.compile(
    r"archiv|vergangen|rückblick|rueckblick|vermiet|datenschutz|impressum|login|warenkorb|sitemap"
    r"|\.(?:pdf|jpe?g|png|docx?|zip)$",
    re.IGNORECASE,
)


def calendar_links(page: Page) -> list[str]:
    """Pages of the same host, likeliest first; what their links or addresses are called decides."""
    tree = markup.document(page)
    base = markup.base_url(page, tree)
    here, host = urldefrag(page.final_url).url, urlsplit(page.final_url).netloc
    likely, perhaps = dict[str, None](), dict[str, None]()
    for anchor in markup.select(tree, "a[href]"):
        address = urldefrag(markup.absolute(base, markup.attribute(anchor, "href"))).url
        if not address or address == here or urlsplit(address).netloc != host:
            continue
        words = f"{markup.text(anchor)} {urlsplit(address).path}"
        if _NEVER.search(words):
            continue
        if _LIKELY.search(words):
            likely[address] = None
        elif _PERHAPS.search(words):
            perhaps[address] = None
    return [*likely, *(address for address in perhaps if address not in likely)]
