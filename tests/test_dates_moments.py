"""Reading one precise moment as machines write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.dates import read_moment

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-14", "2026-03-14"),
        ("20260314", "2026-03-14"),
        ("2026-3-4", "2026-03-04"),
        ("14.03.2026", "2026-03-14"),
        ("14/03/2026", "2026-03-14"),
        (" 14. 3. 2026 ", "2026-03-14"),
        ("2026-03-14T14:00", "2026-03-14T14:00:00+01:00"),
        ("2026-03-14 14:00:30", "2026-03-14T14:00:30+01:00"),
        ("2026-03-14T14:00:00.000", "2026-03-14T14:00:00+01:00"),
        ("2026-3-14T9:05", "2026-03-14T09:05:00+01:00"),
        ("20260314T140000", "2026-03-14T14:00:00+01:00"),
        ("20260314T130000Z", "2026-03-14T14:00:00+01:00"),
        ("2026-03-14T13:00:00Z", "2026-03-14T14:00:00+01:00"),
        ("2026-07-14T13:00:00+00:00", "2026-07-14T15:00:00+02:00"),
        ("2026-07-14T13:00:00+0200", "2026-07-14T13:00:00+02:00"),
        ("2026-07-14T13:00:00-05", "2026-07-14T20:00:00+02:00"),
        ("2026-03-14T24:00", "2026-03-15T00:00:00+01:00"),
        ("Sat, 14 Mar 2026 13:00:00 GMT", "2026-03-14T14:00:00+01:00"),
        ("14 Mar 2026 14:00 +0100", "2026-03-14T14:00:00+01:00"),
        ("14.03.2026 14:00", "2026-03-14T14:00:00+01:00"),
        ("14.03.2026, 14:00 Uhr", "2026-03-14T14:00:00+01:00"),
        ("14.03.2026 14 Uhr", "2026-03-14T14:00:00+01:00"),
        ("14/03/2026 14:00:00", "2026-03-14T14:00:00+01:00"),
        ("2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),  # skipped
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),  # twice: the first
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_a_precise_moment_is_read(text: str, moment: str) -> None:
    found = read_moment(text, BERLIN)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "2026", "2026-03", "03/2026", "14.03.", "14.3. 14 Uhr",
        "14:00", "2026-02-30", "31.06.2026", "2026-13-01",
        "2026-03-14T25:00", "2026-03-14T14:61", "2026-03-14 14",
        "am 14.03.2026", "14.03.2026 bis 15.03.2026",
        "14. März 2026", "2026-03-14T14:00/PT2H",
        "morgen", "0000-00-00", "99999999", "2026-03-14Z", "1" * 5000,
    ],
)  # fmt: skip
def test_what_is_not_exactly_one_moment_is_none(text: str) -> None:
    assert read_moment(text, BERLIN) is None


@given(st.text(max_size=80))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    found = read_moment(text, BERLIN)
    assert not isinstance(found, datetime) or found.tzinfo is not None


def in_utc(moment: date | datetime | None) -> datetime:
    """Compared there, since a time that occurs twice equals none in another zone."""
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


@given(st.datetimes(datetime(1980, 1, 1), datetime(2080, 1, 1)), st.integers(-11 * 60, 12 * 60))
def test_an_instant_with_an_offset_stays_that_instant(wall: datetime, offset: int) -> None:
    instant = wall.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    for printed in (instant.isoformat(), instant.isoformat(" "), format_datetime(instant)):
        assert in_utc(read_moment(printed, BERLIN)) == instant
    assert in_utc(read_moment(f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}", BERLIN)) == instant


@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)))
def test_a_date_stays_a_date(day: date) -> None:
    for printed in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%Y%m%d}"):
        assert read_moment(printed, BERLIN) == day
