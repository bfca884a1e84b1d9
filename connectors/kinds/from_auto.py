"""Reads a page whose kind is not declared: finds out how, or goes by selectors found before."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from connectors import markup
from connectors.cluster import Source
from connectors.discovery import Finding, findings, items
from connectors.errors import ParseFailed
from connectors.model import Link, Page, Problem, Record

_YEAR: Final = re.compile(r"\b20\d\d\b")


def check_options(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with [options]: none, or selectors as discovery writes them down."""
    return items.check(options) if options else []


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """By its selectors, or else by the best way that can be found.

    If that is another address, nothing but a link to it. Raises ParseFailed where nothing is found.
    """
    if source.options:
        yield from _by_selectors(page, source.options)
        return
    found = findings(page, timezone=source.timezone, today=page.first_seen or _latest_year(page))
    if not found:
        raise ParseFailed(
            f"{page.url}: keine Termine erkannt; bitte Kind und Selektoren angeben"
            " (no events recognised; please state kind and selectors)"
        )
    best = found[0]
    if best.url not in (page.url, page.final_url):
        yield Link(best.url)
    else:
        yield from _read(page, source, best)


def _read(page: Page, source: Source, finding: Finding) -> Iterator[Record | Link | Problem]:
    if finding.kind == "auto":
        yield from _by_selectors(page, finding.options)
        return
    module = importlib.import_module(f"connectors.kinds.from_{finding.kind}")
    yield from module.parse(page, replace(source, kind=finding.kind, options=finding.options))


def _by_selectors(page: Page, options: Mapping[str, Any]) -> Iterator[Record | Link]:
    """Raises ParseFailed where the selectors find nothing any more."""
    tree = markup.document(page)
    base = markup.base_url(page, tree)
    is_empty = True
    for record in items.records(tree, options, base):
        is_empty = False
        yield record
    if is_empty:
        wanted = options.get("begin") or options["item"]
        raise ParseFailed(f"{page.url}: »{wanted}« passt auf nichts mehr (the selector matches nothing)")
    for address in markup.links(tree, options.get("next", ""), base):
        yield Link(address.partition("#")[0])


def _latest_year(page: Page) -> date:
    """As of when to judge what lies ahead, if nobody knows when the page was received."""
    return date(max(map(int, _YEAR.findall(page.text)), default=2000), 12, 31)
