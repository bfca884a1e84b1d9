"""Discovery on real pages that others published; they lie beside the checkout, if at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.cluster import Source
from connectors.dates import read_dates
from connectors.discovery import findings
from connectors.errors import ParseFailed
from connectors.kinds import from_auto
from connectors.model import Page, Record

CORPORA = Path(__file__).parents[1] / ".." / "shared" / "corpora" / "open" / "html"
URL = "https://partner.example/termine"
ZONE = ZoneInfo("Europe/Berlin")
LATE = date(2020, 1, 1)
FLOOR = 11  # of the pages below; see `test_pages_without_structured_data_are_read_as_stated`

pytestmark = pytest.mark.skipif(not CORPORA.exists(), reason="no corpora beside the checkout")


@dataclass(frozen=True, slots=True)
class Expected:
    """What others found in a page."""

    path: Path
    count: int | None
    start: str  # of the first event, as far as it is stated
    today: date


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


def stated() -> Iterator[Expected]:
    """Pages whose events a scraper of just that page found, with nothing for machines in them."""
    for path, file in files():
        kinds = {kind for said in file["expected"] for kind in said}
        if kinds & {"jsonld_events", "microdata_events", "hevents"}:
            continue
        for said in file["expected"]:
            events = [each for each in said.get("items", ()) if each["index"] >= 0] or said.get("events", ())
            if said["by"].startswith("stated") and (events or said.get("n_events")):
                start = str(events[0]["start"])[:10] if events and "start" in events[0] else ""
                told = said.get("frozen_time") or start
                today = date(*map(int, told.split("-"))) if told else LATE
                yield Expected(path, said.get("n_events"), start, today)


def read(path: Path, today: date) -> list[Record]:
    page = Page(url=URL, final_url=URL, body=path.read_bytes(), sha256="", first_seen=today)
    source = Source(
        id="auto", path=Path("auto.toml"), name="", partner="", url=URL, timezone="Europe/Berlin", kind="auto"
    )
    try:
        return [each for each in from_auto.parse(page, source) if isinstance(each, Record)]
    except ParseFailed:
        return []


def first_day(record: Record, today: date) -> str:
    if record.start is not None:
        return str(record.start)[:10]
    spans = read_dates(record.when, reference=today, today=today, zone=ZONE).spans
    return str(spans[0].start)[:10] if spans else ""


# A page's own dates are all that is read: this one's data names what it is a part of, and dates nothing.
LARGER_WHOLE = "seattle_fwc26/sample-list.html"


@pytest.mark.parametrize(("path", "count"), list(agreed()))
def test_structured_events_are_what_auto_reads(path: Path, count: int) -> None:
    records = read(path, LATE)
    assert len(records) == (9 if path.as_posix().endswith(LARGER_WHOLE) else count)


def test_pages_without_structured_data_are_read_as_stated() -> None:
    """Many cannot be: their scrapers merge several pages, keep a part, or date a file by its name."""
    right = {expected.path.name for expected in stated() if is_right(expected)}
    assert len(right) >= FLOOR, sorted(right)


def is_right(expected: Expected) -> bool:
    days = [first_day(record, expected.today) for record in read(expected.path, expected.today)]
    dated = [day for day in days if day]
    is_counted = expected.count is None or len(dated) == expected.count
    return bool(dated) and is_counted and (not expected.start or expected.start in dated)


@pytest.mark.parametrize("name", ["schema.org.invalid/AllocateAction.001.html"])
def test_nothing_is_invented_where_there_is_nothing(name: str) -> None:
    body = (CORPORA / "extruct" / name).read_bytes()
    page = Page(url=URL, final_url=URL, body=body, sha256="")
    assert findings(page, timezone="Europe/Berlin", today=LATE) == []
