"""Reads the RUB-Makerspace's page about its open hours and workshops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from connectors.cluster import Source
from connectors.event_texts import event_texts
from connectors.model import Link, Page, Problem, Record
from connectors.told_dates import DAYS_AND_WEEKS

_PAGES: Final = re.compile(r"workshop|termin|veranstaltung|event", re.IGNORECASE)


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return event_texts(page, source, follow=_PAGES, when=DAYS_AND_WEEKS)
