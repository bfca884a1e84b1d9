"""<mint-termine> on a page of somebody else, under a strict policy that demands Trusted Types."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.clients.browsing import AS_OF, WIDTHS, violations
from tests.clients.embedding import embedded

NOW = datetime.fromisoformat(AS_OF)
TODAY = NOW.date().isoformat()
FOCUSED = """() => {
    const inner = document.activeElement.shadowRoot?.activeElement;
    return inner && [inner.getAttribute("href"), getComputedStyle(inner).outlineStyle];
}"""
ALL = 'anzahl="1000"'
Event = dict[str, Any]


@pytest.fixture(scope="module")
def coming(site: Path) -> list[Event]:
    """What begins today or later and is not over; none of the demo is anywhere but in Berlin's time."""
    events = json.loads((site / "v1/events.json").read_bytes())["events"]
    return [event for event in events if event["start"][:10] >= TODAY]


def titles(events: list[Event]) -> list[str]:
    return [event["title"] for event in events]


def has(key: str, *codes: str) -> Callable[[Event], bool]:
    """Whether the event has one of the codes in its list of that name."""
    return lambda event: bool({*codes} & {*event.get(key, []), *event.get("audience", {}).get(key, [])})


def is_free(event: Event) -> bool:
    return event.get("price", {}).get("is_free") is True


def last_day(event: Event) -> str:
    if "end" not in event:
        return str(event["start"][:10])
    return (datetime.fromisoformat(event["end"]) - timedelta(seconds=1)).date().isoformat()


def test_a_page_pasted_by_a_newcomer_shows_the_next_events(
    browser: Browser, address: str, coming: list[Event]
) -> None:
    with embedded(browser, address, 'anzahl="5"') as page:
        assert page.titles == titles(coming[:5])
        assert page.status == "5 Termine"
        assert not page.visit.complaints
        assert not page.widget.get_by_role("link", name="Alle MINT-Termine").is_visible()
        links = [str(link.get_attribute("href")) for link in page.widget.locator("a[part=title-link]").all()]
        assert links == [event.get("url", f"{address}/termin/{event['id']}/") for event in coming[:5]]


@pytest.mark.parametrize(
    ("attributes", "fits"),
    [
        ('thema="physik"', has("topics", "physik")),
        ('topic="physik,chemie"', has("topics", "physik", "chemie")),
        ('data-thema="technik"', has("topics", "technik")),
        ('stufe="grundschule"', has("levels", "grundschule")),
        ('gruppe="familien"', has("groups", "familien")),
        ('zielgruppe="familien,sek2"', lambda e: has("groups", "familien")(e) or has("levels", "sek2")(e)),
        ('format="workshop"', has("formats", "workshop")),
        ('veranstalter="planetarium"', lambda e: e.get("organizer", {}).get("id") == "planetarium"),
        ("kostenlos", is_free),
        ("online", lambda e: e.get("attendance") in ("online", "mixed")),
        ('bis="2026-12-05"', lambda e: e["start"][:10] <= "2026-12-05"),
        ('ferien="weihnachtsferien"', has("school_holidays", "weihnachtsferien")),
        ("holidays", lambda e: bool(e.get("school_holidays"))),
        ('tage="7"', lambda e: e["start"][:10] <= "2026-12-02"),
        ('von="2026-12-24"', lambda e: last_day(e) >= "2026-12-24"),
        ('thema="physik" kostenlos', lambda e: has("topics", "physik")(e) and is_free(e)),
        ('kostenlos="nein" thema=""', lambda e: True),
    ],
)  # fmt: skip
def test_attributes_choose_the_events(
    browser: Browser, address: str, coming: list[Event], attributes: str, fits: Callable[[Event], bool]
) -> None:
    expected = titles([event for event in coming if fits(event)])
    assert expected, "the demo has none; the test would prove nothing"
    with embedded(browser, address, f"{ALL} {attributes}") as page:
        found = page.titles
        assert found[: len(expected)] == expected  # what has begun earlier comes after these
        assert len(found) - len(expected) < 10
        assert not page.visit.complaints


def test_words_are_found_however_their_umlauts_are_spelt(
    browser: Browser, address: str, coming: list[Event]
) -> None:
    spelt = [event for event in coming if "öffentlich" in event["title"].lower()]
    with embedded(browser, address, f'{ALL} suche="OEFFENTLICH"') as page:
        assert spelt and set(titles(spelt)) <= set(page.titles)


