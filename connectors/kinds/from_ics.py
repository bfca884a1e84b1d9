"""Reads iCalendar files: a record for each VEVENT, as RFC 5545 says and as real calendars write it."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.ical.components import Outline, split
from connectors.ical.entries import Entry, read_calendar, read_entry
from connectors.ical.overrides import related
from connectors.ical.zones import Zones
from connectors.model import Link, Page, Problem, Record, Severity

DETAIL_LENGTH = 200
UNTOLD = "private"  # neither an event of ours nor a trouble


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed if the page is no calendar at all. A calendar without events gives nothing.

    A Problem "truncated" says that the file was cut off: what it held further on is unknown.
    """
    outline = split(_in_single_bytes(page), page.charset)
    if not outline.calendars:
        raise ParseFailed(_complaint(page))
    for entry in related(_read(outline, source)):
        if entry.why_not or entry.event.repairs:
            yield from _results(entry, page.url)
        else:
            yield entry.record
    yield from _problems_of_file(outline, page.url)


def _in_single_bytes(page: Page) -> bytes:
    """UTF-16 and its like as UTF-8; every other charset has ASCII in it."""
    return page.text.encode() if page.charset.lower().startswith(("utf-16", "utf-32")) else page.body


def _read(outline: Outline, source: Source) -> list[Entry]:
    definitions = [zone for calendar in outline.calendars for zone in calendar.named("VTIMEZONE")]
    zones = Zones(definitions, ZoneInfo(source.timezone))
    entries: list[Entry] = []
    for component in outline.calendars:
        calendar = read_calendar(component, zones)
        entries += [read_entry(event, calendar) for event in component.named("VEVENT")]
    return entries


def _results(entry: Entry, url: str) -> Iterator[Record | Problem]:
    record = entry.record
    if entry.why_not == UNTOLD:
        return
    for repair in entry.event.repairs:
        yield _problem(record, Severity.REPAIRED, repair.code, repair.detail, url)
    if entry.why_not:
        yield _problem(record, Severity.DROPPED, entry.why_not, "", url)
    else:
        yield record


def _problem(record: Record, severity: Severity, code: str, detail: str, url: str) -> Problem:
    return Problem(
        severity=severity,
        code=code,
        detail=detail[:DETAIL_LENGTH],
        title=record.title[:DETAIL_LENGTH],
        uid=record.uid[:DETAIL_LENGTH],
        url=url,
        line=record.line,
    )


def _problems_of_file(outline: Outline, url: str) -> Iterator[Problem]:
    for component in outline.unclosed:
        yield Problem(
            severity=Severity.REPAIRED,
            code="missing-end",
            detail=component.name,
            url=url,
            line=component.line,
        )
    if outline.is_cut:
        is_lost = outline.lost is not None
        yield Problem(
            severity=Severity.DROPPED if is_lost else Severity.REPAIRED,
            code="truncated",
            detail="the file ends inside an event" if is_lost else "the file ends before END:VCALENDAR",
            url=url,
            line=outline.lost.line if outline.lost is not None else None,
        )


def _complaint(page: Page) -> str:
    """What the page is instead, and what to do about it."""
    begin = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if not begin:
        german, english = "eine leere Datei", "an empty file"
    elif begin.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")) or b"<html" in begin:
        german, english = "eine HTML-Seite", "an HTML page"
    elif begin.startswith(b"<"):
        german, english = "XML", "XML"
    elif begin.startswith((b"{", b"[")):
        german, english = "JSON", "JSON"
    elif begin.startswith((b"\x1f\x8b", b"pk\x03\x04")):
        german, english = "eine gepackte Datei", "a compressed file"
    else:
        german, english = "etwas ohne BEGIN:VCALENDAR", "something without BEGIN:VCALENDAR"
    return (
        f"{page.final_url}: Das ist keine Kalenderdatei (iCalendar), sondern {german}. "
        f"Bitte die Adresse der .ics-Datei prüfen. [Not a calendar file but {english}; check the address.]"
    )
