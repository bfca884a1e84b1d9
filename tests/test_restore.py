"""What a night leaves for replaying it, and the way back after a lost warehouse."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from connectors.errors import ConfigurationError, NightFailed
from flows import steps
from flows.errand import errand
from flows.nightly import nightly
from flows.recovering import recover
from flows.replay_report import summary
from tests.fakes import SameProcess
from tests.five_nights import (
    NEXT,
    NIGHTS,
    kept,
    lose_the_warehouse,
    published,
    replayed,
    run_five_nights,
    stored,
)
from tests.nights import ClusterOnDisk, Result, calendar, vevent
from warehouse.data_folder import DataFolder


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


def test_the_way_back_after_a_lost_warehouse(cluster: ClusterOnDisk) -> None:
    run_five_nights(cluster)
    last = published(cluster)
    data = cluster.root / "data"
    lose_the_warehouse(cluster)
    (data / "site").unlink()
    nights = stored(cluster)

    result = replayed(cluster, restore=True)

    assert result.compared == "" and result.found.count("new") == 5
    assert Result(data / "site", [], []).files == last.files
    assert not (data / "restoring").exists() and stored(cluster) == nights
    night = cluster.night(NEXT)
    assert night.files == last.files and night.read_urls == []
    assert all(conditional for _, conditional in night.asked)


def test_what_happened_before_the_first_stored_night_is_not_forgotten(cluster: ClusterOnDisk) -> None:
    with (cluster.folder / "cluster.toml").open("a") as toml:
        toml.write("[fetch]\nkeep_pages_nights = 2\n")
    run_five_nights(cluster)
    last = published(cluster)
    assert [night[8:10] for night in stored(cluster)] == ["26", "27", "28"]
    lose_the_warehouse(cluster)

    result = replayed(cluster, restore=True)

    assert result.asked.base is not None and len(result.nights) < 3
    assert published(cluster).files == last.files
    assert cluster.night(NEXT).files == last.files


def test_without_a_copy_it_is_said_that_ids_may_differ(cluster: ClusterOnDisk) -> None:
    with (cluster.folder / "cluster.toml").open("a") as toml:
        toml.write("[fetch]\nkeep_pages_nights = 2\n")
    run_five_nights(cluster)
    for copy in (cluster.root / "data" / "pages" / "nights").glob("*.duckdb"):
        copy.unlink()

    result = replayed(cluster)

    assert len(result.nights) == 3 and not result.asked.is_whole
    assert [event.title for event in result.found.events if event.kind == "new"] == ["Löten für alle"]
    assert any("IDs" in line for line in summary(result))


def test_restoring_overwrites_nothing(cluster: ClusterOnDisk) -> None:
    run_five_nights(cluster)
    with pytest.raises(ConfigurationError, match="warehouse"):
        replayed(cluster, restore=True)
    with pytest.raises(ConfigurationError, match="--into"):
        replayed(cluster, into="data")


def interrupted(*args: object) -> None:
    raise InterruptedError


def test_a_night_that_was_not_published_is_none(
    cluster: ClusterOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    cluster.night(NIGHTS[0])
    cluster.pages[url] = calendar(vevent("x", "nie veröffentlicht"))
    with monkeypatch.context() as broken, pytest.raises(InterruptedError):
        broken.setattr(steps, "check_release", interrupted)
        cluster.night(NIGHTS[1])

    assert stored(cluster) == ["2026-11-24T02:15:00+00:00"]
    cluster.pages[url] = calendar(vevent("a", "Löten für alle"))
    last = cluster.night(NIGHTS[2])

    assert stored(cluster) == ["2026-11-24T02:15:00+00:00", "2026-11-26T02:15:00+00:00"]
    replayed(cluster, into="again")
    assert kept(cluster, "again").files == last.files


def test_a_night_killed_between_commit_and_switch_is_one(
    cluster: ClusterOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    with monkeypatch.context() as broken, pytest.raises(InterruptedError):
        broken.setattr(steps, "make_public", interrupted)
        cluster.night(NIGHTS[0])
    assert stored(cluster) == []

    cluster.night(NIGHTS[1])

    assert len(stored(cluster)) == 2


def test_stored_nights_survive_a_night_on_a_new_warehouse_and_go_when_they_are_old(
    cluster: ClusterOnDisk,
) -> None:
    run_five_nights(cluster)
    lose_the_warehouse(cluster)
    cluster.night(NEXT)

    assert len(replayed(cluster).nights) == 6
    cluster.night("2026-12-27T03:15:00+01:00")
    assert [night[5:10] for night in stored(cluster)] == ["11-27", "11-28", "11-28", "12-27"]
    named = DataFolder(cluster.root / "data").journals.digests()
    assert DataFolder(cluster.root / "data").pages.digests() == named


def recovered(cluster: ClusterOnDisk) -> list[str]:
    """What is said before a night begins."""
    said: list[str] = []
    task = errand(str(cluster.folder), str(cluster.root / "data"), None, NEXT)
    recover(task, lambda: nullcontext(SameProcess()), said.append)
    return said


@pytest.mark.parametrize("loss", ["gone", "empty"])
def test_a_night_that_finds_no_warehouse_brings_it_back_and_says_so(
    cluster: ClusterOnDisk, loss: str
) -> None:
    run_five_nights(cluster)
    last = published(cluster).files
    lose_the_warehouse(cluster)
    if loss == "empty":  # a run was killed at its very beginning
        (cluster.root / "data" / "warehouse.duckdb").touch()

    (said,) = recovered(cluster)

    assert "5 stored nights" in said
    assert cluster.night(NEXT).files == last
    assert recovered(cluster) == []


def test_a_first_night_has_nothing_to_bring_back(cluster: ClusterOnDisk) -> None:
    assert recovered(cluster) == []


def test_where_ids_would_change_the_night_stops_and_says_what_to_do(cluster: ClusterOnDisk) -> None:
    with (cluster.folder / "cluster.toml").open("a") as toml:
        toml.write("[fetch]\nkeep_pages_nights = 2\n")
    run_five_nights(cluster)
    lose_the_warehouse(cluster)
    for copy in (cluster.root / "data" / "pages" / "nights").glob("*.duckdb"):
        copy.unlink()
    data = cluster.root / "data"

    with pytest.raises(NightFailed, match=r"first nights are not stored.*replay .* --restore"):
        recovered(cluster)
    for stored_night in (data / "pages" / "nights").glob("*.json.gz"):
        stored_night.unlink()
    failed = nightly.fn(str(cluster.folder), str(data), None, NEXT)

    assert "new ids" in failed.message and not (data / "warehouse.duckdb").exists()
    assert len(published(cluster).events) == 5


def test_a_broken_warehouse_is_told_and_comes_back_once_it_is_moved_away(cluster: ClusterOnDisk) -> None:
    run_five_nights(cluster)
    last = published(cluster).files
    warehouse = cluster.root / "data" / "warehouse.duckdb"
    warehouse.write_bytes(warehouse.read_bytes()[: warehouse.stat().st_size // 2])

    with pytest.raises(NightFailed, match=r"warehouse\.duckdb: .*nothing is lost: move it away"):
        cluster.night(NEXT)
    assert published(cluster).files == last
    warehouse.rename(warehouse.with_suffix(".broken"))

    assert len(recovered(cluster)) == 1 and cluster.night(NEXT).files == last
