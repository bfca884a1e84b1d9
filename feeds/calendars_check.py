"""Checks that every calendar of a release is well-formed and holds the events that it should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from feeds.calendar_check import calendar_problems, parts

MAIN = "calendar.ics"
UID = re.compile(rb"UID:(.*?)@[^@]*?\r\n(?! )", re.DOTALL)
DESCRIPTION = re.compile(rb"^DESCRIPTION:.*?\r\n(?! )", re.DOTALL | re.MULTILINE)


def calendars_problems(folder: Path, expected: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What is wrong; `expected` has the ids of each calendar's events, in order, by path."""
    main = (folder / MAIN).read_bytes()
    yield from (f"{MAIN}: {problem}" for problem in calendar_problems(main))
    yield from (f"{path}: missing" for path in expected if not (folder / path).is_file())
    everything, sound = set(parts(main)[1]), set[bytes]()
    for file in sorted(folder.rglob("*.ics")):
        path = file.relative_to(folder).as_posix()
        frame, events = parts(file.read_bytes())
        if path in expected and [_id(event) for event in events] != list(expected[path]):
            yield f"{path}: other events than events.json, or in another order"
        if path == MAIN:
            continue
        if frame not in sound:
            sound.add(frame)
            yield from (f"{path}: {problem}" for problem in calendar_problems(frame))
        if len(set(events)) != len(events):
            yield f"{path}: {len(events) - len(set(events))} events more than once"
        if not everything.issuperset(events):
            yield from (f"{path}: {problem}" for problem in _another_length(file, events, everything))


def _another_length(file: Path, events: Sequence[bytes], everything: set[bytes]) -> Iterator[str]:
    """A calendar near its limit has brief descriptions; nothing else may differ from calendar.ics."""
    yield from calendar_problems(file.read_bytes())
    plain = {DESCRIPTION.sub(b"", event) for event in everything}
    if lost := sum(DESCRIPTION.sub(b"", event) not in plain for event in events):
        yield f"{lost} events that {MAIN} does not have"


def _id(event: bytes) -> str:
    match = UID.match(event)
    return match[1].replace(b"\r\n ", b"").decode(errors="replace") if match else ""
