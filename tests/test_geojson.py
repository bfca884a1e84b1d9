"""events.geojson: only events whose position is known, at that position, with their entry."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.model import Place
from feeds.geojson import render_geojson
from feeds.published_schemas import schema_problems
from tests.published import event, events, rich_event
from tests.released import piece
from warehouse.events import Event


def collection(*found: Event) -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads(render_geojson([piece(each) for each in found]))
    return document


def test_longitude_comes_first() -> None:
    assert collection(event(id="e0"), rich_event()) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "e1",
                "geometry": {"type": "Point", "coordinates": [7.261, 51.444]},
                "properties": orjson.loads(piece(rich_event()).entry),
            }
        ],
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])  # slow is the machine, not the rule
@given(st.lists(events(), max_size=2))
def test_exactly_the_events_with_a_possible_position_are_there_as_the_schema_says(found: list[Event]) -> None:
    document = collection(*found)
    assert schema_problems("geojson", document) == []
    entries = [orjson.loads(piece(each).entry) for each in found]
    located = [entry for entry in entries if "lat" in entry.get("location", {})]
    assert [feature["properties"] for feature in document["features"]] == located


def test_a_place_without_a_position_is_on_no_map() -> None:
    assert (
        collection(event(place=Place("Sternwarte")), event(place=Place("Mond", lat=91, lon=0)))["features"]
        == []
    )
    assert collection() == {"type": "FeatureCollection", "features": []}
