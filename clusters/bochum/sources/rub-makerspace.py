"""Reads the RUB-Makerspace's page about its open hours and workshops."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.event_texts import event_texts
from connectors.parsing.told_dates import DAYS_AND_WEEKS


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return event_texts(page, source, when=DAYS_AND_WEEKS)
