"""Finds out how an unknown site can be read."""

from __future__ import annotations

import importlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from connectors.cluster import Source
from connectors.declared.cluster_folder import known_kinds
from connectors.discovery.american import is_american
from connectors.discovery.declaration import as_toml
from connectors.discovery.feeds import feeds
from connectors.discovery.finding import Finding
from connectors.discovery.fingerprints import software
from connectors.discovery.listing import Listing, listings
from connectors.discovery.outline import survey
from connectors.discovery.own_format import own_format
from connectors.discovery.paging import next_page
from connectors.discovery.setting import Setting
from connectors.discovery.structured import Said, structured
from connectors.errors import CollectionError
from connectors.model import Link, Page, Record
from connectors.parsing import markup

__all__ = ["Finding", "as_toml", "best_here", "findings"]


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
    following = next_page(seen)
    setting = Setting(base, today, ZoneInfo(timezone), is_american(tree), following)
    repeated = listings(seen, setting)[:_MOST_LISTINGS]
    said = [_going_on(each, following) for each in structured(page, source, kinds)]
    return [*found, *_ranked(said, [(_finding(each, page), each.titles) for each in repeated])]


def best_here(page: Page, *, timezone: str, today: date) -> Finding | None:
    """The best way to read this very page, if any: nothing must be fetched but what it leads on to."""
    for finding in findings(page, timezone=timezone, today=today):
        if finding.url in (page.url, page.final_url) and (finding.events or _gives(finding, page, timezone)):
            return finding
    return None


def _gives(finding: Finding, page: Page, timezone: str) -> bool:
    """Whether the page really holds what its software's kind looks for."""
    module = importlib.import_module(f"connectors.kinds.from_{finding.kind}")
    source = Source(
        id="auto",
        path=Path("auto.toml"),
        name="",
        partner="",
        url=finding.url,
        kind=finding.kind,
        timezone=timezone,
        options=finding.options,
    )
    try:
        found = list(module.parse(page, source))
    except CollectionError:
        return False
    return any(isinstance(each, Record) or (isinstance(each, Link) and each.record) for each in found)


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
    return Finding(kind="html", url=page.url, options=listing.options, reason=reason, events=listing.events)
