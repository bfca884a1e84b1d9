"""Tells each series which of its occurrences have an entry of their own (RECURRENCE-ID)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

from connectors.ical.components import Repair
from connectors.ical.entries import Entry
from connectors.ical.series import holds_from_then_on
from connectors.ical.splits import split_series
from connectors.ical.times import like
from connectors.model import Recurrence


def related(entries: list[Entry]) -> list[Entry]:
    """The entries in the same order, those that share a UID fitted to one another."""
    fitted = list(entries)
    overrides: defaultdict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if entry.recurrence_id is not None and entry.why_not != "no-start":
            overrides[entry.record.uid].append(index)
    if not overrides:
        return fitted
    masters: defaultdict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if entry.recurrence_id is None and entry.record.recurrence is not None:
            masters[entry.record.uid].append(index)
    for uid, indices in overrides.items():
        _fit(fitted, masters[uid] if uid else [], indices)
    return fitted


def _fit(entries: list[Entry], masters: list[int], overrides: list[int]) -> None:
    """Changes `entries` in place, as do the functions below."""
    pattern = entries[masters[0]] if masters else None
    for index in overrides:
        entries[index] = _replacing(entries[index], pattern)
    _supersede(entries, overrides)
    moments = [moment for index in overrides if (moment := entries[index].record.recurrence_id) is not None]
    for master in masters:
        entries[master] = _recurring(entries[master], excluded=tuple(dict.fromkeys(moments)))
    lasting = [i for i in overrides if holds_from_then_on(entries[i].event) and not entries[i].why_not]
    if lasting:
        _carry_on(
            entries, masters, sorted(lasting, key=lambda index: str(entries[index].record.recurrence_id))
        )


def _replacing(entry: Entry, master: Entry | None) -> Entry:
    """With the moment that it replaces, written as the series writes its starts."""
    start = (master or entry).record.start
    moment = entry.recurrence_id
    if moment is not None and isinstance(start, date):
        moment = like(moment, start, entry.floating)
    return entry._replace(record=replace(entry.record, recurrence_id=moment))


def _supersede(entries: list[Entry], overrides: list[int]) -> None:
    """Of several versions of one occurrence the highest SEQUENCE holds (RFC 5546 §2.1.4), else the last."""
    newest: dict[date | datetime | None, int] = {}
    for index in overrides:
        moment = entries[index].record.recurrence_id
        other = newest.setdefault(moment, index)
        if _sequence(entries[other]) <= _sequence(entries[index]):
            newest[moment] = index
    for index in overrides:
        if newest[entries[index].record.recurrence_id] != index:
            entries[index] = entries[index]._replace(why_not="superseded")


def _sequence(entry: Entry) -> int:
    value = entry.event.value("SEQUENCE")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0


def _recurring(entry: Entry, excluded: tuple[date | datetime, ...]) -> Entry:
    recurrence = entry.record.recurrence or Recurrence()
    recurrence = replace(recurrence, excluded=recurrence.excluded + excluded)
    return entry._replace(record=replace(entry.record, recurrence=recurrence))


def _carry_on(entries: list[Entry], masters: list[int], overrides: list[int]) -> None:
    """Each override that holds from then on ends the series before it and goes on with its rule."""
    current = masters[0] if len(masters) == 1 else None
    for index in overrides:
        entry = entries[index]
        pieces = _pieces(entries[current], entry) if current is not None else None
        rest = entry.record.recurrence or (pieces[1] if pieces else None)
        if current is not None and pieces is not None:
            entries[current] = _with(entries[current], pieces[0])
        if rest is None:
            entry.event.repairs.append(Repair("this-and-future", "read as a change of this occurrence only"))
            continue
        entry.event.repairs.append(Repair("this-and-future", "read as a series of its own"))
        entries[index] = _with(entry, rest)
        current = index


def _pieces(series: Entry, override: Entry) -> tuple[Recurrence, Recurrence] | None:
    start, recurrence, new_start = series.record.start, series.record.recurrence, override.record.start
    moment = override.recurrence_id
    is_usable = isinstance(start, date) and isinstance(new_start, date)
    if not is_usable or recurrence is None or moment is None:
        return None
    assert isinstance(start, date) and isinstance(new_start, date)
    return split_series(start, recurrence, moment, new_start, series.floating)


def _with(entry: Entry, recurrence: Recurrence) -> Entry:
    return entry._replace(record=replace(entry.record, recurrence=recurrence, recurrence_id=None))
