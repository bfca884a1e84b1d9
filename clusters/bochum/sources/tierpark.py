"""Reads the Tierpark Bochum's news: "Termine …:" in an article, whose day alone gives the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.event_texts import event_texts

_ARTICLES: Final = re.compile(r"/neuigkeiten/aktuelles/detail/")


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return event_texts(page, source, follow=_ARTICLES)
