"""When the events of a calendar file are, in the zones and the wordings that calendars use."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from connectors.model import Severity
from tests.calendars import calendar, event, only, read, repaired

VTIMEZONE = """
BEGIN:VTIMEZONE
TZID:Hauszeit
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:16010101T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".strip().split("\n")


def iso(moment: object) -> str:
    assert isinstance(moment, date)
    return moment.isoformat()


@pytest.mark.parametrize(
    ("start", "instant"),
    [
        ("DTSTART:20260705T120000Z", "2026-07-05T12:00:00+00:00"),
        ("DTSTART;TZID=Europe/Berlin:20260705T140000", "2026-07-05T14:00:00+02:00"),
        ("DTSTART;TZID=europe/berlin:20260705T140000", "2026-07-05T14:00:00+02:00"),
        ('DTSTART;TZID="Europe/London":20260705T140000', "2026-07-05T14:00:00+01:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20260705T140000", "2026-07-05T14:00:00+02:00"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260705T140000", "2026-07-05T14:00:00+02:00"),
        (
            "DTSTART;TZID=/citadel.org/1/America/Indiana/Indianapolis:20260705T140000",
            "2026-07-05T14:00:00-04:00",
        ),
        ("DTSTART;TZID=UTC:20260705T140000", "2026-07-05T14:00:00+00:00"),
        ("DTSTART;TZID=Europe/Berlin:20260705T120000Z", "2026-07-05T14:00:00+02:00"),
        ("DTSTART;VALUE=DATE-TIME;TZID=Europe/Berlin:20260705T140000", "2026-07-05T14:00:00+02:00"),
        ("DTSTART;TZID=Europe/Berlin:20260329T023000", "2026-03-29T03:30:00+02:00"),
        ("DTSTART:2026-07-05T14:00:00+02:00", "2026-07-05T12:00:00+00:00"),
        ("DTSTART:20260705T1200Z", "2026-07-05T12:00:00+00:00"),
        ("DTSTART;TZID=Europe/Berlin:20260705T240000", "2026-07-06T00:00:00+02:00"),
    ],
)
def test_a_start_in_a_zone_with_a_proper_name(start: str, instant: str) -> None:
    assert iso(only(event(start)).start) == instant


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Berlin", "2026-07-05T14:00:00+02:00"),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"', "2026-07-05T14:00:00+02:00"),
        ("(UTC+01:00) Amsterdam\\, Berlin", "2026-07-05T14:00:00+02:00"),
        ('"(GMT +01:00)"', "2026-07-05T14:00:00+02:00"),
        ("+01:00", "2026-07-05T14:00:00+01:00"),
        ("UTC+2", "2026-07-05T14:00:00+02:00"),
        ("GMT-0330", "2026-07-05T14:00:00-03:30"),
    ],
)
def test_a_zone_named_otherwise_is_found_and_told(zone: str, instant: str) -> None:
    record, codes = repaired(event(f"DTSTART;TZID={zone}:20260705T140000"))
    assert iso(record.start) == instant
    assert codes == ["timezone-name"]


def test_a_time_without_a_zone_floats_in_the_zone_of_the_source() -> None:
    record = only(event("DTSTART:20260705T140000"))
    assert record.start == datetime(2026, 7, 5, 14)
    assert record.timezone == "Europe/Berlin"


@pytest.mark.parametrize("head", ["X-WR-TIMEZONE:Europe/London", "TZID:GMT Standard Time"])
def test_a_time_without_a_zone_floats_in_the_zone_of_the_calendar(head: str) -> None:
    assert only(event("DTSTART:20260705T140000", head=head)).timezone == "Europe/London"


def test_an_unknown_zone_is_the_sources_and_told_once() -> None:
    start = "DTSTART;TZID=Mars/Olympus:20260705T140000"
    end = "DTEND;TZID=Mars/Olympus:20260705T150000"
    records, problems = read(calendar(*["BEGIN:VEVENT", "SUMMARY:Saturn", start, end, "END:VEVENT"] * 3))
    assert [record.start for record in records] == [datetime(2026, 7, 5, 14)] * 3
    assert [(p.code, p.severity) for p in problems] == [("unknown-timezone", Severity.REPAIRED)]


def test_a_zone_that_the_file_defines_is_the_one_with_the_same_clock() -> None:
    lines = ["BEGIN:VEVENT", "SUMMARY:Saturn", "DTSTART;TZID=Hauszeit:20260705T140000", "END:VEVENT"]
    after = only(calendar(*lines, *VTIMEZONE))  # Events Manager puts the definition behind the events
    assert iso(after.start) == "2026-07-05T14:00:00+02:00"
    assert after.timezone == "Europe/Berlin"


def test_a_zone_of_no_place_on_earth_is_its_offset() -> None:
    odd = [line.replace("+0200", "+0217") for line in VTIMEZONE]
    lines = ["BEGIN:VEVENT", "SUMMARY:Saturn", "DTSTART;TZID=Hauszeit:20260705T140000", "END:VEVENT"]
    assert iso(only(calendar(*odd, *lines)).start) == "2026-07-05T14:00:00+02:17"


