"""Groups out of pairs: no chain joins what a rule keeps apart."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.matching.groups import Decisions, Likeness, Member, Pair, grouped, pairs_of

DAY = date(2026, 3, 14)
MEMBERS = {
    "museum-11": Member("museum", DAY, DAY, 660),
    "museum-14": Member("museum", DAY, DAY, 840),
    "city-11": Member("city", DAY, DAY, 660),
    "city-day": Member("city", DAY, DAY, None),
    "zdi-day": Member("zdi", DAY, DAY, None),
    "zdi-14": Member("zdi", DAY, DAY, 840),
}


def alike(*pairs: tuple[str, str, float]) -> dict[Pair, Likeness]:
    return {(min(a, b), max(a, b)): Likeness(weight, False) for a, b, weight in pairs}


def groups(likenesses: dict[Pair, Likeness], decisions: Decisions = Decisions()) -> set[tuple[str, ...]]:  # noqa: B008
    return set(grouped(MEMBERS, likenesses, decisions).groups)


def test_a_day_without_a_time_does_not_join_two_sessions() -> None:
    pairs = alike(("museum-11", "zdi-day", 6.0), ("museum-14", "zdi-day", 5.0), ("museum-11", "city-11", 7.0))
    assert groups(pairs) == {("city-11", "museum-11", "zdi-day")}


def test_what_fits_two_sessions_equally_belongs_to_neither_and_is_a_doubt() -> None:
    grouping = grouped(
        MEMBERS, alike(("museum-11", "zdi-day", 6.0), ("museum-14", "zdi-day", 5.9)), Decisions()
    )
    assert grouping.groups == ()
    assert set(grouping.doubts) == {("museum-11", "zdi-day"), ("museum-14", "zdi-day")}


def test_a_chain_stops_where_a_rule_bars_its_ends() -> None:
    pairs = alike(("museum-11", "city-day", 6.0), ("city-day", "zdi-day", 5.0))
    pairs["museum-11", "zdi-day"] = Likeness(4.0, True)
    assert groups(pairs) == {("city-day", "museum-11")}


def test_a_person_says_same_against_every_rule() -> None:
    decisions = Decisions(same=pairs_of([("museum-11", "museum-14")]))
    assert groups({}, decisions) == {("museum-11", "museum-14")}


def test_a_person_says_different_against_every_weight_and_chain() -> None:
    pairs = alike(("museum-11", "city-11", 9.0), ("city-11", "zdi-day", 8.0), ("museum-11", "zdi-day", 3.0))
    decisions = Decisions(different=pairs_of([("zdi-day", "museum-11")]))
    assert groups(pairs, decisions) == {("city-11", "museum-11")}


def test_same_by_a_detour_does_not_undo_different() -> None:
    decisions = Decisions(
        same=pairs_of([("city-11", "museum-11"), ("museum-11", "zdi-14")]),
        different=pairs_of([("city-11", "zdi-14")]),
    )
    grouping = grouped(MEMBERS, {}, decisions)
    assert grouping.groups == (("city-11", "museum-11"),)
    assert ("museum-11", "zdi-14") in grouping.doubts


def test_a_decision_about_what_is_not_listed_any_more_is_passed_over() -> None:
    decisions = Decisions(same=pairs_of([("city-11", "gone")]), different=pairs_of([("gone", "zdi-14")]))
    assert groups(alike(("city-11", "museum-11", 5.0)), decisions) == {("city-11", "museum-11")}


SOURCES = st.sampled_from(["a", "b", "c", "d"])
MINUTES = st.sampled_from([None, 600, 615, 645, 720])


@st.composite
def tangles(draw: st.DrawFn) -> tuple[dict[str, Member], dict[Pair, Likeness], Decisions]:
    count = draw(st.integers(2, 9))
    members = {}
    for number in range(count):
        minute = draw(MINUTES)
        days = draw(st.integers(0, 2)) if minute is None else 0
        first = DAY + timedelta(days=draw(st.integers(0, 1)))
        members[f"e{number}"] = Member(draw(SOURCES), first, first + timedelta(days=days), minute)
    pairs = list(itertools.combinations(sorted(members), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True))
    likenesses = {}
    for pair in chosen:
        a, b = members[pair[0]], members[pair[1]]
        own = a.source_id == b.source_id and (a.start_minute, a.first_day) != (b.start_minute, b.first_day)
        weight = draw(st.integers(-4, 18)) / 2
        likenesses[pair] = Likeness(weight, own or draw(st.integers(0, 4)) == 0)
    different = draw(st.lists(st.sampled_from(pairs), max_size=2))
    return members, likenesses, Decisions(different=frozenset(different))


@given(tangles())
@settings(max_examples=300, deadline=None)
def test_no_group_holds_what_a_rule_or_a_person_keeps_apart(
    tangle: tuple[dict[str, Member], dict[Pair, Likeness], Decisions],
) -> None:
    members, likenesses, decisions = tangle
    for group in grouped(members, likenesses, decisions).groups:
        for pair in itertools.combinations(group, 2):
            a, b = members[pair[0]], members[pair[1]]
            assert pair not in decisions.different
            assert pair not in likenesses or not likenesses[pair].is_barred
            if a.source_id == b.source_id:
                assert (a.first_day, a.start_minute) == (b.first_day, b.start_minute)
            assert a.first_day <= b.last_day and b.first_day <= a.last_day


@given(tangles(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_listings_and_pairs_does_not_matter(
    tangle: tuple[dict[str, Member], dict[Pair, Likeness], Decisions], dice: object
) -> None:
    members, likenesses, decisions = tangle
    mixed = list(likenesses.items())
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    backwards = dict(reversed(members.items()))
    assert grouped(members, likenesses, decisions) == grouped(backwards, dict(mixed), decisions)
