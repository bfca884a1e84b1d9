"""Links and records survive as text, exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from connectors.model import Link, Place, Record, Recurrence
from connectors.records import links_from_json, links_to_json, record_to_json

moments = st.one_of(st.dates(), st.datetimes(), st.datetimes(timezones=st.just(UTC)), st.text(max_size=20))
days = st.one_of(st.dates(), st.datetimes())
records = st.builds(
    Record,
    title=st.text(max_size=20),
    start=st.none() | moments,
    end=st.none() | moments,
    is_all_day=st.none() | st.booleans(),
    recurrence=st.none()
    | st.builds(
        Recurrence,
        rules=st.tuples(st.text(max_size=9)),
        dates=st.tuples(days),
        excluded=st.tuples(days, days),
    ),
    recurrence_id=st.none() | days,
    location=st.text(max_size=20) | st.builds(Place, st.text(max_size=9), lat=st.none() | st.floats(-9, 9)),
    categories=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    line=st.none() | st.integers(0, 10**6),
)


@given(st.lists(st.builds(Link, st.text(max_size=20), st.none() | records), max_size=3).map(tuple))
def test_links_come_back_as_they_were(links: tuple[Link, ...]) -> None:
    assert links_from_json(links_to_json(links)) == links


def test_the_same_record_gives_the_same_text_and_no_record_gives_none() -> None:
    record = Record(title="Löten", start=date(2026, 12, 5), end=datetime(2026, 12, 5, 12, tzinfo=UTC))
    assert record_to_json(record) == record_to_json(record)
    assert record_to_json(None) == ""
