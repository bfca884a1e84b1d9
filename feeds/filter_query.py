"""Reads which events an address's query asks for; what it cannot read it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from feeds.text import one_line

# Parameters in the order in which an address is written, each with its other names.
CODED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "topic": ("thema",),
        "level": ("stufe",),
        "group": ("gruppe",),
        "audience": ("zielgruppe",),  # a level or a group
        "format": (),
        "partner": ("veranstalter", "organizer"),
        "holidays": ("ferien",),
    }
)
FLAGS: Mapping[str, Sequence[str]] = MappingProxyType({"free": ("kostenlos",), "online": ()})
OTHERS: Mapping[str, Sequence[str]] = MappingProxyType(
    {"q": ("suche",), "from": ("von",), "to": ("bis",), "near": ("umkreis",)}
)
NAMES: Mapping[str, Sequence[str]] = MappingProxyType({**CODED, **FLAGS, **OTHERS})
ANY: Final = "1"  # holidays=1: in whichever
YES: Final = ("1", "true", "yes", "ja", "on", "")  # ?free alone is a yes
NO: Final = ("0", "false", "no", "nein", "off")
MOST_CODES: Final = 12  # in one list
MOST_WORDS: Final = 8
LONGEST_SEARCH: Final = 100  # characters
FARTHEST: Final = 20_000  # kilometres: half the way round


@dataclass(frozen=True, slots=True)
class Mistake:
    """What in a query is wrong, and what would be right."""

    parameter: str
    detail: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """All places at most so many kilometres from one (degrees, WGS 84)."""

    lat: float
    lon: float
    km: float

    def written(self) -> str:
        return ",".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in (self.lat, self.lon, self.km))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which events are meant: those of which every part is true."""

    codes: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)  # one of each tuple
    is_free: bool = False
    is_online: bool = False
    words: tuple[str, ...] = ()  # all of them occur
    first: date | None = None  # local days, both included
    last: date | None = None
    circles: tuple[Circle, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """The same for every way of asking for the same."""
        pairs = [(name, ",".join(group)) for name in CODED for group in self.codes.get(name, ())]
        pairs += [("free", ANY)] * self.is_free + [("online", ANY)] * self.is_online
        pairs += [("q", " ".join(self.words))] if self.words else []
        pairs += [("from", self.first.isoformat())] if self.first else []
        pairs += [("to", self.last.isoformat())] if self.last else []
        return pairs + [("near", each.written()) for each in self.circles]


def written(pairs: Sequence[tuple[str, str]]) -> str:
    """As a query; commas stay readable."""
    return urlencode(pairs, safe=",")


def named(
    pairs: Iterable[tuple[str, str]], names: Mapping[str, Sequence[str]], mistakes: list[Mistake]
) -> dict[str, list[str]]:
    """The values by the parameter's own name, whichever was used; unknown names are mistakes."""
    own = {known: name for name, others in names.items() for known in (name, *others)}
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if known := own.get(name.strip().lower()):
            found.setdefault(known, []).append(value.strip())
        else:
            mistakes.append(Mistake(one_line(name, 40), "unknown parameter", tuple(names)))
    return found


def read_filter(
    values: Mapping[str, Sequence[str]], codes: Mapping[str, Sequence[str]], mistakes: list[Mistake]
) -> Filter:
    """The filter, as far as it can be read; `codes` are the known ones by parameter.

    A comma is "or", a parameter that is given several times "and".
    """
    groups = {name: _groups(name, values.get(name, ()), codes[name], mistakes) for name in CODED}
    return Filter(
        codes={name: found for name, found in groups.items() if found},
        is_free=_flag("free", values, mistakes),
        is_online=_flag("online", values, mistakes),
        words=_words(values.get("q", ()), mistakes),
        first=max(_days("from", values, mistakes), default=None),
        last=min(_days("to", values, mistakes), default=None),
        circles=tuple(sorted(set(_circles(values.get("near", ()), mistakes)), key=repr)),
    )


def _groups(
    name: str, values: Sequence[str], known: Sequence[str], mistakes: list[Mistake]
) -> tuple[tuple[str, ...], ...]:
    """One for each time that the parameter is given; what is not known is left out of it."""
    found = set()
    for value in values:
        if value.count(",") >= MOST_CODES:
            mistakes.append(Mistake(name, f"more than {MOST_CODES} values"))
            continue
        asked = {code.strip().lower() for code in value.split(",")} - {""}
        unknown = sorted(asked.difference(known))
        mistakes += [Mistake(name, f"unknown value: {one_line(code, 40)}", tuple(known)) for code in unknown]
        if group := tuple(sorted(asked.intersection(known))):
            found.add(group)
    return tuple(sorted(found))


def _flag(name: str, values: Mapping[str, Sequence[str]], mistakes: list[Mistake]) -> bool:
    asked = {value.lower() for value in values.get(name, ())}
    for value in sorted(asked.difference(YES, NO)):
        mistakes.append(Mistake(name, f"neither yes nor no: {one_line(value, 40)}", ("1", "0")))
    return not asked.isdisjoint(YES)


def _words(values: Sequence[str], mistakes: list[Mistake]) -> tuple[str, ...]:
    text = one_line(" ".join(values).lower(), LONGEST_SEARCH * 2)
    words = tuple(dict.fromkeys(text.split()))
    if len(text) > LONGEST_SEARCH or len(words) > MOST_WORDS:
        detail = f"too long: at most {MOST_WORDS} words, {LONGEST_SEARCH} characters together"
        mistakes.append(Mistake("q", detail))
        return ()
    return words


def _days(name: str, values: Mapping[str, Sequence[str]], mistakes: list[Mistake]) -> list[date]:
    found = []
    for value in filter(None, values.get(name, ())):
        try:
            found.append(date.fromisoformat(value))
        except ValueError:
            mistakes.append(Mistake(name, f"not a date: {one_line(value, 40)}", ("YYYY-MM-DD",)))
    return found


def _circles(values: Sequence[str], mistakes: list[Mistake]) -> list[Circle]:
    found = []
    for value in filter(None, values):
        try:
            lat, lon, km = (round(float(number), 5) for number in value.split(","))
            is_one = abs(lat) <= 90 and abs(lon) <= 180 and 0 < km <= FARTHEST
        except (ValueError, OverflowError):
            is_one = False
        if is_one:
            found.append(Circle(lat + 0.0, lon + 0.0, km))  # -0.0 is 0.0
        else:
            detail = f"not a place and a distance: {one_line(value, 40)}"
            mistakes.append(Mistake("near", detail, ("latitude,longitude,kilometres",)))
    return found
