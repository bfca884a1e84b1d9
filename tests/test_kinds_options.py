"""What each kind says of wrong [options]: the key, and why."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from connectors.kinds import from_html, from_jsonld, from_kufer, from_rss
from connectors.parsing.html_items import ABOVE, ITEMS

GOOD = {"item": "li", "title": "h3"}
GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"title": "h3"}, "item"),
        ({"item": "li"}, "title"),
        (GOOD | {"item": "li["}, "item"),
        (GOOD | {"when": ".tag,, .zeit ["}, "when"),
        (GOOD | {"price": 5}, "price"),
        (GOOD | {"price": ""}, "price"),
        (GOOD | {"preis": ".kosten"}, "preis"),
        (GOOD | {"follow": "yes"}, "follow"),
        (GOOD | {"follow": True}, "follow"),
        (GOOD | {"detail": {"price": "p"}}, "detail"),
        (GOOD | {"detail": "article"}, "detail"),
        (GOOD | {"follow": True, "detail": {"next": "a"}}, "detail.next"),
        (GOOD | {"follow": True, "detail": {"price": "p:nix("}}, "detail.price"),
    ],
)
def test_a_mistake_in_the_selectors_is_named_by_its_key(options: dict[str, object], key: str) -> None:
    assert [complaint.partition(":")[0] for complaint in from_html.check_options(options)] == [key]


@pytest.mark.parametrize(
    "options",
    [
        GOOD,
        GOOD | {"when": ".tag, @data-start", "url": "a[href*='@']@href", "next": "a[rel=next]@href"},
        {"item": "tr", "follow": True, "detail": {"title": "h1", "when": "time@datetime"}},
        GOOD | {"follow": False, "detail": {"price": "p"}},
        GOOD | {"title": "> h3, :is(h2, h4)"},
    ],
)
def test_selectors_with_attributes_and_details_are_fine(options: dict[str, object]) -> None:
    assert from_html.check_options(options) == []


def test_jsonld_knows_two_selectors_and_no_more() -> None:
    assert from_jsonld.check_options({"item": "h3 a", "next": ".weiter"}) == []
    assert [c.partition(":")[0] for c in from_jsonld.check_options({"title": "h3", "next": "a["})] == [
        "title",
        "next",
    ]


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ({}, []),
        ({"link": "https://vhs.example/?knr={knr}"}, []),
        ({"link": "https://vhs.example/"}, ["link"]),
        ({"link": 5, "url": "x"}, ["url", "link"]),
    ],
)
def test_the_address_of_a_course_has_its_number_in_it(options: dict[str, object], keys: list[str]) -> None:
    assert [c.partition(":")[0] for c in from_kufer.check_options(options)] == keys


@pytest.mark.parametrize(
    ("options", "keys"),
    [({}, []), ({"date": "pubDate"}, []), ({"date": "pubdate"}, ["date"]), ({"datum": "title"}, ["datum"])],
)
def test_where_a_feeds_date_stands_is_one_of_few_words(options: dict[str, object], keys: list[str]) -> None:
    assert [c.partition(":")[0] for c in from_rss.check_options(options)] == keys


@pytest.mark.parametrize(
    "key",
    [
        *from_html._FIELDS,
        *ITEMS,
        *ABOVE,
        "next",
        "follow",
        "detail.item",
        "detail.labels",
        "dates",
    ],
)
def test_the_guide_says_what_each_key_of_html_means(key: str) -> None:
    assert re.search(rf"`{re.escape(key)}(?: = [^`]+)?`", GUIDE.partition("## Every key")[2])


def test_the_examples_of_the_guide_are_right() -> None:
    examples = re.findall(r"```toml\n(.*?)```", GUIDE.partition("## Every key")[2], re.S)
    tables = [tomllib.loads(each) for each in examples]
    assert len(tables) >= 3
    assert [from_html.check_options(each.get("options", each)) for each in tables] == [[]] * len(tables)
