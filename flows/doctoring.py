"""Examines a machine, a cluster's folder and its data: what a run needs, and what to do where it lacks."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from connectors.dates.school_holidays import holidays_known_until
from connectors.errors import NightFailed
from flows.diagnosis import Finding, Verdict, good
from flows.errand import Errand
from flows.report import HOLIDAYS_AHEAD
from warehouse.store import open_warehouse

LEAST_ROOM: Final = 1 << 30  # bytes; a night of a large cluster writes a few hundred megabytes
PYTHON: Final = (3, 11)


def examine(task: Errand) -> Iterator[Finding]:
    """Everything that this machine can tell by itself."""
    yield _python()
    yield _prefect()
    yield good("Cluster-Ordner (cluster folder)", f"{len(task.cluster.sources)} Quellen (sources)")
    yield _writable("Datenordner (data folder)", task.data.path)
    yield _writable("Ordner der Seite (site's folder)", task.site.parent)
    yield _room(task.data.path)
    yield _warehouse(task)
    yield _at_work(task)
    yield _holidays(task)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    verdict = Verdict.GOOD if sys.version_info >= PYTHON else Verdict.WRONG
    return Finding("Python", verdict, version)


def _prefect() -> Finding:
    try:
        version = importlib.metadata.version("prefect")
    except importlib.metadata.PackageNotFoundError:
        return Finding(
            "Prefect", Verdict.WRONG, "fehlt; »make run« richtet es ein (missing, »make run« installs it)"
        )
    if not version.startswith("3.8."):
        return Finding("Prefect", Verdict.DOUBTFUL, f"{version}; geprüft ist 3.8 (3.8 is what is tested)")
    return good("Prefect", version)


def _writable(what: str, folder: Path) -> Finding:
    """Of a folder that is not there yet, the nearest one above it counts."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return good(what, f"{folder}")
    return Finding(what, Verdict.WRONG, f"{there}: nicht beschreibbar; Rechte geben (not writable)")


def _room(folder: Path) -> Finding:
    """Free on the disk, and what the data folder takes up; a file with several names counts once."""
    what = "Platz (room)"
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    parts = ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in _sizes(folder))
    words = f"{free / 1e9:.1f} GB frei (free){f'; {parts}' if parts else ''}"
    if free >= LEAST_ROOM:
        return good(what, words)
    return Finding(what, Verdict.WRONG, f"{words}; Platz schaffen (make room) auf (on) {there}")


def _sizes(folder: Path) -> Iterator[tuple[str, int]]:
    for part in sorted(folder.iterdir()) if folder.is_dir() else ():
        if part.is_symlink():
            continue
        files = [path for path in part.rglob("*") if path.is_file()] if part.is_dir() else [part]
        sizes = {(stat.st_dev, stat.st_ino): stat.st_size for stat in (path.lstat() for path in files)}
        yield part.name, sum(sizes.values())


def _warehouse(task: Errand) -> Finding:
    what, path = "Lager (warehouse)", task.data.warehouse
    if not path.exists():
        if task.data.journals.nights():
            return Finding(
                what,
                Verdict.DOUBTFUL,
                f"{path}: fehlt; »mintfeed replay --restore« baut es aus den gespeicherten Seiten wieder auf "
                "(missing; it can be rebuilt from the stored pages)",
            )
        return good(what, "noch kein Lauf (there has been no run yet)")
    if task.data.is_held:
        return good(what, "in Gebrauch (in use)")
    try:
        with open_warehouse(path, read_only=True) as con:
            (nights,) = con.execute("select count(*) from ops.runs").fetchall()[0]
    except NightFailed as error:
        return Finding(
            what,
            Verdict.WRONG,
            f"{error}; beiseite legen und »mintfeed replay --restore« (move it away, then restore)",
        )
    return good(what, f"{nights} Läufe (runs)")


def _at_work(task: Errand) -> Finding:
    words = "ein Lauf ist am Werk (a run is at work)" if task.data.is_held else "keiner am Werk (none)"
    return good("Lauf (run)", words)


def _holidays(task: Errand) -> Finding:
    what, known = "Schulferien (school holidays)", holidays_known_until()
    if known - task.night.today >= HOLIDAYS_AHEAD:
        return good(what, f"bekannt bis (known until) {known}")
    return Finding(
        what,
        Verdict.DOUBTFUL,
        f"nur bis {known} bekannt; connectors/dates/nrw_school_holidays.toml ergänzen (add the coming years)",
    )
