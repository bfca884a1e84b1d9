"""By the forms of a page's items any selector finds what it finds in BeautifulSoup's tree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.kinds import from_html
from connectors.model import Page
from connectors.parsing import markup
from connectors.parsing.html_items import sheet_items
from connectors.parsing.markup import Part
from connectors.parsing.sheets import Sheet
from tests.test_kinds import CASES, damaged, page_of, recorded

CORPORA = Path(__file__).parents[1] / ".." / "shared" / "corpora" / "open" / "html"
BASE = "https://partner.example/termine/"
READS = (markup.text, markup.valid)


def recorded_pages() -> list[Page]:
    pages = [page for case in CASES for page in recorded(case).values()]
    return [page for page in pages if page.text.lstrip()[:1] == "<"]


def published_pages() -> list[Page]:
    files = sorted(CORPORA.glob("*/**/*.html")) if CORPORA.exists() else []
    return [page_of(path.read_bytes()) for path in files if path.stat().st_size < 150_000]


@dataclass(frozen=True)
class Words:
    """What selectors for a page can be made of."""

    tags: list[str]
    classes: list[str]
    attributes: list[tuple[str, str]]

    @classmethod
    def of(cls, root: Tag) -> Words:
        elements = root.find_all(True)[:3000]
        classes = {each for element in elements for each in element.get_attribute_list("class") if each}
        attributes = {(name, markup.attribute(each, name)) for each in elements for name in each.attrs}
        return cls(
            sorted({element.name for element in elements if element.name.isidentifier()}) or ["p"],
            sorted(each for each in classes if each.replace("-", "").replace("_", "").isalnum()) or ["x"],
            sorted((name, value) for name, value in attributes if name.replace("-", "").isidentifier())
            or [("id", "x")],
        )


def compounds(words: Words) -> st.SearchStrategy[str]:
    quoted = st.sampled_from(words.attributes).map(
        lambda each: (each[0], each[1].replace('"', "")[:12].split("\n")[0])
    )
    named = st.sampled_from(words.classes).map(lambda name: f".{name}" if not name[0].isdigit() else "p")
    return st.one_of(
        named,
        named,
        named.map(lambda name: f":scope > {name}"),
        st.sampled_from(words.tags),
        quoted.map(lambda each: f"[{each[0]}]"),
        quoted.map(lambda each: f'[{each[0]}^="{each[1]}"]' if "\\" not in each[1] else "a"),
        st.tuples(st.sampled_from(words.tags), named).map("".join),
        st.tuples(st.sampled_from(words.tags), named).map(lambda each: f"{each[0]}:not({each[1]})"),
        st.tuples(st.sampled_from(words.tags), named).map(lambda each: f"{each[0]}:has({each[1]})"),
        st.sampled_from(words.tags).map(lambda tag: f"{tag}:first-child"),
    )


@st.composite
def selectors(draw: st.DrawFn, words: Words) -> str:
    found = draw(compounds(words))
    if draw(st.integers(0, 3)) == 0:
        found = f"{draw(compounds(words))}{draw(st.sampled_from((' ', ' > ', ' + ', ' ~ ')))}{found}"
    if draw(st.integers(0, 3)) == 0:
        found += f"@{draw(st.sampled_from(words.attributes))[0]}"
    if draw(st.integers(0, 4)) == 0:
        found += f", {draw(compounds(words))}"
    return found


def said(root: Part, selector: str) -> list[object]:
    """All that `markup` says of an item."""
    return [
        *(markup.values(root, selector, read) for read in READS),
        markup.value(root, selector),
        *(markup.texts(root, selector, read) for read in READS),
        list(markup.links(root, selector, BASE)),
        markup.linked(root, selector),
        markup.has(root, selector),
        markup.are_struck(root, selector),
        markup.classes(root),
        markup.attribute(root, "id"),
    ]


def compare(page: Page, item: str, inner: list[str]) -> None:
    sheet, tree = Sheet(page), markup.document(page)
    assert sheet.base == markup.base_url(page, tree)
    found, exact = sheet.select(item)[:40], markup.select(tree, item)[:40]
    assert len(found) == len(exact)
    for quick, slow in zip(found, exact, strict=True):
        for selector in inner:
            assert said(quick, selector) == said(slow, selector), (item, selector)
    for selector in inner:
        assert list(sheet.links(selector)) == list(markup.links(tree, selector, sheet.base))


@st.composite
def questions(draw: st.DrawFn, page: Page) -> tuple[str, list[str]]:
    """Selectors of items, and of what may be within them."""
    tree = markup.document(page)
    item = draw(selectors(Words.of(tree))).partition("@")[0]
    found = markup.select(tree, item)
    within = [each for each in found[:3] if each.find(True) is not None]
    is_within = bool(within) and draw(st.integers(0, 4)) > 0
    words = Words.of(within[0] if is_within else tree)
    return item, draw(st.lists(selectors(words), min_size=1, max_size=4))


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_selector_finds_the_same_in_recorded_pages(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(RECORDED))
    if data.draw(st.integers(0, 3)) == 0:
        page = data.draw(damaged())[1]
    compare(page, *data.draw(questions(page)))


@pytest.mark.skipif(not CORPORA.exists(), reason="no corpora beside the checkout")
@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_selector_finds_the_same_in_published_pages(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(PUBLISHED))
    compare(page, *data.draw(questions(page)))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_options_of_html_read_the_same_records(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(RECORDED))
    item, inner = data.draw(questions(page))
    keys = st.sampled_from(
        ("title", "when", "location", "categories", "status", "url", "title_above", "when_above")
    )
    options = {"item": item, **{data.draw(keys): selector for selector in inner}}
    tree = markup.document(page)
    exact = list(from_html.records(tree, options, BASE))
    assert list(from_html.records(Sheet(page), options, BASE)) == exact


RECORDED, PUBLISHED = recorded_pages(), published_pages()


def test_most_items_of_a_list_are_read_by_their_form() -> None:
    items = "".join(
        f'<li class="event n{n}"><h3>Abend {n}</h3><p class="date">{n % 28 + 1}.12.</p></li>'
        for n in range(50)
    )
    sheet = Sheet(page_of(f"<ul>{items}</ul>".encode()))
    assert [markup.values(item, "h3, .date") for item in sheet.select(".event")][-1] == ["Abend 49", "22.12."]
    assert "tree" not in vars(sheet), "BeautifulSoup has not been asked"


@pytest.mark.parametrize("selector", ["> h3", ":scope > h3, b"])
def test_a_selector_may_begin_with_the_item_itself(selector: str) -> None:
    page = page_of(b"<li class=e><h3>Mond</h3><p><h3>Nacht</h3></li><li class=e><h3>Sterne</h3></li>")
    found = [markup.value(item, selector) for item in Sheet(page).select(".e")]
    assert found == [markup.value(item, selector) for item in markup.select(markup.document(page), ".e")]
    assert found == ["Mond", "Sterne"]


@pytest.mark.parametrize("depth", [300, 3_000, 50_000])
def test_deep_nesting_is_read_in_time(depth: int) -> None:
    page = page_of(b'<div class="e"><p>a' * depth)
    assert len(Sheet(page).select(".e")) >= 300 or depth < 300
    for item in Sheet(page).select(".e")[:20]:
        assert markup.values(item, "h3") == []


PIECES = (
    "/", "a", "..", ".", "?", "#", "x=1", "&", "https://", "http://", "h.example", ":", "8080", "//", "%20",
    "@", "~", ";", "=", "A", " ", "-", "\n", "ä", "[", "]", "\\", "|",
)  # fmt: skip
BASES = ("https://h.example/a/b?x", "http://h.example", "https://h.example:8443/x/", "HTTPS://H.example/q",
         "ftp://x/", "", "https://u@h.example/")  # fmt: skip


@given(st.sampled_from(BASES), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@settings(max_examples=400, deadline=None)
def test_addresses_are_joined_as_the_standard_library_joins_them(base: str, link: str) -> None:
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
        is_address = bool(link.strip(" #") and parts.scheme in ("http", "https") and parts.hostname)
    except ValueError:
        is_address, joined = False, ""
    assert markup.absolute(base, link) == (joined if is_address else "")


def test_lines_have_what_stands_above_them() -> None:
    page = page_of(b"<html><body><h2>Sternwarte</h2><p>5.12.2026 Mond<br>6.12.2026 Mars</p></body></html>")
    found = list(sheet_items(Sheet(page), {"lines": "p", "title_above": "h2"}))
    assert [said["title"] for _, said in found] == ["Sternwarte", "Sternwarte"]
