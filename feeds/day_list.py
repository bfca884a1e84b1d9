"""Puts rendered rows under their days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from feeds import wording
from warehouse.shown import Shown


@dataclass(frozen=True, slots=True)
class DayRows:
    """The events that begin on one day, rendered."""

    iso: str
    words: str
    rows: Markup
    nearness: str = ""  # Heute, Morgen


def by_day(events: Sequence[Shown], language: str) -> Iterator[DayRows]:
    """In the order of the days; within one, that of the events."""
    in_order = sorted(events, key=lambda event: event.first_day)
    for day, group in groupby(in_order, key=lambda event: event.first_day):
        yield DayRows(day.isoformat(), wording.day(day, language), joined(list(group), language))


def joined(events: Sequence[Shown], language: str) -> Markup:
    """Their rows."""
    rows = b"".join(event.list_rows[language] for event in events)
    return Markup(rows.decode())  # noqa: S704 - they escaped what they show when they were rendered


def coming(events: Sequence[Shown], today: date) -> tuple[list[Shown], list[Shown]]:
    """What began earlier and goes on, and what begins from today on."""
    running = [event for event in events if event.first_day < today <= event.last_day]
    return running, [event for event in events if event.first_day >= today]
