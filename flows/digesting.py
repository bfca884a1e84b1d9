"""Gathers what became new, moved or cancelled within the last days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.errand import Errand
from warehouse.changes import NewsItem, news
from warehouse.store import set_variables
from warehouse.viewing import viewed

MOST_ITEMS = 1_000


@dataclass(frozen=True, slots=True)
class Digest:
    """The news from the first day to the last."""

    items: Sequence[NewsItem]
    first: date
    last: date


def digest_of(task: Errand, days: int) -> Digest:
    """Up to and with today; events that are over are left out. Raises NightFailed before the first run."""
    today = task.night.today
    first = today - timedelta(days=days - 1)
    since = datetime.combine(first, time.min, task.cluster.zone)
    with viewed(task.data) as con:
        set_variables(con, {"today": today})
        found = news(con, since, MOST_ITEMS)
    return Digest([item for item in found.items if item.last_day >= today], first, today)
