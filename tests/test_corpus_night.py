"""One night over every real calendar file there is: published, and every trouble told with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.nights import ClusterOnDisk

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "corpora" / "open" / "ics"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real calendars is not beside this checkout")
def test_a_night_over_every_real_calendar_publishes_and_names_what_it_could_not_read(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    names = {}
    for number, path in enumerate(sorted(CORPUS.rglob("*"))):
        if path.is_file() and path.name != "manifest.json":
            names[f"s{number}"] = path
            cluster.pages[cluster.calendar(f"s{number}")] = path.read_bytes()

    night = cluster.night("2026-11-24T03:15:00+01:00")

    sources = json.loads(night.text("v1/status.json"))["sources"]
    assert len(sources) == len(names) and len(night.events) > 1000
    for source in sources:
        assert source["state"] in ("ok", "empty", "failed"), source
        assert "unexpected" not in source["message"], (names[source["id"]], source)
        assert source["state"] == "ok" or source["message"], source
    calendars = [id_ for id_, path in names.items() if b"BEGIN:VEVENT\r" in path.read_bytes()]
    unread = {source["id"] for source in sources if source["state"] == "failed"}
    assert len(unread & set(calendars)) <= 3  # cut-off files, whose beginnings are read
