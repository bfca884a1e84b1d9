"""Finds structured data in a page: schema.org events and microformats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from connectors.cluster import Source
from connectors.discovery.finding import Finding
from connectors.discovery.listing import bare
from connectors.kinds import from_hevent, from_jsonld
from connectors.model import Page, Record

_KINDS: Final[tuple[tuple[str, ModuleType, str, tuple[str, ...]], ...]] = (
    ("jsonld", from_jsonld, "schema.org-Daten in der Seite (schema.org data in the page)",
     ("ld+json", "itemscope")),
    ("hevent", from_hevent, "Mikroformate h-event oder hCalendar (microformats)", ("h-event", "vevent")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A way to read the page's own data, and the titles that it gives."""

    finding: Finding
    titles: frozenset[str]


def structured(page: Page, source: Source, kinds: tuple[str, ...]) -> Iterator[Said]:
    """What the page says for machines; its events are those that have a date."""
    text = page.text
    for kind, module, reason, signs in _KINDS:
        if kind in kinds and any(sign in text for sign in signs):
            found = [each for each in module.parse(page, source) if isinstance(each, Record)]
            dated = sum(bool(each.start or each.when) for each in found)
            if found:
                titles = frozenset(bare(each.title) for each in found)
                finding = Finding(kind=kind, url=page.url, options={}, reason=reason, events=dated)
                yield Said(finding, titles)
