"""Reads one VEVENT into a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from connectors.ical.components import Component
from connectors.ical.series import holds_from_then_on, read_recurrence, read_recurrence_id
from connectors.ical.times import NO_TIMES, Clocks, read_times
from connectors.ical.values import read_coordinates, read_list, read_text
from connectors.ical.visibility import is_availability, is_private
from connectors.ical.zones import Zones
from connectors.model import Place, Record

RARE_NAMES = """
    RECURRENCE-ID RRULE RDATE X-ALT-DESC CATEGORIES GEO X-APPLE-STRUCTURED-LOCATION
    CONFERENCE X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL
"""
RARE = frozenset(RARE_NAMES.split())  # where an event has none of these, none of them is asked for
POINTS = frozenset({"GEO", "X-APPLE-STRUCTURED-LOCATION"})
MEETINGS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
PUBLIC_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
PRIVATE_HOSTS = (".local", ".localhost", ".internal", ".lan", ".home.arpa")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a VCALENDAR says about all of its events."""

    clocks: Clocks
    product: str  # PRODID in lower case
    is_cancelled: bool  # METHOD:CANCEL


class Entry(NamedTuple):
    """One VEVENT. `why_not` is a Problem's code if it is not to be published, "private" if not even told."""

    record: Record
    event: Component
    recurrence_id: date | datetime | None
    floating: ZoneInfo
    why_not: str = ""


def read_calendar(component: Component, zones: Zones) -> Calendar:
    floating = zones.preferred
    for name in ("X-WR-TIMEZONE", "TZID"):  # Events Manager also puts its TZID here
        tzid = component.text(name)
        zone = zones.find(tzid, date(2026, 1, 1)) if tzid else None
        if isinstance(zone, ZoneInfo):
            floating = zone
            break
    return Calendar(
        clocks=Clocks(zones, floating),
        product=component.value("PRODID").lower(),
        is_cancelled=component.value("METHOD").upper() == "CANCEL",
    )


def read_entry(event: Component, calendar: Calendar) -> Entry:
    clocks, text = calendar.clocks, event.text
    start, end, end_is_last_day = read_times(event, clocks, calendar.product) or NO_TIMES
    is_plain = RARE.isdisjoint(event.found)
    recurrence_id = None if is_plain else read_recurrence_id(event, clocks)
    is_series = not is_plain and (recurrence_id is None or holds_from_then_on(event))
    description = text("DESCRIPTION") or ("" if is_plain else text("X-ALT-DESC"))
    online_url = "" if is_plain else _online_url(event)
    location = text("LOCATION") if is_plain else _location(event)
    record = Record(
        uid=text("UID"),
        title=text("SUMMARY"),
        start=start,
        end=end,
        end_is_last_day=end_is_last_day,
        recurrence=read_recurrence(event, start, clocks) if is_series and isinstance(start, date) else None,
        timezone=_zone_name(start, clocks.floating),
        status="CANCELLED" if calendar.is_cancelled else text("STATUS"),
        url=text("URL"),
        location=location,
        description=description,
        categories=() if is_plain else _categories(event),
        is_online=_is_online(event, location) if online_url else None,
        online_url=online_url,
        line=event.line,
    )
    return Entry(record, event, recurrence_id, clocks.floating, _why_not(event, record))


def _why_not(event: Component, record: Record) -> str:
    if is_private(event):
        return "private"
    if record.start is None:
        return "no-start"
    if not record.description and is_availability(record.title, record.description, record.url):
        return "availability-only"
    return ""


def _categories(event: Component) -> tuple[str, ...]:
    lines = event.all("CATEGORIES")
    return tuple(text for _, _, value in lines for text in read_list(value)) if lines else ()


def _zone_name(start: str | date | datetime | None, floating: ZoneInfo) -> str:
    zone = start.tzinfo if isinstance(start, datetime) else None
    return zone.key if isinstance(zone, ZoneInfo) else floating.key


def _location(event: Component) -> str | Place:
    name = event.text("LOCATION")
    if not POINTS & event.found.keys():
        return name
    point = read_coordinates(event.value("GEO"))
    if point is None:  # Apple: geo:51.48,7.21 behind an address in the parameters
        point = read_coordinates(event.value("X-APPLE-STRUCTURED-LOCATION").rpartition("geo:")[2])
    return name if point is None else Place(name=name, lat=point[0], lon=point[1])


def _online_url(event: Component) -> str:
    """Where one takes part, if that is an address on the public web."""
    if not event.found.keys() & MEETINGS:
        return ""
    for name in MEETINGS:
        for _, _, value in event.all(name):
            url = read_text(value)
            if _is_public(url):
                return url
    return ""


def _is_public(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_named = PUBLIC_HOST.fullmatch(host) is not None and not host.endswith(PRIVATE_HOSTS)
    return parts.scheme == "https" and is_named and parts.username is None


def _is_online(event: Component, location: str | Place) -> bool | None:
    """Google and Teams add a link to any appointment: with a place named, it says nothing."""
    return True if event.all("CONFERENCE") or not location else None
