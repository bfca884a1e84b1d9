"""What a calendar file says about its events, however it is written."""

from __future__ import annotations

from datetime import date, datetime

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import ParseFailed
from connectors.ical.values import read_list, read_moment, read_text
from connectors.model import Place, Problem, Record
from tests.calendars import calendar, event, only, read, repaired

START = "DTSTART;TZID=Europe/Berlin:20261205T140000"


def test_an_event_with_everything() -> None:
    record = only(
        event(
            START,
            "DTEND;TZID=Europe/Berlin:20261205T153000",
            r"DESCRIPTION:Erste Zeile\nmit Komma\, Semikolon\; und \\ Strich",
            "LOCATION:Sternwarte",
            "CATEGORIES:Astronomie,Führung",
            r"CATEGORIES:Kinder\, Eltern",
            "STATUS:CONFIRMED",
            "URL:https://sternwarte.example/saturn",
        )
    )
    assert record.title == "Saturn"
    assert record.uid == "1@sternwarte.example"
    assert isinstance(record.start, datetime)
    assert record.start.isoformat() == "2026-12-05T14:00:00+01:00"
    assert isinstance(record.end, datetime)
    assert record.end.isoformat() == "2026-12-05T15:30:00+01:00"
    assert record.description == "Erste Zeile\nmit Komma, Semikolon; und \\ Strich"
    assert record.location == "Sternwarte"
    assert record.categories == ("Astronomie", "Führung", "Kinder, Eltern")
    assert record.status == "CONFIRMED"
    assert record.url == "https://sternwarte.example/saturn"
    assert record.timezone == "Europe/Berlin"
    assert record.line == 3


def test_an_event_that_says_almost_nothing_gets_nothing_invented() -> None:
    record = only(calendar("BEGIN:VEVENT", START, "END:VEVENT"))
    assert record == Record(start=record.start, timezone="Europe/Berlin", line=3)


def test_people_named_in_the_file_do_not_pass() -> None:
    record = only(
        event(
            START,
            "ORGANIZER;CN=Erika Mustermann:mailto:erika@sternwarte.example",
            "ATTENDEE;CN=Max:mailto:max@sternwarte.example",
            "CONTACT:Erika Mustermann\\, 0234 000000",
        )
    )
    assert "rika" not in repr(record)
    assert "Max" not in repr(record)


@pytest.mark.parametrize("line", ["CLASS:PRIVATE", "CLASS: CONFIDENTIAL", "CLASS:X-INTERN"])
def test_private_entries_are_not_even_mentioned(line: str) -> None:
    assert read(event(START, line)) == ([], [])


def test_a_blank_before_a_class_is_no_secret() -> None:
    assert only(event(START, "CLASS: PUBLIC")).title == "Saturn"


@pytest.mark.parametrize("title", ["Busy", "Gebucht", "Tentative", "gebucht."])
def test_bare_availability_is_dropped_and_told(title: str) -> None:
    records, problems = read(calendar("BEGIN:VEVENT", START, f"SUMMARY:{title}", "END:VEVENT"))
    assert records == []
    assert [problem.code for problem in problems] == ["availability-only"]


def test_an_event_that_is_only_called_like_that_stays() -> None:
    lines = [
        "BEGIN:VEVENT",
        START,
        "SUMMARY:Frei",
        "DESCRIPTION:Ein Film über Schwerelosigkeit",
        "END:VEVENT",
    ]
    assert only(calendar(*lines)).title == "Frei"


def test_tasks_alarms_and_journals_are_no_events() -> None:
    record = only(
        calendar(
            "BEGIN:VTODO",
            "SUMMARY:Putzen",
            "END:VTODO",
            "BEGIN:VEVENT",
            START,
            "SUMMARY:Saturn",
            "BEGIN:VALARM",
            "DESCRIPTION:Erinnerung",
            "END:VALARM",
            "END:VEVENT",
        )
    )
    assert record.title == "Saturn"
    assert record.description == ""


def test_a_description_only_in_html_is_taken() -> None:
    record = only(event(START, "X-ALT-DESC;FMTTYPE=text/html:<p>Mit Fernrohr</p>"))
    assert record.description == "<p>Mit Fernrohr</p>"
    both = only(event(START, "X-ALT-DESC;FMTTYPE=text/html:<p>Mit</p>", "DESCRIPTION:Mit Fernrohr"))
    assert both.description == "Mit Fernrohr"


@pytest.mark.parametrize("point", ["GEO:51.48;7.21", r"GEO:51.48\;7.21", "GEO:51.48,7.21"])
def test_a_point_becomes_a_place(point: str) -> None:
    record = only(event(START, "LOCATION:Sternwarte", point))
    assert record.location == Place(name="Sternwarte", lat=51.48, lon=7.21)


def test_apples_point_becomes_a_place() -> None:
    line = 'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Weg 1";X-TITLE=Sternwarte:geo:51.48,7.21'
    assert only(event(START, line)).location == Place(lat=51.48, lon=7.21)


