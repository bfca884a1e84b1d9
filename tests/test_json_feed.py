"""feed.json: the next events for feed readers, as JSON Feed 1.1 words them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.events_json import render_entry
from feeds.json_feed import render_json_feed
from feeds.published_schemas import schema_problems
from tests.nights import ClusterOnDisk, calendar, vevent
from tests.published import PUBLISHER, event, events, rich_event
from warehouse.events import Event


def feed(*found: Event) -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads(render_json_feed(PUBLISHER, found))
    return document


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])  # slow is the machine, not the rule
@given(st.lists(events(), max_size=2))
def test_hostile_events_make_a_feed_as_its_schema_says(found: list[Event]) -> None:
    document = feed(*found)
    assert schema_problems("feed", document) == []
    assert [item["_mint"] for item in document["items"]] == [orjson.loads(render_entry(one)) for one in found]


def test_a_feed_without_events_says_whose_it_is() -> None:
    assert feed() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "MINT-Termine: MINT-Cluster Probe",
        "description": "Die nächsten Termine der Partner (the partners' next events)",
        "home_page_url": "https://feed.mint.example/",
        "feed_url": "https://feed.mint.example/v1/feed.json",
        "icon": "https://feed.mint.example/assets/icon.svg",
        "language": "de",
        "authors": [{"name": "MINT-Cluster Probe", "url": "https://mint.example"}],
        "_mint": {"version": "1.0", "about": "https://feed.mint.example/v1/openapi.json"},
        "items": [],
    }


def test_an_item_says_when_and_where_in_words_and_has_the_entry_for_programs() -> None:
    (item,) = feed(rich_event())["items"]
    assert item.pop("content_text").startswith(
        "Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr\n\nSternwarte, Hügelweg 3, 44801 Bochum\n\n"
        "Wir sehen den Mond; bei Wolken, na ja, Bilder.\nBitte warm anziehen.\n\nFür: Familien"
    )
    assert item == {
        "id": "e1",
        "url": "https://sternwarte.example/termin/1",
        "title": "Sterne über Musterstadt",
        "date_published": "2026-11-23T02:15:00Z",
        "date_modified": "2026-11-23T02:15:00Z",
        "tags": ["Astronomie und Raumfahrt", "Vortrag", "Grundschule", "Familien", "Online"],
        "language": "de",
        "attachments": [{"url": "https://feed.mint.example/termin/e1.ics", "mime_type": "text/calendar"}],
        "_mint": orjson.loads(render_entry(rich_event())),
    }


def test_what_is_not_on_says_so_in_the_title() -> None:
    (item,) = feed(event(status="cancelled"))["items"]
    assert item["title"] == "ABGESAGT: Sterne über Musterstadt"
    assert "url" not in item


def test_a_night_tells_the_next_hundred_and_nothing_that_is_over(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("programm")
    many = [vevent(f"u{n}", f"Nummer {n}", f"202701{n % 28 + 1:02}T{8 + n // 28:02}0000") for n in range(110)]
    cluster.pages[url] = calendar(vevent("alt", "Vorbei", "20261120T100000"), *many)
    night = cluster.night("2026-11-24T03:15:00+01:00")
    document = orjson.loads(night.files["v1/feed.json"])
    assert len(night.events) == 111
    assert [item["_mint"] for item in document["items"]] == night.events[1:101]
