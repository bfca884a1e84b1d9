"""What a client has read of a calendar, and what the feed says that it should have read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

MOST = 3  # differences told; one is enough to look
Events = Mapping[str, tuple[str, str]]  # title and start, in UTC or as a date, by UID


@dataclass(frozen=True, slots=True)
class Reading:
    """How one client took one calendar."""

    version: str
    events: Events
    complaints: tuple[str, ...] = ()


def written_start(value: date | datetime) -> str:
    """One form for all clients: an instant in UTC, or a date."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if isinstance(value, datetime) else value.isoformat()


def published(site: Path) -> Events:
    """Every event of the feed as a client should read it; the host of the UIDs is that of the calendar."""
    events = json.loads((site / "v1/events.json").read_bytes())["events"]
    host = next(uids(site / "calendar.ics")).partition("@")[2]
    return {f"{event['id']}@{host}": (event["title"], _start(event)) for event in events}


def uids(calendar: Path) -> Iterator[str]:
    """As the lines say it; no parser is asked."""
    lines = calendar.read_text("utf-8").splitlines()
    return (line.removeprefix("UID:") for line in lines if line.startswith("UID:"))


def differences(read: Events, expected: Events) -> list[str]:
    """What the client did not read, or read otherwise; a title may have ABGESAGT or the like in front."""
    found = [f"{uid}: not read" for uid in expected if uid not in read]
    found += [f"{uid}: not published" for uid in read if uid not in expected]
    for uid, (title, start) in expected.items():
        read_title, read_start = read.get(uid, (title, start))
        if not read_title.endswith(title) or read_start != start:
            found.append(f"{uid}: {read_title!r} at {read_start} instead of {title!r} at {start}")
    return found[:MOST]


def recognised(pairs: Iterable[tuple[str, str]], expected: Events) -> Events:
    """The events of a program that keeps no UIDs, told by title and start; others are numbered."""
    free, found = dict(expected), dict[str, tuple[str, str]]()
    for number, (title, start) in enumerate(pairs):
        fits = (uid for uid, known in free.items() if known[1] == start and title.endswith(known[0]))
        uid = next(fits, f"{number}")
        free.pop(uid, None)
        found[uid] = (title, start)
    return found


def _start(event: Mapping[str, str]) -> str:
    start = event["start"]
    return start if event["all_day"] else written_start(datetime.fromisoformat(start))