def test_only_what_is_near_is_shown(browser: Browser, address: str, coming: list[Event]) -> None:
    located = next(event for event in coming if "lat" in event.get("location", {}))
    where = f"{located['location']['lat']},{located['location']['lon']}"
    with embedded(browser, address, f'{ALL} umkreis="{where},0.1"') as page:
        assert located["title"] in page.titles
    with embedded(browser, address, f'{ALL} umkreis="0,0,10"') as page:
        assert page.titles == []
        assert page.status == "Zurzeit keine passenden Termine."


def test_a_cancelled_event_is_marked_in_words(browser: Browser, address: str, coming: list[Event]) -> None:
    off = [event for event in coming if event["status"] == "cancelled"]
    with embedded(browser, address, ALL) as page:
        shown = page.widget.locator("li[part~=cancelled] p.title").all_inner_texts()
        assert off and shown[: len(off)] == [f"abgesagt {event['title']}" for event in off]


def test_times_are_those_of_the_place_in_the_language_of_the_page(
    browser: Browser, address: str, coming: list[Event]
) -> None:
    first = next(event for event in coming if not event["all_day"] and "end" not in event)
    clock, number = first["start"][11:16], coming.index(first)
    for attributes, words in (("", f"{clock} Uhr"), ('sprache="en"', clock), ('lang="fr"', f"{clock}")):
        with embedded(browser, address, f"{ALL} {attributes}") as page:
            assert page.widget.locator("time").nth(number).inner_text().endswith(words)


def test_words_are_english_where_the_page_is(browser: Browser, address: str) -> None:
    with embedded(browser, address, 'language="en" number="3"') as page:
        assert page.status == "3 events"
        assert page.widget.get_by_role("link", name="All events").get_attribute("href") == f"{address}/en/"
        assert "November" in page.widget.locator("time").first.inner_text()


@pytest.mark.parametrize("view", ["liste", "karten", "kompakt"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_barrier(browser: Browser, address: str, view: str, scheme: Any) -> None:
    with embedded(browser, address, f'ansicht="{view}" anzahl="20"') as page:
        page.visit.page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.visit.page.set_viewport_size({"width": width, "height": 900})
            assert not [
                each for each in violations(page.visit.page) if "mint-termine" in each or "part=" in each
            ]
            assert page.visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_is_reached_by_keyboard_and_shows_its_focus(browser: Browser, address: str) -> None:
    with embedded(browser, address, 'anzahl="5"') as page:
        links = page.widget.locator("a:visible").count()
        reached = []
        page.visit.page.keyboard.press("Tab")  # the page's own link
        for _ in range(links):
            page.visit.page.keyboard.press("Tab")
            reached.append(page.visit.page.evaluate(FOCUSED))
        assert links == 7
        assert reached == [
            [link.get_attribute("href"), "solid"] for link in page.widget.locator("a:visible").all()
        ]


def test_the_site_that_embeds_decides_how_it_looks(browser: Browser, address: str) -> None:
    css = b"mint-termine { --mint-accent: rgb(1, 2, 3); } mint-termine::part(title) { font-size: 30px; }"
    sheet = {"/wp-content/themes/schule/style.css": (css, {"Content-Type": "text/css"})}
    with embedded(browser, address, more=sheet) as page:
        link = page.widget.locator("[part=title-link]").first
        assert link.evaluate("link => getComputedStyle(link).color") == "rgb(1, 2, 3)"
        assert link.evaluate("link => getComputedStyle(link).fontSize") == "30px"


def test_changed_attributes_change_the_list_and_the_feed_is_asked_once(
    browser: Browser, address: str
) -> None:
    with embedded(browser, address, 'anzahl="2"') as page:
        asked: list[str] = []
        page.visit.page.on("request", lambda request: asked.append(request.url))
        page.widget.evaluate(
            "element => { element.setAttribute('anzahl', 4); element.setAttribute('lang', 'de'); }"
        )
        page.visit.page.wait_for_function(
            "() => document.querySelector('mint-termine').shadowRoot.querySelectorAll('li').length === 4"
        )
        assert page.status == "4 Termine"
        assert not asked
