"""Every kind of page: no barrier, no request to another host, no breach of its policy; by keyboard alone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.clients.browsing import (
    HEIGHT,
    WIDTHS,
    Visit,
    kinds_of_pages,
    violations,
    visit,
    visit_without_scripts,
)
from tests.clients.client_table import Result, Table

WITH_A_LIST_OF_EVENTS = ("", "monat/*", "thema/*")


def wrong(visited: Visit, host: str) -> list[str]:
    """What axe finds at either width, in light and dark, and what the browser complains of."""
    found = {f"asks {asked}" for asked in visited.hosts - {host}} | set(visited.complaints)
    for width in WIDTHS:
        visited.page.set_viewport_size({"width": width, "height": HEIGHT})
        if (needed := visited.page.evaluate("document.documentElement.scrollWidth")) > width:
            found.add(f"{width} px: needs {needed} px")
        for scheme in ("light", "dark"):
            visited.page.emulate_media(color_scheme=scheme)
            found |= {f"{width} px, {scheme}: {violation}" for violation in violations(visited.page)}
    return sorted(found)


def test_no_page_has_a_barrier_an_error_or_a_request_to_another_host(
    browser: Browser, site: Path, address: str, table: Table
) -> None:
    host, pages = address.partition("://")[2], kinds_of_pages(site)
    found: dict[str, list[str]] = {}
    for path in pages.values():
        with visit(browser, f"{address}/{path}") as visited:
            found[path] = wrong(visited, host)
            axe = visited.page.evaluate("axe.version")
        with visit_without_scripts(browser, f"{address}/{path}") as visited:
            found[f"{path} without scripts"] = wrong(visited, host)
    told = [f"{path}: {problem}" for path, problems in found.items() for problem in problems]
    table.results["axe"] = Result(axe, len(found) * 4, tuple(told))
    assert not told
