"""The calendar file: what clients read back is what we know, and nothing more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.model import Attendance, Place
from feeds import wording
from feeds.calendar_check import calendar_problems
from feeds.calendar_file import render_vevent
from feeds.content_line import address, framed
from feeds.description import LENGTH, describe, source_url
from feeds.moments import end_of
from feeds.position import position
from feeds.text import web_url
from tests.published import BERLIN, PUBLISHER, calendar, event, events, rich_event
from warehouse.events import Event, ListedBy


def read_back(raw: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(raw).events)


def lines(raw: bytes) -> list[str]:
    return raw.replace(b"\r\n ", b"").decode().split("\r\n")


@settings(max_examples=200)
@given(st.lists(events(), max_size=3))
def test_a_hostile_event_is_read_back_as_itself_and_nothing_more(found: list[Event]) -> None:
    numbered = [rich_event(**{**_fields(each), "id": f"e{number}"}) for number, each in enumerate(found)]
    raw = calendar(*numbered)
    assert calendar_problems(raw) == []
    read = read_back(raw)
    assert len(read) == len(numbered)
    for sent, got in zip(numbered, read, strict=True):
        assert got.subcomponents == [] and got.errors == []
        assert got["UID"] == f"{sent.id}@feed.mint.example"
        assert got["SUMMARY"] == wording.PREFIXES.get(sent.status, "") + framed(wording.title(sent))
        assert got.get("LOCATION", "") == framed(wording.place(sent))
        assert got.get("DESCRIPTION", "") == framed(describe(sent))
        assert got.get("URL", "") == address(web_url(sent.url))
        assert got.get("CONFERENCE", "") == address(web_url(sent.online_url))
        assert [str(label) for label in got["CATEGORIES"].cats] == wording.labels(sent)
        end = end_of(sent)
        assert _instant(got["DTSTART"].dt) == _instant(sent.start)
        assert "DTEND" in got if end else "DTEND" not in got
        assert end is None or _instant(got["DTEND"].dt) == _instant(end)
        where = position(sent.place) if sent.place and wording.place(sent) else None
        assert (tuple(map(float, got["GEO"].to_ical().split(";"))) if "GEO" in got else None) == where


def _instant(moment: date | datetime) -> date | datetime:
    """Within one zone Python compares wall times; this compares what is meant."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _fields(each: Event) -> dict[str, Any]:
    return {name: getattr(each, name) for name in Event.__dataclass_fields__}


def test_an_event_of_which_little_is_known_invents_nothing() -> None:
    assert lines(render_vevent(event(), PUBLISHER)) == [
        "BEGIN:VEVENT",
        "UID:e1@feed.mint.example",
        "DTSTAMP:20261123T021500Z",
        "CREATED:20261123T021500Z",
        "LAST-MODIFIED:20261123T021500Z",
        "SEQUENCE:0",
        "SUMMARY:Sterne über Musterstadt",
        "DTSTART;TZID=Europe/Berlin:20261205T140000",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "END:VEVENT",
        "",
    ]


def test_everything_known_is_there() -> None:
    found = lines(render_vevent(rich_event(), PUBLISHER))
    assert found[6:-2] == [
        "SUMMARY:Sterne über Musterstadt",
        "DTSTART;TZID=Europe/Berlin:20261205T140000",
        "DTEND;TZID=Europe/Berlin:20261205T160000",
        r"LOCATION:Sternwarte\, Hügelweg 3\, 44801 Bochum",
        "GEO:51.444;7.261",
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Hügelweg 3, 44801 Bochum";X-APPLE-RADIUS=70;'
        'X-TITLE="Sternwarte, Hügelweg 3, 44801 Bochum":geo:51.444,7.261',
        r"DESCRIPTION:Wir sehen den Mond\; bei Wolken\, na ja\, Bilder.\nBitte warm anziehen.\n\n"
        r"Für: Familien\, Klasse 3 bis 4\, 8 bis 12 Jahre\nKosten: 3 € zzgl. Eintritt\n"
        r"Anmeldung: erforderlich\, bis 1. Dezember 2026\, wenige Plätze frei\, "
        r"https://sternwarte.example/anmelden\nOnline: https://stream.example/mond\n"
        r"Barrierefreiheit: mit Rollstuhl zugänglich\, Aufzug\nVeranstalter: Sternwarte Musterstadt\n"
        r"Quelle: https://sternwarte.example/termin/1",
        "URL:https://sternwarte.example/termin/1",
        "CATEGORIES:Astronomie und Raumfahrt,Vortrag,Grundschule,Familien,Online",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "CONFERENCE;VALUE=URI;LABEL=Online:https://stream.example/mond",
        "RELATED-TO:s1@feed.mint.example",
    ]


@pytest.mark.parametrize(
    ("status", "summary", "calendar_status"),
    [
        ("scheduled", "Sterne über Musterstadt", "CONFIRMED"),
        ("cancelled", "ABGESAGT: Sterne über Musterstadt", "CANCELLED"),
        ("delisted", "NICHT MEHR GELISTET: Sterne über Musterstadt", "CANCELLED"),
        ("postponed", "VERSCHOBEN: Sterne über Musterstadt", "TENTATIVE"),
        ("rescheduled", "Sterne über Musterstadt", "CONFIRMED"),
    ],
)
def test_what_does_not_take_place_says_so_in_title_and_status(
    status: str, summary: str, calendar_status: str
) -> None:
    found = lines(render_vevent(event(status=status), PUBLISHER))
    assert f"SUMMARY:{summary}" in found and f"STATUS:{calendar_status}" in found


