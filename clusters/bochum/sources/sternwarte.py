"""Reads the Sternwarte Bochum: a page for each event, with labelled lines below a numbered title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.event_texts import event_texts

# All pages lie flat below the host; these hold no events.
_PAGES: Final = re.compile(
    r"\A/(?!(?:impressum|datenschutz|kontakt|anfahrt|team|ueber|über|spende|foerder|förder|presse|agb|sitemap)\b)"
    r"[\w%-]{3,}/?\Z",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\A\d{1,2}\.\d{2}\s+(?=\D)")  # of the programme: "2.20 Mondbeobachtung"


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    for item in event_texts(page, source, follow=_PAGES):
        yield replace(item, title=_NUMBER.sub("", item.title)) if isinstance(item, Record) else item
