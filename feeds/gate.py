"""The check before the switch: what is wrong with a written release, from its files alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import orjson
from lxml.etree import _Element

from connectors.errors import CheckFailed
from feeds.calendar_check import calendar_problems, calendar_uids, parts
from feeds.changes_check import changes_problems
from feeds.moments import instant
from feeds.published_schemas import schema_problems

SHOWN = 20
ALWAYS = ("calendar.ics", "index.html", "v1/changes.json", "v1/events.json", "v1/status.json")


def check_release(folder: Path) -> None:
    """Raises CheckFailed, which lists what is wrong with the release in the folder."""
    missing = [f"{path}: missing" for path in ALWAYS if not (folder / path).is_file()]
    problems = missing or [*_json(folder), *_calendars(folder), *_pages(folder)]
    if problems:
        shown = "\n".join(f"  {problem}" for problem in problems[:SHOWN])
        more = f"\n  and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise CheckFailed(f"The new release {folder} is not published:\n{shown}{more}")


def _json(folder: Path) -> Iterator[str]:
    valid: dict[str, dict[str, Any]] = {}
    for name in ("events", "changes", "status"):
        path = f"v1/{name}.json"
        try:
            document = orjson.loads((folder / path).read_bytes())
        except orjson.JSONDecodeError as error:
            yield f"{path}: {error}"
            continue
        if found := schema_problems(name, document):
            yield from (f"{path}: {problem}" for problem in found)
        else:
            valid[name] = document
    if "events" in valid:
        yield from (
            f"v1/events.json: {problem}" for problem in _feed(valid["events"], folder / "calendar.ics")
        )
    if "events" in valid and "changes" in valid:
        told = changes_problems(valid["changes"]["items"], valid["events"]["events"])
        yield from (f"v1/changes.json: {problem}" for problem in told)


def _feed(document: dict[str, Any], calendar: Path) -> Iterator[str]:
    """Count and order of the feed, and that the calendar has the very same events."""
    events = document["events"]
    ids = [event["id"] for event in events]
    if document["count"] != len(events):
        yield f"count is {document['count']}, events are {len(events)}"
    if len(set(ids)) != len(ids):
        yield f"{len(ids) - len(set(ids))} ids more than once"
    keys = [(_instant(event), event["id"]) for event in events]
    if keys != sorted(keys):
        yield "not sorted by start, then id"
    if ids != [uid.rpartition("@")[0] for uid in calendar_uids(calendar.read_bytes())]:
        yield "calendar.ics has other events, or in another order"


def _instant(event: dict[str, Any]) -> datetime:
    start = event["start"]
    moment = date.fromisoformat(start) if event["all_day"] else datetime.fromisoformat(start)
    return instant(moment, event["timezone"])


def _calendars(folder: Path) -> Iterator[str]:
    """The main calendar is well-formed, and every other holds nothing but events of it, as they are there."""
    main = folder / "calendar.ics"
    yield from (f"{main.name}: {problem}" for problem in calendar_problems(main.read_bytes()))
    everything = set(parts(main.read_bytes())[1])
    for path in sorted(folder.rglob("*.ics")):
        frame, events = parts(path.read_bytes())
        name = path.relative_to(folder)
        if path != main:
            yield from (f"{name}: {problem}" for problem in calendar_problems(frame))
        if not everything.issuperset(events):
            yield f"{name}: {len(set(events) - everything)} events that calendar.ics does not have"
        if len(set(events)) != len(events):
            yield f"{name}: {len(events) - len(set(events))} events more than once"


def _pages(folder: Path) -> Iterator[str]:
    """Every link that stays inside the site leads somewhere."""
    for path in sorted(folder.rglob("*.html")):
        page = lxml.html.fromstring(path.read_bytes())
        places = [element.get(name) for element in page.iter() for name in ("href", "src")]
        links = [link for link in places if link is not None]
        lost = [link for link in links if not _leads_somewhere(link, page, path, folder)]
        yield from (f"{path.relative_to(folder)}: the link {link[:200]} leads nowhere" for link in lost)


def _leads_somewhere(link: str, page: _Element, path: Path, folder: Path) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in ("http", "https", "webcal", "mailto", "tel")
    if not parts.path:
        return not parts.fragment or bool(page.xpath("//*[@id=$id]", id=parts.fragment))
    start = folder if parts.path.startswith("/") else path.parent
    target = (start / unquote(parts.path).lstrip("/")).resolve()
    if not target.is_relative_to(folder.resolve()):
        return False
    return (target / "index.html").is_file() if target.is_dir() else target.is_file()
