"""The folder of what must be kept, and who may write to it: one run at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from connectors.errors import AlreadyRunning, NightFailed
from warehouse.bases import Bases
from warehouse.findings import Findings
from warehouse.night_journal import NightJournals
from warehouse.page_files import PageFiles
from warehouse.reading_files import ReadingFiles


@dataclass(frozen=True, slots=True)
class DataFolder:
    """warehouse.duckdb, pages/ and releases/ of one cluster."""

    path: Path

    @property
    def warehouse(self) -> Path:
        return self.path / "warehouse.duckdb"

    @property
    def pages(self) -> PageFiles:
        return PageFiles(self.path / "pages")

    @property
    def readings(self) -> ReadingFiles:
        return ReadingFiles(self.path / "readings")

    @property
    def journals(self) -> NightJournals:
        return NightJournals(self.path / "pages" / "nights")

    @property
    def bases(self) -> Bases:
        return Bases(self.path / "pages" / "nights")

    @property
    def findings(self) -> Findings:
        return Findings(self.path / "findings")

    @property
    def releases(self) -> Path:
        return self.path / "releases"

    @property
    def is_held(self) -> bool:
        """Whether a run is at work."""
        try:
            with (self.path / "run.lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for one run; the system lets go of it when the process ends, however it ends.

        Raises AlreadyRunning if another run holds it, NightFailed if it cannot be written to.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / "run.lock").open("a")
        except OSError as error:
            raise NightFailed(f"{self.path}: nicht beschreibbar (not writable): {error.strerror}") from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise AlreadyRunning(
                    f"{self.path}: ein anderer Lauf ist am Werk, dieser endet (another run is at work)"
                ) from None
            yield
