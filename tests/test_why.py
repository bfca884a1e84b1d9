"""`mintfeed why` tells of any event where it stands and how it came to be so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed
from warehouse.data_folder import DataFolder

FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"
THIRD, FOURTH = "2026-11-26T03:15:00+01:00", "2026-11-27T03:15:00+01:00"
PAGE = "https://museum.example/1"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    """Two events of a museum, one of a mixed calendar without a topic."""
    cluster = ClusterOnDisk.made(tmp_path)
    museum, city = cluster.calendar("programm"), cluster.calendar("stadtkalender", "stadt", "mixed = true")
    cluster.pages[museum] = calendar(
        vevent("a", "Löten", "20261205T140000", f"URL:{PAGE}", "LOCATION:Halle 2"),
        vevent("b", "Sterne", "20261206T190000"),
    )
    cluster.pages[city] = calendar(vevent("w", "Weinfest", "20261205T140000", "DESCRIPTION:Mit Zinn"))
    cluster.night(FIRST)
    return cluster


def why(cluster: ClusterOnDisk, *words: str) -> dict[str, Any]:
    said = mintfeed(cluster, "why", "--json", *words)
    assert said.code == 0, said.err
    told: dict[str, Any] = json.loads(said.out)
    return told


def origins(told: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
    return {each["field"]: (each["value"], each["sources"]) for each in told["event"]["fields"]}


def test_an_event_is_found_by_id_uid_address_page_and_words(cluster: ClusterOnDisk) -> None:
    id_ = why(cluster, "löten")["event"]["event_id"]

    for words in (
        id_,
        f"{id_}@feed.probe.example",
        f"{PAGE}?utm_source=brief#anmeldung",
        f"https://feed.probe.example/termin/{id_}/",
        "http://www.museum.example/1/",
        "museum.example/1",
        "LÖT",
        "loeten",
        "»Löten«",
    ):
        assert why(cluster, words)["event"]["event_id"] == id_


def test_an_event_is_found_by_the_address_that_its_page_had_once(cluster: ClusterOnDisk) -> None:
    id_ = why(cluster, PAGE)["event"]["event_id"]
    museum = "https://museum.example/programm.ics"
    cluster.pages[museum] = cluster.pages[museum].replace(PAGE.encode(), b"https://museum.example/neu/1")
    cluster.night(SECOND)

    for address in (PAGE, "https://museum.example/neu/1"):
        assert why(cluster, address)["event"]["event_id"] == id_


def test_the_organiser_stays_the_organiser_when_only_others_still_list_the_event(
    cluster: ClusterOnDisk,
) -> None:
    mintfeed(cluster, "same", "löten", "weinfest")
    cluster.night(SECOND)
    museum = "https://museum.example/programm.ics"
    cluster.pages[museum] = calendar(vevent("b", "Sterne", "20261206T190000"))
    cluster.night(THIRD)
    night = cluster.night(FOURTH)

    (event,) = (event for event in night.events if event["title"] == "Weinfest")
    assert event["organizer"]["id"] == "museum" and event["status"] == "scheduled"
    assert [each["source"] for each in event["listings"]] == ["stadtkalender"]
    told = why(cluster, "weinfest")
    assert origins(told)["organizer"] == ("Museum", ["programm"])
    assert origins(told)["title"] == ("Weinfest", ["stadtkalender"])


def test_of_equals_who_says_that_it_is_cancelled_is_heard_first(cluster: ClusterOnDisk) -> None:
    urls = [cluster.calendar(id_) for id_ in ("aushang", "zettel")]
    show = vevent("s", "Nacht der Roboter", "20261212T200000", "LOCATION:Halle 2")
    cluster.pages |= {urls[0]: calendar(show), urls[1]: calendar(f"{show}\nSTATUS:CANCELLED")}

    night = cluster.night(SECOND)

    (event,) = (event for event in night.events if event["title"] == "Nacht der Roboter")
    assert event["status"] == "cancelled" and len(event["listings"]) == 2


def test_several_events_are_listed_and_none_is_wrong_usage(cluster: ClusterOnDisk) -> None:
    several = mintfeed(cluster, "why", "e")
    none = mintfeed(cluster, "why", "Wurmkunde")

    assert several.code == none.code == 2
    assert all(title in several.err for title in ("Löten", "Sterne", "Weinfest"))
    assert "Wurmkunde" in none.err and "Traceback" not in none.err


def test_every_published_field_names_its_source(cluster: ClusterOnDisk) -> None:
    mintfeed(cluster, "same", "löten", "weinfest")
    cluster.night(SECOND)

    told = why(cluster, "löten")

    assert told["event"]["standing"] == "published"
    assert origins(told)["title"] == ("Löten", ["programm"])
    assert origins(told)["place"] == ("Halle 2", ["programm"])
    assert origins(told)["description"] == ("Mit Zinn", ["stadtkalender"])
    assert [each["place_in_line"] for each in told["event"]["listings"]] == [1, 2]


def test_a_facet_tells_the_words_it_was_read_from(cluster: ClusterOnDisk) -> None:
    told = {(each["facet"], each["value"]): each for each in why(cluster, "löten")["event"]["facets"]}

    assert told["topics", "technik"]["field"] == "title"
    assert told["topics", "technik"]["words"] == "Löten"
    assert "»Löten«" in mintfeed(cluster, "why", "löten").out


def test_a_correction_is_shown_with_what_the_source_says_and_when_it_takes_effect(
    cluster: ClusterOnDisk,
) -> None:
    mintfeed(cluster, "set", "löten", "title", "Löten!", "--author", "Büro", "--note", "Plakat")
    assert [each["effect"] for each in why(cluster, PAGE)["decisions"]] == ["next_run"]
    cluster.night(SECOND)
    told, shown = why(cluster, PAGE), mintfeed(cluster, "why", PAGE).out
    mintfeed(cluster, "set", PAGE, "title", "--undo")

    (decision,) = told["decisions"]
    assert (decision["author"], decision["note"], decision["effect"]) == ("Büro", "Plakat", "followed")
    assert told["title"] == "Löten!"
    assert [f["said"] for f in told["event"]["fields"] if f["field"] == "title"] == ["Löten"]
    assert "curation.toml; dort (there): Löten [programm]" in shown and "Plakat" in shown
    assert [each["effect"] for each in why(cluster, PAGE)["decisions"]] == ["taken_back"]


def test_what_is_not_in_the_feed_says_why(cluster: ClusterOnDisk) -> None:
    mintfeed(cluster, "hide", "löten")
    mintfeed(cluster, "set", "sterne", "start", "2029-01-01 19:00")
    cluster.night(SECOND)

    assert why(cluster, "löten")["event"]["standing"] == "hidden"
    assert why(cluster, "sterne")["event"]["standing"] == "outside_window"
    assert why(cluster, "weinfest")["event"]["standing"] == "off_topic"
    assert "hidden by a person" in mintfeed(cluster, "why", "löten").out


def test_an_id_that_was_merged_away_leads_to_the_event_it_is_now(cluster: ClusterOnDisk) -> None:
    ids = {title: why(cluster, title)["event"]["event_id"] for title in ("löten", "weinfest")}
    mintfeed(cluster, "same", *ids.values())
    cluster.night(SECOND)

    told = [why(cluster, id_)["event"] for id_ in ids.values()]

    assert told[0] == told[1] and set(told[0]["members"]) == set(ids.values())
    assert "curation.toml: same" in mintfeed(cluster, "why", ids["löten"]).out


def test_every_version_tells_its_night_and_what_changed(cluster: ClusterOnDisk) -> None:
    museum = "https://museum.example/programm.ics"
    cluster.pages[museum] = (
        cluster.pages[museum].replace(b"T140000", b"T150000").replace(b"Halle 2", b"Halle 3")
    )
    cluster.night(SECOND)

    event = why(cluster, "löten")["event"]

    assert [(each["sequence"], each["kind"]) for each in event["versions"]] == [(0, "new"), (1, "moved")]
    assert event["versions"][1]["changed_at"].startswith("2026-11-25T02:15")
    assert {each["field"]: (each["before"], each["after"]) for each in event["versions"][1]["changes"]} == {
        "start": ("2026-12-05 14:00", "2026-12-05 15:00"),
        "place": ("Halle 2", "Halle 3"),
    }
    assert [len(each["changes"]) for each in event["listing_versions"]] == [0, 2]


def test_an_event_that_its_source_dropped_and_one_that_is_stale_say_so(cluster: ClusterOnDisk) -> None:
    museum = "https://museum.example/programm.ics"
    cluster.pages[museum] = calendar(vevent("b", "Sterne", "20261206T190000"))
    cluster.night(SECOND)
    cluster.night(THIRD)
    gone = why(cluster, "löten")["event"]["listings"][0]
    del cluster.pages[museum]
    cluster.night(FOURTH)
    stale = why(cluster, "sterne")["event"]["listings"][0]

    assert (gone["gone_nights"], gone["status"]) == (2, "scheduled")
    assert stale["state"] == "failed" and stale["stale_since"] == "2026-11-27" and museum in stale["message"]


def test_repairs_are_told_and_so_is_a_record_that_is_no_event(cluster: ClusterOnDisk) -> None:
    museum = "https://museum.example/programm.ics"
    cluster.pages[museum] = calendar(
        vevent("a", "Löten", "20261205T140000", "DTEND;TZID=Europe/Berlin:20261204T140000"),
        "UID:c\nSUMMARY:Ohne Datum",
    )
    cluster.night(SECOND)

    repaired = why(cluster, "löten")["event"]["troubles"]
    dropped = why(cluster, "ohne", "datum")

    assert [each["severity"] for each in repaired] == ["repaired"]
    assert dropped["event"] is None and [each["severity"] for each in dropped["troubles"]] == ["dropped"]
    assert "no event" in mintfeed(cluster, "why", "ohne datum").out


def test_every_command_explains_itself(cluster: ClusterOnDisk) -> None:
    for command in ("why", "hide", "set", "clear", "pin", "same", "different", "accept"):
        said = mintfeed(cluster, command, "--help")
        assert said.code == 0 and "--data" in said.out and len(said.out) > 300


def test_nothing_that_a_source_says_reaches_the_terminal_as_a_command(cluster: ClusterOnDisk) -> None:
    museum = "https://museum.example/programm.ics"
    cluster.pages[museum] = calendar(
        vevent("a", "Löten", "20261205T140000", "DESCRIPTION:rot \x1b[31m[bold]fett", f"URL:{PAGE}")
    )
    cluster.night(SECOND)

    said = mintfeed(cluster, "why", PAGE).out

    assert "\x1b" not in said and "[bold]fett" in said


def test_before_the_first_run_and_during_one_it_says_so(cluster: ClusterOnDisk) -> None:
    writing = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    warehouse = cluster.root / "data" / "warehouse.duckdb"
    with (
        DataFolder(cluster.root / "data").held(),
        subprocess.Popen(
            [sys.executable, "-c", writing, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as run,
    ):
        assert run.stdout is not None and run.stdout.readline() == b"open\n"
        during = mintfeed(cluster, "why", "löten")
        run.communicate()
    warehouse.unlink()
    before = mintfeed(cluster, "why", "löten")

    assert during.code == before.code == 1
    assert "a run is writing" in during.err and "no run yet" in before.err
