"""Health is honest: what nobody would notice otherwise is named, night by night."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed

NIGHT = datetime.fromisoformat("2026-11-02T03:15:00+01:00")


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


def night(cluster: ClusterOnDisk, days: int = 0) -> dict[str, Any]:
    """The status file after the night so many days later."""
    result = cluster.night((NIGHT + timedelta(days=days)).isoformat())
    status: dict[str, Any] = json.loads(result.text("v1/status.json"))
    return status


def codes(status: dict[str, Any], source: str = "museum") -> list[str]:
    return [hint["code"] for hint in status.get("hints", {}).get(source, ())]


def page(cluster: ClusterOnDisk) -> BeautifulSoup:
    return BeautifulSoup((cluster.root / "data/site/status/index.html").read_bytes(), "lxml")


def test_each_source_shows_how_its_last_nights_went(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("museum")
    body = calendar(vevent("1", "Löten", "20261205T140000", "LOCATION:Halle"))
    for days, pages in enumerate(({url: body}, {}, {url: body})):
        cluster.pages = pages
        status = night(cluster, days)
    assert list(status["nights"]["museum"].values()) == ["ok", "failed", "unchanged"]
    strip = page(cluster).select(".strip")[0]
    assert strip["aria-label"] == "Von 3 Nächten 2 gut gelesen"
    assert [bool(mark.get("class")) for mark in strip.select("i")] == [False, True, False]
    assert "▁█▁" in mintfeed(cluster, "status").out


def test_only_the_last_thirty_nights_are_shown(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("museum")] = calendar(vevent("1", "Löten", "20270105T140000"))
    night(cluster)
    assert list(night(cluster, 40)["nights"]["museum"]) == ["2026-12-12"]


def test_a_source_that_may_be_empty_is_red_after_weeks_without_anything(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("museum", more="may_be_empty = true\n")] = calendar()
    assert codes(night(cluster)) == []
    assert codes(night(cluster, 14)) == ["nothing-for-weeks"]
    row = page(cluster).select("tbody tr")[0]
    assert row.select(".badge:not(.well)") and "Seit Wochen" in row.get_text()
    assert "Seit Wochen" in mintfeed(cluster, "status").out


def test_a_source_whose_events_are_all_over_is_red(cluster: ClusterOnDisk) -> None:
    cluster.pages[cluster.calendar("museum")] = calendar(vevent("1", "Löten", "20261020T140000"))
    assert codes(night(cluster)) == []
    assert codes(night(cluster, 3)) == ["nothing-ahead"]
    assert page(cluster).select("tbody .badge")[0].get_text() == "nichts Neues"


@pytest.mark.parametrize(
    ("clock", "place", "code"),
    [
        ("T000000", "LOCATION:Halle", "all-at-midnight"),
        ("T031500", "LOCATION:Halle", "in-the-small-hours"),
        ("T140000", "X-NICHTS:1", "no-places"),
        ("T140000", "LOCATION:Halle", ""),
    ],
)
def test_what_is_odd_about_all_events_together_is_named(
    cluster: ClusterOnDisk, clock: str, place: str, code: str
) -> None:
    days = (5, 6, 7)
    cluster.pages[cluster.calendar("museum")] = calendar(
        *(vevent(f"{day}", f"Werkstatt {day}", f"2026120{day}{clock}", place) for day in days)
    )
    assert codes(night(cluster)) == ([code] if code else [])
    assert ("badge well" in str(page(cluster).select("tbody .badge")[0])) is True


def test_sources_that_say_different_times_are_shown_side_by_side(cluster: ClusterOnDisk) -> None:
    title, place = "Die Lange Nacht der Sternbilder im Planetarium", "LOCATION:Planetarium"
    for id_, partner, clock in (("museum", "museum", "T190000"), ("stadt", "stadt", "T193000")):
        cluster.pages[cluster.calendar(id_, partner)] = calendar(
            vevent(id_, title, f"20261205{clock}", place, "DESCRIPTION:Wir zeigen den Winterhimmel.")
        )
    status = night(cluster)
    (one,) = status["contradictions"]
    assert [(each["source"], each["start"]) for each in one["says"]] == [
        ("museum", "2026-12-05T19:00"), ("stadt", "2026-12-05T19:30"),
    ]  # fmt: skip
    assert status["figures"]["contradictions"] == status["figures"]["merged"] == 1
    assert "stadt: 2026-12-05 19:30" in page(cluster).get_text()
    assert "stadt 2026-12-05 19:30" in mintfeed(cluster, "status").out


def test_the_figures_count_what_is_published_left_out_and_mended(cluster: ClusterOnDisk) -> None:
    more = "mixed = true\n"
    cluster.pages[cluster.calendar("museum", more=more)] = calendar(
        vevent("1", "Roboter programmieren", "20261205T140000"),
        vevent("2", "Chorprobe", "20261206T190000"),
        vevent("3", "", "20261207T190000"),
    )
    figures = night(cluster)["figures"]
    assert (figures["sources"], figures["fresh"], figures["events"]) == (1, 1, 1)
    assert (figures["left_out"], figures["dropped"], figures["merged"]) == (1, 1, 0)
