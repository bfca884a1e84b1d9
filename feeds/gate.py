"""The check before the switch: what is wrong with a written release, from its files alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from connectors.errors import CheckFailed
from feeds.calendars_check import MAIN, calendars_problems
from feeds.changes_check import changes_problems
from feeds.event_files import single_path
from feeds.files_check import (
    compression_problems,
    entry_problems,
    facets_problems,
    feed_problems,
    map_problems,
    selection_of,
)
from feeds.links_check import link_problems
from feeds.moments import instant
from feeds.published_schemas import schema_problems
from feeds.selection import Selection

SHOWN = 20
DOCUMENTS: Mapping[str, str] = MappingProxyType(  # by the name of its schema
    {
        "events": "v1/events.json",
        "changes": "v1/changes.json",
        "facets": "v1/facets.json",
        "feed": "v1/feed.json",
        "geojson": "v1/events.geojson",
        "status": "v1/status.json",
    }
)
ALWAYS = ("calendar.ics", "index.html", "v1/atom.xml", "v1/openapi.json", *DOCUMENTS.values())


def check_release(folder: Path) -> None:
    """Raises CheckFailed, which lists what is wrong with the release in the folder."""
    missing = [f"{path}: missing" for path in ALWAYS if not (folder / path).is_file()]
    problems = missing or [*_contents(folder), *link_problems(folder), *compression_problems(folder)]
    if problems:
        shown = "\n".join(f"  {problem}" for problem in problems[:SHOWN])
        more = f"\n  and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise CheckFailed(f"The new release {folder} is not published:\n{shown}{more}")


def _contents(folder: Path) -> Iterator[str]:
    """The documents by their schemas, then everything by the events."""
    valid: dict[str, dict[str, Any]] = {}
    for name, path in DOCUMENTS.items():
        try:
            document = orjson.loads((folder / path).read_bytes())
        except orjson.JSONDecodeError as error:
            yield f"{path}: {error}"
            continue
        if found := schema_problems(name, document):
            yield from (f"{path}: {problem}" for problem in found)
        else:
            valid[name] = document
    expected: dict[str, list[str]] = {}
    if "events" in valid:
        events = valid["events"]["events"]
        selection = selection_of(events)
        expected = _ids_by_calendar(selection)
        yield from (f"v1/events.json: {problem}" for problem in _feed(valid["events"]))
        yield from _derived(valid, selection)
        yield from entry_problems(folder, events)
    yield from calendars_problems(folder, expected)


def _derived(valid: Mapping[str, Mapping[str, Any]], selection: Selection) -> Iterator[str]:
    """The documents that are made from the events."""
    events = valid["events"]["events"]
    checks: dict[str, Callable[[Any], Iterator[str]]] = {
        "changes": lambda document: changes_problems(document["items"], events),
        "facets": lambda document: facets_problems(document, selection),
        "feed": lambda document: feed_problems(document, events),
        "geojson": lambda document: map_problems(document, events),
    }
    for name, check in checks.items():
        if name in valid:
            yield from (f"{DOCUMENTS[name]}: {problem}" for problem in check(valid[name]))


def _ids_by_calendar(selection: Selection) -> dict[str, list[str]]:
    """The ids that every calendar file should have."""
    by_path = {path: [piece.event_id for piece in pieces] for path, pieces in selection.by_path.items()}
    by_path |= {single_path(piece.event_id): [piece.event_id] for piece in selection.pieces}
    return by_path | {MAIN: [piece.event_id for piece in selection.pieces]}


def _feed(document: dict[str, Any]) -> Iterator[str]:
    """Count and order of the feed."""
    events = document["events"]
    ids = [event["id"] for event in events]
    if document["count"] != len(events):
        yield f"count is {document['count']}, events are {len(events)}"
    if len(set(ids)) != len(ids):
        yield f"{len(ids) - len(set(ids))} ids more than once"
    keys = [(_instant(event), event["id"]) for event in events]
    if keys != sorted(keys):
        yield "not sorted by start, then id"


def _instant(event: dict[str, Any]) -> datetime:
    start = event["start"]
    moment = date.fromisoformat(start) if event["all_day"] else datetime.fromisoformat(start)
    return instant(moment, event["timezone"])
