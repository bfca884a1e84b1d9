"""Stamps that machines write one below the other, and days that Americans write without a year."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.cluster import Source
from connectors.dates import read_dates
from connectors.model import Listing, Page, Record, Window
from connectors.normalising.normalise import normalise

TODAY = date(2026, 11, 25)
BERLIN = ZoneInfo("Europe/Berlin")
FIVE, SEVEN, NEXT_WEEK = "2026-12-05T17:00:00+01:00", "2026-12-05T19:00:00+01:00", "2026-12-12T17:00:00+01:00"
moments = st.datetimes(datetime(2026, 12, 1), datetime(2027, 10, 1)).map(
    lambda m: m.replace(second=0, microsecond=0)
)


def spans(text: str, *, month_first: bool = False) -> list[tuple[str, str]]:
    read = read_dates(text, reference=TODAY, today=TODAY, zone=BERLIN, month_first=month_first)
    return [(str(each.start)[:16], str(each.end)[:16] if each.end else "") for each in read.spans]


@pytest.mark.parametrize("between", ["\n", "\n\n", " ", "\t", " – ", "/"])
def test_two_stamps_of_one_evening_are_its_beginning_and_its_end(between: str) -> None:
    assert spans(f"{FIVE}{between}{SEVEN}") == [("2026-12-05 17:00", "2026-12-05 19:00")]


def test_a_night_ends_on_the_next_day() -> None:
    assert spans("2026-12-05T21:00:00Z\n2026-12-06T01:00:00Z") == [("2026-12-05 22:00", "2026-12-06 02:00")]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (f"{FIVE}\n{NEXT_WEEK}", ["2026-12-05 17:00", "2026-12-12 17:00"]),
        (f"{SEVEN}\n{FIVE}", ["2026-12-05 17:00", "2026-12-05 19:00"]),
        (f"{FIVE}\n{SEVEN}\n{NEXT_WEEK}", ["2026-12-05 17:00", "2026-12-05 19:00", "2026-12-12 17:00"]),
        (f"{FIVE}\nund\n{SEVEN}", ["2026-12-05 17:00", "2026-12-05 19:00"]),
    ],
)
def test_other_stamps_are_a_list(text: str, starts: list[str]) -> None:
    assert spans(text) == [(start, "") for start in starts]


@given(moments.filter(lambda m: m.hour > 0), moments.filter(lambda m: m.hour > 0))
def test_of_two_stamps_no_time_is_made_up(first: datetime, second: datetime) -> None:
    found = {time for span in spans(f"{first.isoformat()}\n{second.isoformat()}") for time in span if time}
    skipped = {each for each in (first, second) if each.month == 3 and each.day == 28 and each.hour == 2}
    assert skipped or found <= {f"{first:%Y-%m-%d %H:%M}", f"{second:%Y-%m-%d %H:%M}"}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Please register by 11/30/2026.", "2026-11-30"),
        ("Registration deadline: 12/1/26", "2026-12-01"),
        ("Please register by 12/1.", "2026-12-01"),
        ("Register until Monday, 11/30", "2026-11-30"),
        ("Register early, the room holds 10/12 tables", None),
        ("Register for grades 7/8", None),
    ],
)
def test_a_deadline_is_read_in_the_order_of_the_page(words: str, day: str | None) -> None:
    source = Source(
        id="a", path=Path("a.toml"), name="", partner="", kind="html", url="https://club.example/",
        timezone="Europe/Berlin", options={"dates": "month-first"},
    )  # fmt: skip
    page = Page(url=source.url, final_url=source.url, body=b"", sha256="")
    window = Window(date(2026, 10, 25), date(2027, 11, 25), TODAY)
    record = Record(title="Robots", when="12/5/2026, 2 pm", description=words)
    (listing,) = normalise(record, source, page=page, window=window, reference=TODAY)
    assert isinstance(listing, Listing)
    assert (str(listing.start)[:10], listing.registration_deadline) == (
        "2026-12-05",
        date.fromisoformat(day) if day else None,
    )


@pytest.mark.parametrize("words", ["open 24/7", "half price on 1/2 of it", "Physics 9/10", "1/2 hour"])
def test_a_fraction_is_no_american_day(words: str) -> None:
    assert spans(words, month_first=True) == []
