"""Backs a cluster up into one file, and restores it from there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.errors import ConfigurationError, NightFailed
from feeds.release import current_release, switch
from flows.errand import Errand
from warehouse.backups import export_warehouse, import_warehouse, opened_backup, write_backup
from warehouse.data_folder import DataFolder
from warehouse.store import open_warehouse

_KEPT = ("pages", "findings")  # folders of the data folder that come along as they are


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what was there already and is left as it was."""

    cluster: str
    folder: Path
    is_folder_new: bool
    release: str


def back_up(task: Errand, cluster_folder: Path, target: Path) -> int:
    """The bytes written. Raises ConfigurationError, or NightFailed while a run is at work."""
    data = task.data
    if not data.warehouse.exists():
        raise NightFailed(
            f"{data.path}: noch kein Lauf, nichts zu sichern (there has been no run yet, nothing to keep)"
        )
    if target.exists():
        raise ConfigurationError(
            f"{target}: ist da, nichts wird überschrieben (exists, nothing is overwritten)"
        )
    with data.held(), TemporaryDirectory(dir=data.path) as scratch:
        exported = Path(scratch) / "warehouse"
        with open_warehouse(data.warehouse) as con:
            export_warehouse(con, exported)
        release = current_release(task.site)
        folders = {"warehouse": exported, "cluster": cluster_folder}
        folders |= {name: data.path / name for name in _KEPT}
        if release is not None:
            folders["release"] = release
        write_backup(
            target,
            folders,
            cluster=task.cluster.id,
            as_of=task.night.as_of,
            release=release.name if release is not None else "",
        )
    return target.stat().st_size


def restore(source: Path, cluster_folder: Path, data: DataFolder, site: Path) -> Restored:
    """Bring all of it back where nothing is yet. Raises ConfigurationError, NightFailed."""
    if data.warehouse.exists():
        raise ConfigurationError(
            f"{data.warehouse}: ist da, nichts wird überschrieben (exists, nothing is overwritten)"
        )
    with data.held(), TemporaryDirectory(dir=data.path) as scratch:
        unpacked = Path(scratch)
        with opened_backup(source, unpacked) as manifest:
            import_warehouse(unpacked / "warehouse", unpacked / "warehouse.duckdb")
            for name in _KEPT:
                _take(unpacked / name, data.path / name)
            is_folder_new = not cluster_folder.exists()
            if is_folder_new:
                shutil.move(unpacked / "cluster", cluster_folder)
            release = data.releases / manifest.release
            if manifest.release and not release.exists():
                release.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(unpacked / "release", release)
            (unpacked / "warehouse.duckdb").replace(data.warehouse)  # the last step: now it is restored
            if manifest.release:
                switch(site, release)
    return Restored(manifest.cluster, cluster_folder, is_folder_new, manifest.release)


def _take(folder: Path, into: Path) -> None:
    """Add what is in a folder to another; what is there stays."""
    if folder.is_dir():
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            target = into / path.relative_to(folder)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
