"""Checks that every calendar of a release is well-formed and holds the events that it should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from feeds.calendar_check import calendar_problems, parts, with_events
from feeds.written import paths_below

MAIN = "calendar.ics"
UID = re.compile(rb"UID:(.*?)@[^@]*?\r\n(?! )", re.DOTALL)
DESCRIPTION = re.compile(rb"^DESCRIPTION:.*?\r\n(?! )", re.DOTALL | re.MULTILINE)


@dataclass(slots=True)
class Known:
    """What has been looked at already, so that an event is checked once, not once for every file with it."""

    frames: set[bytes] = field(default_factory=set)
    events: set[bytes] = field(default_factory=set)
    plain: set[bytes] = field(default_factory=set)  # the main calendar's, without their descriptions


def calendars_problems(folder: Path, expected: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What is wrong; `expected` has the ids of each calendar's events, in order, by path."""
    main = (folder / MAIN).read_bytes()
    yield from (f"{MAIN}: {problem}" for problem in calendar_problems(main))
    yield from (f"{path}: missing" for path in expected if not (folder / path).is_file())
    events = parts(main)[1]
    known = Known(events=set(events), plain={DESCRIPTION.sub(b"", event) for event in events})
    for path in sorted(paths_below(folder, ".ics")):
        frame, events = parts((folder / path).read_bytes())
        if path in expected and [_id(event) for event in events] != list(expected[path]):
            yield f"{path}: other events than events.json, or in another order"
        if path != MAIN:
            yield from (f"{path}: {problem}" for problem in _problems(frame, events, known))


def _problems(frame: bytes, events: Sequence[bytes], known: Known) -> Iterator[str]:
    if frame not in known.frames:
        known.frames.add(frame)
        yield from calendar_problems(frame)
    if len(set(events)) != len(events):
        yield f"{len(events) - len(set(events))} events more than once"
    if another := [event for event in events if event not in known.events]:
        yield from _of_another_length(frame, another, known)


def _of_another_length(frame: bytes, events: Sequence[bytes], known: Known) -> Iterator[str]:
    """Near its limit a calendar has brief descriptions; nothing else may differ from the main one."""
    known.events.update(events)
    yield from calendar_problems(with_events(frame, events))
    if lost := sum(DESCRIPTION.sub(b"", event) not in known.plain for event in events):
        yield f"{lost} events that {MAIN} does not have"


def _id(event: bytes) -> str:
    match = UID.match(event)
    return match[1].replace(b"\r\n ", b"").decode(errors="replace") if match else ""
