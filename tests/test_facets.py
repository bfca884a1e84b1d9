"""Facets are read as people would, on announcements with known answers, and never out of nothing."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.facets import Facets, Wording, read_facets
from tests.facets_scoring import LABELLED, Count, held_out, labelled, score

WORDS = Path(__file__).parents[1] / "connectors" / "facets" / "words"
LABELS = Path(__file__).parents[1] / "feeds" / "labels.toml"
FLOORS = {
    "topics": 0.95, "formats": 0.93, "levels": 0.97, "groups": 0.95, "languages": 0.95,
    "class_min": 0.97, "class_max": 0.97, "age_min": 0.97, "age_max": 0.97, "is_free": 0.97, "required": 0.97,
}  # fmt: skip
TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "Ab Klasse",
        "Kinder 4 €",
        "1.000.000,50 €",
        "ab 8",
        "Klasse 5–",
        "EF Q1",
        "frei",
        "bis 12 J.",
        "3D-Druck",
    ]
)


@pytest.fixture(scope="module")
def on_labelled() -> dict[str, Count]:
    if not LABELLED.is_file():
        pytest.skip("no labelled announcements beside the checkout (../shared/labelled)")
    return score(labelled())


@pytest.fixture(scope="module")
def on_held_out() -> dict[str, Count]:
    return score(held_out())


@pytest.mark.parametrize(("field", "floor"), FLOORS.items())
def test_labelled_announcements_are_read_as_people_read_them(
    on_labelled: dict[str, Count], field: str, floor: float
) -> None:
    assert on_labelled[field].f1 >= floor, on_labelled[field].wrong


@pytest.mark.parametrize(("field", "floor"), FLOORS.items())
def test_invented_announcements_are_read_as_people_read_them(
    on_held_out: dict[str, Count], field: str, floor: float
) -> None:
    assert on_held_out[field].f1 >= floor, on_held_out[field].wrong


def test_what_is_not_mint_gets_no_topic_and_what_is_gets_one(
    on_held_out: dict[str, Count], request: pytest.FixtureRequest
) -> None:
    counts = [on_held_out]
    if LABELLED.is_file():
        counts.append(request.getfixturevalue("on_labelled"))
    for each in counts:
        assert each["mint"].precision >= 0.97, each["mint"].wrong
        assert each["mint"].recall >= 0.95, each["mint"].wrong


def test_nothing_is_read_from_an_empty_wording() -> None:
    assert read_facets(Wording(title="")) == Facets()


def test_a_venue_gives_no_topic() -> None:
    wording = Wording(title="Sommerabend", description="Musik und Gespräche.", place="Sternwarte Bochum")
    assert read_facets(wording).topics == ()


@given(title=TEXTS, description=TEXTS, category=TEXTS, price=TEXTS, registration=TEXTS, audience=TEXTS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_each_facet_has_its_evidence(
    title: str, description: str, category: str, price: str, registration: str, audience: str
) -> None:
    facets = read_facets(
        Wording(
            title=title, description=description, categories=(category,), price=price,
            registration=registration, audience=audience,
        )
    )  # fmt: skip
    shown = {evidence.facet for evidence in facets.evidence}
    assert shown == set(_facets_with_a_value(facets))
    assert all(evidence.value and evidence.field and evidence.words for evidence in facets.evidence)
    for low, high in ((facets.class_min, facets.class_max), (facets.age_min, facets.age_max)):
        assert low is None or high is None or low <= high


def _facets_with_a_value(facets: Facets) -> Iterator[str]:
    for name in (
        "topics",
        "formats",
        "levels",
        "groups",
        "languages",
        "school_holidays",
        "amounts",
        "availability",
        "wheelchair",
    ):
        if getattr(facets, name):
            yield name
    if (facets.class_min, facets.class_max) != (None, None):
        yield "classes"
    if (facets.age_min, facets.age_max) != (None, None):
        yield "ages"
    if facets.is_free is not None:
        yield "is_free"
    if facets.is_registration_required is not None:
        yield "registration"
    if facets.accessibility_text:
        yield "accessibility"


def test_evidence_names_the_field_and_quotes_its_words() -> None:
    facets = read_facets(Wording(title="Roboter bauen", description="Für Kinder, kostenlos."))
    shown = {(one.facet, one.value): (one.field, one.words) for one in facets.evidence}
    assert shown["topics", "informatik"] == ("title", "Roboter")
    assert shown["groups", "kinder"] == ("description", "Kinder")
    assert shown["is_free", "true"] == ("description", "kostenlos")


def test_every_code_of_the_rule_book_is_one_of_the_feed() -> None:
    labels = tomllib.loads(LABELS.read_text("utf-8"))
    assert {file.stem for file in (WORDS / "topics").glob("*.toml")} == set(labels["topics"])
    for facet in ("formats", "groups", "levels"):
        book = tomllib.loads((WORDS / f"{facet}.toml").read_text("utf-8"))
        assert set(book) - {"order"} == set(labels[facet])
    formats = tomllib.loads((WORDS / "formats.toml").read_text("utf-8"))
    assert sorted(formats["order"]) == sorted(labels["formats"])


def _tables() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((WORDS / "topics").glob("*.toml")):
        yield file.stem, tomllib.loads(file.read_text("utf-8"))
    for facet in ("formats", "groups", "levels"):
        book = tomllib.loads((WORDS / f"{facet}.toml").read_text("utf-8"))
        yield from ((f"{facet} {code}", lists) for code, lists in book.items() if code != "order")


@pytest.mark.parametrize(("name", "lists"), list(_tables()))
def test_no_word_stands_twice_in_a_table(name: str, lists: dict[str, list[str]]) -> None:
    counted = Counter(word for words in lists.values() for word in words)
    assert not [word for word, count in counted.items() if count > 1], name
