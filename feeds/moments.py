"""When an event is: its order among others, its end if it has one, and the days it touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from warehouse.events import Event

ONE_DAY = timedelta(days=1)
zone = cache(ZoneInfo)


def instant(moment: date | datetime, timezone: str) -> datetime:
    """In UTC; a date begins at midnight in the zone."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time.min, zone(timezone)).astimezone(UTC)


def in_order(events: Iterable[Event]) -> list[Event]:
    """Sorted as everything is published: by start, then id."""
    return sorted(events, key=lambda event: (instant(event.start, event.timezone), event.id))


def end_of(event: Event) -> date | datetime | None:
    """The exclusive end, only where it is one: of the start's kind and after it."""
    start, end = event.start, event.end
    if end is None or isinstance(start, datetime) is not isinstance(end, datetime):
        return None
    return end if _whole(end, event.timezone) > _whole(start, event.timezone) else None


def local(moment: datetime, timezone: str) -> datetime:
    """The wall time in the zone, in whole seconds.

    By way of UTC: within one zone Python leaves alone an hour that spring skips.
    """
    return moment.astimezone(UTC).astimezone(zone(timezone)).replace(microsecond=0)


def _whole(moment: date | datetime, timezone: str) -> datetime:
    """The instant as published; within one zone Python would compare wall times."""
    return instant(moment, timezone).replace(microsecond=0)


def first_day(event: Event) -> date:
    """The local date on which it begins."""
    if isinstance(event.start, datetime):
        return local(event.start, event.timezone).date()
    return event.start


def last_day(event: Event) -> date:
    """The last local date on which it goes on."""
    end = end_of(event)
    if end is None:
        return first_day(event)
    if isinstance(end, datetime):
        return local(end - timedelta(microseconds=1), event.timezone).date()
    return end - ONE_DAY
