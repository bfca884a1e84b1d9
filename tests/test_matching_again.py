"""Matching night after night: only what changed is matched again, and the result is that of a first night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.model import Listing, Place
from tests.matching_cases import groups_of, put_listings
from tests.test_matching import PARTNERS, SHOW, START, TOLD, matched, warehouse
from warehouse.matching import step

NIGHTS = 3
IDS = tuple(f"e{n}" for n in range(9))
WORDED = ("Blitze zum Anfassen", "Technikmuseum: Blitze zum Anfassen", "Donner, Blitze, Hagel")
PLACES = (None, Place(name="Rathaus"), Place(street="Werkstr. 5"), Place(name="Rathaus", city="Blitze"))
STARTS = (START, START, START.date())
ANYWHERE = st.builds(
    lambda source, title, place, start: replace(
        SHOW, source_id=source, title=title, place=place, start=start, url=""
    ),
    st.sampled_from(sorted(PARTNERS)),
    st.sampled_from(WORDED),
    st.sampled_from(PLACES),
    st.sampled_from(STARTS),
)
SHOWN = st.dictionaries(st.sampled_from(IDS), ANYWHERE, min_size=4)
DECISIONS = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(["same", "different"])), max_size=2
)
NIGHT = st.tuples(SHOWN, DECISIONS)
Decided = Sequence[tuple[str, str, str]]


def put(con: duckdb.DuckDBPyConnection, shown: Mapping[str, Listing], decisions: Decided) -> None:
    """These listings instead of those before, and these decisions."""
    con.execute("delete from core.listings")
    con.execute("delete from core.event_ids")
    put_listings(con, [replace(one, uid=id_) for id_, one in shown.items()])
    columns = list(zip(*decisions, strict=True)) or [(), (), ()]
    names = ("event_id_a", "event_id_b", "verdict")
    con.register(
        "curation_pairs",
        pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)}),
    )


def found(con: duckdb.DuckDBPyConnection) -> tuple[object, ...]:
    """Groups, compared pairs and doubts."""
    matched(con)
    tables = ("match_scores", "match_pairs", "match_doubts", "match_crowds")
    return groups_of(con), *(con.execute(f"from core.{table} order by all").fetchall() for table in tables)


@pytest.mark.parametrize("crowd", [2, 50])
@given(st.lists(NIGHT, min_size=NIGHTS, max_size=NIGHTS))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_some_nights_all_is_as_if_it_had_been_matched_at_once(
    crowd: int,
    tmp_path_factory: pytest.TempPathFactory,
    nights: list[tuple[dict[str, Listing], list[tuple[str, str, str]]]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, "_CROWD", crowd)
        with warehouse(tmp_path_factory.mktemp("nights"), []) as con:
            for shown, decisions in nights:
                put(con, shown, decisions)
                by_night = found(con)
        with warehouse(tmp_path_factory.mktemp("once"), []) as con:
            put(con, *nights[-1])
            assert found(con) == by_night


def test_where_many_share_a_word_and_a_day_those_of_one_hour_and_name_still_find_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "_CROWD", 4)
    names = ("Saphir", "Granit", "Quarzsand", "Feldspat", "Obsidian", "Turmalin")
    shows = [
        replace(
            SHOW,
            uid=f"m{hour}-{name}",
            url=f"https://museum.example/{hour}/{name}",
            title=f"Blitze aus {name}",
            start=START.replace(hour=hour),
        )
        for hour in (10, 12, 14)
        for name in names
    ]
    told = [
        replace(TOLD, uid=f"s{show.uid[1:]}", title=f"Technikmuseum: {show.title}", start=show.start, url="")
        for show in shows
    ]
    with warehouse(tmp_path, [*shows, *told]) as con:
        assert matched(con) == [[show.uid, f"s{show.uid[1:]}"] for show in sorted(shows, key=lambda s: s.uid)]


def test_a_new_town_changes_what_is_compared_of_listings_that_name_it(tmp_path: Path) -> None:
    here = {"m": replace(SHOW, uid="m"), "s": replace(TOLD, uid="s", title="Abend in Blitze")}
    there = {
        **here,
        "z": replace(SHOW, source_id="zdi", uid="z", title="Anderes", place=Place(city="Blitze")),
    }
    with warehouse(tmp_path, [], PARTNERS) as con:
        put(con, here, [])
        matched(con)
        weights = "select title.weights from core.match_features where event_id = 'm'"
        assert con.execute(weights).fetchall() == [([1.0, 1.0],)]
        put(con, there, [])
        matched(con)
        assert con.execute(weights).fetchall() == [([0.0, 1.0],)]


def test_what_only_one_that_leaves_held_together_parts(tmp_path: Path) -> None:
    """Two that have too little in common for one event, and a third that has enough with each."""
    link = replace(SHOW, uid="m", url="")
    one = replace(TOLD, uid="s", title="Blitze", place=None, url="")
    earlier = START - timedelta(minutes=15)
    other = replace(
        TOLD, source_id="zdi", uid="z", title="Blitze anfassen", place=None, start=earlier, url=""
    )
    with warehouse(tmp_path, [], PARTNERS) as con:
        put(con, {"m": link, "s": one, "z": other}, [])
        together = matched(con)
        put(con, {"s": one, "z": other}, [])
        assert (together, matched(con)) == ([["m", "s", "z"]], [["s"], ["z"]])


def test_a_word_that_became_too_common_is_no_sign_until_it_is_rarer_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "_CROWD", 2)
    shown = {
        source: replace(SHOW, source_id=source, title="Blitze", place=None, url="") for source in PARTNERS
    }
    few = {source: shown[source] for source in ("museum", "stadt")}
    compared = []
    with warehouse(tmp_path, [], PARTNERS) as con:
        for tonight in (few, shown, few):
            put(con, tonight, [])
            matched(con)
            compared.append(con.execute("select event_id_a, event_id_b from core.match_scores").fetchall())
    assert compared == [[("museum", "stadt")], [], [("museum", "stadt")]]
