"""Worker processes that parse: all cores, and a hang or a crash costs one source."""

from __future__ import annotations

import multiprocessing
import os
import resource
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as Overdue
from types import TracebackType
from typing import Final, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from connectors.discovery import Finding
from connectors.errors import ParserStopped
from connectors.reading import Reading, Request, find_out, read, read_bare

PARSE_SECONDS: Final = 120  # for one page; a 10 MB calendar of 100,000 dates takes a tenth of it
MEMORY_BYTES: Final = 2 << 30  # address space of one worker
PAGES_PER_WORKER: Final = 2_000  # then it is replaced, so that no leak lasts

T = TypeVar("T")


class Workers:
    """Reads pages in processes of their own; safe to call from many threads."""

    def __init__(self, processes: int | None = None, *, seconds: float = PARSE_SECONDS) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["connectors.workers", "connectors.kinds.from_ics"])
        self._limit = seconds
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        self.seconds = 0.0  # spent on parsing so far, all workers together
        self._pool = ProcessPool(
            max_workers=processes or os.cpu_count() or 1,
            max_tasks=PAGES_PER_WORKER,
            initializer=_bound,
            context=context,
        )

    def read(self, request: Request) -> Reading:
        """Raises CollectionError; a parser that hangs or dies is a ParserStopped of its page."""
        return self._run(read, request)

    def read_bare(self, request: Request) -> Reading:
        """The record alone, without its detail page."""
        return self._run(read_bare, request)

    def findings(self, request: Request) -> list[Finding]:
        """All ways to read this page's site, best first."""
        return self._run(find_out, request)

    def _run(self, function: Callable[[Request], T], request: Request) -> T:
        try:
            future: Future[tuple[T, float]] = self._pool.schedule(
                _timed, args=[function, request], timeout=self._limit
            )
            answer, seconds = self._result(future)
        except Overdue:
            raise ParserStopped(
                f"{request.page.url}: nach {self._limit:g} s abgebrochen (parsing took too long)"
            ) from None
        except (ProcessExpired, MemoryError):
            raise ParserStopped(
                f"{request.page.url}: beim Lesen abgestürzt (the parser died or ran out of memory)"
            ) from None
        with self._lock:
            self.seconds += seconds
        return answer

    def _result(self, future: Future[tuple[T, float]]) -> tuple[T, float]:
        """Waits for as long as the pool is there; a stopped one may leave a future unanswered."""
        while True:
            done, _ = wait([future], timeout=1)
            if done:
                return future.result()
            if self._is_over.is_set():
                raise ParserStopped("das Lesen ist beendet (reading has ended)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        if error is None:
            self._pool.close()  # type: ignore[no-untyped-call]  # pebble annotates only part
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]  # the same
        self._pool.join()


def _timed(function: Callable[[Request], T], request: Request) -> tuple[T, float]:
    began = time.perf_counter()
    return function(request), time.perf_counter() - began


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
