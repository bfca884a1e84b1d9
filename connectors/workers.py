"""Worker processes that parse: all cores, and a hang or a crash costs one source."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable
from concurrent.futures import TimeoutError as Overdue
from types import TracebackType
from typing import Final, Self

from pebble import ProcessExpired, ProcessPool

from connectors.errors import ParseFailed
from connectors.reading import Reading, Request, read, read_bare

PARSE_SECONDS: Final = 120  # for one page; a 10 MB calendar of 100,000 dates takes a tenth of it
MEMORY_BYTES: Final = 2 << 30  # address space of one worker
PAGES_PER_WORKER: Final = 2_000  # then it is replaced, so that no leak lasts


class Workers:
    """Reads pages in processes of their own; safe to call from many threads."""

    def __init__(self, processes: int | None = None, *, seconds: float = PARSE_SECONDS) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["connectors.workers", "connectors.kinds.from_ics"])
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=processes or os.cpu_count() or 1,
            max_tasks=PAGES_PER_WORKER,
            initializer=_limit,
            context=context,
        )

    def read(self, request: Request) -> Reading:
        """Raises CollectionError; a parser that hangs or dies is a ParseFailed of its page."""
        return self._run(read, request)

    def read_bare(self, request: Request) -> Reading:
        """The record alone, without its detail page."""
        return self._run(read_bare, request)

    def _run(self, function: Callable[[Request], Reading], request: Request) -> Reading:
        try:
            return self._pool.schedule(function, args=[request], timeout=self._seconds).result()
        except Overdue:
            raise ParseFailed(
                f"{request.page.url}: nach {self._seconds:g} s nicht gelesen, abgebrochen (parsing took too long)"
            ) from None
        except (ProcessExpired, MemoryError):
            raise ParseFailed(
                f"{request.page.url}: beim Lesen abgestürzt oder zu viel Speicher (parser died or ran out of memory)"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