def test_a_defined_zone_may_name_its_place() -> None:
    named = [*VTIMEZONE[:2], "X-LIC-LOCATION:Europe/Vienna", *VTIMEZONE[2:]]
    lines = ["BEGIN:VEVENT", "SUMMARY:Saturn", "DTSTART;TZID=Hauszeit:20260705T140000", "END:VEVENT"]
    assert only(calendar(*named, *lines)).timezone == "Europe/Vienna"


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART;VALUE=DATE:20260314",
        "DTSTART:20260314",
        "DTSTART;TZID=Europe/Berlin;VALUE=DATE:20260314",
        "DTSTART;VALUE=DATE:20260314T000000",
    ],
)
def test_a_date_is_all_day_whatever_zone_stands_beside_it(start: str) -> None:
    assert only(event(start, "DTEND;VALUE=DATE:20260316")).start == date(2026, 3, 14)


def test_an_all_day_end_is_exclusive() -> None:
    record = only(event("DTSTART;VALUE=DATE:20260314", "DTEND;VALUE=DATE:20260316"))
    assert (record.end, record.end_is_last_day) == (date(2026, 3, 16), False)


def test_jevents_gives_the_last_day() -> None:
    lines = ("DTSTART;VALUE=DATE:20260314", "DTEND;TZID=Europe/Berlin;VALUE=DATE:20260316")
    record, codes = repaired(event(*lines))
    assert (record.end, record.end_is_last_day) == (date(2026, 3, 16), True)
    assert codes == ["end-inclusive"]


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20260313T230000Z", "DTEND:20260314T230000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"],
        ["DTSTART;TZID=Europe/Berlin:20260314T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"],
        ["DTSTART:20260314T000000Z", "DTEND:20260315T000000Z"],
        ["DTSTART;TZID=Europe/Berlin:20260314T000000", "DTEND;TZID=Europe/Berlin:20260314T235900"],
        ["DTSTART:20260314T000000", "DTEND:20260314T235959"],
        ["DTSTART:20260313T230000Z", "DTEND:20260314T225900Z"],
        ["DTSTART:20260314T000000Z", "DTEND:20260314T000000Z", "UID:MEC-0123@sternwarte.example"],
    ],
)
def test_whole_days_in_other_words(lines: list[str]) -> None:
    record, codes = repaired(calendar("BEGIN:VEVENT", "SUMMARY:Saturn", *lines, "END:VEVENT"))
    assert record.start == date(2026, 3, 14)
    assert record.end in (None, date(2026, 3, 15))
    assert codes == ["all-day"]


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20260314T000000Z"],
        ["DTSTART:20260314T000000Z", "DTEND:20260314T003000Z"],
        ["DTSTART;TZID=Europe/Berlin:20260314T000000", "DTEND;TZID=Europe/Berlin:20260314T060000"],
        ["DTSTART;TZID=Europe/Berlin:20260314T180000", "DTEND;TZID=Europe/Berlin:20260314T235900"],
        ["DTSTART;TZID=Europe/Berlin:20260314T100000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"],
    ],
)
def test_a_midnight_alone_is_a_time(lines: list[str]) -> None:
    assert isinstance(only(event(*lines)).start, datetime)


def test_a_day_of_the_world_in_the_west_is_a_time() -> None:
    lines = ("DTSTART:20260314T000000Z", "DTEND:20260315T000000Z")
    assert isinstance(only(event(*lines, head="X-WR-TIMEZONE:America/New_York")).start, datetime)


@pytest.mark.parametrize(
    ("duration", "end"),
    [
        ("PT90M", "2026-03-28T15:30:00+01:00"),
        ("P1D", "2026-03-29T14:00:00+02:00"),
        ("PT24H", "2026-03-29T14:00:00+02:00"),
        ("P1DT2H", "2026-03-29T16:00:00+02:00"),
        ("P1W", "2026-04-04T14:00:00+02:00"),
    ],
)
def test_a_duration_gives_the_end(duration: str, end: str) -> None:
    record = only(event("DTSTART;TZID=Europe/Berlin:20260328T140000", f"DURATION:{duration}"))
    assert iso(record.end) == end


def test_a_duration_of_a_date_is_in_days() -> None:
    assert only(event("DTSTART;VALUE=DATE:20260314", "DURATION:P2D")).end == date(2026, 3, 16)


def test_a_duration_without_its_t_is_of_minutes() -> None:
    record, codes = repaired(event("DTSTART:20260705T120000Z", "DURATION:P15M"))
    assert iso(record.end) == "2026-07-05T12:15:00+00:00"
    assert codes == ["duration"]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("DTEND:20260705T120000Z", []),
        ("DURATION:PT0S", []),
        ("DTEND:", ["end-unreadable"]),
        ("DTEND:abends", ["end-unreadable"]),
        ("DTEND:20260705T110000Z", ["end-before-start"]),
        ("DTEND;VALUE=DATE:20260706", ["end-unreadable"]),
        ("DURATION:-PT1H", ["end-unreadable"]),
        ("DURATION:lang", ["end-unreadable"]),
    ],
)
def test_no_end_is_better_than_a_wrong_one(line: str, codes: list[str]) -> None:
    record, told = repaired(event("DTSTART:20260705T120000Z", line))
    assert record.end is None
    assert told == codes


def test_a_time_as_the_end_of_a_date_is_of_that_day() -> None:
    record, codes = repaired(event("DTSTART;VALUE=DATE:20260314", "DTEND;TZID=Europe/Berlin:20260315T180000"))
    assert record.end == date(2026, 3, 16)
    assert codes == ["end-unreadable"]
