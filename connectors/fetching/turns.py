"""Takes turns: one request at a time per host, first come first served, with a pause after each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

import httpx

from connectors.errors import FetchFailed
from connectors.fetching.targets import host_of
from connectors.fetching.troubles import say

LONGEST_WAIT = 60.0  # a host that wants to be left alone for longer is left alone for this run


@dataclass(slots=True)
class _Queue:
    delay: float
    next_at: float = float("-inf")  # monotonic; no request before
    is_busy: bool = False
    waiting: deque[Event] = field(default_factory=deque)


class Turns:
    """Thread-safe. A thread that holds a turn sleeps out the pause itself."""

    def __init__(
        self, delay: float, *, sleep: Callable[[float], None], monotonic: Callable[[], float]
    ) -> None:
        self._delay = delay
        self._sleep = sleep
        self._monotonic = monotonic
        self._lock = Lock()
        self._is_closed = False
        self._queues: dict[str, _Queue] = {}

    @contextmanager
    def turn(self, url: httpx.URL) -> Iterator[None]:
        """Wait for the URL's host; the pause before the next turn counts from the end of this block."""
        queue = self._take(host_of(url))
        try:
            self._wait_until_due(url, queue)
            try:
                yield
            finally:
                with self._lock:
                    queue.next_at = max(queue.next_at, self._monotonic() + queue.delay)
        finally:
            self._hand_on(queue)

    def close(self) -> None:
        """Whoever still waits, or comes later, is sent away."""
        self._is_closed = True

    def slow_down(self, host: str, delay: float) -> None:
        """Pause at least so many seconds between requests to the host."""
        with self._lock:
            queue = self._queue(host)
            queue.delay = max(queue.delay, delay)

    def postpone(self, host: str, seconds: float) -> None:
        """No request to the host before so many seconds from now."""
        with self._lock:
            queue = self._queue(host)
            queue.next_at = max(queue.next_at, self._monotonic() + seconds)

    def _queue(self, host: str) -> _Queue:
        return self._queues.setdefault(host, _Queue(self._delay))

    def _take(self, host: str) -> _Queue:
        with self._lock:
            queue = self._queue(host)
            if not queue.is_busy:
                queue.is_busy = True
                return queue
            ticket = Event()
            queue.waiting.append(ticket)
        try:
            ticket.wait()
        except BaseException:  # interrupted while waiting: the turn must not come to nobody
            self._step_out(queue, ticket)
            raise
        return queue

    def _step_out(self, queue: _Queue, ticket: Event) -> None:
        with self._lock:
            if ticket in queue.waiting:
                queue.waiting.remove(ticket)
                return
        self._hand_on(queue)

    def _hand_on(self, queue: _Queue) -> None:
        with self._lock:
            if queue.waiting:
                queue.waiting.popleft().set()
            else:
                queue.is_busy = False

    def _wait_until_due(self, url: httpx.URL, queue: _Queue) -> None:
        while not self._is_closed and (wait := queue.next_at - self._monotonic()) > 0:
            if wait > max(LONGEST_WAIT, queue.delay):
                raise FetchFailed(
                    say(
                        url,
                        f"Der Server bittet noch {wait:.0f} s um Ruhe; später erneut versuchen",
                        f"the server asks to be left alone for another {wait:.0f} s; try again later",
                    )
                )
            self._sleep(wait)
        if self._is_closed:
            raise FetchFailed(say(url, "Der Abruf ist beendet", "fetching has ended"))
