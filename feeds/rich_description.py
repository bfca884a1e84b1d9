"""A description's HTML as it leaves: exactly what normalising makes, or nothing."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from connectors.normalising.rich_text import is_safe
from feeds.text import LINE_ENDS, UNWANTED

# In this HTML a "<" only begins a tag: text has it escaped.
_LINK: Final = re.compile(r'(<a href="[^"]*") rel="noopener">')
_HEADING: Final = re.compile(r"(</?h)([34])>")


def published(html: str) -> str:
    """The HTML, or "" where it is none that may be published."""
    if not html or UNWANTED.search(html) or LINE_ENDS.search(html):
        return ""
    return html if is_safe(html) else ""


def on_page(html: str) -> Markup:
    """Below the page's own h1, and without a recommendation of where its links lead."""
    linked = _LINK.sub(r'\1 rel="external nofollow noopener">', published(html))
    return Markup(_HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) - 1}>", linked))  # noqa: S704 - it is safe
