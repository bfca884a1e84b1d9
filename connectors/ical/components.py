"""Sorts a calendar file's lines into its components, so that a broken one costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from connectors.ical.lines import COMPONENT, REPAIR, Line, read_lines
from connectors.ical.values import read_text

BOM = b"\xef\xbb\xbf"
LONE_CR = re.compile(rb"\r(?!\n)")
EVENT = b"\nBEGIN:VEVENT"
ODD_EVENT = re.compile(rb"\n[ \t]*BEGIN[ \t]*:[ \t]*VEVENT[ \t]*\r?(?=\n|\Z)", re.IGNORECASE)
BOUNDARIES = frozenset({"BEGIN", "END"})
READ = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})  # whose lines we look at
SIBLINGS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})  # never inside one another


class Repair(NamedTuple):
    """Something we mended: a Problem's code and detail."""

    code: str
    detail: str


@dataclass(slots=True, eq=False)
class Component:
    """One BEGIN … END: the properties that we look at, and the components in it."""

    name: str
    line: int | None = None  # of a VEVENT's BEGIN in the file, counted from 1
    found: dict[str, Line] = field(default_factory=dict)  # the first of each name
    repeated: dict[str, list[Line]] | None = None  # all lines of a name that stands there several times
    repairs: list[Repair] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def named(self, name: str) -> Iterator[Component]:
        return (part for part in self.parts if part.name == name)

    def first(self, name: str) -> Line | None:
        """The first line that has a value; another one with another value is told as a repair."""
        if self.repeated is not None and name in self.repeated:
            filled = [line for line in self.repeated[name] if line[2]]
            if len({line[2] for line in filled}) > 1:
                self.repairs.append(Repair("duplicate-property", name))
            return filled[0] if filled else None
        line = self.found.get(name)
        return line if line is not None and line[2] else None

    def text(self, name: str) -> str:
        """The value without white space around it and without the escapes of a TEXT."""
        if self.repeated is not None and name in self.repeated:
            return read_text(self.value(name))
        line = self.found.get(name)
        if line is None:
            return ""
        value = line[2]
        return read_text(value) if "\\" in value else value.strip()

    def value(self, name: str) -> str:
        """The value without white space around it."""
        line = self.found.get(name) if self.repeated is None else self.first(name)
        return "" if line is None else line[2].strip()

    def all(self, name: str) -> list[Line]:
        if self.repeated is not None and name in self.repeated:
            return self.repeated[name]
        line = self.found.get(name)
        return [] if line is None else [line]

    def add(self, lines: list[Line]) -> None:
        """Takes in the next of its lines."""
        if not self.found:
            self.found = {line[0]: line for line in lines}
            if len(self.found) == len(lines) and REPAIR not in self.found:
                return
            self.found = {}
        for line in lines:
            if line[0] == REPAIR:
                _tell(self, Repair(line[1], line[2]))
            elif self.found.setdefault(line[0], line) is not line:
                self._repeat(line)

    def _repeat(self, line: Line) -> None:
        name = line[0]
        if self.repeated is None:
            self.repeated = {}
        self.repeated.setdefault(name, [self.found[name]]).append(line)


@dataclass(frozen=True, slots=True)
class Outline:
    """The components of one file, in order."""

    calendars: list[Component]  # a stray VEVENT without a calendar around it is in one of its own
    unclosed: list[Component]  # whole, but without an END of their own
    is_cut: bool  # the file ends inside a component
    lost: Component | None  # the event it ends in, which is not in `calendars`


def split(body: bytes, charset: str) -> Outline:
    """The outline of a file. `charset` is that of what is not UTF-8; it must be a superset of ASCII."""
    body = _with_line_feeds(body)
    sorting = _Sorting(_event_lines(body))
    sorting.sort(read_lines(body, charset))
    return sorting.outline()


def _with_line_feeds(body: bytes) -> bytes:
    """With a line feed in each line end and before the first line."""
    while body.startswith(BOM):
        body = body.removeprefix(BOM)
    if LONE_CR.search(body):
        body = body.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    begin = body.find(b"BEGIN:VCALENDAR")
    if begin > 0 and body[begin - 1 : begin] != b"\n":  # a warning printed before it
        body = body[:begin] + b"\n" + body[begin:]
    return b"\n" + body


def _event_lines(body: bytes) -> Iterator[int]:
    """In which line of the file, which is still folded, each VEVENT begins."""
    line = counted = 0
    if EVENT not in body:
        body = ODD_EVENT.sub(EVENT, body)
    start = body.find(EVENT)
    while start >= 0:
        line += body.count(b"\n", counted, start + 1)
        counted = start + 1
        yield line
        start = body.find(EVENT, counted)


class _Sorting:
    """What is open while we go through the lines."""

    def __init__(self, event_lines: Iterator[int]) -> None:
        self._event_lines = event_lines
        self._open: list[Component] = []
        self._calendars: list[Component] = []
        self._unclosed: list[Component] = []

    def sort(self, lines: list[Line]) -> None:
        boundaries = [place for place, line in enumerate(lines) if line[0] in BOUNDARIES]
        begin = 0  # of the lines that are not sorted yet
        for place in boundaries:
            if place > begin and self._open:
                self._open[-1].add(lines[begin:place])
            self._take_boundary(lines[place])
            begin = place + 1
        if self._open:
            self._open[-1].add(lines[begin:])

    def outline(self) -> Outline:
        lost = next((component for component in self._open if component.name == "VEVENT"), None)
        if lost is not None:
            for calendar in self._calendars:
                calendar.parts[:] = [part for part in calendar.parts if part is not lost]
        return Outline(self._calendars, self._unclosed, bool(self._open), lost)

    def _take_boundary(self, line: Line) -> None:
        name = line[2]
        if name not in READ:
            match = COMPONENT.fullmatch(name)
            if match is None:
                return
            name = match.group(1).upper()
        if line[0] == "BEGIN":
            self._begin(name)
        else:
            self._end(name)

    def _begin(self, name: str) -> None:
        if name == "VCALENDAR":
            self._close(len(self._open))
        elif name in SIBLINGS:
            self._close_siblings()
        component = Component(name, next(self._event_lines, None) if name == "VEVENT" else None)
        if self._open:
            self._open[-1].parts.append(component)
        elif name == "VCALENDAR":
            self._calendars.append(component)
        elif name == "VEVENT":
            self._calendars.append(Component("VCALENDAR", parts=[component]))
        self._open.append(component)

    def _end(self, name: str) -> None:
        if self._open and self._open[-1].name == name:
            self._open.pop()
            return
        for depth, component in enumerate(reversed(self._open)):
            if component.name == name:
                self._close(depth)
                self._open.pop()
                return

    def _close_siblings(self) -> None:
        for index, component in enumerate(self._open):
            if component.name in SIBLINGS:
                self._close(len(self._open) - index)
                return

    def _close(self, count: int) -> None:
        for _ in range(count):
            component = self._open.pop()
            if component.name in SIBLINGS:
                self._unclosed.append(component)


def _tell(component: Component, repair: Repair) -> None:
    """Once a component for each code."""
    if all(told.code != repair.code for told in component.repairs):
        component.repairs.append(repair)
