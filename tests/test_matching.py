"""Which listings are one event: measured on labelled sets, and what holds for any listings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.model import Listing, Place
from tests.matching_cases import (
    HELDOUT,
    LABELLED,
    groups_of,
    labelled,
    listing_of,
    put_listings,
    put_partners,
    scored,
)
from warehouse.matching.step import match
from warehouse.store import one_transaction, open_warehouse

BERLIN = ZoneInfo("Europe/Berlin")
PARTNERS = {
    "museum": {"name": "Technikmuseum Neustadt", "rank": 1},
    "zdi": {"name": "zdi-Netzwerk Neustadt", "rank": 2},
    "stadt": {"name": "Stadt Neustadt", "rank": 3},
}
START = datetime(2026, 3, 14, 14, tzinfo=BERLIN)
SHOW = Listing(
    source_id="museum",
    uid="m1",
    occurrence="",
    url="https://museum.example/blitze",
    title="Blitze zum Anfassen",
    start=START,
    timezone="Europe/Berlin",
    description="Vorführung am großen Generator.",
    place=Place(name="Technikmuseum Neustadt", street="Werkstraße 5"),
)
TOLD = replace(
    SHOW,
    source_id="stadt",
    uid="s1",
    url="https://stadt.example/4711",
    title="Technikmuseum: Blitze zum Anfassen",
    description="",
    place=Place(street="Werkstr. 5"),
)


@contextmanager
def warehouse(
    folder: Path, listings: Sequence[Listing], partners: dict[str, Any] = PARTNERS
) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(folder / "warehouse.duckdb") as con:
        put_partners(con, partners)
        put_listings(con, listings)
        yield con


def matched(con: duckdb.DuckDBPyConnection) -> list[list[str]]:
    with one_transaction(con):
        match(con)
    return groups_of(con)


def groups(folder: Path, *listings: Listing) -> list[list[str]]:
    with warehouse(folder, listings) as con:
        return matched(con)


def decide(con: duckdb.DuckDBPyConnection, a: str, b: str, verdict: str) -> None:
    con.register("curation_pairs", pa.table({"event_id_a": [a], "event_id_b": [b], "verdict": [verdict]}))


SETS = [LABELLED, HELDOUT, HELDOUT.with_stem("matching_heldout_2"), HELDOUT.with_stem("matching_heldout_3")]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_labelled_listings_are_matched(path: Path, tmp_path: Path) -> None:
    if not path.exists():
        pytest.skip("the labelled listings are not beside this checkout")
    data = labelled(path)
    with warehouse(tmp_path, [listing_of(row) for row in data["listings"]], data["partners"]) as con:
        score = scored(matched(con), data["events"])
    assert score.precision >= 0.99, sorted(score.wrong)
    assert score.recall >= 0.95, sorted(score.missed)


def test_a_listing_that_tells_of_anothers_event_is_that_event(tmp_path: Path) -> None:
    assert groups(tmp_path, SHOW, TOLD) == [["m1", "s1"]]


def test_a_merge_keeps_its_weight_and_its_reason(tmp_path: Path) -> None:
    with warehouse(tmp_path, [SHOW, TOLD]) as con:
        matched(con)
        ((weight, reason, is_match),) = con.execute(
            "select weight, reason, is_match from core.match_pairs"
        ).fetchall()
    assert weight > 2 and is_match
    assert "same start" in reason and "same place" in reason and "title 100 %" in reason


def test_a_group_goes_by_the_id_that_was_minted_first(tmp_path: Path) -> None:
    with warehouse(tmp_path, [SHOW, TOLD]) as con:
        con.execute("update core.event_ids set minted_at = minted_at - interval 1 day where event_id = 's1'")
        matched(con)
        found = con.execute("select event_id, group_id from core.groups order by all").fetchall()
    assert found == [("m1", "s1"), ("s1", "s1")]


def test_a_group_keeps_its_id_when_the_source_that_gave_it_leaves(tmp_path: Path) -> None:
    retold = replace(TOLD, source_id="zdi", uid="z1", url="https://zdi.example/1")
    with warehouse(tmp_path, [SHOW, TOLD, retold]) as con:
        assert matched(con) == [["m1", "s1", "z1"]]
        con.execute("delete from core.listings where event_id = 'm1'")
        assert matched(con) == [["s1", "z1"]]
        assert con.execute("select distinct group_id from core.groups").fetchall() == [("m1",)]
        decide(con, "s1", "z1", "different")
        matched(con)
        found = con.execute("select event_id, group_id from core.groups order by all").fetchall()
        assert found == [("s1", "m1"), ("z1", "z1")]
        con.execute("delete from core.listings where event_id = 's1'")
        matched(con)
        assert con.execute("select event_id, group_id from core.groups").fetchall() == [("z1", "z1")]


def test_sessions_of_a_day_find_the_same_sessions(tmp_path: Path) -> None:
    later = START + timedelta(hours=2)
    sessions = [SHOW, TOLD, replace(SHOW, uid="m2", start=later), replace(TOLD, uid="s2", start=later)]
    assert groups(tmp_path, *sessions) == [["m1", "s1"], ["m2", "s2"]]


def test_a_weekly_series_and_single_pages_are_matched_date_by_date(tmp_path: Path) -> None:
    starts = [START + timedelta(weeks=week) for week in range(10)]
    series = [replace(SHOW, uid=f"m{n}", occurrence=str(n), start=start) for n, start in enumerate(starts)]
    pages = [
        replace(TOLD, uid=f"s{n}", url=f"https://stadt.example/{n}", start=start)
        for n, start in enumerate(starts)
    ]
    assert groups(tmp_path, *series, *pages) == [[f"m{n}", f"s{n}"] for n in range(10)]


def test_a_day_without_a_time_that_fits_two_sessions_is_a_doubt_and_no_event_of_theirs(
    tmp_path: Path,
) -> None:
    later = replace(SHOW, uid="m2", start=START + timedelta(hours=2))
    untimed = replace(TOLD, start=START.date())
    with warehouse(tmp_path, [SHOW, later, untimed]) as con:
        assert matched(con) == [["m1"], ["m2"], ["s1"]]
        doubts = con.execute("select event_id_a, event_id_b from core.match_doubts order by all").fetchall()
    assert doubts == [("m1", "s1"), ("m2", "s1")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": "Blitze zum Anfassen (Gruppe B)"}, "another group"),
        ({"place": Place(name="Rathaus", street="Markt 1")}, "another place"),
        ({"start": START + timedelta(minutes=90)}, "another session"),
        ({"start": START + timedelta(days=1)}, "another day"),
        ({"title": "Dampfmaschinen im Betrieb"}, "another event"),
    ],
)
def test_what_is_another_event_stays_one(change: dict[str, Any], why: str, tmp_path: Path) -> None:
    group_a = replace(SHOW, title="Blitze zum Anfassen (Gruppe A)")
    assert groups(tmp_path, group_a, replace(TOLD, **change)) == [["m1"], ["s1"]], why


def test_two_listings_of_one_source_are_one_only_if_nothing_tells_them_apart(tmp_path: Path) -> None:
    tip = replace(SHOW, uid="m2", url="https://museum.example/tipp", title="Tipp: Blitze zum Anfassen")
    english = replace(
        SHOW, uid="m3", url="https://museum.example/en", title="Blitze zum Anfassen auf Englisch"
    )
    assert groups(tmp_path, SHOW, tip, english) == [["m1", "m2"], ["m3"]]


def test_people_decide(tmp_path: Path) -> None:
    other = replace(SHOW, source_id="zdi", uid="z1", title="Etwas ganz anderes", start=START.date())
    with warehouse(tmp_path, [SHOW, TOLD, other]) as con:
        assert matched(con) == [["m1", "s1"], ["z1"]]
        decide(con, "s1", "m1", "different")
        assert matched(con) == [["m1"], ["s1"], ["z1"]]
        decide(con, "z1", "m1", "same")
        assert matched(con) == [["m1", "s1", "z1"]]


def test_near_misses_are_listed_for_a_person(tmp_path: Path) -> None:
    vague = replace(TOLD, title="Donner, Blitze, Hagel, Sturm", start=START.date())
    with warehouse(tmp_path, [SHOW, vague]) as con:
        assert matched(con) == [["m1"], ["s1"]]
        ((reason,),) = con.execute("select reason from core.match_doubts").fetchall()
        assert reason.startswith("just too little in common")
        decide(con, "m1", "s1", "different")
        matched(con)
        assert con.execute("from core.match_doubts").fetchall() == []


def test_only_what_changed_is_compared_again_and_the_result_is_the_same(tmp_path: Path) -> None:
    data = labelled(HELDOUT)
    listings = [listing_of(row) for row in data["listings"]]
    before = [replace(one, title="Noch ohne Namen") if n % 10 == 0 else one for n, one in enumerate(listings)]
    with warehouse(tmp_path, before[5:], data["partners"]) as con:
        matched(con)
        con.execute("create table first_scores as from core.match_scores")
        con.execute("delete from core.listings")
        con.execute("delete from core.event_ids")
        put_listings(con, listings)
        changed = matched(con)
        kept = con.execute(
            "select count(*) from core.match_scores semi join first_scores using (weight, reason)"
        )
        assert (kept.fetchone() or (0,))[0] > 0
    (tmp_path / "anew").mkdir()
    with warehouse(tmp_path / "anew", listings, data["partners"]) as con:
        assert matched(con) == changed


def test_what_other_rules_found_is_forgotten(tmp_path: Path) -> None:
    with warehouse(tmp_path, [SHOW, TOLD]) as con:
        con.execute("create table core.match_rules as select 'of an older version' as rules")
        con.execute("create table core.match_features (of_another_shape integer)")
        assert matched(con) == [["m1", "s1"]]


def test_a_listing_that_goes_leaves_its_group(tmp_path: Path) -> None:
    with warehouse(tmp_path, [SHOW, TOLD]) as con:
        matched(con)
        con.execute("delete from core.listings where event_id = 's1'")
        assert matched(con) == [["m1"]]
        assert con.execute("from core.match_pairs").fetchall() == []


TITLES = (
    "Blitze zum Anfassen",
    "Technikmuseum: Blitze zum Anfassen",
    "Blitze (Gruppe A)",
    "Blitze (Gruppe B)",
    "Strom",
)
PLACES = (
    Place(name="Technikmuseum Neustadt", street="Werkstraße 5"),
    Place(street="Werkstr. 5"),
    Place(name="Rathaus"),
    None,
)
STARTS = (START, START + timedelta(minutes=15), START + timedelta(hours=1), START.date())
ANY = st.builds(
    lambda source, title, place, start: replace(
        SHOW, source_id=source, title=title, place=place, start=start, url=""
    ),
    st.sampled_from(sorted(PARTNERS)),
    st.sampled_from(TITLES),
    st.sampled_from(PLACES),
    st.sampled_from(STARTS),
)


@given(st.lists(ANY, min_size=3, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_two_starts_of_one_source_are_ever_one_event_in_whatever_order(
    tmp_path_factory: pytest.TempPathFactory, listings: list[Listing]
) -> None:
    named = [replace(one, uid=f"e{n}") for n, one in enumerate(listings)]
    mixed = random.Random(1).sample(named, len(named))
    starts = {one.uid: (one.source_id, one.start) for one in named}
    found = groups(tmp_path_factory.mktemp("one"), *named)
    assert found == groups(tmp_path_factory.mktemp("other"), *mixed)
    for group in found:
        sources = [source for source, _ in {starts[uid] for uid in group}]
        assert len(sources) == len(set(sources)), group
