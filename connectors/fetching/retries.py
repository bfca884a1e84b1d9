"""Tries again what may work a little later; the waiting is done in the host's queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TypeVar

import stamina

from connectors.fetching.troubles import TryAgain
from connectors.fetching.turns import LONGEST_WAIT, Turns

T = TypeVar("T")


def persist(do: Callable[[], T], *, tries: int, pause: float, turns: Turns) -> T:
    """The result of `do`, called again after TryAgain; pauses double, or are what the host asks for.

    A pause holds back every request to that host: it is the host that needs it.
    """
    attempts = stamina.retry_context(
        on=_is_worth_it,
        attempts=tries,
        timeout=None,
        wait_initial=pause,
        wait_max=LONGEST_WAIT,
        wait_jitter=0,
    )
    for attempt in attempts:
        with attempt:
            try:
                return do()
            except TryAgain as trouble:
                wait = attempt.next_wait if trouble.wait is None else trouble.wait
                turns.postpone(trouble.host, wait)
                raise
    raise AssertionError("stamina returns or raises")


def _is_worth_it(error: Exception) -> bool | float:
    """0.0 for stamina means: yes, and do not sleep yourself."""
    is_worth_it = isinstance(error, TryAgain) and (error.wait or 0.0) <= LONGEST_WAIT
    return 0.0 if is_worth_it else False


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds (RFC 9110 §10.2.3); a date counts from the server's own clock, its Date header."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        pause = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError):  # no date, or one with a zone and one without
        return None
    return max(0.0, pause.total_seconds())
