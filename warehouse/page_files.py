"""Keeps the bytes of pages: one gzip file each, named by the digest of what is in it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

_NOTHING: Final = sha256(b"").hexdigest()  # of a page without a byte; there is no file of it


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The folder pages/; a file is written aside and moved, so that none is ever half."""

    folder: Path

    def keep(self, digest: str, packed: bytes) -> None:
        path = self.path(digest)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.write_bytes(packed)
        aside.replace(path)

    def body(self, digest: str) -> bytes | None:
        """The bytes, or None if they are lost or no longer what their name says."""
        if digest == _NOTHING:
            return b""
        try:
            body = gzip.decompress(self.path(digest).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None
        return body if sha256(body).hexdigest() == digest else None

    def discard(self, digests: Collection[str]) -> None:
        for digest in digests:
            self.path(digest).unlink(missing_ok=True)

    def digests(self) -> set[str]:
        """Of all pages there are."""
        return {path.name.removesuffix(".gz") for path in self.folder.glob("??/*.gz")}

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.gz"
