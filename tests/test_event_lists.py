"""What the kinds of event software share: options, organisers, the event's own page, EventON's numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from connectors.cluster import Source
from connectors.model import Link, Page, Record
from connectors.parsing import event_lists
from connectors.parsing.eventon_times import read_moments

URL = "https://partner.example/termine"
PAGE = Page(url=URL, final_url=f"{URL}/", body=b"", sha256="")
BERLIN = ZoneInfo("Europe/Berlin")
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
    lambda time: time.replace(second=0, microsecond=0)
)


def source(**options: object) -> Source:
    return Source(
        id="probe", path=Path("probe.toml"), name="Probe", partner="probe", url=URL, timezone="Europe/Berlin",
        options=options,
    )  # fmt: skip


def test_follow_is_the_only_option_and_says_yes_or_no() -> None:
    assert event_lists.check_options({}) == event_lists.check_options({"follow": False}) == []
    assert [each.partition(":")[0] for each in event_lists.check_options({"follow": "ja", "item": "li"})] == [
        "item",
        "follow",
    ]


def test_an_events_own_page_is_read_unless_the_source_says_no() -> None:
    record = Record(title="Sternabend", url=f"{URL}/sternabend#karte")
    assert event_lists.onward(record, PAGE, source()) == Link(f"{URL}/sternabend", record)
    assert event_lists.onward(record, PAGE, source(follow=False)) == record


@pytest.mark.parametrize("url", ["", URL, f"{URL}/", f"{URL}#sternabend"])
def test_a_page_is_not_read_again_for_what_stands_in_it(url: str) -> None:
    record = Record(title="Sternabend", url=url)
    assert event_lists.onward(record, PAGE, source()) == record


@pytest.mark.parametrize(
    ("name", "passes"),
    [
        ("Erika Mustermann", False),
        ("Dr. Max Mustermann", False),
        ("Fakultät für Maschinenbau", True),
        ("Sternwarte Bochum", True),
        ("", True),
    ],
)
def test_an_organisers_name_passes_unless_it_is_a_persons(name: str, passes: bool) -> None:
    assert event_lists.organisation(name) == (name if passes else "")


def test_structured_data_belongs_to_an_event_by_its_address_or_by_a_title_that_only_one_has() -> None:
    first = Record(title="Löten", url=f"{URL}/1", location="Halle 1")
    second = Record(title="Löten", url=f"{URL}/2", location="Halle 2")
    assert event_lists.counterpart(Record(title="löten ", url=f"{URL}/2"), [first, second]) == second
    assert event_lists.counterpart(Record(title="löten ", url=f"{URL}/3"), [first]) == first
    assert event_lists.counterpart(Record(title="löten ", url=f"{URL}/3"), [first, second]) == Record()


@given(TIMES, st.sampled_from((UTC, BERLIN)))
def test_eventons_numbers_mean_what_the_page_shows(start: datetime, zone: ZoneInfo) -> None:
    epoch = int(start.replace(tzinfo=zone).timestamp())
    if datetime.fromtimestamp(epoch, zone).replace(tzinfo=None) != start:
        return  # a time that the clocks skip
    item = BeautifulSoup(
        f'<div data-time="{epoch}-{epoch}"><em class="evcal_time">{start:%H:%M}</em></div>', "lxml"
    ).div
    assert item is not None
    found = read_moments(item, BERLIN)
    assert (found.start, found.end) == (start.isoformat(timespec="minutes"), None)
