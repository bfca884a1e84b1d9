"""What reading a page's dates and addresses depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Setting:
    """Of one page."""

    base: str  # what its links are relative to
    today: date
    zone: ZoneInfo
    is_american: bool  # writes the month first
    following: str  # a selector for the link to the next page, or ""
