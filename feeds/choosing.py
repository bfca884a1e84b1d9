"""Finds the events that a filter means, by sets made once for all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final

from feeds.filter_query import ANY, Circle, Filter

SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
MARKS: Final = re.compile("[\u0300-\u036f]")
EARTH_DIAMETER: Final = 12_742  # kilometres
_NOBODY: Final[frozenset[int]] = frozenset()

Places = Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Index:
    """What events are chosen by; each event is its place in their order."""

    count: int
    by_code: Mapping[str, Mapping[str, frozenset[int]]]  # by parameter
    free: frozenset[int]
    online: frozenset[int]
    days: Sequence[tuple[str, str]]  # first and last local day, ISO
    texts: Sequence[str]  # folded
    places: Places


def index_of(entries: Sequence[Mapping[str, Any]]) -> Index:
    """Of the entries of events.json, in their order."""
    sets: dict[str, dict[str, set[int]]] = {}
    for number, entry in enumerate(entries):
        for parameter, codes in _codes(entry).items():
            for code in codes:
                sets.setdefault(parameter, {}).setdefault(code, set()).add(number)
    return Index(
        count=len(entries),
        by_code={
            parameter: {code: frozenset(found) for code, found in each.items()}
            for parameter, each in sets.items()
        },
        free=_where(entry.get("price", {}).get("is_free") is True for entry in entries),
        online=_where(entry.get("attendance") in ("online", "mixed") for entry in entries),
        days=[(entry["start"][:10], _last_day(entry)) for entry in entries],
        texts=[_text(entry) for entry in entries],
        places={
            number: (place["lat"], place["lon"])
            for number, entry in enumerate(entries)
            if "lat" in (place := entry.get("location", {}))
        },
    )


def chosen(index: Index, wanted: Filter) -> list[int]:
    """The events that the filter means, in their order."""
    sets = [
        _NOBODY.union(*(index.by_code.get(parameter, {}).get(code, _NOBODY) for code in group))
        for parameter, groups in wanted.codes.items()
        for group in groups
    ]
    sets += [index.free] * wanted.is_free + [index.online] * wanted.is_online
    found = sorted(frozenset.intersection(*sets)) if sets else list(range(index.count))
    if wanted.first:
        first = wanted.first.isoformat()
        found = [number for number in found if index.days[number][1] >= first]
    if wanted.last:
        last = wanted.last.isoformat()
        found = [number for number in found if index.days[number][0] <= last]
    for circle in wanted.circles:
        found = [number for number in found if _is_in(circle, index.places.get(number))]
    for word in map(folded, wanted.words):
        found = [number for number in found if word in index.texts[number]]
    return found


def folded(text: str) -> str:
    """ "Löten", "loeten" and "LÖTEN" are one word; "café" is found by "cafe"."""
    text = text.lower().translate(SPELT)
    return text if text.isascii() else MARKS.sub("", unicodedata.normalize("NFD", text))


def _codes(entry: Mapping[str, Any]) -> Mapping[str, Iterable[str]]:
    audience = entry.get("audience", {})
    levels, groups = audience.get("levels", []), audience.get("groups", [])
    holidays = entry.get("school_holidays", [])
    return {
        "topic": entry.get("topics", ()),
        "level": levels,
        "group": groups,
        "audience": levels + groups,
        "format": entry.get("formats", ()),
        "partner": [entry["organizer"]["id"]] if "organizer" in entry else (),
        "holidays": [*holidays, ANY] if holidays else (),
    }


def _where(flags: Iterable[bool]) -> frozenset[int]:
    return frozenset(number for number, flag in enumerate(flags) if flag)


def _last_day(entry: Mapping[str, Any]) -> str:
    """The last local day on which it goes on; ends are exclusive."""
    start, end = entry["start"], entry.get("end")
    if end is None:
        return str(start[:10])
    if entry["all_day"]:
        return (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    return (datetime.fromisoformat(end) - timedelta(microseconds=1)).date().isoformat()


def _text(entry: Mapping[str, Any]) -> str:
    place = entry.get("location", {})
    parts = [entry.get(key, "") for key in ("title", "summary", "description")]
    parts += [place.get(key, "") for key in ("name", "street", "city")]
    return folded(" ".join([*parts, entry.get("organizer", {}).get("name", "")]))


def _is_in(circle: Circle, place: tuple[float, float] | None) -> bool:
    """By the great circle on a sphere; whose place is not known is not in it."""
    if place is None:
        return False
    lat, lon = place
    north, east = radians(lat - circle.lat), radians(lon - circle.lon)
    half = sin(north / 2) ** 2 + cos(radians(circle.lat)) * cos(radians(lat)) * sin(east / 2) ** 2
    return EARTH_DIAMETER * asin(min(1, sqrt(half))) <= circle.km
