"""Keeps what was last read of each long page, so that its unchanged records need not be read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadingFiles:
    """The folder readings/: an Arrow stream for each page. All of it may be lost: it only saves time."""

    folder: Path

    def keep(self, source_id: str, url: str, stream: bytes) -> None:
        path = self._path(source_id, url)
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.write_bytes(stream)
        aside.replace(path)

    def of(self, source_id: str, url: str) -> bytes | None:
        try:
            return self._path(source_id, url).read_bytes()
        except OSError:
            return None

    def discard_all_but(self, pages: Iterable[tuple[str, str]]) -> None:
        """Keep those of these pages, each a source's id and a URL."""
        kept = {self._path(source_id, url) for source_id, url in pages}
        for path in set(self.folder.glob("*")) - kept:
            path.unlink(missing_ok=True)

    def _path(self, source_id: str, url: str) -> Path:
        return self.folder / f"{sha256(f'{source_id} {url}'.encode()).hexdigest()[:32]}.arrow"
