"""What other websites embed: one file of plain JavaScript, its page of recipes, and a page for frames."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha384

import pytest
from bs4 import BeautifulSoup

from feeds.widget_files import FOLDER, PARTS, PATH, integrity, widget_script
from feeds.widget_page import EMBED, PAGE, ROWS, widget_files
from tests.published import PUBLISHER, SATURDAY, event, rich_event
from warehouse.events import Event

TODAY = date(2026, 11, 23)
LATER = [rich_event(id=f"e{day}", start=SATURDAY + timedelta(days=day), end=None) for day in range(12)]


def rendered(path: str, *events: Event) -> BeautifulSoup:
    return BeautifulSoup(widget_files(PUBLISHER, events, TODAY)[path], "lxml")


def test_the_widget_is_one_file_that_nothing_has_to_be_put_beside() -> None:
    script = widget_script().decode()
    assert not re.search(r"^\s*import\s|\bimport\(|^export ", script, re.MULTILINE)
    assert script.count("customElements.define(") == 1
    assert len(script) < 25_000


@pytest.mark.parametrize("sink", ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("))
def test_the_widget_makes_no_element_from_text(sink: str) -> None:
    assert sink not in widget_script().decode()


@pytest.mark.parametrize(
    "store", ("localStorage", "sessionStorage", "document.cookie", "indexedDB", "http:/")
)
def test_the_widget_stores_nothing_and_names_no_host(store: str) -> None:
    assert store not in widget_script().decode()


def test_every_part_of_the_widget_is_published() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(PARTS)


def test_the_checksum_on_the_page_is_that_of_the_published_file() -> None:
    files = widget_files(PUBLISHER, (), TODAY)
    expected = f"sha384-{b64encode(sha384(files[PATH]).digest()).decode()}"
    assert integrity() == expected
    assert expected in BeautifulSoup(files[PAGE], "lxml").get_text()


def test_what_is_copied_from_the_page_is_the_markup_itself() -> None:
    first = rendered(PAGE).select("pre code")[0].get_text()
    snippet = BeautifulSoup(first, "lxml")
    script, element = snippet.select("script")[0], snippet.select("mint-termine")[0]
    assert script["src"] == "https://feed.mint.example/widget/v1/mint-termine.js"
    assert script["type"] == "module"
    assert element.select("a")[0]["href"] == "https://feed.mint.example/"


def test_every_attribute_that_the_page_tells_is_one_the_widget_knows() -> None:
    known = set(
        re.findall(r'"([a-z]+)"', widget_script().decode().partition("const NAMES")[2].partition("};")[0])
    )
    rows = rendered(PAGE).select("tbody tr")
    told = {
        code.get_text() for row in rows for cell in row.select("th, td")[:2] for code in cell.select("code")
    }
    assert told == known


def test_a_page_in_a_frame_lists_the_next_events_without_scripts() -> None:
    past = event(id="alt", start=SATURDAY - timedelta(days=30))
    links = [str(link["href"]) for link in rendered(EMBED, past, *LATER).select("mint-termine li a")]
    assert links == [f"../termin/e{day}/index.html" for day in range(ROWS)]


def test_a_page_in_a_frame_says_what_does_not_take_place() -> None:
    page = rendered(EMBED, replace(LATER[0], status="cancelled"))
    assert [badge.get_text() for badge in page.select(".badge")] == ["abgesagt"]
    assert page.select("a.off")


def test_a_page_in_a_frame_opens_its_links_outside_of_it() -> None:
    assert rendered(EMBED).select("base")[0]["target"] == "_blank"


def test_without_events_the_page_in_a_frame_says_so() -> None:
    assert "Zurzeit keine kommenden Termine" in rendered(EMBED).get_text()
