"""`mintfeed status --left-out` shows what a mixed source announces and nobody sees, and how to publish it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed

FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    """A mixed calendar with an event of a known topic, and three without one."""
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("programm")] = calendar(vevent("a", "Zinnfest"))
    cluster.pages[cluster.calendar("alles", "stadt", "mixed = true")] = calendar(
        vevent("r", "Roboter programmieren", "20261206T140000"),
        vevent("w", "Weinfest", "20261208T140000"),
        vevent("t", "Trödelmarkt", "20261207"),
        vevent("o", "Orgelkonzert", "20261120T190000"),
    )
    cluster.night(FIRST)
    return cluster


def left_out(cluster: ClusterOnDisk, as_of: str = FIRST) -> list[dict[str, Any]]:
    said = mintfeed(cluster, "status", "--left-out", "--json", "--as-of", as_of)
    assert said.code == 0, said.err
    events: list[dict[str, Any]] = json.loads(said.out)["left_out"]
    return events


def test_what_has_no_topic_and_is_still_to_come_is_listed_by_date(cluster: ClusterOnDisk) -> None:
    assert [(each["title"], each["start"], each["sources"]) for each in left_out(cluster)] == [
        ("Trödelmarkt", "2026-12-07", ["alles"]),
        ("Weinfest", "2026-12-08 14:00", ["alles"]),
    ]


def test_the_list_says_how_to_publish_one_and_that_does_it(cluster: ClusterOnDisk) -> None:
    shown = mintfeed(cluster, "status", "--left-out", "--as-of", FIRST).out
    assert "Trödelmarkt" in shown and "Weinfest" in shown and "left out" in shown
    line = next(line for line in shown.splitlines() if "mintfeed pin" in line)
    typed = shlex.split(line[line.index("mintfeed pin") :])

    assert typed[2] == str(cluster.folder) and typed[4:] == ["--data", str(cluster.root / "data")]
    assert mintfeed(cluster, "pin", typed[3]).code == 0
    assert [each["title"] for each in left_out(cluster)] == ["Weinfest"]  # though no run has followed it yet

    assert "Trödelmarkt" in cluster.night(SECOND).titles
    assert [each["title"] for each in left_out(cluster, SECOND)] == ["Weinfest"]


def test_a_topic_by_hand_or_hiding_settles_it_too(cluster: ClusterOnDisk) -> None:
    mintfeed(cluster, "set", "weinfest", "topics", "chemie")
    mintfeed(cluster, "hide", "trödelmarkt")

    assert left_out(cluster) == []
    assert "nothing is left out" in mintfeed(cluster, "status", "--left-out", "--as-of", FIRST).out


def test_what_its_source_dropped_is_not_listed(cluster: ClusterOnDisk) -> None:
    cluster.pages["https://stadt.example/alles.ics"] = calendar(vevent("w", "Weinfest", "20261208T140000"))
    cluster.night(SECOND)
    cluster.night("2026-11-26T03:15:00+01:00")

    assert [each["title"] for each in left_out(cluster)] == ["Weinfest"]


def test_before_the_first_run_it_says_so(tmp_path: Path) -> None:
    said = mintfeed(ClusterOnDisk.made(tmp_path), "status", "--left-out")

    assert said.code == 1 and "no run yet" in said.err
