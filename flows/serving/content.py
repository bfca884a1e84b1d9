"""What an answer carries: bytes in memory or a file, in pieces that a slow client may take one by one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

WHOLE: Final = 64 * 1024  # bytes that are sent at once
PIECE: Final = 32 * 1024  # of what is larger: a few are held for each slow client
QUICKLY: Final = 1  # zlib's level: asked for once, mostly
_GZIP: Final = 31  # zlib's window bits for a gzip stream


class Content(Protocol):
    """A body of known size."""

    @property
    def size(self) -> int: ...

    def pieces(self) -> Iterator[bytes]:
        """At most PIECE bytes each, or little more."""
        ...


@dataclass(frozen=True, slots=True)
class InMemory:
    """Parts that belong to the snapshot, and are never joined as a whole unless they are small."""

    parts: Sequence[bytes]
    size: int

    def pieces(self) -> Iterator[bytes]:
        waiting: list[bytes] = []
        length = 0
        for part in self.parts:
            waiting.append(part)
            length += len(part)
            if length >= PIECE:
                yield b"".join(waiting)
                waiting, length = [], 0
        if waiting:
            yield b"".join(waiting)

    @property
    def weight(self) -> int:
        """Bytes of memory that are its own."""
        own = self.size if len(self.parts) == 1 else 8 * len(self.parts)
        return own + 500


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file; one that is replaced meanwhile is sent as it was when its sending began."""

    path: Path
    size: int

    def pieces(self) -> Iterator[bytes]:
        with self.path.open("rb", buffering=0) as file:
            left = self.size
            while left > 0 and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                yield piece


def in_memory(parts: Sequence[bytes]) -> InMemory:
    """Small ones are joined, which is quicker to send."""
    size = sum(map(len, parts))
    return InMemory([b"".join(parts)] if size <= WHOLE else parts, size)


def compressed(content: InMemory) -> InMemory:
    """By gzip; the same bytes for the same content."""
    packer = zlib.compressobj(QUICKLY, wbits=_GZIP)
    packed = b"".join([*map(packer.compress, content.pieces()), packer.flush()])
    return InMemory([packed], len(packed))


def digest(content: InMemory) -> str:
    """The same for the same bytes."""
    total = sha256()
    for part in content.parts:
        total.update(part)
    return total.hexdigest()[:32]
