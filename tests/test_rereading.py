"""A record that did not change is not read again, and nobody can tell from the outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.cluster import Source
from connectors.columns import SCHEMA, from_bytes, to_bytes
from connectors.model import Page, Window
from connectors.reading import FRESH_DAYS, Reading, Request, read
from connectors.versions import way_of
from tests.nights import ClusterOnDisk, calendar, vevent

TODAY = date(2026, 11, 2)
SOURCE = Source(
    id="museum", path=Path("museum.toml"), name="Museum", partner="museum", kind="ics",
    url="https://museum.example/k.ics", timezone="Europe/Berlin",
)  # fmt: skip


def event(number: int, text: str = "Wir löten.", more: str = "") -> str:
    return (
        f"UID:{number}\nSUMMARY:Werkstatt {number}\nDTSTART:202611{number % 28 + 1:02}T150000\n"
        f"DESCRIPTION:{text}\n{more}".strip()
    )


def request(body: bytes, today: date = TODAY) -> Request:
    window = Window(today - timedelta(days=30), today + timedelta(days=365), today)
    digest = sha256(body).hexdigest()
    page = Page(
        url=SOURCE.url, final_url=SOURCE.url, body=body, sha256=digest, media_type="text/calendar",
        first_seen=today,
    )  # fmt: skip
    asked = Request(source=SOURCE, page=page, window=window)
    return replace(asked, way=way_of(asked, "page"))


def table(reading: Reading) -> pa.Table:
    return from_bytes(reading.listings).select(SCHEMA.names).replace_schema_metadata()


def rows_within(window: Window, reading: Reading) -> list[dict[str, object]]:
    return [row for row in table(reading).to_pylist() if window.start <= row["start_date"] < window.end]


def renamed(stream: bytes) -> bytes:
    """The same reading with titles by which one sees what was taken over."""
    read_before = from_bytes(stream)
    titles = pa.array(["von früher"] * read_before.num_rows)
    return to_bytes(read_before.set_column(SCHEMA.names.index("title"), "title", titles))


EVENTS = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.sampled_from(["Wir löten.", "Klasse 5 bis 7", "Anmeldung bis 3.11.", "Eintritt frei"]),
        st.sampled_from(
            ["", "RRULE:FREQ=WEEKLY;COUNT=4", "STATUS:CANCELLED", "CLASS:PRIVATE", "DTEND:Unfug"]
        ),
    ),
    max_size=8,
)


@given(EVENTS, EVENTS, st.integers(0, 40))
def test_what_is_taken_over_is_what_would_be_read(
    before: list[tuple[int, str, str]], after: list[tuple[int, str, str]], nights: int
) -> None:
    first = read(request(calendar(*(event(*each) for each in before))))
    asked = request(calendar(*(event(*each) for each in after)), TODAY + timedelta(days=nights))
    anew, reread = read(asked), read(replace(asked, earlier=first.listings))
    assert rows_within(asked.window, reread) == rows_within(asked.window, anew)
    assert reread.problems == anew.problems and reread.records == anew.records


def test_only_what_changed_is_read_again() -> None:
    first = read(request(calendar(event(1), event(2), event(3))))
    asked = request(calendar(event(1), event(2, "Wir fräsen."), event(3), event(4)))
    again = read(replace(asked, earlier=renamed(first.listings)))
    assert table(again).column("title").to_pylist() == [
        "von früher", "Werkstatt 2", "von früher", "Werkstatt 4",
    ]  # fmt: skip


@pytest.mark.parametrize("nights", [0, 1, FRESH_DAYS])
def test_what_was_taken_over_holds_no_longer_than_it_did(nights: int) -> None:
    body = calendar(event(1), event(2))
    first = read(request(body))
    again = read(replace(request(body, TODAY + timedelta(days=nights)), earlier=renamed(first.listings)))
    is_taken = "von früher" in table(again).column("title").to_pylist()
    assert is_taken == (TODAY + timedelta(days=nights) <= first.fresh_until)
    assert again.fresh_until == first.fresh_until or not is_taken


def test_a_page_that_is_read_in_another_way_is_read_anew() -> None:
    body = calendar(event(1))
    asked = request(body)
    other = replace(asked, way="another", earlier=renamed(read(asked).listings))
    assert table(read(other)).column("title").to_pylist() == ["Werkstatt 1"]


@pytest.mark.parametrize("damage", [b"", b"ARROW1", b"\xff\xff\xff\xff\x00\x00"])
def test_a_damaged_file_of_readings_is_read_anew(damage: bytes) -> None:
    asked = request(calendar(event(1)))
    assert table(read(replace(asked, earlier=damage))).column("title").to_pylist() == ["Werkstatt 1"]


def test_a_half_file_of_readings_is_read_anew() -> None:
    asked = request(calendar(event(1)))
    stream = read(asked).listings
    assert table(read(replace(asked, earlier=stream[: len(stream) // 2]))).num_rows == 1


def test_a_worded_deadline_is_read_again() -> None:
    asked = request(calendar(event(25, "Anmeldung bis zum 20.11.")))
    again = read(replace(asked, earlier=renamed(read(asked).listings)))
    assert table(again).column("title").to_pylist() == ["Werkstatt 25"]


def test_a_night_keeps_the_readings_of_long_pages_and_lets_go_of_others(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("museum", "museum")
    cluster.pages[url] = calendar(*(event(number) for number in range(25)))
    cluster.night("2026-11-02T03:15:00+01:00")
    folder = cluster.root / "data" / "readings"
    assert len(list(folder.iterdir())) == 1
    (cluster.folder / "sources" / "museum.toml").unlink()
    cluster.calendar("halle", "museum")
    cluster.pages["https://museum.example/halle.ics"] = calendar(vevent("1", "Kurz", "20261110T150000"))
    cluster.night("2026-12-20T03:15:00+01:00")
    assert not list(folder.iterdir())
