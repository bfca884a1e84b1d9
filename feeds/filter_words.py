"""Says in German which events a filter means, and at which address they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from feeds import wording
from feeds.filter_query import ANY, CODED, Circle, Filter, written
from feeds.filtered_calendars import CALENDAR, WHOLE_WORDS
from feeds.labels import codes, label
from feeds.selection import FREE, HOLIDAYS, ONLINE, calendar_path, pair_path

FACETS = {
    "topic": "topics",
    "level": "levels",
    "group": "groups",
    "format": "formats",
    "holidays": "school_holidays",
    "partner": "organizers",
}


def calendar_of(wanted: Filter) -> str:
    """Where these events are published as a calendar: a file of its own, else by query."""
    pairs = wanted.pairs()
    match pairs:
        case _ if any("," in value for _, value in pairs):
            pass
        case [("free", _)]:
            return FREE
        case [("online", _)]:
            return ONLINE
        case [("holidays", "1")]:
            return HOLIDAYS
        case [("topic", topic), ("level", level)]:
            return pair_path(topic, level)
        case [("audience", code)]:
            return calendar_path("groups" if code in codes("groups") else "levels", code)
        case [(name, code)] if name in FACETS:
            return calendar_path(FACETS[name], code)
    return f"{CALENDAR}?{written(pairs)}" if pairs else CALENDAR


def words_of(wanted: Filter, partners: Mapping[str, str]) -> str:
    """Astronomie oder Physik · Grundschule · kostenlos."""
    return " · ".join(_parts(wanted, partners))


def _parts(wanted: Filter, partners: Mapping[str, str]) -> Iterator[str]:
    for name in CODED:
        for group in wanted.codes.get(name, ()):
            yield " oder ".join(_word(name, code, partners) for code in group)
    if wanted.is_free:
        yield WHOLE_WORDS[FREE]
    if wanted.is_online:
        yield WHOLE_WORDS[ONLINE]
    if wanted.words:
        yield f"„{' '.join(wanted.words)}“"
    if wanted.first:
        yield f"ab {wording.short_day(wanted.first)}"
    if wanted.last:
        yield f"bis {wording.short_day(wanted.last)}"
    for circle in wanted.circles:
        yield _around(circle)


def _word(name: str, code: str, partners: Mapping[str, str]) -> str:
    match name:
        case "partner":
            return partners.get(code, code)
        case "holidays" if code == ANY:
            return WHOLE_WORDS[HOLIDAYS]
        case "audience":
            return label("groups" if code in codes("groups") else "levels", code)
    return label(FACETS[name], code)


def _around(circle: Circle) -> str:
    lat, lon, km = circle.written().split(",")
    return f"höchstens {km} km um {lat} {lon}"
