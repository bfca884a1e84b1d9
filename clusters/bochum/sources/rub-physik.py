"""Reads the page about the RUB's project week in physics: one event, told in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.event_texts import event_texts


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return event_texts(page, source)
