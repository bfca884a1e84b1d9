"""Reads the Alfried Krupp-Schülerlabor's pages: project weeks and courses told in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.event_texts import event_texts

# News lie in a folder for each year. Projects that classes book are offers, not events.
_PAGES: Final = re.compile(
    r"/aktuelles/20\d\d/|/aktuelles/(?:index\.html(?:\.de)?)?\Z|ferien|nachmittag", re.IGNORECASE
)


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return event_texts(page, source, follow=_PAGES)
