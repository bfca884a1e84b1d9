"""A record's dates become its listings' dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.cluster import Source
from connectors.model import (
    Listing,
    Page,
    Problem,
    Record,
    Recurrence,
    Severity,
    Status,
    Window,
)
from connectors.normalising.normalise import normalise

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 2)
WINDOW = Window(start=date(2026, 1, 31), end=date(2027, 3, 2), today=TODAY)
PAGE = Page(
    url="https://museum.example/termine", final_url="https://museum.example/termine/", body=b"", sha256=""
)
SOURCE = Source(
    id="museum",
    path=Path("museum.toml"),
    name="Programm",
    partner="museum",
    url="https://museum.example/termine",
    timezone="Europe/Berlin",
    topics=("geologie",),
)
EVENT = Record(title="Mondnacht", uid="7", start=datetime(2026, 3, 14, 19, tzinfo=BERLIN))


def read(record: Record, source: Source = SOURCE) -> list[Listing | Problem]:
    return list(normalise(record, source, page=PAGE, window=WINDOW, reference=TODAY))


def listings(record: Record, source: Source = SOURCE) -> list[Listing]:
    return [each for each in read(record, source) if isinstance(each, Listing)]


def listing(**changes: Any) -> Listing:
    (found,) = read(replace(EVENT, **changes))
    assert isinstance(found, Listing)
    return found


def codes(record: Record) -> list[tuple[Severity, str]]:
    return [(each.severity, each.code) for each in read(record) if isinstance(each, Problem)]


def times(record: Record) -> list[tuple[str, str, str]]:
    return [(each.occurrence, str(each.start), str(each.end)) for each in listings(record)]


class TestTimes:
    def test_a_naive_time_is_meant_in_the_records_zone_and_shown_in_the_sources(self) -> None:
        found = listing(start=datetime(2026, 7, 1, 10), timezone="America/New_York")
        assert found.start.isoformat() == "2026-07-01T16:00:00+02:00"

    def test_an_unknown_zone_is_repaired_with_the_sources(self) -> None:
        record = replace(EVENT, start=datetime(2026, 7, 1, 10), timezone="Berlin")
        assert [each.start for each in listings(record)] == [datetime(2026, 7, 1, 10, tzinfo=BERLIN)]
        assert codes(record) == [(Severity.REPAIRED, "timezone-unknown")]

    def test_a_time_that_the_clocks_skip_moves_forward(self) -> None:
        assert listing(start=datetime(2026, 3, 29, 2, 30)).start.isoformat() == "2026-03-29T03:30:00+02:00"

    def test_a_time_that_the_clocks_repeat_is_the_first(self) -> None:
        assert listing(start=datetime(2026, 10, 25, 2, 30)).start.isoformat() == "2026-10-25T02:30:00+02:00"

    def test_a_text_is_read_as_a_moment(self) -> None:
        found = listing(start="2026-03-14T19:00:00+01:00", end="2026-03-14T21:00:00+01:00")
        assert (found.start, found.end) == (EVENT.start, datetime(2026, 3, 14, 21, tzinfo=BERLIN))

    def test_an_end_may_be_only_a_time(self) -> None:
        assert listing(end="21:30 Uhr").end == datetime(2026, 3, 14, 21, 30, tzinfo=BERLIN)
        assert listing(end="1 Uhr").end == datetime(2026, 3, 15, 1, tzinfo=BERLIN)
        assert listing(end="Montag, 16. März 2026").end == datetime(2026, 3, 16, tzinfo=BERLIN)
        assert codes(replace(EVENT, end="spät")) == [(Severity.REPAIRED, "end-unreadable")]

    def test_an_all_day_date_stays_a_date(self) -> None:
        found = listing(start=date(2026, 3, 14), end=date(2026, 3, 16))
        assert (found.start, found.end) == (date(2026, 3, 14), date(2026, 3, 16))

    def test_a_last_day_becomes_an_exclusive_end(self) -> None:
        found = listing(start=date(2026, 3, 14), end=date(2026, 3, 16), end_is_last_day=True)
        assert found.end == date(2026, 3, 17)

    def test_an_end_before_the_start_is_dropped_and_reported(self) -> None:
        for start, end in (
            (EVENT.start, datetime(2026, 3, 14, 18, tzinfo=BERLIN)),
            (date(2026, 3, 14), date(2026, 3, 12)),
            (EVENT.start, date(2026, 3, 12)),
        ):
            record = replace(EVENT, start=start, end=end)
            assert [each.end for each in listings(record)] == [None]
            assert codes(record) == [(Severity.REPAIRED, "end-before-start")]

    def test_an_end_that_is_the_start_is_none(self) -> None:
        assert listing(end=EVENT.start).end is None
        assert listing(start=date(2026, 3, 14), end=date(2026, 3, 14)).end is None

    @pytest.mark.parametrize("second", [0, 59])
    def test_a_day_from_midnight_to_one_minute_before_is_all_day(self, second: int) -> None:
        record = replace(EVENT, start=datetime(2026, 3, 14), end=datetime(2026, 3, 15, 23, 59, second))
        assert times(record) == [("", "2026-03-14", "2026-03-16")]
        assert codes(record) == [(Severity.REPAIRED, "all-day-as-times")]

    def test_a_declared_all_day_event_with_times_is_dates(self) -> None:
        found = listing(start=datetime(2026, 3, 14), end=datetime(2026, 3, 15), is_all_day=True)
        assert (found.start, found.end) == (date(2026, 3, 14), date(2026, 3, 15))
        utc = listing(start=datetime(2026, 3, 13, 23, tzinfo=UTC), is_all_day=True)
        assert utc.start == date(2026, 3, 14)

    def test_a_timed_start_with_a_day_as_end_ends_with_that_day(self) -> None:
        found = listing(end=date(2026, 3, 16), end_is_last_day=True)
        assert found.end == datetime(2026, 3, 17, tzinfo=BERLIN)
        assert listing(end=date(2026, 3, 14), end_is_last_day=True).end is None

    def test_a_day_as_start_with_a_timed_end_is_all_day(self) -> None:
        found = listing(start=date(2026, 3, 14), end=datetime(2026, 3, 16, 17, tzinfo=BERLIN))
        assert found.end == date(2026, 3, 17)

    @pytest.mark.parametrize("start", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23)])
    def test_the_ends_of_time_are_no_dates(self, start: datetime) -> None:
        zone = timezone(timedelta(hours=-12))
        record = replace(EVENT, start=start, end=start.replace(tzinfo=zone))
        assert not listings(record)

    def test_an_event_outside_the_window_is_not_mentioned(self) -> None:
        assert read(replace(EVENT, start=date(2026, 1, 30), title="")) == []
        assert read(replace(EVENT, start=WINDOW.end)) == []

    def test_a_long_event_counts_until_its_last_day(self) -> None:
        begin = date(2025, 1, 1)
        assert len(listings(replace(EVENT, start=begin, end=date(2026, 2, 1)))) == 1
        assert listings(replace(EVENT, start=begin, end=WINDOW.start)) == []


class TestWordings:
    def test_each_date_of_a_wording_is_an_occurrence(self) -> None:
        record = replace(EVENT, start=None, when="14.03.2026, 19 Uhr und 21.03.2026, 19 Uhr")
        assert [each.occurrence for each in listings(record)] == ["20260314T190000", "20260321T190000"]

    def test_a_single_date_needs_no_key(self) -> None:
        record = replace(EVENT, start=None, when="vom 3. bis 7. August 2026")
        assert times(record) == [("", "2026-08-03", "2026-08-08")]

    def test_a_wording_gives_deadline_and_status(self) -> None:
        (found,) = listings(replace(EVENT, start=None, when="14.03.2026 abgesagt, Anmeldung bis 01.03.2026"))
        assert found.status is Status.CANCELLED and found.registration_deadline == date(2026, 3, 1)

    @pytest.mark.parametrize(
        ("when", "code"),
        [
            ("09/2026", "month-only"),
            ("nach Vereinbarung", "offer"),
            ("31.06.2026, 10 Uhr", "date-unreadable"),
            ("Klasse 5–7", "no-date"),
            ("", "no-date"),
        ],
    )
    def test_what_is_no_date_is_a_problem_in_its_own_words(self, when: str, code: str) -> None:
        (problem,) = read(replace(EVENT, start=None, when=when))
        assert isinstance(problem, Problem)
        assert (problem.severity, problem.code) == (Severity.DROPPED, code)
        assert (problem.title, problem.detail) == ("Mondnacht", when)

    def test_a_start_in_words_is_read_as_words(self) -> None:
        found = listing(start="Sa, 14. März 2026, 19 Uhr", end="21 Uhr")
        assert (found.start, found.end) == (EVENT.start, datetime(2026, 3, 14, 21, tzinfo=BERLIN))
        assert codes(replace(EVENT, start="auf Anfrage")) == [(Severity.DROPPED, "offer")]
        assert codes(replace(EVENT, start="???")) == [(Severity.DROPPED, "date-unreadable")]

    def test_a_wording_may_hold_tags(self) -> None:
        record = replace(EVENT, start=None, when="<b>Sa, 14.03.2026</b><br>19&nbsp;Uhr")
        assert [each.start for each in listings(record)] == [EVENT.start]

    def test_a_series_without_an_end_is_open_and_has_keys(self) -> None:
        found = listings(replace(EVENT, start=None, when="jeden Donnerstag ab 15 Uhr"))
        assert all(each.is_open for each in found) and len(found) == 8
        assert found[0].occurrence == "20260305T150000"

    def test_an_odd_wording_is_told(self) -> None:
        record = replace(EVENT, start=None, when="Montag, 14.03.2026, 19 Uhr")
        assert codes(record) == [(Severity.REPAIRED, "weekday-conflict")]

    def test_the_deadline_may_stand_in_the_registration(self) -> None:
        assert listing(registration="Anmeldung bis 10.03.2026").registration_deadline == date(2026, 3, 10)
        assert listing(registration="bis 10. März").registration_deadline == date(2026, 3, 10)
        assert listing(registration="erforderlich").registration_deadline is None

    def test_a_deadline_after_the_last_date_is_left_over_from_another(self) -> None:
        assert listing(registration="Anmeldung bis 10.04.2026").registration_deadline is None


class TestRecurrences:
    WEEKLY = replace(
        EVENT,
        start=datetime(2026, 3, 15, 1, tzinfo=BERLIN),
        end=datetime(2026, 3, 15, 5, tzinfo=BERLIN),
        recurrence=Recurrence(rules=("FREQ=WEEKLY;COUNT=3",)),
    )

    def test_every_occurrence_keeps_the_wall_time_and_has_its_key(self) -> None:
        assert times(self.WEEKLY) == [
            ("20260315T010000", "2026-03-15 01:00:00+01:00", "2026-03-15 05:00:00+01:00"),
            ("20260322T010000", "2026-03-22 01:00:00+01:00", "2026-03-22 05:00:00+01:00"),
            ("20260329T010000", "2026-03-29 01:00:00+01:00", "2026-03-29 05:00:00+02:00"),
        ]

    def test_naive_times_recur_in_their_own_zone(self) -> None:
        record = replace(self.WEEKLY, start=datetime(2026, 3, 15, 1), end=None, timezone="Europe/Berlin")
        assert [key for key, *_ in times(record)] == ["20260315T010000", "20260322T010000", "20260329T010000"]

    def test_an_override_has_the_key_of_what_it_replaces(self) -> None:
        excluded = Recurrence(
            rules=("FREQ=WEEKLY;COUNT=3",), excluded=(datetime(2026, 3, 22, 1, tzinfo=BERLIN),)
        )
        keys = [key for key, *_ in times(replace(self.WEEKLY, recurrence=excluded))]
        moved = listing(recurrence_id=datetime(2026, 3, 22, 0, tzinfo=UTC))
        assert keys == ["20260315T010000", "20260329T010000"] and moved.occurrence == "20260322T010000"
        assert listing(recurrence_id=date(2026, 3, 22)).occurrence == "20260322"

    def test_an_occurrence_that_began_before_the_window_still_counts(self) -> None:
        record = replace(
            EVENT,
            start=date(2025, 1, 27),
            end=date(2025, 2, 3),
            recurrence=Recurrence(rules=("FREQ=YEARLY;COUNT=2",)),
        )
        assert times(record) == [("20260127", "2026-01-27", "2026-02-03")]

    def test_an_unusable_rule_leaves_the_first_date_and_is_told(self) -> None:
        record = replace(self.WEEKLY, recurrence=Recurrence(rules=("FREQ=SOMETIMES",)))
        assert [key for key, *_ in times(record)] == ["20260315T010000"]
        assert codes(record) == [(Severity.REPAIRED, "recurrence-unreadable")]

    def test_a_rule_without_end_goes_to_the_end_of_the_window(self) -> None:
        record = replace(self.WEEKLY, recurrence=Recurrence(rules=("FREQ=DAILY",)))
        found = listings(record)
        assert found[-1].start == datetime(2027, 3, 1, 1, tzinfo=BERLIN)

    def test_whole_days_written_as_times_recur_as_days(self) -> None:
        record = replace(self.WEEKLY, start=datetime(2026, 3, 15), end=datetime(2026, 3, 15, 23, 59))
        assert times(record)[1] == ("20260322T000000", "2026-03-22", "2026-03-23")
        assert codes(record) == [(Severity.REPAIRED, "all-day-as-times")]
