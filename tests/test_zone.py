"""VTIMEZONE: the rules we write move the clocks when the zone itself does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from feeds.content_line import block
from feeds.zone import vtimezone

ZONES = (
    *("Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "Asia/Jerusalem"),
    *("Australia/Lord_Howe", "America/Nuuk", "America/Santiago", "Asia/Tokyo", "UTC", "Africa/Casablanca"),
)


def onsets(name: str, year: int) -> dict[datetime, timedelta]:
    """Each change of the year by the VTIMEZONE: the instant in UTC and the offset from then on."""
    found = {}
    parts = "\n".join(vtimezone(name)).split("\nBEGIN:")[1:]
    for part in parts:
        values = dict(line.split(":", 1) for line in part.split("\n")[1:] if ":" in line)
        start = datetime.fromisoformat(values["DTSTART"])
        before, after = (_offset(values[name]) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        year_of = datetime(year, 1, 1), datetime(year, 12, 31, 23, 59)
        at = rrulestr(values["RRULE"], dtstart=start).between(*year_of) if "RRULE" in values else [start]
        found.update({(when - before).replace(tzinfo=UTC): after for when in at if when.year == year})
    return found


def _offset(text: str) -> timedelta:
    size = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
    return -size if text[0] == "-" else size


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("year", [2031, 2036, 2044])
def test_the_clocks_change_exactly_when_the_zone_says(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    changes = onsets(name, year)
    for instant, after in changes.items():
        assert instant.astimezone(zone).utcoffset() == after
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment < datetime(year, 12, 31, tzinfo=UTC):
        later = moment + timedelta(hours=6)
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            assert any(moment < instant <= later for instant in changes), f"{name}: no change after {moment}"
        moment = later


def test_berlin_is_written_as_outlook_needs_it() -> None:
    assert block(vtimezone("Europe/Berlin")).decode().replace("\r\n", "\n") == (
        "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nX-LIC-LOCATION:Europe/Berlin\n"
        "BEGIN:DAYLIGHT\nTZNAME:CEST\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nDTSTART:19700329T020000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n"
        "BEGIN:STANDARD\nTZNAME:CET\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nDTSTART:19701025T030000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\n"
    )


def test_a_zone_that_never_changes_has_one_offset() -> None:
    assert [line for line in vtimezone("Asia/Tokyo") if line.startswith("TZOFFSET")] == [
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
    ]
