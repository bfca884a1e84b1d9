"""Carries an override that holds from one occurrence on (RANGE=THISANDFUTURE) through its series."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from connectors.ical.rules import rule_parts
from connectors.ical.times import like
from connectors.model import Recurrence
from connectors.normalising.recurrence import expand


def split_series(
    start: date | datetime,
    recurrence: Recurrence,
    moment: date | datetime,
    new_start: date | datetime,
    floating: ZoneInfo,
) -> tuple[Recurrence, Recurrence] | None:
    """The series before its occurrence `moment`, as dates, and from there on, begun at `new_start`.

    None where it cannot be carried over: the day moves and a rule names its days, the rule is unusable,
    or too much lies before.
    """
    moment = like(moment, start, floating)
    if _kind(moment) is not _kind(start) or _kind(new_start) is not _kind(start):
        return None
    try:
        earlier = _starts_before(start, recurrence, moment, floating)
        rules = tuple(
            _continued(rule, len(_starts_before(start, Recurrence((rule,)), moment, floating)))
            for rule in recurrence.rules
        )
    except ValueError:
        return None
    if _day(moment) != _day(new_start) and any("BY" in rule for rule in rules):
        return None
    shift = _wall(new_start) - _wall(moment)
    rest = Recurrence(
        tuple(rule for rule in rules if rule),
        tuple(extra + shift for extra in recurrence.dates if extra not in earlier),
        tuple(excluded + shift for excluded in recurrence.excluded if excluded != moment),
    )
    return Recurrence(dates=earlier, excluded=(*recurrence.excluded, moment)), rest


def _starts_before(
    start: date | datetime, recurrence: Recurrence, moment: date | datetime, floating: ZoneInfo
) -> tuple[date | datetime, ...]:
    """Raises ValueError if the rule is unusable or there are too many."""
    last = _day(moment) + timedelta(days=2)
    everything = Recurrence(recurrence.rules, recurrence.dates)
    found = expand(start, everything, first=date.min, last=last, zone=floating)
    if found.is_cut:
        raise ValueError("too many occurrences before")
    return tuple(occurrence for occurrence in found.starts if _wall(occurrence) < _wall(moment))


def _continued(rule: str, done: int) -> str:
    """The rule with what is left of its COUNT; "" if nothing is."""
    parts = rule_parts(rule)
    if "COUNT" in parts:
        left = int(parts["COUNT"]) - done
        if left <= 0:
            return ""
        parts["COUNT"] = str(left)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _kind(moment: date | datetime) -> type:
    return datetime if isinstance(moment, datetime) else date


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _wall(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - wall time
