"""What changed, for programs: by numbers that only grow, with tombstones for thirty days."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from feeds.published_schemas import schema_problems
from tests.nights import ClusterOnDisk, Result, calendar, vevent

FIRST, SAME_DAY = "2026-11-24T03:15:00+01:00", "2026-11-24T09:00:00+01:00"
SECOND, THIRD = "2026-11-25T03:15:00+01:00", "2026-11-26T03:15:00+01:00"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


@pytest.fixture
def url(cluster: ClusterOnDisk) -> str:
    return cluster.calendar("programm")


def document(night: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(night.text("v1/changes.json"))
    assert schema_problems("changes", found) == []
    return found


def items(night: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document(night)["items"]
    return found


def kinds(night: Result) -> dict[str, str]:
    return {item["data"]["title"]: item["kind"] for item in items(night) if item["state"] == "updated"}


def test_the_first_night_tells_every_event_as_it_is_published(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne", "20261206"))

    night = cluster.night(FIRST)

    found = document(night)
    assert found["generated"] == "2026-11-24T02:15:00Z"
    assert found["next"] == "https://feed.probe.example/v1/changes.json"
    assert [item["change"] for item in found["items"]] == [1, 2]
    assert {item["state"] for item in found["items"]} == {"updated"}
    assert sorted((item["data"] for item in found["items"]), key=lambda data: data["start"]) == night.events


def test_numbers_grow_and_each_event_stands_once_by_its_latest_change(
    cluster: ClusterOnDisk, url: str
) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    before = items(cluster.night(FIRST))
    cluster.pages[url] = calendar(vevent("a", "Löten", "20261207T140000"), vevent("b", "Sterne"))

    after = items(cluster.night(SECOND))

    assert len(after) == 2 and after[0] in before
    assert after[-1]["change"] > max(item["change"] for item in before)
    assert (after[-1]["kind"], after[-1]["sequence"]) == ("moved", 1)
    assert after[-1]["modified"] == "2026-11-25T02:15:00Z"


def test_runs_of_one_date_without_news_write_the_same_bytes(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    first = cluster.night(FIRST).files

    again = cluster.night(SAME_DAY).files

    for path in ("v1/changes.json", "neuigkeiten.atom", "neuigkeiten/index.html"):
        assert again[path] == first[path]


def test_gone_on_two_nights_is_delisted_and_there_again_is_back(cluster: ClusterOnDisk, url: str) -> None:
    whole = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    cluster.pages[url] = whole
    cluster.night(FIRST)
    cluster.pages[url] = calendar(vevent("a", "Löten"))

    assert kinds(cluster.night(SECOND))["Sterne"] == "new"
    third = cluster.night(THIRD)
    assert kinds(third)["Sterne"] == "delisted"

    cluster.pages[url] = whole
    fourth = cluster.night("2026-11-27T03:15:00+01:00")
    assert kinds(fourth)["Sterne"] == "back"


def test_an_event_that_turns_out_to_be_another_is_deleted_and_names_it(
    cluster: ClusterOnDisk, url: str
) -> None:
    other = cluster.calendar("stadtkalender", "stadt")
    cluster.pages = {url: calendar(vevent("a", "Löten")), other: calendar(vevent("s", "Lötkolben heiß!"))}
    museum, stadt = (event["id"] for event in cluster.night(FIRST).events)
    (cluster.folder / "curation.toml").write_text(f'[[same]]\nevents = ["{museum}", "{stadt}"]\n')

    night = cluster.night(SECOND)

    (remaining,) = (event["id"] for event in night.events)
    tombstone = next(item for item in items(night) if item["state"] == "deleted")
    assert {remaining, tombstone["id"]} == {museum, stadt}
    assert tombstone["merged_into"] == remaining and "data" not in tombstone
    assert (tombstone["kind"], tombstone["sequence"]) == ("deleted", 1)
    assert tombstone["change"] > 2


def test_a_hidden_event_leaves_a_tombstone_and_not_a_word(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    hidden = next(event["id"] for event in cluster.night(FIRST).events if event["title"] == "Sterne")
    (cluster.folder / "curation.toml").write_text(f'[[hide]]\nevent = "{hidden}"\n')

    night = cluster.night(SECOND)

    tombstone = items(night)[-1]
    assert (tombstone["id"], tombstone["state"]) == (hidden, "deleted")
    assert "data" not in tombstone and "merged_into" not in tombstone
    assert not [path for path, content in night.files.items() if b"Sterne" in content]


def test_changes_are_told_for_thirty_days(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Löten", "20270105T140000"))
    cluster.night(FIRST)

    assert kinds(cluster.night("2026-12-24T23:00:00+01:00")) == {"Löten": "new"}
    over = document(cluster.night("2026-12-25T00:30:00+01:00"))
    assert over["items"] == []
    assert over["generated"] == "2026-11-24T02:15:00Z"


def test_what_has_left_the_window_is_not_told(cluster: ClusterOnDisk, url: str) -> None:
    cluster.pages[url] = calendar(vevent("a", "Vorbei", "20261101T100000"), vevent("b", "Löten", "20261125"))

    assert kinds(cluster.night(FIRST)) == {"Vorbei": "new", "Löten": "new"}
    assert kinds(cluster.night("2026-12-05T03:15:00+01:00")) == {"Löten": "new"}
