"""Series in a calendar file, and the occurrences that have an entry of their own."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from connectors.model import Record, Recurrence
from connectors.normalising.recurrence import expand
from tests.calendars import calendar, event, only, read, repaired

BERLIN = ZoneInfo("Europe/Berlin")
START = "DTSTART;TZID=Europe/Berlin:20260105T180000"
SERIES = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Treff", START, "RRULE:FREQ=WEEKLY;COUNT=5", "END:VEVENT"]


def override(moment: str, *lines: str) -> list[str]:
    return ["BEGIN:VEVENT", "UID:1", "SUMMARY:Treff, anders", f"RECURRENCE-ID{moment}", *lines, "END:VEVENT"]


def days(record: Record) -> list[str]:
    assert isinstance(record.start, date)
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    found = expand(record.start, record.recurrence or Recurrence(), first=first, last=last, zone=BERLIN)
    return [f"{moment:%m-%d %H}" for moment in found.starts]


def test_rules_and_dates_are_taken_as_they_stand() -> None:
    record = only(
        event(
            START,
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "RDATE;TZID=Europe/Berlin:20260201T180000,20260202T180000",
            "RDATE;VALUE=PERIOD:20260301T170000Z/PT1H",
            "EXDATE;TZID=Europe/Berlin:20260112T180000",
            "EXDATE;VALUE=DATE:20260119",
        )
    )
    assert record.recurrence is not None
    assert record.recurrence.rules == ("FREQ=WEEKLY;COUNT=3",)
    assert days(record) == ["01-05 18", "02-01 18", "02-02 18", "03-01 18"]


def test_the_dates_of_a_series_are_in_its_own_zone() -> None:
    record = only(event(START, "RDATE:20260701T160000Z"))
    assert record.recurrence == Recurrence(dates=(datetime(2026, 7, 1, 18, tzinfo=BERLIN),))


def test_an_unreadable_exception_is_told_and_the_others_hold() -> None:
    record, codes = repaired(event(START, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:bald,20260112T170000Z,"))
    assert days(record) == ["01-05 18", "01-19 18"]
    assert codes == ["recurrence-date-unreadable"]


def test_a_rule_of_exceptions_takes_dates_away() -> None:
    record = only(event(START, "RRULE:FREQ=WEEKLY;COUNT=4", "EXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2"))
    assert days(record) == ["01-05 18", "01-12 18", "01-26 18"]


def test_an_unusable_rule_is_left_to_those_who_expand_it() -> None:
    assert only(event(START, "RRULE:W1 MO")).recurrence == Recurrence(rules=("W1 MO",))


@pytest.mark.parametrize(
    "moment", [";TZID=Europe/Berlin:20260112T180000", ":20260112T170000Z", ";VALUE=DATE:20260112"]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_changed_occurrence_stands_for_itself(moment: str, is_first: bool) -> None:
    changed = override(moment, "DTSTART;TZID=Europe/Berlin:20260113T190000")
    records, problems = read(calendar(*(changed + SERIES if is_first else SERIES + changed)))
    assert problems == []
    series, single = sorted(records, key=lambda record: record.title)
    assert days(series) == ["01-05 18", "01-19 18", "01-26 18", "02-02 18"]
    assert days(single) == ["01-13 19"]
    assert single.recurrence is None
    assert single.recurrence_id in (datetime(2026, 1, 12, 18, tzinfo=BERLIN), date(2026, 1, 12))


def test_a_private_occurrence_is_taken_out_of_its_series() -> None:
    secret = override(":20260112T170000Z", START, "CLASS:PRIVATE")
    records, problems = read(calendar(*SERIES, *secret))
    assert problems == []
    assert days(records[0]) == ["01-05 18", "01-19 18", "01-26 18", "02-02 18"]


def test_a_changed_occurrence_that_cannot_be_read_changes_nothing() -> None:
    records, problems = read(calendar(*SERIES, *override(":20260112T170000Z")))
    assert len(days(records[0])) == 5
    assert [problem.code for problem in problems] == ["no-start"]


def test_several_events_under_one_uid_are_several_events() -> None:
    one = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Treff", START, "END:VEVENT"]
    records, problems = read(calendar(*one, *one))
    assert len(records) == 2
    assert problems == []


def test_of_two_versions_of_an_occurrence_the_newer_holds() -> None:
    newer = override(":20260112T170000Z", "DTSTART:20260113T170000Z", "SEQUENCE:2")
    older = override(":20260112T170000Z", "DTSTART:20260114T170000Z", "SEQUENCE:1")
    records, problems = read(calendar(*SERIES, *newer, *older))
    assert [days(record) for record in records[1:]] == [["01-13 17"]]
    assert [problem.code for problem in problems] == ["superseded"]


def test_an_occurrence_without_its_series_is_an_event() -> None:
    records, problems = read(calendar(*override(":20260112T170000Z", "DTSTART:20260113T170000Z")))
    assert days(records[0]) == ["01-13 17"]
    assert problems == []


def test_a_change_from_then_on_goes_on_with_the_rule() -> None:
    later = override(";RANGE=THISANDFUTURE:20260119T170000Z", "DTSTART;TZID=Europe/Berlin:20260119T200000")
    again = override(":20260126T170000Z", "DTSTART;TZID=Europe/Berlin:20260127T200000")
    records, problems = read(calendar(*SERIES, *later, *again))
    assert [days(record) for record in records] == [
        ["01-05 18", "01-12 18"],
        ["01-19 20", "02-02 20"],
        ["01-27 20"],
    ]
    assert [problem.code for problem in problems] == ["this-and-future"]


def test_a_change_from_then_on_to_another_day_moves_a_plain_rule() -> None:
    later = override(";RANGE=THISANDFUTURE:20260119T170000Z", "DTSTART;TZID=Europe/Berlin:20260120T180000")
    records, _ = read(calendar(*SERIES, *later))
    assert [days(record) for record in records] == [
        ["01-05 18", "01-12 18"],
        ["01-20 18", "01-27 18", "02-03 18"],
    ]


def test_a_change_from_then_on_that_a_rule_contradicts_is_one_occurrence() -> None:
    series = [line.replace("COUNT=5", "COUNT=5;BYDAY=MO") for line in SERIES]
    later = override(";RANGE=THISANDFUTURE:20260119T170000Z", "DTSTART;TZID=Europe/Berlin:20260120T180000")
    records, problems = read(calendar(*series, *later))
    assert [days(record) for record in records] == [
        ["01-05 18", "01-12 18", "01-26 18", "02-02 18"],
        ["01-20 18"],
    ]
    assert [problem.code for problem in problems] == ["this-and-future"]
