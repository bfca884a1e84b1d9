"""`make eval` gives figures and mistakes, and says which sets are not here."""

from __future__ import annotations

from pathlib import Path

from tests.eval import HEAD, Labelled, report, sets
from tests.facets_scoring import Count


def test_every_kind_of_rule_has_a_held_out_set_in_the_checkout() -> None:
    held_out = [each for each in sets() if "held out" in each.name]

    assert {each.name.partition(",")[0] for each in held_out} == {"dates", "facets", "duplicates"}
    assert all(each.path.is_file() for each in held_out)


def test_a_set_that_is_absent_is_told_and_not_scored(tmp_path: Path) -> None:
    (line,) = report(Labelled("dates, labelled", tmp_path / "dates.json", dict))

    assert "dates.json is not here" in line


def test_figures_come_with_the_mistakes_and_no_share_of_nothing() -> None:
    scores = {"topics": Count(3, 1, 2, ["F1: +['physik'] -[]"]), "none": Count()}

    name, head, topics, none, mistake = report(Labelled("facets", Path(__file__), lambda: scores))

    assert (name, head) == ("facets", HEAD)
    assert topics.split() == ["topics", "0.750", "0.600", "0.667", "3", "1", "2"]
    assert none.split() == ["none", "–", "–", "–", "0", "0", "0"]
    assert mistake == "  ✗ topics: F1: +['physik'] -[]"
