"""Finds the zone that a calendar means by a TZID: IANA, Windows, vendors' prefixes, cities, offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from connectors.ical.components import Component
from connectors.ical.values import read_offset
from connectors.ical.vtimezone import read_definition

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(?:/[A-Za-z0-9_+\-]+)*")
OFFSET_NAME = re.compile(r"\(?(?:(?:UTC|GMT)\s*)?([+-]\d{1,2}(?::?\d\d)?)\)?(.*)", re.IGNORECASE | re.DOTALL)
WINDOWS = {name.lower(): key for name, key in WINDOWS_TO_OLSON.items()}
WINTER = datetime(2026, 1, 1, tzinfo=UTC)  # Windows names its zones by their offset in winter
ALIASES = {  # what people and programs write for zones that have other names
    "z": "UTC",
    "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin",
    "central european time": "Europe/Berlin",
    "mitteleuropäische zeit": "Europe/Berlin",
    "mitteleuropäische sommerzeit": "Europe/Berlin",
    "westeuropäische normalzeit": "Europe/Berlin",
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver",
    "pacific time (us & canada)": "America/Los_Angeles",
}


class Zones:
    """The zones of one file. `preferred` is taken where several fit."""

    def __init__(self, components: Iterable[Component], preferred: ZoneInfo) -> None:
        self.preferred = preferred
        self.told: set[str] = set()  # names that a problem was told about
        self._components: dict[str, Component] = {}
        self._locations: dict[str, str] = {}
        self._found: dict[tuple[str, int], tzinfo | None] = {}
        for component in components:
            tzid = component.value("TZID")
            self._components.setdefault(tzid, component)
            self._locations.setdefault(tzid, component.value("X-LIC-LOCATION"))

    def find(self, tzid: str, moment: date) -> tzinfo | None:
        """The zone, by its name or by the file's definition as it is in the year of `moment`."""
        zone = named_zone(tzid)
        if zone is not None:
            return zone
        key = (tzid, moment.year)
        if key not in self._found:
            self._found[key] = self._defined(tzid, moment) or self._guessed(tzid)
        return self._found[key]

    def is_defined(self, tzid: str) -> bool:
        return tzid in self._components

    def _defined(self, tzid: str, moment: date) -> tzinfo | None:
        if tzid not in self._components:
            return None
        location = named_zone(self._locations[tzid])
        if location is not None:
            return location
        year = min(max(moment.year, 1902), 2099)
        definition = read_definition(self._components[tzid], year)
        if definition is None:
            return None
        zone = definition.zone_among((self.preferred, *usual_zones()))
        if zone is not None:
            return zone
        middle = datetime(year, moment.month, 1, tzinfo=UTC)  # no such zone on earth: its offset at that time
        return timezone(definition.offset_at(middle))

    def _guessed(self, tzid: str) -> tzinfo | None:
        text = tzid.replace("\\", "").strip().strip('"')
        match = OFFSET_NAME.fullmatch(text)
        offset = read_offset(match.group(1)) if match else None
        cities = match.group(2) if match else text
        zone = self._city(cities)
        if zone is None and text.startswith("("):  # a display name of Windows, whose city we do not know
            zone = self.preferred
        if zone is not None and (offset is None or WINTER.astimezone(zone).utcoffset() == offset):
            return zone
        return None if offset is None else fixed_zone(offset)

    def _city(self, text: str) -> ZoneInfo | None:
        """The first city in a list that has a zone; the preferred zone's if it is among them."""
        keys = [cities().get(part.strip().lower().replace(" ", "_")) for part in text.split(",")]
        if self.preferred.key in keys:
            return self.preferred
        return next((ZoneInfo(key) for key in keys if key), None)


@cache
def named_zone(tzid: str) -> ZoneInfo | None:
    """The zone of an IANA or Windows name, in any case, also behind a vendor's path; else None."""
    text = tzid.strip().strip('"')
    zone = _zone(text)
    if zone is not None or not text:
        return zone
    lower = text.lower()
    key = WINDOWS.get(lower) or ALIASES.get(lower) or keys_in_lower_case().get(lower.replace(" ", "_"))
    if key is not None:
        return _zone(key)
    parts = text.split("/")
    paths = ("/".join(parts[-length:]) for length in (3, 2) if len(parts) > length)
    return next((zone for zone in map(_zone, paths) if zone is not None), None)


@cache
def usual_zones() -> tuple[ZoneInfo, ...]:
    """One zone for each set of rules in use: those that Windows names."""
    zones = (_zone(key) for key in dict.fromkeys(WINDOWS_TO_OLSON.values()))
    return tuple(zone for zone in zones if zone is not None)


@cache
def keys_in_lower_case() -> dict[str, str]:
    keys = {key.lower(): key for key in available_timezones()}
    return keys | {key.replace("/", "-", 1): name for key, name in keys.items() if "/" in key}


@cache
def cities() -> dict[str, str]:
    """IANA keys by their city in lower case."""
    regions = ("Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/")
    keys = sorted((key for key in available_timezones() if key.startswith(regions)), reverse=True)
    return {key.rpartition("/")[2].lower(): key for key in keys}


def fixed_zone(offset: timedelta) -> tzinfo:
    """A zone without summer time; whole hours have an IANA name, whose sign is the other way round."""
    hours, rest = divmod(offset, timedelta(hours=1))
    return timezone(offset) if rest or not -12 <= hours <= 14 else ZoneInfo(f"Etc/GMT{-hours:+d}")


def _zone(key: str) -> ZoneInfo | None:
    if not KEY.fullmatch(key):
        return None
    try:
        return ZoneInfo(key)
    except (LookupError, ValueError, OSError):  # unknown; malformed; a folder of zones
        return None
