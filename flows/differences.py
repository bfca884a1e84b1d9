"""What two releases tell differently: events that are new, gone or changed, and files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from feeds.release import STATUS

_FEED: Final = "v1/events.json"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an event, as it stands in the feed; None where it does not."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDifference:
    """One event that is not the same in both."""

    kind: str  # new, gone, changed
    id: str
    title: str
    start: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Between what is published and what would be."""

    same: int  # events
    events: tuple[EventDifference, ...]  # by start
    files: tuple[str, ...]  # whose bytes differ, or which only one has; not the status of the run

    def count(self, kind: str) -> int:
        return sum(event.kind == kind for event in self.events)


def differences(before: Path | None, after: Path) -> Differences:
    """Between two releases; `before` is None if nothing is published."""
    old, new = _events(before), _events(after)
    found = [each for id_ in old.keys() | new.keys() for each in _difference(old.get(id_), new.get(id_))]
    return Differences(
        same=len(old.keys() | new.keys()) - len(found),
        events=tuple(sorted(found, key=lambda each: (each.start, each.id))),
        files=tuple(sorted(_differing_files(before, after))),
    )


def _events(release: Path | None) -> Mapping[str, dict[str, Any]]:
    if release is None:
        return {}
    return {event["id"]: event for event in json.loads((release / _FEED).read_bytes())["events"]}


def _difference(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Iterator[EventDifference]:
    if old == new:
        return
    shown = new or old
    assert shown is not None
    changes = tuple(_changes(old, new)) if old and new else ()
    yield EventDifference(
        kind="gone" if new is None else "new" if old is None else "changed",
        id=shown["id"],
        title=shown["title"],
        start=shown["start"],
        changes=changes,
    )


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for field in [*new, *(name for name in old if name not in new)]:
        if old.get(field) != new.get(field):
            yield Change(field, old.get(field), new.get(field))


def _differing_files(before: Path | None, after: Path) -> Iterator[str]:
    for path in (_files(before) | _files(after)) - {STATUS}:
        if before is None or _bytes(before / path) != _bytes(after / path):
            yield path


def _files(release: Path | None) -> set[str]:
    if release is None:
        return set()
    return {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
