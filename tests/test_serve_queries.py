"""What an address of the server means, and what it answers to one that means nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.model import Place
from feeds.calendar_check import calendar_problems
from tests.published import rich_event
from tests.serving import Answer, ask, publish, served
from warehouse.events import Audience, Organizer, Price

NEVER = ("2026-02-30", "gestern", "1.12.2026", "0000-00-00")
SEVERAL = [
    rich_event(id="a", topics=("physik",), organizer=Organizer("sternwarte", "Sternwarte")),
    rich_event(id="b", topics=("technik",), price=Price(is_free=True), place=Place("Zoo", lat=51.0, lon=7.0)),
    rich_event(id="c", topics=("physik", "technik"), audience=Audience(levels=("sek1",)), attendance=None),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    site = tmp_path_factory.mktemp("filters") / "site"
    publish(site, *SEVERAL)
    return served(site)


def ids(answer: Answer) -> str:
    assert answer.status == 200, answer.body
    return "".join(each["id"] for each in answer.json["events"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "abc"),
        ("topic=physik", "ac"),
        ("topic=physik,technik", "abc"),  # or
        ("topic=physik&topic=technik", "c"),  # and
        ("topic=physik&level=sek1", "c"),
        ("THEMA=Physik", "ac"),
        ("topic=&level=&q=&from=&near=", "abc"),  # a form that was left empty
        ("free=1", "b"),
        ("free", "b"),
        ("kostenlos=ja", "b"),
        ("free=0", "abc"),
        ("online=1", "ab"),
        ("partner=sternwarte", "abc"),
        ("audience=sek1", "c"),
        ("zielgruppe=sek1,familien", "abc"),
        ("q=sterne+musterstadt", "abc"),
        ("q=sterne&q=nirgends", ""),
        ("from=2026-12-05&to=2026-12-05", "abc"),
        ("from=2026-12-06", ""),
        ("near=51.0,7.0,5", "b"),
        ("ferien=1", "abc"),
        ("holidays=sommerferien", ""),
    ],
)
def test_what_an_address_means(app: Any, query: str, found: str) -> None:
    assert ids(ask(app, f"/v1/events.json?{query}")) == found


def test_however_one_asks_for_the_same_it_is_one_version(app: Any) -> None:
    same = (
        "topic=technik,physik&free=1",
        "kostenlos=true&thema=physik,technik,physik",
        "free&TOPIC=%20Technik,physik",
    )
    assert len({ask(app, f"/calendar.ics?{query}").headers["etag"] for query in same}) == 1


@pytest.mark.parametrize("path", ["/v1/events.json", "/v1/events.geojson", "/v1/feed.json", "/embed/"])
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("topik=physik", "topik"),
        ("topic=alchemie", "topic"),
        ("level=physik", "level"),
        ("partner=niemand", "partner"),
        ("free=vielleicht", "free"),
        *((f"from={value}", "from") for value in NEVER),
        ("near=51,7", "near"),
        ("near=91,7,5", "near"),
        ("near=nan,7,5", "near"),
        ("near=51,7,1e999", "near"),
        ("near=51,7,0", "near"),
        ("q=" + "+".join("abcdefghi"), "q"),
        ("q=" + "a" * 101, "q"),
        ("topic=" + "physik," * 12, "topic"),
        ("&".join(["topic=physik"] * 41), ""),
        ("q=" + "a" * 5000, ""),
    ],
)
def test_a_mistake_is_named_with_what_is_allowed(app: Any, path: str, query: str, parameter: str) -> None:
    answer = ask(app, f"{path}?{query}")
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (answer.json["status"], answer.json["title"]) == (400, "Bad Request")
    assert answer.json["errors"][0]["parameter"] == parameter
    assert parameter in answer.json["detail"]
    if query == "topic=alchemie":
        assert "physik" in answer.json["errors"][0]["allowed"]


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("topik=physik", ""),
        ("topic=alchemie", ""),
        ("topic=physik,alchemie", "topic=physik"),
        ("topic=physik&free=vielleicht&utm_source=x", "topic=physik"),
        ("q=" + "a" * 5000, ""),
    ],
)
def test_a_calendar_leaves_out_what_it_cannot_read_and_says_so(app: Any, query: str, same: str) -> None:
    answer = ask(app, f"/calendar.ics?{query}")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.body == ask(app, f"/calendar.ics?{same}").body
    assert answer.headers["x-warning"].startswith("ignored: ")
    assert "x-warning" not in ask(app, f"/calendar.ics?{same}").headers


@settings(max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_in_a_query_can_inject(app: Any, name: str, value: str) -> None:
    query = (
        f"{quote(name, errors='replace')}={quote(value, errors='replace')}&q={quote(value, errors='replace')}"
    )
    calendar = ask(app, f"/calendar.ics?{query}")
    assert calendar.status == 200 and calendar_problems(calendar.body) == []
    for text in calendar.headers.values():
        assert text.isascii() and text.isprintable()
    answer = ask(app, f"/v1/events.json?{query}")
    assert answer.status in (200, 400) and answer.json
    page = ask(app, f"/embed/?{query}")
    assert page.status in (200, 400) and b"<script>alert" not in page.body


def test_the_page_for_frames_lists_what_is_asked_for_without_its_script(app: Any) -> None:
    page = ask(app, "/embed/?thema=technik&anzahl=1&ansicht=karten&sprache=de&tage=60")
    assert page.status == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    assert b"termin/b/index.html" in page.body and b"termin/c/" not in page.body
    assert b"termin/a/" not in page.body
    assert b'<html lang="en">' in ask(app, "/en/embed/?topic=technik").body


def test_changes_can_be_read_page_by_page(app: Any) -> None:
    whole = ask(app, "/v1/changes.json").json["items"]
    told, address = [], "/v1/changes.json?after=0&limit=2"
    while items := (page := ask(app, address).json)["items"]:
        assert len(items) <= 2
        told += items
        address = page["next"].removeprefix("https://feed.mint.example")
    assert told == whole and len(whole) == 3
    assert page["next"].endswith(address), "once nothing more is known, the same again"
    assert ask(app, "/v1/changes.json?afterChangeNumber=8").json["items"] == whole[2:]
    assert ask(app, "/v1/changes.json?limit=1").json["items"] == whole[:1]


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "limit=0", "limit=1001", "after=" + "9" * 30, "topic=physik"]
)
def test_a_page_of_changes_that_cannot_be_is_a_mistake(app: Any, query: str) -> None:
    answer = ask(app, f"/v1/changes.json?{query}")
    assert answer.status == 400
    assert answer.json["errors"][0]["parameter"] == query.partition("=")[0]
