"""facets.json: every code with its words, its public concepts, its count and its calendar."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest

from connectors.model import Attendance
from feeds.facets_json import render_facets
from feeds.filtered_calendars import all_calendars
from feeds.labels import codes
from feeds.published_schemas import schema_problems
from feeds.selection import select
from feeds.vocabulary import concepts
from tests.published import NIGHT, PUBLISHER, event, rich_event
from tests.released import piece
from warehouse.events import Event, Price

FACETS = ("topics", "levels", "groups", "formats")
BASES = (
    r"http://w3id\.org/kim/schulfaecher/s\d{4}",
    r"https://w3id\.org/kim/hochschulfaechersystematik/n\d+",
    r"https://w3id\.org/kim/educationalLevel/level_[0-8ABC]",
    r"http://purl\.org/dcx/lrmi-vocabs/educationalAudienceRole/[a-zA-Z]+",
    r"https://schema\.org/[A-Za-z]+",
)


def facets(*events: Event) -> dict[str, Any]:
    selection = select([piece(each) for each in events], PUBLISHER.partners)
    document: dict[str, Any] = orjson.loads(render_facets(PUBLISHER, NIGHT, selection))
    assert schema_problems("facets", document) == []
    return document


def item(document: dict[str, Any], facet: str, code: str) -> dict[str, Any]:
    (found,) = (each for each in document["facets"][facet] if code in (each.get("code"), each.get("id")))
    return dict(found)


def test_a_code_has_words_in_two_languages_concepts_count_and_calendar() -> None:
    assert item(facets(rich_event(), event()), "topics", "astronomie_raumfahrt") == {
        "code": "astronomie_raumfahrt",
        "label": {"de": "Astronomie und Raumfahrt", "en": "Astronomy and space"},
        "iris": [
            "http://w3id.org/kim/schulfaecher/s1040",
            "https://w3id.org/kim/hochschulfaechersystematik/n014",
            "https://w3id.org/kim/hochschulfaechersystematik/n057",
        ],
        "count": 1,
        "calendar": "https://feed.mint.example/kalender/thema/astronomie_raumfahrt.ics",
    }


def test_codes_without_events_are_told_too_and_no_iri_is_mended() -> None:
    document = facets()
    for facet in FACETS:
        found = document["facets"][facet]
        assert [each["code"] for each in found] == list(codes(facet))
        assert {each["count"] for each in found} == {0}
        for iri in (iri for each in found for iri in each["iris"]):
            assert any(re.fullmatch(form, iri) for form in BASES), iri


@pytest.mark.parametrize("facet", FACETS)
def test_every_code_has_a_concept_but_where_no_vocabulary_has_one(facet: str) -> None:
    without = {code for code in codes(facet) if not concepts(facet, code)}
    assert without == ({"maedchen_frauen"} if facet == "groups" else set())


def test_free_online_and_partners_are_counted() -> None:
    document = facets(
        rich_event(price=Price(is_free=True)), event(attendance=Attendance.ONLINE), event(id="e3")
    )
    assert document["count"] == 3
    assert document["free"] == {"count": 1, "calendar": "https://feed.mint.example/kalender/kostenlos.ics"}
    assert document["online"]["count"] == 2
    assert document["holidays"] == {"count": 1, "calendar": "https://feed.mint.example/kalender/ferien.ics"}
    assert document["facets"]["organizers"] == [
        {
            "id": "sternwarte",
            "name": "Sternwarte Musterstadt",
            "count": 1,
            "calendar": "https://feed.mint.example/kalender/veranstalter/sternwarte.ics",
        }
    ]


def test_every_calendar_it_names_is_published() -> None:
    document = facets()
    named = [document["calendar"], *(document[key]["calendar"] for key in ("free", "online", "holidays"))]
    named += [each["calendar"] for found in document["facets"].values() for each in found]
    for topic in codes("topics"):
        for level in codes("levels"):
            named.append(document["topic_and_level"].replace("{topic}", topic).replace("{level}", level))
    published = all_calendars(PUBLISHER, select([], PUBLISHER.partners), {})
    assert sorted(named) == sorted(map(PUBLISHER.url, published))
