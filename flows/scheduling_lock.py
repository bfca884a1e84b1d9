"""One schedule for a data folder: who holds it, and which deployment it served last."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from connectors.errors import AlreadyRunning, NightFailed
from warehouse.data_folder import DataFolder


@dataclass(frozen=True, slots=True)
class ScheduleLock:
    """The lock as held; its text names the deployment that was served from here."""

    file: IO[str]
    served_before: str  # id of a deployment, "" if none was

    def note(self, deployment_id: str) -> None:
        self.file.seek(0)
        self.file.truncate()
        self.file.write(deployment_id)
        self.file.flush()


@contextmanager
def schedule_held(data: DataFolder) -> Iterator[ScheduleLock]:
    """Until the process ends, however it ends. Raises AlreadyRunning, NightFailed."""
    path = data.path / "schedule.lock"
    with _opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(
                f"{data.path}: ein anderes »mintfeed schedule« bedient diesen Ordner schon, dieses endet "
                "(another schedule serves this folder)"
            ) from None
        file.seek(0)
        yield ScheduleLock(file, file.read().strip())


def _opened(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+", encoding="ascii")
    except OSError as error:
        raise NightFailed(f"{path.parent}: nicht beschreibbar (not writable): {error.strerror}") from None
