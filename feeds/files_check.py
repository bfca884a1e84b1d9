"""Checks that every other file made from the events of a release says the same as events.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from feeds.compressed import compressed_problem
from feeds.event_files import entry_path
from feeds.selection import WHOLE, Selection, calendar_path, select
from feeds.written import paths_below
from warehouse.selections import Piece

Entry = Mapping[str, Any]


def selection_of(events: Sequence[Entry]) -> Selection:
    """Which events belong in which calendar, from the published entries alone."""
    return select([_piece(event) for event in events], {})


def facets_problems(facets: Mapping[str, Any], selection: Selection) -> Iterator[str]:
    """Whether every code's count is right; the document is valid by its schema."""
    told = [(path, facets[key]["count"]) for key, path in WHOLE.items()]
    for facet, items in facets["facets"].items():
        told += [(calendar_path(facet, item.get("code") or item["id"]), item["count"]) for item in items]
    for path, count in told:
        if count != (found := len(selection.by_path.get(path, ()))):
            yield f"{path} is said to have {count} events, there are {found}"
    if missing := selection.by_path.keys() - dict(told).keys() - _pairs(selection):
        yield f"{len(missing)} codes are not told, first that of {min(missing)}"


def map_problems(collection: Mapping[str, Any], events: Sequence[Entry]) -> Iterator[str]:
    """Whether exactly the events with a position are on the map."""
    located = [event for event in events if "lat" in event.get("location", {})]
    if [feature["properties"] for feature in collection["features"]] != located:
        yield "other events than those of events.json that have a position"
    for feature in collection["features"]:
        where, event = feature["properties"].get("location", {}), feature["properties"]
        if feature["geometry"]["coordinates"] != [where.get("lon"), where.get("lat")]:
            yield f"{feature['id']} stands elsewhere than its location"
        if feature["id"] != event["id"]:
            yield f"{feature['id']} has the entry of {event['id']}"


def feed_problems(feed: Mapping[str, Any], events: Sequence[Entry]) -> Iterator[str]:
    """Whether the feed's items carry entries of events.json."""
    published = {event["id"]: event for event in events}
    wrong = [item["id"] for item in feed["items"] if published.get(item["id"]) != item["_mint"]]
    if wrong:
        yield f"{len(wrong)} items that events.json has not, or otherwise, first {wrong[0]}"


def entry_problems(folder: Path, events: Sequence[Entry]) -> Iterator[str]:
    """Whether every event has its own file, and no other has."""
    files = {file.name for file in (folder / "v1/events").glob("*.json")}
    for event in events:
        file = folder / entry_path(event["id"])
        if file.name not in files:
            yield f"{entry_path(event['id'])}: missing"
        elif orjson.loads(file.read_bytes()) != event:
            yield f"{entry_path(event['id'])}: not what events.json says"
    if more := len(files) - len(events):
        yield f"v1/events: {more} files too many or too few"


def compression_problems(folder: Path) -> Iterator[str]:
    """Whether every compressed file is its neighbour."""
    for path in sorted(paths_below(folder, ".gz")):
        if problem := compressed_problem(folder / path):
            yield f"{path}: {problem}"


def _pairs(selection: Selection) -> set[str]:
    return {path for path in selection.by_path if path.startswith("kalender/thema/") and path.count("/") > 2}


def _piece(event: Entry) -> Piece:
    audience, place = event.get("audience", {}), event.get("location", {})
    return Piece(
        event_id=event["id"],
        topics=event.get("topics", []),
        levels=audience.get("levels", []),
        groups=audience.get("groups", []),
        formats=event.get("formats", []),
        school_holidays=event.get("school_holidays", []),
        partner_id=event.get("organizer", {}).get("id", ""),
        is_free=event.get("price", {}).get("is_free") is True,
        is_online=event.get("attendance") in ("online", "mixed"),
        lat=place.get("lat"),
        lon=place.get("lon"),
        vevent=b"",
        entry=b"",
    )
