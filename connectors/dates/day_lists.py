"""Spreads the month that a list of days names once over all of them: "14., 21. und 28. April"."""

from __future__ import annotations

from dataclasses import replace

from connectors.dates.phrases import Day, DayRange


def with_months(parts: list[Day | DayRange]) -> list[Day | DayRange]:
    """Each day with the month of the next one that names it (or, in English, of the one before)."""
    month: int | None = None
    backwards: list[Day | DayRange] = []
    for part in reversed(parts):
        if isinstance(part, DayRange):
            last = replace(part.last, month=part.last.month or month)
            first = _before(part.first, last)
            backwards.append(DayRange(first, last))
            month = first.month
        else:
            month = part.month or month
            backwards.append(replace(part, month=month))
    return _forwards(list(reversed(backwards)))


def _before(first: Day, last: Day) -> Day:
    if first.month or not last.month:
        return first
    is_month_before = first.day > last.day
    return replace(first, month=(last.month - 2) % 12 + 1 if is_month_before else last.month)


def _forwards(parts: list[Day | DayRange]) -> list[Day | DayRange]:
    month: int | None = None
    done: list[Day | DayRange] = []
    for part in parts:
        if isinstance(part, DayRange):
            first = replace(part.first, month=part.first.month or month)
            part = DayRange(first, replace(part.last, month=part.last.month or first.month))
            month = part.last.month
        else:
            part = replace(part, month=part.month or month)
            month = part.month
        done.append(part)
    return done
