"""Discovery on real pages that others published; they lie beside the checkout, if at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from connectors.cluster import Source
from connectors.discovery import findings
from connectors.errors import ParseFailed
from connectors.kinds import from_auto
from connectors.model import Page, Record
from tests.discovery_score import NOT_RIGHT, expectations, is_whole, score

CORPORA = Path(__file__).parents[1] / ".." / "shared" / "corpora" / "open" / "html"
URL = "https://partner.example/termine"
LATE = date(2020, 1, 1)
LEAST = 0.8  # of the expectations

pytestmark = pytest.mark.skipif(not CORPORA.exists(), reason="no corpora beside the checkout")


def files() -> Iterator[tuple[Path, Any]]:
    for manifest in sorted(CORPORA.glob("*/manifest.json")):
        for file in json.loads(manifest.read_text("utf-8"))["files"]:
            if file["path"].endswith((".html", ".xml")):
                yield manifest.parent / file["path"], file


def agreed() -> Iterator[Any]:
    """Pages of whose structured events independent parsers say the same."""
    for path, file in files():
        for said in file["expected"]:
            for kind in ("jsonld_events", "microdata_events", "hevents"):
                if said.get(kind, {}).get("n"):
                    yield pytest.param(path, said[kind]["n"], id=f"{path.parent.name}/{path.name} {kind}")


def read(path: Path, today: date) -> list[Record]:
    page = Page(url=URL, final_url=URL, body=path.read_bytes(), sha256="", first_seen=today)
    source = Source(
        id="auto", path=Path("auto.toml"), name="", partner="", url=URL, timezone="Europe/Berlin", kind="auto"
    )
    try:
        return [each for each in from_auto.parse(page, source) if isinstance(each, Record)]
    except ParseFailed:
        return []


# A page's own dates are all that is read: this one's data names what it is a part of, and dates nothing.
LARGER_WHOLE = "seattle_fwc26/sample-list.html"


@pytest.mark.parametrize(("path", "count"), list(agreed()))
def test_structured_events_are_what_auto_reads(path: Path, count: int) -> None:
    records = read(path, LATE)
    assert len(records) == (9 if path.as_posix().endswith(LARGER_WHOLE) else count)


def test_most_pages_with_a_stated_expectation_are_read_as_stated() -> None:
    """Those that are not, and why, stand in `discovery_score`."""
    scores = [score(each) for each in expectations() if is_whole(each)]
    wrong = {each.expected.name for each in scores if not each.is_right}
    assert wrong <= set(NOT_RIGHT), sorted(wrong - set(NOT_RIGHT))
    assert len(scores) - len(wrong) >= LEAST * len(scores)


@pytest.mark.parametrize("name", ["schema.org.invalid/AllocateAction.001.html"])
def test_nothing_is_invented_where_there_is_nothing(name: str) -> None:
    body = (CORPORA / "extruct" / name).read_bytes()
    page = Page(url=URL, final_url=URL, body=body, sha256="")
    assert findings(page, timezone="Europe/Berlin", today=LATE) == []
