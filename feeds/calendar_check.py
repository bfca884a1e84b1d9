"""Holds a calendar file against what every client can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from feeds.content_line import LINE_OCTETS
from feeds.text import UNWANTED

FRAME = re.compile(r"^(BEGIN|END):(.*)$", re.MULTILINE)
NAME = re.compile(r"^([^:;\n]*)[:;]", re.MULTILINE)
UID = re.compile(r"^UID:(.*)$", re.MULTILINE)
TZID = re.compile(r"^(?:DTSTART|DTEND);TZID=([^:\n]*):", re.MULTILINE)
ZONE = re.compile(r"^BEGIN:VTIMEZONE\nTZID:(.*)$", re.MULTILINE)
EVENTS = re.compile(r"^BEGIN:VEVENT\n(.*?)^END:VEVENT$", re.MULTILINE | re.DOTALL)
NESTING = {
    "VCALENDAR": "",
    "VTIMEZONE": "VCALENDAR",
    "VEVENT": "VCALENDAR",
    "STANDARD": "VTIMEZONE",
    "DAYLIGHT": "VTIMEZONE",
}
# Nothing else may stand in an event: least of all people, alarms or attachments.
PROPERTIES = frozenset(
    (
        *("BEGIN", "END", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "SUMMARY"),
        *("DTSTART", "DTEND", "LOCATION", "GEO", "X-APPLE-STRUCTURED-LOCATION", "DESCRIPTION", "URL"),
        *("CATEGORIES", "STATUS", "TRANSP", "CLASS", "CONFERENCE", "RELATED-TO"),
    )
)
ALWAYS = ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DTSTART", "STATUS")


def calendar_problems(raw: bytes) -> list[str]:
    """Everything that is wrong with the file, in words."""
    problems = []
    if not raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r"):
        problems.append("lines not ended by CRLF")
    if (longest := max(map(len, raw.split(b"\r\n")))) > LINE_OCTETS:
        problems.append(f"a line of {longest} octets; {LINE_OCTETS} are allowed")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return [*problems, f"not UTF-8 at byte {error.start}"]
    lines = _unfolded(raw)
    problems += _characters(lines) + _structure(lines)
    for event in EVENTS.findall(lines):
        problems += _event(event)
    repeated = [uid for uid, count in Counter(UID.findall(lines)).items() if count > 1]
    problems += [f"UID {uid} more than once" for uid in repeated]
    zones = ZONE.findall(lines)
    problems += [] if zones else ["no VTIMEZONE"]
    problems += [f"zone {name} without VTIMEZONE" for name in {*TZID.findall(lines)} - {*zones}]
    return problems


def parts(raw: bytes) -> tuple[bytes, list[bytes]]:
    """The file without its events, and the events, byte for byte."""
    head, *events = raw.split(b"BEGIN:VEVENT\r\n")
    if not events:
        return head, []
    events[-1], _, tail = events[-1].partition(b"END:VCALENDAR\r\n")
    return head + b"END:VCALENDAR\r\n" + tail, events


def with_events(frame: bytes, events: Iterable[bytes]) -> bytes:
    """The file put together again."""
    head, end, tail = frame.partition(b"END:VCALENDAR\r\n")
    return b"".join((head, *(b"BEGIN:VEVENT\r\n" + event for event in events), end, tail))


def _unfolded(raw: bytes) -> str:
    return raw.replace(b"\r\n ", b"").decode(errors="replace").replace("\r\n", "\n")


def _characters(lines: str) -> list[str]:
    doubtful = (line for line in lines.split("\n") if not line.isprintable())  # quick, but refuses too much
    found = {match[0] for line in doubtful for match in UNWANTED.finditer(line)}
    return [f"the forbidden character U+{ord(character):04X}" for character in sorted(found)]


def _structure(lines: str) -> list[str]:
    """BEGIN and END in pairs, and only the components we know, where they belong."""
    if not lines.startswith("BEGIN:VCALENDAR\n") or not lines.endswith("\nEND:VCALENDAR\n"):
        return ["not one VCALENDAR from the first line to the last"]
    open_: list[str] = []
    for step, name in FRAME.findall(lines):
        around = open_[-1] if open_ else ""
        if step == "END" and around == name:
            open_.pop()
        elif step == "BEGIN" and NESTING.get(name) == around:
            open_.append(name)
        else:
            return [f"{step}:{name} within {around or 'nothing'}"]
    return []


def _event(lines: str) -> list[str]:
    names = Counter(NAME.findall(lines))
    uid = (UID.findall(lines) or ["an event without UID"])[0]
    problems = [f"{uid}: the property {name[:40]}" for name in names.keys() - PROPERTIES]
    problems += [f"{uid}: {name} {count} times" for name, count in names.items() if count > 1]
    problems += [f"{uid}: no {name}" for name in ALWAYS if name not in names]
    start, end = (re.findall(rf"^{name}[:;](.*)$", lines, re.MULTILINE) for name in ("DTSTART", "DTEND"))
    return problems + ([f"{uid}: DTEND equals DTSTART"] if start and start == end else [])
