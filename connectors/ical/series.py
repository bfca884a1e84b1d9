"""Reads how an event recurs (RFC 5545 §3.8.5), or which occurrence it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from connectors.ical.components import Component, Repair
from connectors.ical.times import Clocks, like
from connectors.model import Recurrence
from connectors.normalising.recurrence import expand

FROM_THEN_ON = re.compile(r';[ \t]*RANGE="?THISANDFUTURE', re.IGNORECASE)


def read_recurrence(event: Component, start: date | datetime, clocks: Clocks) -> Recurrence | None:
    """RRULE, RDATE and EXDATE, whose times are converted to the zone of the start; None if it is single."""
    rules = tuple(value.strip() for _, _, value in event.all("RRULE") if value.strip())
    dates = tuple(_moments(event, "RDATE", start, clocks))
    if not rules and not dates:
        return None
    excluded = tuple(_moments(event, "EXDATE", start, clocks))
    return Recurrence(rules, dates, excluded + tuple(_exrule_dates(event, start, clocks)))


def read_recurrence_id(event: Component, clocks: Clocks) -> date | datetime | None:
    line = event.first("RECURRENCE-ID")
    if line is None:
        return None
    _, params, value = line
    moment = clocks.read(value, params, event.repairs)
    if moment is None:
        event.repairs.append(Repair("recurrence-date-unreadable", value))
    return moment


def holds_from_then_on(event: Component) -> bool:
    line = event.first("RECURRENCE-ID")
    return line is not None and FROM_THEN_ON.search(line[1]) is not None


def _moments(
    event: Component, name: str, start: date | datetime, clocks: Clocks
) -> Iterator[date | datetime]:
    """All values of all lines; of a PERIOD its begin."""
    for _, params, values in event.all(name):
        for value in values.split(","):
            text = value.strip().partition("/")[0]
            if not text:
                continue
            moment = clocks.read(text, params, event.repairs)
            if moment is None:
                event.repairs.append(Repair("recurrence-date-unreadable", f"{name} {text[:60]}"))
            else:
                yield like(moment, start, clocks.floating)


def _exrule_dates(event: Component, start: date | datetime, clocks: Clocks) -> Iterator[date | datetime]:
    """RFC 2445's rule of exceptions, as dates."""
    rules = tuple(value.strip() for _, _, value in event.all("EXRULE") if value.strip())
    if not rules:
        return
    try:
        found = expand(start, Recurrence(rules), first=date.min, last=date.max, zone=clocks.floating)
    except ValueError as error:
        event.repairs.append(Repair("recurrence-date-unreadable", f"EXRULE: {error}"))
        return
    yield from (moment for moment in found.starts if moment != start)
