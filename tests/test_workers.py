"""A parser that hangs, dies or eats memory costs its page; the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import pytest

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.model import Page, Window
from connectors.reading import Request
from connectors.workers import Workers

WINDOW = Window(date(2026, 10, 25), date(2027, 11, 25), date(2026, 11, 24))
PARSER = """
import os
from connectors.model import Record

def parse(page, source):
    if page.body == b"hang":
        while True:
            pass
    if page.body == b"die":
        os.abort()
    if page.body == b"eat":
        eaten = [bytearray(1 << 28) for _ in range(64)]
    yield Record(title=page.text, start="2026-12-05T14:00:00+01:00")
"""


@pytest.fixture(scope="module")
def special(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("sources") / "wild.py"
    path.write_text(PARSER)
    url = "https://wild.example/"
    return Source(
        id="wild", path=path.with_suffix(".toml"), name="", partner="p", url=url, timezone="Europe/Berlin"
    )


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, seconds=2) as pool:
        yield pool


def request(source: Source, body: bytes) -> Request:
    page = Page(url=source.url, final_url=source.url, body=body, sha256=sha256(body).hexdigest())
    return Request(source=source, page=page, window=WINDOW)


@pytest.mark.parametrize("trouble", [b"hang", b"die", b"eat"])
def test_a_page_that_kills_its_parser_costs_itself_only(
    workers: Workers, special: Source, trouble: bytes
) -> None:
    with pytest.raises(ParseFailed, match=r"wild\.example"):
        workers.read(request(special, trouble))

    assert workers.read(request(special, b"Loeten")).count == 1
