"""Whatever a page words: listings or problems, never an exception."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.cluster import Source
from connectors.model import Listing, Page, Place, Problem, Record, Recurrence, Window
from connectors.normalising.normalise import normalise

SOURCE = Source(
    id="any",
    path=Path("any.toml"),
    name="",
    partner="any",
    url="https://any.example/",
    timezone="Europe/Berlin",
)
PAGE = Page(url="https://any.example/", final_url="https://any.example/", body=b"", sha256="")
TODAY = date(2026, 3, 2)
WINDOW = Window(start=date(2026, 1, 31), end=date(2027, 3, 2), today=TODAY)

WORDS = st.sampled_from(
    [
        "<p>", "</p>", "&amp;", "&shy;", "abgesagt", "ausgebucht", "online", "Zoom", "14.03.2026", "19 Uhr",
        ":", "–", "(",
        ")", "\n", "\u202e", "\x00", "fÃ¼r", "Kontakt", "Max Mustermann", "0171 1234567",
        "a@b.example", "44791 Bochum",
        "Castroper Straße 67", ", ", "https://zoom.us/j/1", "\ud800", "e\u0301", "jeden Donnerstag",
        "bis 1.4.2026",
    ]
)  # fmt: skip
TEXTS = st.text(max_size=20) | st.lists(WORDS, max_size=8).map(" ".join)
ZONES = st.none() | st.just(UTC) | st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
NEAR = st.datetimes(datetime(2026, 1, 1), datetime(2027, 4, 1))
ENDS = st.sampled_from([datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59), datetime(1970, 1, 1)])
INSTANTS = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), NEAR | ENDS | st.datetimes(), ZONES)
MOMENTS = INSTANTS | INSTANTS.map(lambda moment: moment.date())
DATES = st.none() | TEXTS | MOMENTS | MOMENTS.map(str)
RULES = st.sampled_from(
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;COUNT=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY",
        "",
        "COUNT=x",
    ]
)
RECURRENCES = st.builds(
    Recurrence,
    rules=st.lists(RULES, max_size=2).map(tuple),
    dates=st.lists(MOMENTS, max_size=2).map(tuple),
    excluded=st.lists(MOMENTS, max_size=2).map(tuple),
)
NUMBERS = st.none() | st.floats()
PLACES = st.builds(Place, TEXTS, TEXTS, TEXTS, TEXTS, NUMBERS, NUMBERS)
RECORDS = st.builds(
    Record,
    title=TEXTS,
    uid=TEXTS,
    when=TEXTS,
    start=DATES,
    end=DATES,
    end_is_last_day=st.booleans(),
    is_all_day=st.none() | st.booleans(),
    recurrence=st.none() | RECURRENCES,
    recurrence_id=st.none() | MOMENTS,
    timezone=TEXTS | st.sampled_from(["Europe", "Europe/Berlin", "../etc", "America/New_York"]),
    url=TEXTS,
    location=TEXTS | PLACES,
    is_online=st.none() | st.booleans(),
    online_url=TEXTS,
    description=TEXTS,
    categories=st.lists(TEXTS, max_size=3).map(tuple),
    price=TEXTS,
    registration=TEXTS,
    registration_url=TEXTS,
    status=TEXTS,
    organizer=TEXTS,
    language=TEXTS,
    audience=TEXTS,
)


@settings(max_examples=400, deadline=None)
@given(RECORDS)
def test_any_record_becomes_listings_or_problems(record: Record) -> None:
    for found in normalise(record, SOURCE, page=PAGE, window=WINDOW, reference=TODAY):
        if isinstance(found, Problem):
            assert found.code and found.code == found.code.lower()
            _is_clean(found.title, found.detail, found.uid)
        else:
            _is_sound(found)


def _is_sound(found: Listing) -> None:
    assert found.title
    if isinstance(found.start, datetime):
        assert getattr(found.start.tzinfo, "key", "") == "Europe/Berlin"
        assert found.end is None or isinstance(found.end, datetime)
        assert found.end is None or found.end.astimezone(UTC) > found.start.astimezone(UTC)
        assert found.start.date() < WINDOW.end
    else:
        assert found.end is None or (not isinstance(found.end, datetime) and found.end > found.start)
        assert found.start < WINDOW.end
    place = found.place or Place()
    _is_clean(found.title, found.uid, found.price_text, found.registration_text, found.audience_text)
    _is_clean(found.url, found.online_url, place.name, place.street, place.postal_code, place.city)
    _is_clean(*found.categories, *found.languages, found.description.replace("\n", ""))


def _is_clean(*texts: str) -> None:
    for text in texts:
        assert unicodedata.is_normalized("NFC", text)
        assert not {unicodedata.category(c) for c in text} & {"Cc", "Cs"}
        assert not set(text) & set("\u2028\u2029\u200b\u200e\u202e\u2066\ufeff\xad")
        text.encode()
