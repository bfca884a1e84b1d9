"""On which dates a recurring event takes place."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.ical.rules import FREQUENCIES, RANGES
from connectors.model import Recurrence
from connectors.normalising.recurrence import MAX_OCCURRENCES, expand

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = {"first": date(2026, 1, 1), "last": date(2027, 1, 1), "zone": BERLIN}


def starts(start: date | datetime, rule: str, **more: Any) -> list[str]:
    found = expand(start, Recurrence((rule,), **more), **YEAR)  # type: ignore[arg-type]
    return [moment.isoformat() for moment in found.starts]


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)  # type: ignore[misc, arg-type]


def test_a_weekly_event_keeps_its_wall_time_through_the_change_of_clocks() -> None:
    found = starts(berlin(2026, 3, 22, 14), "FREQ=WEEKLY;COUNT=3")
    assert found == ["2026-03-22T14:00:00+01:00", "2026-03-29T14:00:00+02:00", "2026-04-05T14:00:00+02:00"]


def test_a_time_that_the_clocks_skip_moves_forward() -> None:
    assert starts(berlin(2026, 3, 28, 2, 30), "FREQ=DAILY;COUNT=2")[1] == "2026-03-29T03:30:00+02:00"


def test_of_a_time_that_the_clocks_repeat_the_first_is_meant() -> None:
    assert starts(berlin(2026, 10, 24, 2, 30), "FREQ=DAILY;COUNT=2")[1] == "2026-10-25T02:30:00+02:00"


def test_all_day_events_stay_dates() -> None:
    assert starts(date(2026, 2, 1), "FREQ=MONTHLY;COUNT=2") == ["2026-02-01", "2026-03-01"]


@pytest.mark.parametrize("until", ["20260308", "20260308T130000Z", "20260308T140000"])
def test_until_is_the_last_start_in_any_form(until: str) -> None:
    assert len(starts(berlin(2026, 3, 1, 14), f"FREQ=WEEKLY;UNTIL={until}")) == 2


def test_until_the_midnight_of_its_only_day_still_takes_place() -> None:
    assert len(starts(berlin(2026, 3, 1, 14), "FREQ=DAILY;UNTIL=20260301T000000")) == 1


def test_a_series_that_ended_before_it_began_does_not_take_place() -> None:
    assert starts(berlin(2026, 3, 1, 14), "FREQ=DAILY;UNTIL=20250301") == []


def test_local_midnight_in_utc_ends_an_all_day_series_on_the_local_day() -> None:
    assert starts(date(2026, 3, 1), "FREQ=DAILY;UNTIL=20260302T230000Z")[-1] == "2026-03-03"


def test_a_date_excludes_the_occurrence_of_that_day() -> None:
    found = starts(berlin(2026, 3, 1, 14), "FREQ=DAILY;COUNT=3", excluded=(date(2026, 3, 2),))
    assert [text[:10] for text in found] == ["2026-03-01", "2026-03-03"]


def test_a_midnight_at_which_nothing_begins_excludes_the_day() -> None:
    found = starts(berlin(2026, 3, 1, 14), "FREQ=DAILY;COUNT=3", excluded=(berlin(2026, 3, 2),))
    assert len(found) == 2


def test_an_instant_in_utc_excludes_the_local_time() -> None:
    excluded = (datetime(2026, 7, 2, 12, tzinfo=UTC),)
    assert len(starts(berlin(2026, 7, 1, 14), "FREQ=DAILY;COUNT=3", excluded=excluded)) == 2


def test_another_time_of_an_excluded_day_stays() -> None:
    excluded = (berlin(2026, 7, 2, 16),)
    assert len(starts(berlin(2026, 7, 1, 14), "FREQ=DAILY;COUNT=3", excluded=excluded)) == 3


def test_extra_dates_take_the_time_of_the_series() -> None:
    found = expand(berlin(2026, 3, 1, 14), Recurrence(dates=(date(2026, 5, 1),)), **YEAR)  # type: ignore[arg-type]
    assert [moment.isoformat() for moment in found.starts][1] == "2026-05-01T14:00:00+02:00"


def test_the_range_is_of_local_dates() -> None:
    late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)  # the first of January in Berlin
    assert len(expand(late, Recurrence(), **YEAR).starts) == 1  # type: ignore[arg-type]


def test_ordinary_and_counted_weekdays_may_stand_together() -> None:
    found = starts(date(2026, 1, 5), "FREQ=MONTHLY;BYDAY=MO,2TU;COUNT=4")
    assert found == ["2026-01-05", "2026-01-12", "2026-01-13", "2026-01-19"]


def test_a_series_from_long_ago_is_not_walked_through() -> None:
    begun = time.perf_counter()
    for _ in range(20):
        expand(datetime(1601, 1, 1, 9), Recurrence(("FREQ=DAILY;INTERVAL=3",)), **YEAR)  # type: ignore[arg-type]
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
        "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=-1",
        "FREQ=MONTHLY;INTERVAL=7",
        "FREQ=YEARLY;INTERVAL=4;BYDAY=-1SU;BYMONTH=3",
        "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO",
        "FREQ=HOURLY;INTERVAL=7",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1",
    ],
)
def test_beginning_late_gives_what_walking_gives(rule: str) -> None:
    start = datetime(2019, 1, 31, 9)
    far = date(2028, 1, 1)
    walked = expand(
        start, Recurrence((f"{rule};COUNT=19999",)), first=date(2026, 6, 1), last=far, zone=BERLIN
    )
    jumped = expand(start, Recurrence((rule,)), first=date(2026, 6, 1), last=far, zone=BERLIN)
    assert walked.starts
    assert walked == jumped


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "W1 MO 20260101T000000",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYWEEKNO=10",
        "FREQ=DAILY;BYEASTER=0",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2",
    ],
)
def test_a_rule_that_means_nothing_or_too_much_is_refused_with_a_reason(rule: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        starts(berlin(2026, 3, 1, 14), rule)


def test_a_rule_that_never_comes_true_ends_at_once() -> None:
    begun = time.perf_counter()
    assert starts(date(2026, 3, 2), "FREQ=DAILY;INTERVAL=7;BYDAY=TU") == ["2026-03-02"]
    assert time.perf_counter() - begun < 2


def test_too_many_occurrences_are_cut_and_told() -> None:
    hours = ",".join(str(hour) for hour in range(24))
    found = expand(date(2026, 1, 1), Recurrence((f"FREQ=DAILY;BYHOUR={hours}",)), **YEAR)  # type: ignore[arg-type]
    assert not found.is_cut  # a date has no hours
    found = expand(datetime(2026, 1, 1), Recurrence((f"FREQ=DAILY;BYHOUR={hours}",)), **YEAR)  # type: ignore[arg-type]
    assert found.is_cut
    assert len(found.starts) == MAX_OCCURRENCES


def test_a_few_minutes_are_few_occurrences() -> None:
    assert len(starts(berlin(2026, 3, 1, 14), "FREQ=MINUTELY;INTERVAL=15;UNTIL=20260301T150000")) == 5


def test_the_end_of_time_is_an_end() -> None:
    found = expand(date(9998, 1, 1), Recurrence(("FREQ=YEARLY",)), first=date.min, last=date.max, zone=BERLIN)
    assert found.starts == (date(9998, 1, 1), date(9999, 1, 1))


parts = st.one_of(
    st.sampled_from([f"FREQ={name}" for name in FREQUENCIES]),
    st.builds("{}={}".format, st.sampled_from([*RANGES, "INTERVAL", "COUNT"]), st.integers(-400, 400)),
    st.builds("BYDAY={}".format, st.sampled_from(["MO", "1MO", "-1SU", "53TH", "MO,2TU", "8"])),
    st.builds("UNTIL={}".format, st.sampled_from(["20260601", "20260601T120000Z", "99991231", "x"])),
    st.text(max_size=10),
)


@settings(deadline=None)
@given(st.lists(parts, max_size=6), st.sampled_from([date(2026, 1, 31), berlin(2025, 3, 1, 9)]))
def test_any_rule_gives_sorted_starts_in_the_range_or_a_reason(
    texts: list[str], start: date | datetime
) -> None:
    first, last = date(2026, 1, 1), date(2026, 4, 1)
    try:
        found = expand(start, Recurrence((";".join(texts),)), first=first, last=last, zone=BERLIN).starts
    except ValueError:
        return
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in found]
    assert days == sorted(days)
    assert all(first <= day < last for day in days)
    assert len(set(found)) == len(found)
