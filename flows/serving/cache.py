"""Keeps what was asked for last, within bounds of number and memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from flows.serving.asking import Version
from flows.serving.content import InMemory

MOST: int = 2_000
MOST_BYTES: int = 32_000_000


@dataclass(frozen=True, slots=True)
class Rendered:
    """One filtered feed."""

    version: Version
    content: InMemory
    packed: InMemory | None = None  # by gzip, once somebody asked for it

    @property
    def weight(self) -> int:
        return self.content.weight + (self.packed.weight if self.packed else 0)


@dataclass(slots=True)
class Cache:
    """The least recently asked for goes first."""

    most: int = MOST
    most_bytes: int = MOST_BYTES
    weight: int = 0
    _kept: OrderedDict[str, Rendered] = field(default_factory=OrderedDict, repr=False)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str) -> Rendered | None:
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: str, rendered: Rendered) -> None:
        """In place of what was kept under this key."""
        if old := self._kept.pop(key, None):
            self.weight -= old.weight
        self._kept[key] = rendered
        self.weight += rendered.weight
        while self._kept and (len(self._kept) > self.most or self.weight > self.most_bytes):
            self.weight -= self._kept.popitem(last=False)[1].weight
