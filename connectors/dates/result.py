"""What reading a wording gives: spans, and what else it says about its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Span:
    """One occurrence: dates are all-day, datetimes aware. `end` is exclusive, None where none is given."""

    start: date | datetime
    end: date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """How a wording is meant. Without spans, `trouble` says why."""

    spans: tuple[Span, ...] = ()  # every occurrence meant, sorted
    is_open: bool = False  # a series worded without an end: spans cover only the next weeks
    deadline: date | None = None  # of registration
    status: str = ""  # "cancelled", "postponed", "rescheduled", or "" where nothing is said
    flags: tuple[str, ...] = ()  # what was inferred or looks odd, sorted
    trouble: str = ""  # a short name in kebab-case, stable
