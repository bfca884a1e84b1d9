"""<mint-termine> without its feed, with a bad one, and with a copy that a site keeps for itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.clients.embedding import POLICY, embedded

OWN = b"""<!doctype html>
<html lang="de"><title>Termine</title>
<script type="module" src="/mint/mint-termine.js"></script>
<mint-termine quelle="/mint/events.json" anzahl="3"></mint-termine>"""


@pytest.mark.parametrize(
    ("attributes", "policy"),
    [
        ('src="{feed}/v1/gone.json"', POLICY),
        ('src="http://127.0.0.1:9/events.json"', POLICY),
        ('src="{feed}/v1/facets.json"', POLICY),
        ("", POLICY.replace("connect-src {feed}", "connect-src 'none'")),
    ],
    ids=["absent", "nobody answers", "another document", "not allowed to ask"],
)
def test_without_the_feed_the_link_is_shown_and_said(
    browser: Browser, address: str, attributes: str, policy: str
) -> None:
    with embedded(browser, address, attributes.format(feed=address), policy) as page:
        assert page.status == "Die Termine können gerade nicht geladen werden."
        assert page.visit.page.get_by_role("link", name="Alle MINT-Termine").is_visible()


def test_where_scripts_are_forbidden_the_link_is_shown(browser: Browser, address: str) -> None:
    with embedded(browser, address, policy="default-src 'self'; script-src 'none'") as page:
        assert page.visit.page.get_by_role("link", name="Alle MINT-Termine").is_visible()


def test_a_hostile_feed_shows_text_only_and_a_broken_event_costs_itself(
    browser: Browser, address: str
) -> None:
    events: list[Any] = [
        {"id": "a", "title": "<img src=x onerror=alert(1)>", "start": "2026-12-01T10:00:00+01:00"},
        {"id": "b", "title": "Skript", "start": "2026-12-02", "all_day": True, "url": "javascript:alert(1)"},
        {"id": "c", "title": "Ohne Zeit"},
        {"id": "d", "title": "Nirgends", "start": "2026-12-03T10:00:00+01:00", "timezone": "Mars/Krater"},
        {"id": "e", "title": "Falsch", "start": "2026-12-03", "all_day": True, "previous_start": "gestern"},
        None,
        {"id": "f", "title": "Gut", "start": "2026-12-04", "all_day": True, "end": "2026-12-06"},
    ]
    feed = {"/feed.json": (json.dumps({"events": events}).encode(), {"Content-Type": "application/json"})}
    policy = POLICY.replace("connect-src {feed}", "connect-src 'self'")
    with embedded(browser, address, 'src="/feed.json"', policy, feed) as page:
        assert page.titles == ["<img src=x onerror=alert(1)>", "Skript", "Gut"]
        assert page.widget.locator("a[part=title-link]").count() == 0
        assert page.widget.locator("time").last.inner_text() == "Fr., 4. – Sa., 5. Dezember 2026"
        assert not page.visit.complaints


def test_a_site_that_hosts_script_and_events_itself_asks_nobody_else(
    browser: Browser, site: Path, address: str
) -> None:
    own = {
        "/mint/mint-termine.js": (site / "widget/v1/mint-termine.js").read_bytes(),
        "/mint/events.json": (site / "v1/events.json").read_bytes(),
    }
    kinds = {".js": "text/javascript", ".json": "application/json"}
    pages = {path: (content, {"Content-Type": kinds[Path(path).suffix]}) for path, content in own.items()}
    policy = {"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html; charset=utf-8"}
    with embedded(browser, address, more={**pages, "/": (OWN, policy)}) as found:
        assert len(found.titles) == 3
        assert len(found.visit.hosts) == 1 and address.partition("://")[2] not in found.visit.hosts
