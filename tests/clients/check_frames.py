"""The page for frames: shown by others, with a selection in its address; no other page can be framed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, FrameLocator

from tests.clients.browsing import AS_OF, violations, visit, visit_without_scripts
from tests.clients.embedding import Embedded, embedded

FRAMES = "default-src 'self'; frame-src {feed}"
RECIPE = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


@pytest.fixture(params=["address", "asked"])
def host(request: pytest.FixtureRequest) -> str:
    """nginx, then `mintfeed serve`, which filters the page itself."""
    return str(request.getfixturevalue(request.param))


def framed(address: str, page: str, sandbox: str) -> dict[str, tuple[bytes, dict[str, str]]]:
    """A page of somebody else with a frame in it, and nothing else."""
    html = (
        '<!doctype html><html lang="de"><title>Termine</title>'
        f'<iframe src="{address}/{page}" title="Termine" width="500" height="700" sandbox="{sandbox}">'
        "</iframe>"
    )
    headers = {"Content-Type": "text/html", "Content-Security-Policy": FRAMES.format(feed=address)}
    return {"/": (html.encode(), headers)}


def is_over(event: dict[str, Any]) -> bool:
    """At the demo's moment; of what has no end, only the day is known to be its last."""
    now = datetime.fromisoformat(AS_OF)
    if event["all_day"]:
        return bool(event.get("end", event["start"] + "~") <= now.date().isoformat())
    if "end" in event:
        return datetime.fromisoformat(event["end"]) <= now
    return datetime.fromisoformat(event["start"]).date() < now.date()


def inside(found: Embedded) -> FrameLocator:
    return found.visit.page.frame_locator("iframe")


def test_a_frame_shows_the_selection_that_its_address_asks_for(
    browser: Browser, host: str, site: Path
) -> None:
    events = json.loads((site / "v1/events.json").read_bytes())["events"]
    free = {event["title"] for event in events if event.get("price", {}).get("is_free")}
    pages = framed(host, "embed/?free=1&number=4&view=compact&language=en", RECIPE)
    with embedded(browser, host, more=pages) as found:
        links = inside(found).locator("mint-termine [part=title-link]")
        links.first.wait_for()
        assert links.count() == 4 and set(links.all_inner_texts()) <= free
        assert links.first.get_attribute("target") == "_blank"
        assert inside(found).get_by_role("link", name="All events").is_visible()
        assert not found.visit.complaints


@pytest.mark.parametrize(
    ("page", "words"), [("embed/", "Alle MINT-Termine"), ("en/embed/", "All STEM events")]
)
def test_a_frame_without_scripts_lists_the_next_events(
    browser: Browser, host: str, page: str, words: str
) -> None:
    with embedded(browser, host, more=framed(host, page, "allow-popups")) as found:
        assert inside(found).get_by_role("link", name=words).is_visible()
        assert inside(found).locator("mint-termine li a").count() == 10


def test_no_other_page_can_be_framed(host: str) -> None:
    for path in ("", "abonnieren/", "en/status/"):
        with urlopen(f"{host}/{path}", timeout=30) as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], path


def test_the_page_in_the_frame_has_no_barrier_without_scripts(browser: Browser, host: str) -> None:
    with visit_without_scripts(browser, f"{host}/embed/") as visited:
        assert not violations(visited.page)
        assert not visited.complaints


@pytest.mark.parametrize(
    "query",
    [
        "topic=physik,chemie&free=1",
        "topic=physik&topic=astronomie_raumfahrt",
        "level=grundschule&group=familien",
        "partner=planetarium&q=nacht",
        "q=oeffentlich",
        "from=2026-12-10&to=2027-01-15",
        "holidays=1",
        "near=51.45,7.26,5",
        "online=1",
    ],
)
def test_the_element_chooses_as_the_server_does(
    browser: Browser, address: str, asked: str, query: str
) -> None:
    with urlopen(f"{asked}/v1/events.json?{query}", timeout=60) as answer:
        events = json.loads(answer.read())["events"]
    coming = sorted(event["title"] for event in events if not is_over(event))
    with visit(browser, f"{address}/embed/?{query}&number=1000") as visited:
        shown = visited.page.locator("mint-termine [part=title-link]").all_inner_texts()
        assert sorted(shown) == coming
