"""The last day of registration, as far as the wording can be believed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from connectors.dates.phrases import Days, Phrase
from connectors.dates.result import Span
from connectors.dates.stays import dated

_LOOKED_BACK = timedelta(days=335)  # so that a day without a year is the last one up to the start
_LONGEST = timedelta(days=180)  # before the start; earlier is left over from another time


def deadline_of(
    phrases: list[Phrase], spans: tuple[Span, ...], reference: date, flags: set[str]
) -> date | None:
    """The last day of registration, unless it cannot be true: after the start, or long before it."""
    said = [p for p in phrases if p.role == "deadline" and isinstance(p.meaning, Days)]
    if not said:
        return None
    start = spans[0].start if spans else None
    begin = start.date() if isinstance(start, datetime) else start
    found = dated(said, begin - _LOOKED_BACK if begin else reference, set())
    if not found:
        return None
    last = found[0].stays[-1].last
    if begin and not begin - _LONGEST <= last <= begin:
        flags.add("deadline_implausible")
        return None
    return last
