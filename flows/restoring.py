"""The way back after a lost warehouse: what was replayed aside takes its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from connectors.errors import ConfigurationError
from feeds.release import current_release, prune, switch
from flows.errand import Errand
from flows.steps import KEEP_RELEASES
from warehouse.data_folder import DataFolder


@contextmanager
def restoring(task: Errand) -> Iterator[DataFolder]:
    """An empty folder to replay into; at the end of the block what is in it is taken over and published."""
    if task.data.warehouse.exists():
        raise ConfigurationError(
            f"{task.data.warehouse}: ist da, --restore überschreibt nichts (exists, nothing is overwritten)"
        )
    aside = DataFolder(task.data.path / "restoring")
    with task.data.held():
        shutil.rmtree(aside.path, ignore_errors=True)  # of a restoring that was killed
        yield aside
        _take_over(task, aside)
        shutil.rmtree(aside.path)


def _take_over(task: Errand, aside: DataFolder) -> None:
    """The release first, the warehouse by one move, then the switch: killed in between, a night mends it."""
    restored = current_release(aside.path / "site")
    assert restored is not None
    release = task.data.releases / restored.name
    if not release.exists():
        release.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(restored, release)
    for found in aside.findings.folder.glob("*.toml"):
        if not (known := task.data.findings.folder / found.name).exists():
            known.parent.mkdir(exist_ok=True)
            found.replace(known)
    task.data.warehouse.with_suffix(".duckdb.wal").unlink(missing_ok=True)  # of the lost one
    aside.warehouse.replace(task.data.warehouse)
    switch(task.site, release)
    prune(task.data.releases, task.site, KEEP_RELEASES)
