"""The kinds on real pages that others published; they lie beside the checkout, if at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.cluster import Source
from connectors.kinds import from_hevent, from_jsonld
from connectors.model import Page, Problem, Record, Severity

CORPORA = Path(__file__).parents[1] / ".." / "shared" / "corpora" / "open" / "html"
URL = "https://partner.example/termine"
SOURCE = Source(
    id="probe", path=Path("probe.toml"), name="Probe", partner="probe", url=URL, timezone="Europe/Berlin"
)


def stated(*kinds: str) -> Iterator[Any]:
    """Each page of which independent parsers agree how many events it holds."""
    for manifest in sorted(CORPORA.glob("*/manifest.json")):
        for file in json.loads(manifest.read_text("utf-8"))["files"]:
            counts = [each[kind]["n"] for each in file["expected"] for kind in kinds if kind in each]
            if counts and None not in counts:
                yield pytest.param(manifest.parent / file["path"], sum(counts), id=file["path"])


def page_of(path: Path) -> Page:
    return Page(url=URL, final_url=URL, body=path.read_bytes(), sha256="", media_type="text/html")


# A page's own dates are all that is read: this one also names what it is a part of.
LARGER_WHOLE = "seattle_fwc26/sample-list.html"


@pytest.mark.skipif(not CORPORA.exists(), reason="no corpora beside the checkout")
@pytest.mark.parametrize(("path", "count"), list(stated("jsonld_events", "microdata_events")))
def test_as_many_structured_events_are_read_as_others_read(path: Path, count: int) -> None:
    found = list(from_jsonld.parse(page_of(path), SOURCE))
    records = [item for item in found if isinstance(item, Record)]
    assert len(records) == count - path.as_posix().endswith(LARGER_WHOLE)
    assert all(record.title for record in records)
    assert not [item for item in found if isinstance(item, Problem) and item.severity == Severity.DROPPED]


@pytest.mark.skipif(not CORPORA.exists(), reason="no corpora beside the checkout")
@pytest.mark.parametrize(("path", "count"), list(stated("hevents")))
def test_as_many_microformats_are_read_as_others_read(path: Path, count: int) -> None:
    records = [item for item in from_hevent.parse(page_of(path), SOURCE) if isinstance(item, Record)]
    assert len(records) == count
    assert all(record.title for record in records)
