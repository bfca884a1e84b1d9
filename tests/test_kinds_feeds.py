"""Whether a feed's dates are when its events are, or when they were written about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.cluster import Source
from connectors.kinds import from_rss
from connectors.model import Page, Record

URL = "https://verein.example/feed"
SOURCE = Source(
    id="feed", path=Path("feed.toml"), name="Feed", partner="verein", url=URL, timezone="Europe/Berlin"
)
ITEM = "<item><title>Mondnacht</title><link>https://verein.example/{0}</link><pubDate>{0}</pubDate></item>"


def starts(dates: list[str], first_seen: date | None) -> list[bool]:
    items = "".join(map(ITEM.format, dates))
    body = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()
    page = Page(url=URL, final_url=URL, body=body, sha256="", first_seen=first_seen)
    records = [item for item in from_rss.parse(page, SOURCE) if isinstance(item, Record)]
    assert len(records) == len(dates)
    return [record.start is not None for record in records]


PAST, FUTURE = "Sun, 22 Nov 2026 08:00:00 +0000", "Sat, 05 Dec 2026 18:00:00 +0000"


def test_an_entry_dated_after_it_was_fetched_shows_that_the_dates_are_events() -> None:
    assert starts([PAST, FUTURE], date(2026, 11, 23)) == [True, True]


@pytest.mark.parametrize("first_seen", [date(2026, 11, 23), None])
def test_entries_dated_in_the_past_are_news_and_have_no_date(first_seen: date | None) -> None:
    assert starts([PAST, PAST], first_seen) == [False, False]


def test_a_feed_that_says_nothing_of_its_own_age_is_not_guessed_at() -> None:
    assert starts([PAST, FUTURE], None) == [False, False]


@pytest.mark.parametrize("number", ["#xD800", "#55296", "#xDC00", "#x110000", "#99999999999999999999", "#0"])
def test_a_reference_to_no_character_costs_that_character_only(number: str) -> None:
    item = f"<item><title>Mond&{number};nacht</title><description>5.12.2026, &{number};</description></item>"
    for begin, end in (
        ('<rss version="2.0"><channel>', "</channel></rss>"),
        ('<rss version="2.0"><channel><br>', "</rss>"),
    ):
        page = Page(url=URL, final_url=URL, body=f"{begin}{item}{end}".encode(), sha256="")
        (record,) = [each for each in from_rss.parse(page, SOURCE) if isinstance(each, Record)]
        assert record.title == "Mond\ufffdnacht"
        record.description.encode()


@pytest.mark.parametrize(
    ("description", "published", "is_in_words"),
    [
        ("26.11.2026 (Do) 18:30 - Wie sicher ist mein Passwort?", PAST, True),
        ("Do, 26.11.2026, 18:30 Uhr: Wie sicher ist mein Passwort?", PAST, True),
        ("05.12.2026: Mondnacht", FUTURE, False),
        ("Anmeldung bis 26.11.2026", FUTURE, False),
        ("31.02.2026 Unfug", FUTURE, False),
    ],
)
def test_a_day_at_the_head_of_a_description_counts_more_than_the_day_it_was_written(
    description: str, published: str, is_in_words: bool
) -> None:
    """Also in a feed with an entry from the future, as servers with wrong clocks write them."""
    described = f"<item><title>Mondnacht</title><description>{description}</description>"
    items = f"{described}<pubDate>{published}</pubDate></item>{ITEM.format(FUTURE)}"
    body = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()
    page = Page(url=URL, final_url=URL, body=body, sha256="", first_seen=date(2026, 11, 23))
    first, _ = [item for item in from_rss.parse(page, SOURCE) if isinstance(item, Record)]
    assert (first.when == description) is is_in_words and (first.start is None) is is_in_words
