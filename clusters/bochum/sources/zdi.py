"""Reads the zdi network's posts: holiday workshops in prose, and weekly open hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing.event_texts import event_texts
from connectors.parsing.told_dates import DAYS_AND_WEEKS

_POSTS: Final = re.compile(r"\A/20\d\d/[\w%-]+/?\Z")


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    return event_texts(page, source, follow=_POSTS, when=DAYS_AND_WEEKS)