@pytest.mark.parametrize("point", ["GEO:0;0", "GEO:0.0;0.0", "GEO:91;7", "GEO:oben;links"])
def test_no_point_is_no_place(point: str) -> None:
    assert only(event(START, "LOCATION:Sternwarte", point)).location == "Sternwarte"


def test_a_conference_is_online() -> None:
    record = only(event(START, "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/saturn"))
    assert record.is_online is True
    assert record.online_url == "https://meet.example.org/saturn"


def test_a_meeting_that_google_adds_to_a_place_says_nothing() -> None:
    record = only(event(START, "LOCATION:Aula", "X-GOOGLE-CONFERENCE:https://meet.google.com/abc"))
    assert record.is_online is None


@pytest.mark.parametrize(
    "url",
    ["http://meet.example.org/a", "tel:+49234000", "https://10.0.0.1/a", "https://nas.local/a", "https://[a"],
)
def test_what_is_not_on_the_public_web_is_no_conference(url: str) -> None:
    assert only(event(START, f"CONFERENCE:{url}")).online_url == ""


def test_a_calendar_that_cancels_cancels_its_events() -> None:
    assert only(event(START, head="METHOD:CANCEL")).status == "CANCELLED"


def test_an_event_without_a_start_is_dropped_and_told() -> None:
    records, problems = read(event("LOCATION:Sternwarte"))
    assert records == []
    assert [(p.code, p.severity.value, p.title, p.line) for p in problems] == [
        ("no-start", "dropped", "Saturn", 3)
    ]


def test_a_start_in_words_is_left_to_those_who_read_words() -> None:
    record, codes = repaired(event("DTSTART:5. Dezember 2026\\, 14 Uhr"))
    assert record.start == "5. Dezember 2026\\, 14 Uhr"
    assert codes == []


def test_an_empty_calendar_gives_nothing() -> None:
    assert read(calendar()) == ([], [])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "leere Datei"),
        (b"\xef\xbb\xbf\r\n", "leere Datei"),
        (b"<!DOCTYPE html><html><body>BEGIN:VEVENT</body></html>", "HTML-Seite"),
        (b"<?xml version='1.0'?><rss></rss>", "XML"),
        (b'{"events": []}', "JSON"),
        (b"\x1f\x8b\x08\x00", "gepackte Datei"),
        (b"Titel;Beginn\nSaturn;5.12.2026\n", "ohne BEGIN:VCALENDAR"),
    ],
)
def test_what_is_no_calendar_is_named(body: bytes, words: str) -> None:
    with pytest.raises(ParseFailed, match=words) as raised:
        read(body)
    assert "sternwarte.example" in str(raised.value)


@settings(deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=60))
def test_any_bytes_give_records_and_problems_or_are_refused(noise: bytes, start: bytes) -> None:
    body = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART" + start + b"\n" + noise + b"\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    for candidate in (noise, body):
        try:
            records, problems = read(candidate)
        except ParseFailed:
            continue
        assert all(isinstance(record, Record) for record in records)
        assert all(isinstance(problem, Problem) for problem in problems)


NAMES = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "EXRULE",
    "RECURRENCE-ID",
    "SUMMARY",
    "TZID",
]
PARAMS = [
    "",
    ";VALUE=DATE",
    ";TZID=Europe/Berlin",
    ";TZID=Mars",
    ";RANGE=THISANDFUTURE",
    ';X="',
    ";VALUE=PERIOD",
]
VALUES = [
    "20260329T023000",
    "99991231T235959Z",
    "00010101T000000",
    "20261205",
    "FREQ=DAILY;COUNT=3",
    "FREQ=YEARLY;UNTIL=99991231",
    "P9999999D",
    "-P1D",
    "PT25H",
    "+2500",
    "20261205T140000/PT1H,20261206",
    "",
]
lines = st.builds("{}{}:{}".format, st.sampled_from(NAMES), st.sampled_from(PARAMS), st.sampled_from(VALUES))


@settings(deadline=None)
@given(st.lists(st.lists(lines, max_size=8), max_size=3))
def test_any_properties_give_a_record_or_are_dropped_for_each_event(events: list[list[str]]) -> None:
    body = calendar(*(line for one in events for line in ["BEGIN:VEVENT", "UID:1", *one, "END:VEVENT"]))
    records, problems = read(body)
    assert len(records) + sum(problem.severity.value == "dropped" for problem in problems) == len(events)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=60))
def test_texts_read_as_icalendar_reads_them(text: str) -> None:
    written = icalendar.vText(text).to_ical().decode()
    assert read_text(written) == text.strip()


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=9), max_size=4))
def test_lists_read_as_icalendar_writes_them(texts: list[str]) -> None:
    written = ",".join(icalendar.vText(text).to_ical().decode() for text in texts)
    assert read_list(written) == texts


@given(
    st.datetimes(min_value=datetime(1000, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
    | st.dates(date(1000, 1, 1))
)
def test_dates_and_times_read_as_icalendar_writes_them(moment: date | datetime) -> None:
    written = icalendar.vDDDTypes(moment).to_ical().decode()
    assert read_moment(written) == moment
    assert read_moment(written) == icalendar.vDDDTypes.from_ical(written)  # type: ignore[no-untyped-call]
