"""A source that is held is believed on a person's word, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed
from warehouse.data_folder import DataFolder

FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"
SAME_DAY, THIRD, FOURTH = (
    "2026-11-25T09:00:00+01:00",
    "2026-11-26T03:15:00+01:00",
    "2026-11-27T03:15:00+01:00",
)
TEN = calendar(*(vevent(str(n), f"Termin {n}", f"202612{n + 10}T140000") for n in range(10)))
TWO = calendar(*(vevent(str(n), f"Termin {n}", f"202612{n + 10}T140000") for n in range(2)))


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    """Ten events on the first night."""
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("programm")] = TEN
    cluster.night(FIRST)
    return cluster


def test_an_accepted_source_is_believed_at_the_next_run(cluster: ClusterOnDisk) -> None:
    cluster.pages = dict.fromkeys(cluster.pages, TWO)
    held = cluster.night(SECOND)
    assert held.source("programm")["state"] == "held" and len(held.events) == 10

    said = mintfeed(cluster, "accept", "programm")
    night = cluster.night(SAME_DAY)

    assert said.code == 0 and "2 upcoming events instead of 10" in said.out and "next run" in said.out
    assert night.source("programm")["state"] == "ok"
    assert [event["status"] for event in night.events].count("delisted") == 8


def test_where_nothing_is_held_nothing_is_accepted_in_advance(cluster: ClusterOnDisk) -> None:
    said = mintfeed(cluster, "accept", "programm")
    cluster.pages = dict.fromkeys(cluster.pages, TWO)

    assert said.code == 0 and "nothing is held" in said.out
    assert cluster.night(SECOND).source("programm")["state"] == "held"


def test_an_acceptance_is_used_up_when_the_source_recovers_by_itself(cluster: ClusterOnDisk) -> None:
    cluster.pages = dict.fromkeys(cluster.pages, TWO)
    cluster.night(SECOND)
    mintfeed(cluster, "accept", "programm")
    cluster.pages = dict.fromkeys(cluster.pages, TEN)
    cluster.night(THIRD)
    cluster.pages = dict.fromkeys(cluster.pages, TWO)

    assert cluster.night(FOURTH).source("programm")["state"] == "held"


def test_an_unknown_source_is_wrong_usage_and_the_known_ones_are_named(cluster: ClusterOnDisk) -> None:
    said = mintfeed(cluster, "accept", "progamm")

    assert said.code == 2 and "programm" in said.err


def test_nothing_is_accepted_while_a_run_is_at_work_or_before_the_first(
    cluster: ClusterOnDisk, tmp_path: Path
) -> None:
    with DataFolder(cluster.root / "data").held():
        assert mintfeed(cluster, "accept", "programm").code == 1
    (cluster.root / "data" / "warehouse.duckdb").unlink()
    assert mintfeed(cluster, "accept", "programm").code == 1
