"""A release read into memory: its events as rendered, and by what they are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from connectors.errors import NightFailed
from feeds import changes_json, facets_json, moments
from feeds.calendar_file import single_frame
from feeds.choosing import Index, index_of
from feeds.event_files import single_path
from feeds.filter_query import ANY
from feeds.filtered_calendars import CALENDAR
from feeds.publisher import Publisher
from feeds.release import STATUS
from warehouse.selections import Piece

EVENTS: Final = "v1/events.json"
FACETS: Mapping[str, str] = {
    "topic": "topics",
    "level": "levels",
    "group": "groups",
    "format": "formats",
    "holidays": "school_holidays",
}
_BEGIN: Final = b"BEGIN:VEVENT\r\n"
_END: Final = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Told:
    """The changes that a release tells, by their numbers."""

    generated: str
    numbers: Sequence[int]  # growing
    items: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One release. Events are in published order everywhere."""

    release: Path
    publisher: Publisher
    generated: datetime  # when the events last changed
    today: date  # of the run that made the release
    pieces: Sequence[Piece]
    brief: Mapping[str, bytes]  # VEVENTs by event id that are shorter in a large calendar
    index: Index
    codes: Mapping[str, Sequence[str]]  # known ones by parameter
    partners: Mapping[str, str]  # names by id
    told: Told


def read_snapshot(release: Path, publisher: Publisher) -> Snapshot:
    """Raises NightFailed where the folder holds no release, or none that this version can read."""
    try:
        return _read(release, publisher)
    except FileNotFoundError as error:
        raise NightFailed(
            f"{release}: keine ganze Veröffentlichung, {error.filename} fehlt; zuerst »mintfeed nightly« "
            "(no whole release; run the night first)"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NightFailed(
            f"{release}: nicht lesbar ({error!r}); »mintfeed nightly« schreibt sie neu "
            "(the release cannot be read; the next night writes it anew)"
        ) from error


def _read(release: Path, publisher: Publisher) -> Snapshot:
    head, lines = _list_of(release / EVENTS)
    entries = [orjson.loads(line) for line in lines]
    full = _vevents(release, publisher, [entry["id"] for entry in entries])
    facets = orjson.loads((release / facets_json.PATH).read_bytes())["facets"]
    as_of = datetime.fromisoformat(orjson.loads((release / STATUS).read_bytes())["run"]["as_of"])
    return Snapshot(
        release=release,
        publisher=publisher,
        generated=datetime.fromisoformat(head["generated"]),
        today=moments.local(as_of, publisher.timezone).date(),
        pieces=tuple(map(_piece, entries, full, lines)),
        brief=_brief(release / CALENDAR, entries, full),
        index=index_of(entries),
        codes=_codes(facets),
        partners={each["id"]: each["name"] for each in facets["organizers"]},
        told=_told(release / changes_json.PATH),
    )


def _list_of(file: Path) -> tuple[Mapping[str, Any], Sequence[bytes]]:
    """What stands before the list of a feed, and its items as they were rendered: one a line."""
    first, *items, last, end = file.read_bytes().split(b"\n")
    if last != b"]}" or end:
        raise ValueError(f"{file.name} does not end as it should")
    items = [] if items == [b""] else items
    return orjson.loads(first + b"]}"), [item.removesuffix(b",") for item in items]


def _vevents(release: Path, publisher: Publisher, ids: Sequence[str]) -> Sequence[bytes]:
    """At full length, from the calendar files of the single events."""
    before, after = single_frame(publisher)
    return [(release / single_path(id_)).read_bytes().removeprefix(before).removesuffix(after) for id_ in ids]


def _brief(file: Path, entries: Sequence[Mapping[str, Any]], full: Sequence[bytes]) -> Mapping[str, bytes]:
    """Those that are shorter in the calendar of all."""
    _, *rest = file.read_bytes().removesuffix(_END).split(_BEGIN)
    return {
        entry["id"]: _BEGIN + vevent
        for entry, whole, vevent in zip(entries, full, rest, strict=True)
        if len(vevent) + len(_BEGIN) < len(whole)
    }


def _piece(entry: Mapping[str, Any], vevent: bytes, line: bytes) -> Piece:
    audience, place = entry.get("audience", {}), entry.get("location", {})
    return Piece(
        event_id=entry["id"],
        topics=entry.get("topics", []),
        levels=audience.get("levels", []),
        groups=audience.get("groups", []),
        formats=entry.get("formats", []),
        school_holidays=entry.get("school_holidays", []),
        partner_id=entry.get("organizer", {}).get("id", ""),
        is_free=entry.get("price", {}).get("is_free") is True,
        is_online=entry.get("attendance") in ("online", "mixed"),
        lat=place.get("lat"),
        lon=place.get("lon"),
        vevent=vevent,
        entry=line,
    )


def _codes(facets: Mapping[str, Sequence[Mapping[str, Any]]]) -> Mapping[str, Sequence[str]]:
    known = {parameter: [each["code"] for each in facets[name]] for parameter, name in FACETS.items()}
    return {
        **known,
        "audience": list(dict.fromkeys([*known["level"], *known["group"]])),
        "partner": [each["id"] for each in facets["organizers"]],
        "holidays": [ANY, *known["holidays"]],
    }


def _told(file: Path) -> Told:
    head, items = _list_of(file)
    return Told(head["generated"], list(_numbers(items)), items)


def _numbers(items: Sequence[bytes]) -> Iterator[int]:
    for item in items:
        yield orjson.loads(item)["change"]
