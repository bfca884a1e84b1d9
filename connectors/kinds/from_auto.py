"""Reads a page whose kind is not declared: finds out how, or goes by selectors found before."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from connectors.cluster import Source
from connectors.dates.american import month_first
from connectors.discovery import Finding, findings
from connectors.errors import ParseFailed
from connectors.kinds import from_html
from connectors.model import Link, Page, Problem, Record

_YEAR: Final = re.compile(r"\b20\d\d\b")


def check_options(options: Mapping[str, Any]) -> list[str]:
    """What is wrong with [options]: none, or selectors as kind "html" has them."""
    return from_html.check_options(options) if options else []


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """By its selectors, or else by the best way that can be found.

    If that is another address, nothing but a link to it. Raises ParseFailed where nothing is found.
    """
    if source.options:
        yield from _by_selectors(page, source)
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


def parse_detail(page: Page, source: Source, record: Record) -> Iterator[Record]:
    """What the selectors for the page behind an event say of it."""
    yield from from_html.parse_detail(page, source, record)


def _read(page: Page, source: Source, finding: Finding) -> Iterator[Record | Link | Problem]:
    module = importlib.import_module(f"connectors.kinds.from_{finding.kind}")
    is_american = finding.options.get("dates") == from_html.MONTH_FIRST
    # What has been found anew is not followed: `collect` does that, once the finding is written down.
    options = {key: given for key, given in finding.options.items() if key not in ("follow", "detail")}
    for found in module.parse(page, replace(source, kind=finding.kind, options=options)):
        if is_american and isinstance(found, Record):  # the source itself has no option that says so
            yield replace(found, when=month_first(found.when))
        else:
            yield found


def _by_selectors(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed where the selectors find nothing any more."""
    is_empty = True
    for item in from_html.parse(page, source):
        is_empty = False
        yield item
    if is_empty:
        wanted = next(source.options[key] for key in ("item", "begin", "lines") if key in source.options)
        raise ParseFailed(f"{page.url}: »{wanted}« passt auf nichts mehr (the selector matches nothing)")


def _latest_year(page: Page) -> date:
    """As of when to judge what lies ahead, if nobody knows when the page was received."""
    return date(max(map(int, _YEAR.findall(page.text)), default=2000), 12, 31)
