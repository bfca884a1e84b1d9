"""Recorded pages of every kind, and what is read from them: one folder a case, one test over all."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import tomllib
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors import kinds
from connectors.cluster import Source
from connectors.errors import CollectionError, ParseFailed
from connectors.model import Link, Page, Problem, Record, Window
from connectors.records import record_to_json

FOLDER = Path(__file__).with_name("kinds")
CASES = sorted(path.parent for path in FOLDER.glob("*/*/source.toml"))
KINDS = sorted(path.stem.removeprefix("from_") for path in Path(kinds.__path__[0]).glob("from_*.py"))
WINDOW = Window(start=date(2026, 10, 24), end=date(2027, 11, 23), today=date(2026, 11, 23))


def source_of(case: Path) -> Source:
    declared = tomllib.loads((case / "source.toml").read_text("utf-8"))
    return Source(id=case.name, path=case / "source.toml", timezone="Europe/Berlin", **declared)


def page_of(body: bytes, url: str = "https://partner.example/termine", **also: Any) -> Page:
    final_url = also.pop("final_url", url)
    return Page(url=url, final_url=final_url, body=body, sha256=hashlib.sha256(body).hexdigest(), **also)


def recorded(case: Path) -> dict[str, Page]:
    """The case's pages by URL, in the order in which they are to be asked for."""
    named = json.loads((case / "pages.json").read_text("utf-8"))
    return {
        url: page_of((case / about.pop("file")).read_bytes(), url, **about) for url, about in named.items()
    }


class Reading:
    """What the collector would find: links are followed breadth first, each once."""

    def __init__(self, source: Source, pages: dict[str, Page]) -> None:
        self.asked: dict[str, None] = {}
        self.records: list[Any] = []
        self.problems: list[Any] = []
        self.failure = ""
        self._source, self._pages = source, pages
        self._module = importlib.import_module(f"connectors.kinds.from_{source.kind}")

    def to_the_end(self) -> Reading:
        entry_url = getattr(self._module, "entry_url", lambda source, _: source.url)
        start = Link(entry_url(self._source, WINDOW))
        links, seen = deque([start]), {start}
        try:
            while links:
                for found in self._links(links.popleft()):
                    if found not in seen:
                        seen.add(found)
                        links.append(found)
        except CollectionError as error:
            self.failure = str(error)
        return self

    def _links(self, link: Link) -> Iterator[Link]:
        self.asked[link.url] = None
        assert link.url in self._pages, f"asked for {link.url}, which is not recorded"
        for item in read(self._module, self._pages[link.url], self._source, link.record):
            match item:
                case Link():
                    yield item
                case Record():
                    self.records.append(json.loads(record_to_json(item)))
                case Problem():
                    self.problems.append({key: value for key, value in asdict(item).items() if value})


def read(module: Any, page: Page, source: Source, record: Record | None) -> Iterator[Any]:
    if record is None:
        return iter(module.parse(page, source))
    return iter(module.parse_detail(page, source, record))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_recorded_page_reads_as_expected(case: Path) -> None:
    pages = recorded(case)
    reading = Reading(source_of(case), pages).to_the_end()
    found = {"records": reading.records, "problems": reading.problems, "failure": reading.failure}
    expected = case / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
        pytest.fail(f"{expected} is new: read it, then commit it")
    assert found == json.loads(expected.read_text("utf-8"))
    assert list(reading.asked) == list(pages), "the pages asked for, in this order"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_options_of_a_recorded_source_are_accepted(case: Path) -> None:
    source = source_of(case)
    module = importlib.import_module(f"connectors.kinds.from_{source.kind}")
    check_options = getattr(module, "check_options", lambda options: [f"{key}: unknown" for key in options])
    assert list(check_options(source.options)) == []


SPECIMENS = [
    (source_of(case), page) for case in CASES for page in recorded(case).values() if len(page.body) < 40_000
]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Source, Page]:
    """A recorded page cut off, doubled, shuffled, sprinkled with noise or replaced by it."""
    source, page = draw(st.sampled_from(SPECIMENS))
    body = page.body
    for _ in range(draw(st.integers(1, 3))):
        begin, end = sorted((draw(st.integers(0, len(body))), draw(st.integers(0, len(body)))))
        noise = draw(
            st.binary(max_size=30) | st.sampled_from((b"<", b'"', b"[", b"{", b"]]>", b"\xff", b"\\"))
        )
        body = draw(
            st.sampled_from(
                (
                    body[:begin],
                    body[:end] + body[begin:],
                    body[end:] + body[begin:end] + body[:begin],
                    body[:begin] + noise + body[begin:],
                    body[:begin] + noise + body[end:],
                    noise,
                )
            )
        )
    return source, page_of(body, page.url, media_type=page.media_type, charset=page.charset)


@given(damaged())
@settings(max_examples=300, deadline=None)
def test_a_damaged_page_costs_nothing_but_itself(specimen: tuple[Source, Page]) -> None:
    source, page = specimen
    module = importlib.import_module(f"connectors.kinds.from_{source.kind}")
    for record in (None, Record(title="Sternabend")) if hasattr(module, "parse_detail") else (None,):
        try:
            items = list(read(module, page, source, record))
        except ParseFailed as error:
            assert page.url in str(error)
        else:
            assert all(isinstance(item, Record | Link | Problem) for item in items)
            assert all(record_to_json(item).encode() for item in items if isinstance(item, Record))
            assert all(link.url.startswith("http") for link in items if isinstance(link, Link))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", [b"", b" ", b"\x00", b"<!-- -->", b"[]", b"{}", b"null", b"BEGIN:VCALENDAR"])
def test_next_to_nothing_is_read_as_nothing_or_refused(kind: str, body: bytes) -> None:
    options = next((source.options for source, _ in SPECIMENS if source.kind == kind), {})
    source = Source(
        id="leer", path=Path("leer.toml"), name="Leer", partner="leer", url="https://partner.example/",
        timezone="Europe/Berlin", kind=kind, options=options,
    )  # fmt: skip
    module = importlib.import_module(f"connectors.kinds.from_{kind}")
    with contextlib.suppress(ParseFailed):
        assert not [item for item in module.parse(page_of(body), source) if isinstance(item, Record)]