def test_an_event_with_a_new_date_names_the_old_one() -> None:
    moved = event(status="rescheduled", previous_start=datetime(2026, 12, 4, 19, 30, tzinfo=BERLIN))
    assert "Bisheriger Termin: 4. Dezember 2026, 19:30 Uhr" in describe(moved)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 12, 10), None, ["DTSTART;VALUE=DATE:20261210"]),
        (date(2026, 12, 10), date(2026, 12, 10), ["DTSTART;VALUE=DATE:20261210"]),
        (
            date(2026, 12, 10),
            date(2026, 12, 13),
            ["DTSTART;VALUE=DATE:20261210", "DTEND;VALUE=DATE:20261213"],
        ),
        (
            datetime(2026, 12, 5, 14, tzinfo=BERLIN),
            datetime(2026, 12, 5, 14, tzinfo=BERLIN),
            ["DTSTART;TZID=Europe/Berlin:20261205T140000"],
        ),
        (
            datetime(2026, 7, 1, 13, tzinfo=UTC),
            datetime(2026, 7, 1, 14, tzinfo=UTC),
            ["DTSTART;TZID=Europe/Berlin:20260701T150000", "DTEND;TZID=Europe/Berlin:20260701T160000"],
        ),
    ],
)
def test_an_end_is_written_only_where_there_is_one(
    start: date | datetime, end: date | datetime | None, expected: list[str]
) -> None:
    found = lines(render_vevent(event(start=start, end=end), PUBLISHER))
    assert [line for line in found if line.startswith(("DTSTART", "DTEND"))] == expected


def test_the_hour_that_autumn_repeats_is_told_apart() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    second = first.replace(fold=1)
    assert [found["DTSTART"].dt for found in read_back(calendar(event(start=first)))] == [first]
    assert b"DTSTART:20261025T013000Z\r\n" in render_vevent(event(start=second), PUBLISHER)


def test_a_long_description_is_cut_and_still_names_its_source() -> None:
    words = describe(rich_event(description="Sterne und Monde. " * 200))
    assert len(words) <= LENGTH + 2 and "…" in words
    assert words.endswith("Quelle: https://sternwarte.example/termin/1")


def test_without_an_address_of_its_own_an_event_names_the_list_that_has_it() -> None:
    listed = event(listings=(ListedBy("a", "b"), ListedBy("c", "d", "https://liste.example/")))
    assert source_url(listed) == "https://liste.example/"


def test_an_event_that_is_online_only_says_so_where_the_place_would_stand() -> None:
    assert b"LOCATION:Online\r\n" in render_vevent(event(attendance=Attendance.ONLINE), PUBLISHER)
    assert b"LOCATION" not in render_vevent(event(attendance=Attendance.OFFLINE), PUBLISHER)


def test_a_position_off_this_planet_is_not_published() -> None:
    for lat, lon in ((91.0, 7.0), (51.0, 181.0), (float("nan"), 7.0), (51.0, None)):
        assert b"GEO" not in render_vevent(event(place=Place("Halle", lat=lat, lon=lon)), PUBLISHER)


def test_words_that_look_like_a_frame_are_set_apart() -> None:
    raw = calendar(
        rich_event(title="END:VEVENT BEGIN:VEVENT", place=Place("END:VCALENDAR", lat=51.0, lon=7.0))
    )
    assert raw.count(b"BEGIN:VEVENT") == raw.count(b"END:VEVENT") == raw.count(b"END:VCALENDAR") == 1


def test_an_empty_calendar_is_still_a_calendar() -> None:
    raw = calendar()
    assert calendar_problems(raw) == [] and read_back(raw) == []


def test_the_head_tells_name_refresh_source_and_zone() -> None:
    found = lines(calendar(event()))
    assert found[:16] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mintfeed//MINT-Termine//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:MINT-Termine",
        "NAME:MINT-Termine",
        "X-WR-CALDESC:Alle Termine",
        "DESCRIPTION:Alle Termine",
        "X-WR-TIMEZONE:Europe/Berlin",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "SOURCE;VALUE=URI:https://feed.mint.example/calendar.ics",
        "URL:https://feed.mint.example/",
        "COLOR:teal",
        "X-APPLE-CALENDAR-COLOR:#008080",
    ]


def test_the_same_events_give_the_same_bytes() -> None:
    assert calendar(rich_event(), event(id="e2")) == calendar(rich_event(), event(id="e2"))


@given(st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)), st.integers(1, 600))
def test_an_event_of_another_zone_keeps_its_instant(wall: datetime, minutes: int) -> None:
    start = wall.replace(tzinfo=UTC, microsecond=0)
    abroad = event(start=start, end=start + timedelta(minutes=minutes), timezone="Europe/London")
    [found] = read_back(calendar(abroad))
    assert found["DTSTART"].dt.astimezone(UTC) == start
    assert found["DTEND"].dt.astimezone(UTC) == start + timedelta(minutes=minutes)
