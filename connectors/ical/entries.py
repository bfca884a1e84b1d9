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
from connectors.ical.times import Clocks, read_times
from connectors.ical.values import read_coordinates, read_list, read_text
from connectors.ical.visibility import is_availability, is_private
from connectors.ical.zones import Zones
from connectors.model import Place, Record

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
    clocks = calendar.clocks
    times = read_times(event, clocks, calendar.product)
    start = times.start if times else None
    recurrence_id = read_recurrence_id(event, clocks)
    is_series = recurrence_id is None or holds_from_then_on(event)
    description = _description(event)
    online_url = _online_url(event)
    location = _location(event)
    record = Record(
        uid=event.text("UID"),
        title=event.text("SUMMARY"),
        start=start,
        end=times.end if times else None,
        end_is_last_day=times.end_is_last_day if times else False,
        recurrence=read_recurrence(event, start, clocks) if is_series and isinstance(start, date) else None,
        timezone=_zone_name(start, clocks.floating),
        status="CANCELLED" if calendar.is_cancelled else event.text("STATUS"),
        url=event.text("URL"),
        location=location,
        description=description,
        categories=_categories(event),
        is_online=_is_online(event, online_url, location),
        online_url=online_url,
        line=event.line,
    )
    return Entry(
        record=record,
        event=event,
        recurrence_id=recurrence_id,
        floating=clocks.floating,
        why_not=_why_not(event, record),
    )


def _why_not(event: Component, record: Record) -> str:
    if is_private(event):
        return "private"
    if record.start is None:
        return "no-start"
    if is_availability(record.title, record.description, record.url):
        return "availability-only"
    return ""


def _categories(event: Component) -> tuple[str, ...]:
    lines = event.all("CATEGORIES")
    return tuple(text for _, _, value in lines for text in read_list(value)) if lines else ()


def _zone_name(start: str | date | datetime | None, floating: ZoneInfo) -> str:
    zone = start.tzinfo if isinstance(start, datetime) else None
    return zone.key if isinstance(zone, ZoneInfo) else floating.key


def _description(event: Component) -> str:
    return event.text("DESCRIPTION") or event.text("X-ALT-DESC")


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


def _is_online(event: Component, online_url: str, location: str | Place) -> bool | None:
    """Google and Teams add a link to any appointment: with a place named, it says nothing."""
    if not online_url:
        return None
    return True if event.all("CONFERENCE") or not location else None
