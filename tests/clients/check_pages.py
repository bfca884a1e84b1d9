"""Every kind of page: no barrier, no request to another host, no breach of its policy; by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.clients.browsing import (
    HEIGHT,
    OF_COLOURS,
    RULES,
    WIDTHS,
    Visit,
    kinds_of_pages,
    violations,
    visit,
    visit_without_scripts,
)
from tests.clients.client_table import Result, Table
from tests.clients.keyboard import walk

KEYBOARD = ("", "abonnieren", "monat/*", "termin/*", "thema/*", "status", "widget", "en", "en/widget")
SCHEMES: dict[Any, list[str]] = {"light": RULES, "dark": OF_COLOURS}  # in the dark only colours are others


def barriers(visited: Visit) -> list[str]:
    """What axe finds at either width, in light and dark, and whether the page is too wide."""
    found = set()
    for width in WIDTHS:
        visited.page.set_viewport_size({"width": width, "height": HEIGHT})
        if (needed := visited.page.evaluate("document.documentElement.scrollWidth")) > width:
            found.add(f"{width} px: needs {needed} px")
        for scheme, rules in SCHEMES.items():
            visited.page.emulate_media(color_scheme=scheme)
            found |= {f"{width} px, {scheme}: {violation}" for violation in violations(visited.page, rules)}
    return sorted(found)


def test_no_page_has_a_barrier_an_error_or_a_request_to_another_host(
    browser: Browser, site: Path, address: str, table: Table
) -> None:
    host, barred, complaints, visits = address.partition("://")[2], list[str](), list[str](), 0
    for path in kinds_of_pages(site).values():
        for visiting in (visit, visit_without_scripts):
            with visiting(browser, f"{address}/{path}") as visited:
                barred += [f"{path}: {problem}" for problem in barriers(visited)]
                complaints += [f"{path}: {problem}" for problem in visited.complaints]
                complaints += [f"{path}: asks {asked}" for asked in visited.hosts - {host}]
                axe, visits = visited.page.evaluate("axe.version"), visits + 1
    table.results["axe"] = Result(axe, visits * 2 * len(WIDTHS), tuple(barred[:10]))
    table.results["Chromium"] = Result(browser.version, visits, tuple(complaints[:10]))
    assert not barred
    assert not complaints


@pytest.mark.parametrize("kind", KEYBOARD)
def test_the_tab_key_reaches_everything_and_everybody_sees_where_it_is(
    browser: Browser, site: Path, address: str, kind: str
) -> None:
    with visit(browser, f"{address}/{kinds_of_pages(site)[kind]}") as visited:
        walked = walk(visited.page)
        assert walked.stops > 10
        assert not walked.unseen
        assert not walked.missed


def test_the_first_key_skips_to_the_content(browser: Browser, site: Path, address: str) -> None:
    for path in kinds_of_pages(site).values():
        if "embed" not in path:
            with visit(browser, f"{address}/{path}") as visited:
                visited.page.keyboard.press("Tab")
                visited.page.keyboard.press("Enter")
                assert visited.page.evaluate("document.activeElement.id") == "inhalt", path
