"""Proposes to read the page behind each event, where the list does not say when of the day, or where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from connectors.discovery.evidence import MOST_READ
from connectors.discovery.outline import Outline
from connectors.discovery.setting import Setting
from connectors.model import Record
from connectors.parsing import date_shapes

_FEWEST: Final = 3
_PAGE: Final = re.compile(r"(?:/|/[^/.]*|\.(?:html?|php|aspx?|cfm|jsp))\Z", re.IGNORECASE)


def with_details(
    options: Mapping[str, Any], records: Sequence[Record], page: Outline, setting: Setting
) -> Mapping[str, Any]:
    """The options, with the labelled lines of pages on the same host, if each event has one."""
    timed = sum(date_shapes.has_clock(record.when) for record in records)
    pages = {record.url for record in records if _is_behind(record.url, setting.base)}
    is_silent = 5 * timed <= len(records) or _is_nowhere(records)
    if len(records) < _FEWEST or not is_silent or 5 * len(pages) < 4 * len(records):
        return options
    text = "main" if page.tree.find("main") is not None else "body"
    return {**options, "follow": True, "detail": {"labels": text}}


def _is_nowhere(records: Sequence[Record]) -> bool:
    """A place alone is worth a few pages a night, not those of a long list."""
    return len(records) < MOST_READ and not any(record.location for record in records)


def _is_behind(address: str, base: str) -> bool:
    """Whether it is another page of the same host, and no file."""
    parts, own = urlsplit(address), urlsplit(base)
    is_other = (parts.path, parts.query) != (own.path, own.query)
    return parts.hostname == own.hostname and is_other and _PAGE.search(parts.path or "/") is not None
