"""Renders the feeds of the events that a query asks for, by the code that renders the published files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

import orjson

from feeds import changes_json, json_feed
from feeds.choosing import chosen
from feeds.entry_event import read_event
from feeds.events_json import events_parts
from feeds.filter_query import NAMES, Filter, Mistake, named, read_filter, written
from feeds.filter_words import calendar_of, words_of
from feeds.filtered_calendars import fitting_vevents, subscription
from feeds.geojson import geojson_parts
from feeds.languages import GERMAN
from feeds.next_events import COUNT
from feeds.snapshot import Snapshot
from feeds.widget_page import ROWS, render_embed
from warehouse.events import Event
from warehouse.selections import Piece

# What the page for frames understands besides; all but the first two concern its script alone.
LIST: Mapping[str, Sequence[str]] = {
    "number": ("anzahl",),
    "days": ("tage",),
    "view": ("ansicht",),
    "language": ("sprache",),
}
ALLOWED_ROWS: Final = range(1, 101)
ALLOWED_DAYS: Final = range(1, 1_001)
PAGED: Mapping[str, Sequence[str]] = {"after": ("afterchangenumber",), "limit": ()}
ALLOWED_CHANGES: Final = range(1, 1_001)
ALLOWED_NUMBERS: Final = range(2**63)

Pairs = Sequence[tuple[str, str]]
Parts = Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for, as far as it can be read."""

    query: str  # the same for every way of asking for the same; "" for the published file itself
    mistakes: Sequence[Mistake]
    parts: Callable[[], Parts]  # renders it, not yet joined


def calendar(snapshot: Snapshot, pairs: Pairs) -> Asked:
    """calendar.ics"""
    return _filtered(snapshot, pairs, _calendar)


def events(snapshot: Snapshot, pairs: Pairs) -> Asked:
    """v1/events.json"""
    return _filtered(snapshot, pairs, _events)


def geojson(snapshot: Snapshot, pairs: Pairs) -> Asked:
    """v1/events.geojson"""
    return _filtered(snapshot, pairs, lambda each, wanted: geojson_parts(_pieces(each, wanted)))


def feed(snapshot: Snapshot, pairs: Pairs) -> Asked:
    """v1/feed.json"""
    return _filtered(snapshot, pairs, _feed)


def embed(snapshot: Snapshot, pairs: Pairs, language: str = GERMAN) -> Asked:
    """embed/ of one edition, whose query may also say how much of it to list."""
    mistakes: list[Mistake] = []
    values = named(pairs, {**NAMES, **LIST}, mistakes)
    wanted = read_filter(values, snapshot.codes, mistakes)
    number = _number(values, "number", ALLOWED_ROWS, mistakes)
    days = _number(values, "days", ALLOWED_DAYS, mistakes)
    shown = [(name, str(told)) for name, told in (("number", number), ("days", days)) if told is not None]
    rows, ahead = number or ROWS, days or ALLOWED_DAYS[-1]
    render = partial(_embed, snapshot, wanted, rows, ahead, language)
    return Asked(written(wanted.pairs() + shown), mistakes, render)


def changes(snapshot: Snapshot, pairs: Pairs) -> Asked:
    """v1/changes.json, a page of it: what has a number greater than `after`, at most `limit` of them."""
    mistakes: list[Mistake] = []
    values = named(pairs, PAGED, mistakes)
    after = _number(values, "after", ALLOWED_NUMBERS, mistakes) or 0
    limit = _number(values, "limit", ALLOWED_CHANGES, mistakes) or ALLOWED_CHANGES[-1]
    query = written([("after", str(after)), ("limit", str(limit))]) if values else ""
    return Asked(query, mistakes, partial(_changes, snapshot, after, limit))


def _filtered(snapshot: Snapshot, pairs: Pairs, render: Callable[[Snapshot, Filter], Parts]) -> Asked:
    mistakes: list[Mistake] = []
    wanted = read_filter(named(pairs, NAMES, mistakes), snapshot.codes, mistakes)
    return Asked(written(wanted.pairs()), mistakes, partial(render, snapshot, wanted))


def _pieces(snapshot: Snapshot, wanted: Filter) -> list[Piece]:
    return [snapshot.pieces[number] for number in chosen(snapshot.index, wanted)]


def _calendar(snapshot: Snapshot, wanted: Filter) -> Parts:
    vevents = fitting_vevents(_pieces(snapshot, wanted), snapshot.brief)
    words = words_of(wanted, snapshot.partners)
    return subscription(snapshot.publisher, calendar_of(wanted), words, vevents)


def _events(snapshot: Snapshot, wanted: Filter) -> Parts:
    entries = [piece.entry for piece in _pieces(snapshot, wanted)]
    return events_parts(snapshot.publisher, snapshot.generated, entries)


def _feed(snapshot: Snapshot, wanted: Filter) -> Parts:
    """The next ones, running ones included."""
    today, index = snapshot.today.isoformat(), snapshot.index
    found = [number for number in chosen(index, wanted) if index.days[number][1] >= today]
    return [json_feed.render_json_feed(snapshot.publisher, _read(snapshot, found[:COUNT]))]


def _embed(snapshot: Snapshot, wanted: Filter, rows: int, days: int, language: str) -> Parts:
    """What begins from the day of the release on."""
    today, index = snapshot.today.isoformat(), snapshot.index
    last = (snapshot.today + timedelta(days=days)).isoformat()
    found = [each for each in chosen(index, wanted) if today <= index.days[each][0] <= last]
    return [render_embed(snapshot.publisher, _read(snapshot, found[:rows]), language)]


def _read(snapshot: Snapshot, numbers: Sequence[int]) -> list[Event]:
    return [read_event(orjson.loads(snapshot.pieces[number].entry)) for number in numbers]


def _changes(snapshot: Snapshot, after: int, limit: int) -> Parts:
    """`next` is where to go on; once nothing more is known, the same again."""
    told = snapshot.told
    begin = bisect_right(told.numbers, after)
    numbers = told.numbers[begin : begin + limit]
    query = written([("after", str(numbers[-1] if numbers else after)), ("limit", str(limit))])
    next_url = snapshot.publisher.url(f"{changes_json.PATH}?{query}")
    items = told.items[begin : begin + limit]
    return [changes_json.join_changes(snapshot.publisher, told.generated, next_url, items)]


def _number(
    values: Mapping[str, Sequence[str]], name: str, allowed: range, mistakes: list[Mistake]
) -> int | None:
    """The last one given."""
    text = next((value for value in reversed(values.get(name, ())) if value), None)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 20 and int(text) in allowed:
        return int(text)
    mistakes.append(Mistake(name, "not an allowed number", (f"{allowed[0]} to {allowed[-1]}",)))
    return None
