"""`mintfeed doubts` asks people about the pairs of which matching could not be sure, and about no others."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from flows.doubt_words import GERMAN, in_german
from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed
from warehouse.store import SQL

FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"
LATER = "2026-12-06T03:15:00+01:00"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    """Two houses tell of much the same event at one time; another event has nothing to do with it."""
    cluster = ClusterOnDisk.made(tmp_path)
    museum, city = cluster.calendar("programm"), cluster.calendar("stadtkalender", "stadt")
    cluster.pages[museum] = calendar(
        vevent("a", "Löten lernen", "20261205T140000", "LOCATION:Museum", "URL:https://museum.example/1"),
        vevent("b", "Sterne", "20261206T190000"),
    )
    cluster.pages[city] = calendar(vevent("w", "Löten für Neugierige mit Zinn", "20261205T140000"))
    cluster.night(FIRST)
    return cluster


def asked(cluster: ClusterOnDisk, as_of: str = FIRST) -> list[dict[str, Any]]:
    said = mintfeed(cluster, "doubts", "--json", "--as-of", as_of)
    assert said.code == 0, said.err
    doubts: list[dict[str, Any]] = json.loads(said.out)["doubts"]
    return doubts


def test_a_pair_that_is_nearly_one_is_asked_about_with_all_there_is_to_know(cluster: ClusterOnDisk) -> None:
    (doubt,) = asked(cluster)
    sides = sorted((doubt["one"], doubt["other"]), key=lambda side: str(side["source_id"]))

    assert [(side["source_id"], side["title"], side["start"], side["place"]) for side in sides] == [
        ("programm", "Löten lernen", "2026-12-05 14:00", "Museum"),
        ("stadtkalender", "Löten für Neugierige mit Zinn", "2026-12-05 14:00", ""),
    ]
    assert 0 < doubt["weight"] < 1.2
    assert "just too little in common" in doubt["reason"] and "knapp zu wenig" in doubt["reason_de"]


def test_it_is_shown_in_german_and_english_with_the_two_commands(cluster: ClusterOnDisk) -> None:
    (doubt,) = asked(cluster)

    shown = mintfeed(cluster, "doubts", "--as-of", FIRST).out

    for words in ("Löten lernen", "Neugierige", "[stadtkalender]", "gleicher Beginn", "same start"):
        assert words in shown
    assert doubt["same"] in shown and doubt["different"] in shown


@pytest.mark.parametrize(("verb", "events"), [("same", 2), ("different", 3)])
def test_its_commands_decide_it_and_it_is_not_asked_again(
    cluster: ClusterOnDisk, verb: str, events: int
) -> None:
    typed = shlex.split(asked(cluster)[0][verb])
    assert typed[:3] == ["mintfeed", verb, str(cluster.folder)]
    assert typed[5:] == ["--data", str(cluster.root / "data")]

    assert mintfeed(cluster, verb, *typed[3:5]).code == 0

    assert asked(cluster) == []  # though no run has followed it yet
    assert len(cluster.night(SECOND).events) == events
    assert asked(cluster, SECOND) == []
    assert "nothing to decide" in mintfeed(cluster, "doubts", "--as-of", SECOND).out


def test_a_decision_that_is_taken_back_is_asked_again(cluster: ClusterOnDisk) -> None:
    pair = shlex.split(asked(cluster)[0]["different"])[3:5]
    mintfeed(cluster, "different", *pair)
    mintfeed(cluster, "different", *pair, "--undo")

    assert len(asked(cluster)) == 1


def test_two_listings_of_one_event_ask_once(cluster: ClusterOnDisk) -> None:
    third = cluster.calendar("heft", "stadt")
    cluster.pages[third] = cluster.pages["https://stadt.example/stadtkalender.ics"]
    cluster.night(SECOND)

    (doubt,) = asked(cluster, SECOND)

    assert sorted([*doubt["one"]["also_from"], *doubt["other"]["also_from"]]) in (["heft"], ["stadtkalender"])


def test_what_is_over_or_hidden_is_not_asked_about(cluster: ClusterOnDisk) -> None:
    assert asked(cluster, LATER) == []

    mintfeed(cluster, "hide", "löten lernen")
    cluster.night(SECOND)

    assert asked(cluster, SECOND) == []


def test_every_reason_of_the_match_has_its_german_word() -> None:
    files = ("match/compare/26_rules.sql", "match/score/30_scores.sql")
    said = "".join((SQL / file).read_text("utf-8") for file in files)
    english = set(re.findall(r"(?:then|else|if\([^()]*,) '([a-z ]+)'", said))

    assert len(english) > 15 and english <= GERMAN.keys()
    assert in_german("opening, title 50 % and 7 %") == "Eröffnung, Titel zu 50 % und 7 % gleich"


def test_before_the_first_run_it_says_so(tmp_path: Path) -> None:
    said = mintfeed(ClusterOnDisk.made(tmp_path), "doubts")

    assert said.code == 1 and "no run yet" in said.err
