"""People's decisions: followed by every night after, never undone by what a source says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.nights import ClusterOnDisk, Result, calendar, vevent
from tests.typed_commands import mintfeed
from warehouse.store import open_warehouse

FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"
THIRD, FOURTH = "2026-11-26T03:15:00+01:00", "2026-11-27T03:15:00+01:00"
PAGE = "URL:https://museum.example/1"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    """One event, published on the first night."""
    cluster = ClusterOnDisk.made(tmp_path)
    end = "DTEND;TZID=Europe/Berlin:20261205T160000"
    cluster.pages[cluster.calendar("programm")] = calendar(
        vevent("a", "Löten", "20261205T140000", end, "LOCATION:Halle 2", PAGE)
    )
    cluster.night(FIRST)
    return cluster


def only(night: Result) -> Mapping[str, Any]:
    (event,) = night.events
    return event


def kinds(cluster: ClusterOnDisk, event_id: str) -> list[str]:
    with open_warehouse(cluster.root / "data" / "warehouse.duckdb") as con:
        rows = con.execute(
            "select kind from core.event_history where event_id = ? order by sequence", [event_id]
        )
        return [kind for (kind,) in rows.fetchall()]


def status(night: Result) -> list[str]:
    found: list[str] = json.loads(night.text("v1/status.json")).get("curation", [])
    return found


def test_a_corrected_title_stays_through_every_re_read_and_is_news_once(cluster: ClusterOnDisk) -> None:
    assert mintfeed(cluster, "set", "löten", "title", "Löten für alle").code == 0
    corrected = only(cluster.night(SECOND))
    url = "https://museum.example/programm.ics"
    cluster.pages[url] = cluster.pages[url].replace("Löten".encode(), "Löten heute".encode())

    again = only(cluster.night(THIRD))

    assert corrected["title"] == again["title"] == "Löten für alle"
    assert (corrected["sequence"], again["sequence"]) == (1, 1)
    assert corrected["modified"] == again["modified"]


def test_what_is_hidden_is_gone_from_every_file_and_told_as_deleted(cluster: ClusterOnDisk) -> None:
    before = only(cluster.night(FIRST))
    mintfeed(cluster, "hide", before["id"], "--note", "doppelt")

    night = cluster.night(SECOND)

    assert night.events == [] and "Löten" not in night.text("calendar.ics")
    assert kinds(cluster, before["id"]) == ["new", "deleted"]


def test_what_was_hidden_comes_back_as_the_same_event_in_a_later_version(cluster: ClusterOnDisk) -> None:
    before = only(cluster.night(FIRST))
    mintfeed(cluster, "hide", "https://museum.example/1")
    cluster.night(SECOND)
    assert mintfeed(cluster, "hide", before["id"], "--undo").code == 0

    after = only(cluster.night(THIRD))

    assert after["id"] == before["id"] and after["sequence"] > before["sequence"]
    assert kinds(cluster, before["id"]) == ["new", "deleted", "back"]


def test_a_field_is_cleared_and_stays_empty(cluster: ClusterOnDisk) -> None:
    mintfeed(cluster, "clear", "löten", "end")
    mintfeed(cluster, "clear", "löten", "place.name")
    mintfeed(cluster, "clear", "löten", "url")

    event = only(cluster.night(SECOND))

    assert not {"end", "location", "url"} & event.keys()


def test_a_person_says_how_it_is(cluster: ClusterOnDisk) -> None:
    for field, value in {
        "end": "2026-12-05 18:30",
        "status": "cancelled",
        "place.city": "Bochum",
        "topics": "technik, physik",
        "registration_deadline": "1.12.2026",
        "description": "Zwei\nZeilen",
    }.items():
        assert mintfeed(cluster, "set", "löten", field, value).code == 0

    event = only(cluster.night(SECOND))

    assert event["end"] == "2026-12-05T18:30:00+01:00"
    assert event["status"] == "cancelled" and event["sequence"] == 1
    assert event["location"] == {"name": "Halle 2", "city": "Bochum"}
    assert event["topics"] == ["physik", "technik"]
    assert event["registration"]["deadline"] == "2026-12-01"
    assert event["description"] == "Zwei\nZeilen"


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("5.12.2026 15:00", "2026-12-05T15:00:00+01:00", "2026-12-05T16:00:00+01:00"),
        ("2026-12-07T13:00:00Z", "2026-12-07T14:00:00+01:00", "2026-12-07T16:00:00+01:00"),
        ("2026-12-05 17:00", "2026-12-05T17:00:00+01:00", None),
        ("2026-12-05", "2026-12-05", None),
    ],
    ids=["same day", "other day, so the end moves along", "after the end", "all day"],
)
def test_another_start_keeps_the_end_only_where_it_fits(
    cluster: ClusterOnDisk, value: str, start: str, end: str | None
) -> None:
    mintfeed(cluster, "set", "löten", "start", value)

    event = only(cluster.night(SECOND))

    assert (event["start"], event.get("end")) == (start, end)


def test_the_end_of_whole_days_is_told_as_the_last_day(cluster: ClusterOnDisk) -> None:
    mintfeed(cluster, "set", "löten", "start", "2026-12-05")
    mintfeed(cluster, "set", "löten", "end", "2026-12-06")

    event = only(cluster.night(SECOND))

    assert (event["start"], event["end"]) == ("2026-12-05", "2026-12-07")


def test_an_end_before_the_start_is_left_out_and_reported_and_the_night_goes_on(
    cluster: ClusterOnDisk,
) -> None:
    mintfeed(cluster, "set", "löten", "end", "2026-12-05 13:00")

    night = cluster.night(SECOND)

    assert "end" not in only(night)
    assert "set[1]" in status(night)[0] and "not after the start" in status(night)[0]


def test_an_event_corrected_out_of_the_window_does_not_stop_the_night(cluster: ClusterOnDisk) -> None:
    mintfeed(cluster, "set", "löten", "start", "2029-12-05 14:00")

    assert cluster.night(SECOND).events == []


def test_an_event_of_a_mixed_source_is_published_when_it_is_pinned(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("alles", "stadt", "mixed = true")] = calendar(vevent("w", "Weinfest"))
    assert cluster.night(SECOND).titles == ["Löten"]
    mintfeed(cluster, "pin", "weinfest")

    assert sorted(cluster.night(THIRD).titles) == ["Löten", "Weinfest"]

    mintfeed(cluster, "pin", "weinfest", "--undo")
    assert cluster.night(FOURTH).titles == ["Löten"]


def test_a_topic_given_by_a_person_is_a_topic_found(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("alles", "stadt", "mixed = true")] = calendar(vevent("w", "Weinlabor"))
    cluster.night(SECOND)
    mintfeed(cluster, "set", "weinlabor", "topics", "chemie")

    assert sorted(cluster.night(THIRD).titles) == ["Löten", "Weinlabor"]


def test_two_events_are_one_under_the_older_id_and_two_again_when_people_think_better(
    cluster: ClusterOnDisk,
) -> None:
    older = only(cluster.night(FIRST))["id"]
    other = cluster.calendar("kalender", "stadt")
    cluster.pages[other] = calendar(
        vevent("s", "Elektronik ganz anders", "20261205T140000", "DESCRIPTION:Mit Zinn")
    )
    younger = {event["id"] for event in cluster.night(SECOND).events} - {older}
    mintfeed(cluster, "same", "elektronik", "https://museum.example/1")

    one = only(cluster.night(THIRD))

    assert one["id"] == older and one["description"] == "Mit Zinn"
    assert [listing["source"] for listing in one["listings"]] == ["programm", "kalender"]
    assert kinds(cluster, *younger) == ["new", "deleted"]

    mintfeed(cluster, "different", older, *younger)
    assert {event["id"] for event in cluster.night(FOURTH).events} == {older, *younger}


def test_a_decision_about_an_event_that_became_part_of_another_is_about_that_one(
    cluster: ClusterOnDisk,
) -> None:
    older = only(cluster.night(FIRST))["id"]
    other = cluster.calendar("kalender", "stadt")
    cluster.pages[other] = calendar(vevent("s", "Elektronik"))
    cluster.night(SECOND)
    mintfeed(cluster, "set", "elektronik", "price", "frei")
    mintfeed(cluster, "same", "elektronik", older)

    event = only(cluster.night(THIRD))

    assert event["id"] == older and event["price"]["text"] == "frei"


def test_an_id_that_no_longer_exists_is_reported_and_the_night_goes_on(cluster: ClusterOnDisk) -> None:
    (cluster.folder / "curation.toml").write_text('[[hide]]\nevent = "0123456789abcdef"\n')

    night = cluster.night(SECOND)

    assert night.titles == ["Löten"]
    assert status(night) == ["hide[1]: 0123456789abcdef: kein solcher Termin (no such event)"]
    said = mintfeed(cluster, "status")
    assert said.code == 0 and "curation.toml: hide[1]: 0123456789abcdef" in said.out


def test_a_decision_about_an_event_that_no_longer_exists_can_be_taken_back(cluster: ClusterOnDisk) -> None:
    (cluster.folder / "curation.toml").write_text('# alt\n[[hide]]\nevent = "0123456789abcdef"\n')

    assert mintfeed(cluster, "hide", "0123456789abcdef", "--undo").code == 0

    assert (cluster.folder / "curation.toml").read_text() == "# alt\n"
    assert mintfeed(cluster, "hide", "löten", "--undo").code == 2


def test_a_wrong_word_leaves_the_file_as_it_was(cluster: ClusterOnDisk) -> None:
    for words in (
        ("set", "löten", "titel", "x"),
        ("set", "löten", "start", "bald"),
        ("set", "löten", "topics", "lötkunst"),
        ("clear", "löten", "title"),
        ("hide", "wurmkunde"),
        ("same", "löten", "löten"),
    ):
        said = mintfeed(cluster, *words)
        assert said.code == 2 and said.err.startswith("mintfeed: ") and "Traceback" not in said.err
    assert not (cluster.folder / "curation.toml").exists()


def test_decisions_that_stand_change_no_byte_of_a_night_without_news(cluster: ClusterOnDisk) -> None:
    mintfeed(cluster, "set", "löten", "title", "Löten für alle")
    mintfeed(cluster, "set", "löten", "topics", "technik")
    first = cluster.night(SECOND).files

    assert cluster.night("2026-11-25T09:00:00+01:00").files == first
