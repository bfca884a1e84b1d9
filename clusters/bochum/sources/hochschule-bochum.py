"""Reads the Hochschule Bochum's page of other events, and the news behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.event_texts import event_texts

_PAGES: Final = re.compile(r"/sonstige-veranstaltungen/.|/pm/n/")


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return event_texts(page, source, follow=_PAGES)
