"""A backup brings everything back, and a damaged one nothing."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

import pytest

from connectors.errors import AlreadyRunning, ConfigurationError, NightFailed
from flows.errand import Errand, errand
from flows.keeping import back_up, restore
from tests.nights import ClusterOnDisk, Result, calendar, vevent
from warehouse.data_folder import DataFolder

FIRST = "2026-11-02T03:15:00+01:00"
SECOND = "2026-11-03T03:15:00+01:00"
THIRD = "2026-11-04T03:15:00+01:00"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    """Two nights old, with an event that was renamed and a decision of a person's."""
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("museum")
    cluster.pages[url] = calendar(vevent("1", "Löten"), vevent("2", "Fräsen", "20261206T100000"))
    cluster.night(FIRST)
    (cluster.folder / "curation.toml").write_text("# von Hand\n")
    cluster.pages[url] = calendar(vevent("1", "Löten für alle"), vevent("2", "Fräsen", "20261206T100000"))
    cluster.night(SECOND)
    return cluster


def task(cluster: ClusterOnDisk) -> Errand:
    return errand(str(cluster.folder), str(cluster.root / "data"), None, SECOND)


def backed_up(cluster: ClusterOnDisk) -> Path:
    file = cluster.root / "sicherung.tar"
    assert back_up(task(cluster), cluster.folder, file) == file.stat().st_size
    return file


def brought_back(cluster: ClusterOnDisk, file: Path) -> None:
    data = DataFolder(cluster.root / "data")
    restore(file, cluster.folder, data, data.path / "site")


def published(cluster: ClusterOnDisk) -> dict[str, bytes]:
    return Result(cluster.root / "data" / "site", [], []).files


def test_after_deleting_everything_a_restored_cluster_goes_on_as_if_nothing_had_been(
    cluster: ClusterOnDisk, tmp_path: Path
) -> None:
    file, before = backed_up(cluster), published(cluster)
    untouched = ClusterOnDisk(tmp_path / "copy", dict(cluster.pages))
    shutil.copytree(cluster.folder, untouched.folder)
    shutil.copytree(cluster.root / "data", untouched.root / "data", symlinks=True)
    shutil.rmtree(cluster.root / "data")
    shutil.rmtree(cluster.folder)

    brought_back(cluster, file)

    assert published(cluster) == before
    assert (cluster.folder / "curation.toml").read_text() == "# von Hand\n"
    night = cluster.night(SECOND)
    assert night.files == before and night.read_urls == []
    assert all(conditional for _, conditional in night.asked)
    assert cluster.night(THIRD).files == untouched.night(THIRD).files


def test_the_folder_of_a_cluster_that_is_there_stays_as_it_is(cluster: ClusterOnDisk) -> None:
    file = backed_up(cluster)
    shutil.rmtree(cluster.root / "data")
    (cluster.folder / "curation.toml").write_text("# neuer\n")
    brought_back(cluster, file)
    assert (cluster.folder / "curation.toml").read_text() == "# neuer\n"


def test_nothing_is_overwritten(cluster: ClusterOnDisk) -> None:
    file = backed_up(cluster)
    with pytest.raises(ConfigurationError, match="nothing is overwritten"):
        backed_up(cluster)
    with pytest.raises(ConfigurationError, match="nothing is overwritten"):
        brought_back(cluster, file)


def test_before_the_first_run_there_is_nothing_to_keep(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    with pytest.raises(NightFailed, match="nothing to keep"):
        backed_up(cluster)


def test_while_a_run_is_at_work_nothing_is_backed_up(cluster: ClusterOnDisk) -> None:
    with DataFolder(cluster.root / "data").held(), pytest.raises(AlreadyRunning):
        backed_up(cluster)
    assert not list(cluster.root.glob("sicherung*"))


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(cluster: ClusterOnDisk) -> None:
    (cluster.root / "keinordner").write_text("")
    with pytest.raises(NightFailed, match="cannot be written"):
        back_up(task(cluster), cluster.folder, cluster.root / "keinordner" / "sicherung.tar")


def test_a_damaged_backup_restores_nothing(cluster: ClusterOnDisk) -> None:
    file = backed_up(cluster)
    shutil.rmtree(cluster.root / "data")
    with tarfile.open(file) as archive:
        member = next(each for each in archive.getmembers() if each.name.startswith("pages/"))
    whole = bytearray(file.read_bytes())
    whole[member.offset_data] ^= 0xFF
    file.write_bytes(whole)
    with pytest.raises(NightFailed, match="damaged"):
        brought_back(cluster, file)
    assert not (cluster.root / "data" / "warehouse.duckdb").exists()


@pytest.mark.parametrize("content", [b"", b"kein Archiv", b"\x00" * 10_240])
def test_what_is_no_backup_is_said_to_be_none(cluster: ClusterOnDisk, content: bytes) -> None:
    file = cluster.root / "sicherung.tar"
    file.write_bytes(content)
    shutil.rmtree(cluster.root / "data")
    with pytest.raises(NightFailed, match="not a readable backup"):
        brought_back(cluster, file)
