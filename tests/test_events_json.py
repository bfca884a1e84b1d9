"""The JSON feed: exactly the promised keys, nothing unknown, the same events as the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.model import Place
from feeds.events_json import join_events, render_entry
from feeds.moments import end_of, in_order, instant
from feeds.published_schemas import schema_files, schema_problems
from tests.published import BERLIN, NIGHT, PUBLISHER, event, events, rich_event
from warehouse.events import Event, ListedBy, Price


def feed(*found: Event) -> dict[str, Any]:
    document = orjson.loads(join_events(PUBLISHER, NIGHT, [render_entry(each) for each in found]))
    assert isinstance(document, dict)
    return document


def entry(found: Event) -> dict[str, Any]:
    return dict(orjson.loads(render_entry(found)))


def test_everything_known_is_there_under_the_promised_keys_in_their_order() -> None:
    found = entry(rich_event(previous_start=date(2026, 12, 4)))
    assert list(found.items()) == [
        ("id", "e1"),
        ("url", "https://sternwarte.example/termin/1"),
        ("title", "Sterne über Musterstadt"),
        ("summary", "Ein Abend am Fernrohr."),
        ("description", "Wir sehen den Mond; bei Wolken, na ja, Bilder.\nBitte warm anziehen."),
        ("start", "2026-12-05T14:00:00+01:00"),
        ("end", "2026-12-05T16:00:00+01:00"),
        ("all_day", False),
        ("timezone", "Europe/Berlin"),
        ("status", "scheduled"),
        ("previous_start", "2026-12-04"),
        ("attendance", "mixed"),
        (
            "location",
            {
                "name": "Sternwarte",
                "street": "Hügelweg 3",
                "postal_code": "44801",
                "city": "Bochum",
                "lat": 51.444,
                "lon": 7.261,
            },
        ),
        ("online_url", "https://stream.example/mond"),
        (
            "organizer",
            {"id": "sternwarte", "name": "Sternwarte Musterstadt", "url": "https://sternwarte.example"},
        ),
        ("topics", ["astronomie_raumfahrt"]),
        ("formats", ["vortrag"]),
        (
            "audience",
            {
                "levels": ["grundschule"],
                "groups": ["familien"],
                "class_min": 3,
                "class_max": 4,
                "age_min": 8,
                "age_max": 12,
            },
        ),
        ("price", {"is_free": False, "text": "3 € zzgl. Eintritt", "amounts": [3.0], "currency": "EUR"}),
        (
            "registration",
            {
                "required": True,
                "url": "https://sternwarte.example/anmelden",
                "deadline": "2026-12-01",
                "status": "few",
            },
        ),
        ("accessibility", {"wheelchair": "yes", "text": "Aufzug"}),
        ("languages", ["de"]),
        ("school_holidays", ["ferien_allgemein"]),
        ("series", {"id": "s1"}),
        ("sequence", 2),
        ("created", "2026-11-23T02:15:00Z"),
        ("modified", "2026-11-23T02:15:00Z"),
        (
            "listings",
            [
                {
                    "source": "programm",
                    "partner": "sternwarte",
                    "url": "https://sternwarte.example/termin/1",
                }
            ],
        ),
    ]


def test_what_is_not_known_has_no_key() -> None:
    assert entry(event()) == {
        "id": "e1",
        "title": "Sterne über Musterstadt",
        "start": "2026-12-05T14:00:00+01:00",
        "all_day": False,
        "timezone": "Europe/Berlin",
        "status": "scheduled",
        "sequence": 0,
        "created": "2026-11-23T02:15:00Z",
        "modified": "2026-11-23T02:15:00Z",
    }


def test_no_and_zero_are_known() -> None:
    found = entry(event(price=Price(is_free=False, amounts=(0.0,), currency="EUR")))
    assert found["price"] == {"is_free": False, "amounts": [0.0], "currency": "EUR"}


def test_an_all_day_event_has_dates_and_an_exclusive_end() -> None:
    found = entry(event(start=date(2026, 12, 10), end=date(2026, 12, 13)))
    assert (found["start"], found["end"], found["all_day"]) == ("2026-12-10", "2026-12-13", True)


def test_times_have_the_offset_that_holds_there() -> None:
    found = entry(event(start=datetime(2026, 7, 1, 12, tzinfo=UTC), timezone="Europe/London"))
    assert (found["start"], found["timezone"]) == ("2026-07-01T13:00:00+01:00", "Europe/London")


def test_a_listing_says_since_when_its_source_is_not_believed() -> None:
    found = entry(event(listings=(ListedBy("a", "b", "", date(2026, 11, 20)),)))
    assert found["listings"] == [{"source": "a", "partner": "b", "stale_since": "2026-11-20"}]


@pytest.mark.parametrize("place", [Place("Halle", lat=51.0), Place("Halle", lat=99.0, lon=7.0)])
def test_half_a_position_or_an_impossible_one_is_none(place: Place) -> None:
    assert entry(event(place=place))["location"] == {"name": "Halle"}


def test_the_feed_names_its_cluster_and_counts() -> None:
    document = feed(event(), event(id="e2"))
    assert list(document) == ["version", "generated", "cluster", "count", "events"]
    assert document["generated"] == "2026-11-23T02:15:00Z" and document["count"] == 2
    assert document["cluster"] == {
        "id": "probe",
        "name": "MINT-Cluster Probe",
        "homepage": "https://mint.example",
        "licence": "DL-DE-BY-2.0",
    }


def test_a_feed_without_events_is_a_feed() -> None:
    assert feed()["events"] == [] and schema_problems("events", feed()) == []


@settings(max_examples=150)
@given(st.lists(events(), max_size=3))
def test_whatever_comes_in_the_feed_fits_its_schema_and_tells_the_same_times(found: list[Event]) -> None:
    document = feed(*found)
    assert schema_problems("events", document) == []
    for sent, got in zip(found, document["events"], strict=True):
        if isinstance(sent.start, datetime):
            assert datetime.fromisoformat(got["start"]) == sent.start.astimezone(UTC)
        else:
            assert date.fromisoformat(got["start"]) == sent.start
        assert ("end" in got) is (end_of(sent) is not None)


@pytest.mark.parametrize(
    "spoil",
    [
        {"title": ""},
        {"title": "a\x1bb"},
        {"title": "a\u202eb"},
        {"url": "javascript:alert(1)"},
        {"start": "5.12.2026"},
        {"status": "abgesagt"},
        {"surprise": 1},
        {"location": {}},
        {"end": None},
    ],
)
def test_the_schema_refuses_what_is_not_promised(spoil: dict[str, Any]) -> None:
    document = feed(rich_event())
    document["events"][0].update(spoil)
    assert schema_problems("events", document) != []


def test_the_schemas_are_published() -> None:
    names = ("changes", "event", "events", "facets", "feed", "geojson", "status")
    assert set(schema_files()) == {f"v1/schema/{name}.schema.json" for name in names}


@given(st.permutations(range(4)))
def test_events_are_in_order_of_start_then_id_and_a_date_begins_at_midnight(order: list[int]) -> None:
    sorted_ = [
        event(id="z", start=date(2026, 12, 5)),
        event(id="a", start=datetime(2026, 12, 5, 0, 30, tzinfo=BERLIN)),
        event(id="b", start=datetime(2026, 12, 4, 23, 30, tzinfo=UTC)),
        event(id="0", start=date(2026, 12, 6)),
    ]
    assert in_order(sorted_[place] for place in order) == sorted_
    assert instant(sorted_[0].start, "Europe/Berlin") == datetime(2026, 12, 4, 23, tzinfo=UTC)
