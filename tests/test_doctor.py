"""The doctor tells what is missing before a night does."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.diagnosis import Finding, Verdict
from flows.doctoring import examine
from flows.doctoring_hosts import clock, on_the_net
from flows.errand import Errand, errand
from tests.loopback import partner
from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed

NIGHT = "2026-11-02T03:15:00+01:00"
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("museum")] = calendar(vevent("1", "Löten"))
    return cluster


def task(cluster: ClusterOnDisk, as_of: str = NIGHT) -> Errand:
    return errand(str(cluster.folder), str(cluster.root / "data"), None, as_of)


def found(cluster: ClusterOnDisk, what: str, as_of: str = NIGHT) -> Finding:
    return next(each for each in examine(task(cluster, as_of)) if what in each.what)


def test_before_the_first_night_all_is_well(cluster: ClusterOnDisk) -> None:
    assert {each.verdict for each in examine(task(cluster))} == {Verdict.GOOD}


def test_after_a_night_its_runs_and_its_room_are_told(cluster: ClusterOnDisk) -> None:
    cluster.night(NIGHT)
    assert "1 Läufe" in found(cluster, "warehouse").words
    assert "releases" in found(cluster, "room").words


def test_a_damaged_warehouse_is_found_and_the_way_back_named(cluster: ClusterOnDisk) -> None:
    cluster.night(NIGHT)
    (cluster.root / "data" / "warehouse.duckdb").write_bytes(b"kein Lager" * 1000)
    warehouse = found(cluster, "warehouse")
    assert warehouse.is_wrong and "replay --restore" in warehouse.words


def test_a_lost_warehouse_is_found_and_the_way_back_named(cluster: ClusterOnDisk) -> None:
    cluster.night(NIGHT)
    (cluster.root / "data" / "warehouse.duckdb").unlink()
    warehouse = found(cluster, "warehouse")
    assert warehouse.verdict is Verdict.DOUBTFUL and "replay --restore" in warehouse.words


def test_a_data_folder_that_cannot_be_made_is_found(cluster: ClusterOnDisk) -> None:
    (cluster.root / "data").write_text("eine Datei")
    assert found(cluster, "data folder").is_wrong


def test_missing_holidays_are_told_in_time(cluster: ClusterOnDisk) -> None:
    assert found(cluster, "holidays", "2035-01-01T03:15:00+01:00").verdict is Verdict.DOUBTFUL


def test_a_host_that_answers_is_well_and_one_that_does_not_is_named(cluster: ClusterOnDisk) -> None:
    with partner({"/": b"da"}) as site:
        with (cluster.folder / "cluster.toml").open("a") as toml:
            toml.write('[fetch]\nallow_hosts = ["127.0.0.1"]\ndelay_seconds = 0\n')
        (cluster.folder / "sources" / "museum.toml").unlink()
        cluster.source("da", f'name = "x"\npartner = "museum"\nkind = "ics"\nurl = "{site.url("/k.ics")}"\n')
        assert {each.verdict for each in on_the_net(task(cluster))} == {Verdict.GOOD}
        cluster.source("weg", 'name = "x"\npartner = "museum"\nkind = "ics"\nurl = "http://127.0.0.1:9/"\n')
        hosts = next(each for each in on_the_net(task(cluster)) if "hosts" in each.what)
    assert hosts.verdict is Verdict.DOUBTFUL and "127.0.0.1:9" in hosts.words


@pytest.mark.parametrize(
    ("minutes", "verdict", "word"),
    [(0, Verdict.GOOD, "UTC"), (60, Verdict.WRONG, "fast by 60"), (-60, Verdict.WRONG, "slow by 60")],
)
def test_a_clock_that_is_an_hour_off_is_found(minutes: int, verdict: Verdict, word: str) -> None:
    """One host whose own clock is wrong does not count."""
    said = clock([NOW, NOW, NOW - timedelta(days=400)], NOW + timedelta(minutes=minutes))
    assert said.verdict is verdict and word in said.words


def test_the_command_ends_with_1_where_something_is_wrong(cluster: ClusterOnDisk) -> None:
    assert mintfeed(cluster, "doctor", "--offline").code == 0
    (cluster.root / "data").write_text("eine Datei")
    said = mintfeed(cluster, "doctor", "--offline", "--json")
    assert said.code == 1
    assert {each["verdict"] for each in json.loads(said.out)} == {"ok", "fail"}
