"""Finds out how an unknown site can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from connectors import markup
from connectors.cluster import Source
from connectors.cluster_folder import known_kinds
from connectors.discovery.declaration import as_toml
from connectors.discovery.feeds import feeds
from connectors.discovery.finding import Finding
from connectors.discovery.fingerprints import software
from connectors.discovery.items import is_html
from connectors.discovery.listing import Listing, Setting, listings
from connectors.discovery.outline import survey
from connectors.discovery.own_format import own_format
from connectors.discovery.paging import next_page
from connectors.discovery.structured import Said, structured
from connectors.model import Page

__all__ = ["Finding", "as_toml", "findings"]


_MOST_LISTINGS: Final = 3
_FEWEST_OF_LIST: Final = 3


def findings(page: Page, *, timezone: str, today: date) -> list[Finding]:
    """All ways to read, best first. A Finding whose url is another address must be tried by the caller."""
    kinds = known_kinds()
    if itself := own_format(page, kinds):
        return [itself]
    tree = markup.document(page)
    base = markup.base_url(page, tree)
    source = Source(id="auto", path=Path("auto.toml"), name="", partner="", url=page.url, timezone=timezone)
    found = [*feeds(tree, base, kinds), *software(tree, page.text, page.url, kinds)]
    seen = survey(tree)
    repeated = listings(seen, Setting(base, today, ZoneInfo(timezone)))[:_MOST_LISTINGS]
    said = [_going_on(each, next_page(seen)) for each in structured(page, source, kinds)]
    return [*found, *_ranked(said, [(_finding(each, page), each.titles) for each in repeated])]


def _going_on(said: Said, following: str) -> Said:
    """With the link to the next page, if this one is a list; a page about one event leads to another's."""
    finding = said.finding
    if finding.kind != "jsonld" or finding.events < _FEWEST_OF_LIST or not following:
        return said
    return replace(said, finding=replace(finding, options={"next": following}))


def _ranked(said: list[Said], seen: list[tuple[Finding, frozenset[str]]]) -> list[Finding]:
    """Structured data before what is seen, unless what is seen has all of it and much more."""
    best, titles = seen[0] if seen else (None, frozenset())
    behind = [
        each.finding
        for each in said
        if best
        and best.events >= 2 * each.finding.events
        and 2 * len(each.titles & titles) >= len(each.titles)
    ]
    ahead = [each.finding for each in said if each.finding not in behind]
    dated = [each for each in ahead if each.events]
    undated = [each for each in ahead if not each.events]
    return [*dated, *(finding for finding, _ in seen), *behind, *undated]


def _finding(listing: Listing, page: Page) -> Finding:
    reason = (
        f"wiederkehrende Liste mit {listing.events} Terminen (repeating list with {listing.events} events)"
    )
    kind = "html" if is_html(listing.options) else "auto"
    return Finding(kind=kind, url=page.url, options=listing.options, reason=reason, events=listing.events)
