"""Follows the release switch: the newest release that can be read, in memory."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from connectors.errors import MintfeedError
from feeds.not_found import render_not_found
from feeds.publisher import Publisher
from feeds.snapshot import EVENTS, Snapshot, read_snapshot
from flows.serving.cache import Cache
from flows.serving.content import InMemory, in_memory

log = logging.getLogger(__name__)
AGAIN: Final = 5.0  # seconds after a release could not be read

Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One release as it is served."""

    mark: Mark
    snapshot: Snapshot
    cache: Cache
    not_found: InMemory


def read_standing(site: Path, publisher: Publisher) -> Standing:
    """Raises NightFailed where nothing is published, or nothing that can be read."""
    mark = mark_of(site)
    snapshot = read_snapshot(site.resolve(), publisher)
    return Standing(mark, snapshot, Cache(), in_memory([render_not_found(publisher)]))


def mark_of(site: Path) -> Mark:
    """Another one, another release. One system call where the site is a link."""
    try:
        return (str(site.readlink()),)
    except OSError:  # a plain folder, copied from elsewhere
        with suppress(OSError):
            seen = (site / EVENTS).stat()
            return (seen.st_ino, seen.st_mtime_ns)
    return ()


@dataclass(slots=True)
class Follower:
    """Hands out the release to serve; another one is read aside, while the last goes on being served."""

    site: Path
    publisher: Callable[[], Publisher]  # read anew with every release. Raises MintfeedError
    standing: Standing
    _reading: asyncio.Task[None] | None = field(default=None, repr=False)
    _not_before: float = 0.0

    def now(self) -> Standing:
        """Cheap enough for every request. Needs a running loop."""
        if self._reading is None and mark_of(self.site) not in ((), self.standing.mark):
            loop = asyncio.get_running_loop()
            if loop.time() >= self._not_before:
                self._reading = loop.create_task(self._read())
        return self.standing

    async def _read(self) -> None:
        try:
            self.standing = await asyncio.to_thread(lambda: read_standing(self.site, self.publisher()))
        except MintfeedError as error:
            log.warning("%s", error)
            self._not_before = asyncio.get_running_loop().time() + AGAIN
        finally:
            self._reading = None


def follower(site: Path, publisher: Callable[[], Publisher]) -> Follower:
    """Raises NightFailed where there is nothing to begin with."""
    return Follower(site, publisher, read_standing(site, publisher()))
