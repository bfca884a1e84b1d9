"""Stored nights once more: the same ids and bytes, and what today's code does otherwise."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectors.errors import ConfigurationError, NightFailed
from flows.cli import commands
from flows.replay_report import night_line
from tests.five_nights import (
    CITY_PAGE,
    LAST_PAGES,
    NIGHTS,
    html_source,
    kept,
    listing,
    published,
    replayed,
    run_five_nights,
    stored,
)
from tests.nights import ClusterOnDisk
from warehouse.data_folder import DataFolder


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five nights of a cluster, for all tests to copy."""
    cluster = ClusterOnDisk.made(tmp_path_factory.mktemp("recorded"))
    run_five_nights(cluster)
    return cluster.root


@pytest.fixture
def five_nights(recorded: Path, tmp_path: Path) -> ClusterOnDisk:
    shutil.copytree(recorded, tmp_path / "probe", symlinks=True)
    cluster = ClusterOnDisk(tmp_path / "probe")
    cluster.pages = dict(LAST_PAGES)
    return cluster


def test_replaying_all_nights_on_an_empty_folder_gives_the_very_same(five_nights: ClusterOnDisk) -> None:
    last = published(five_nights)
    statuses = {event["title"]: (event["status"], event["sequence"]) for event in last.events}
    assert statuses["Fossilien"] == ("delisted", 1) and statuses["Löten für alle"] == ("scheduled", 1)

    result = replayed(five_nights, into="again")

    assert kept(five_nights, "again").files == last.files
    assert (result.found.same, result.found.events, result.found.files) == (5, (), ())
    assert result.compared == last.site.resolve().name


def test_a_kept_replay_is_a_whole_data_folder_and_can_be_replayed_itself(five_nights: ClusterOnDisk) -> None:
    last = published(five_nights)
    replayed(five_nights, into="data2/data")

    other = ClusterOnDisk(five_nights.root / "data2")
    (five_nights.folder).rename(other.folder)

    assert stored(other) == stored(ClusterOnDisk(five_nights.root))
    replayed(other, into="again")
    assert kept(other, "again").files == last.files


def test_only_what_changed_is_parsed(five_nights: ClusterOnDisk) -> None:

    result = replayed(five_nights)

    assert [night.parsed for night in result.nights] == [2, 1, 1, 1, 0]


def test_a_night_fails_in_the_same_places(five_nights: ClusterOnDisk) -> None:

    result = replayed(five_nights, until="2026-11-26", into="third")

    assert [night.as_of.day for night in result.nights] == [24, 25, 26]
    then = kept(five_nights, "third").source("stadt")
    assert then["state"] == "failed" and then["message"] == f"{CITY_PAGE}: HTTP 404"
    # compared with that night's own release, not with today's
    assert result.found.events == () and result.compared.startswith("20261126T021500Z-")


def test_a_filter_that_was_changed_shows_as_what_would_be_gone(five_nights: ClusterOnDisk) -> None:
    last = published(five_nights)
    five_nights.calendar("programm", more='[never]\ntitle = ["Roboter"]\n')

    found = replayed(five_nights).found

    assert [(each.kind, each.title) for each in found.events] == [("gone", "Roboter")]
    assert "calendar.ics" in found.files
    assert five_nights.root.joinpath("data/site").resolve() == last.site.resolve()  # nothing was published


def test_a_selector_that_was_changed_shows_field_by_field(five_nights: ClusterOnDisk) -> None:
    five_nights.source("stadt", html_source() + 'description = ".wann"\n')

    (event,) = replayed(five_nights).found.events

    assert (event.kind, event.title) == ("changed", "Fest der Technik")
    description = next(change for change in event.changes if change.field == "description")
    assert (description.before, description.after) == (None, "12. Dezember, 14 Uhr")


def test_an_address_that_was_not_asked_for_then_is_named(five_nights: ClusterOnDisk) -> None:
    five_nights.source("stadt", html_source().replace(CITY_PAGE, "https://stadt.example/neu/"))

    last = replayed(five_nights).nights[-1]

    assert last.unknown == ("https://stadt.example/neu/",) and "stadt.example/neu" in night_line(last)


def test_a_source_that_is_no_longer_in_the_folder_is_left_out_and_named(five_nights: ClusterOnDisk) -> None:
    (five_nights.folder / "sources" / "stadt.toml").unlink()
    five_nights.calendar("spaeter")  # was not read then, and cannot be read now

    result = replayed(five_nights)

    assert {night.left_out for night in result.nights} == {("stadt",)}
    assert [(each.kind, each.title) for each in result.found.events] == [("gone", "Fest der Technik")]


def test_a_missing_page_is_named_unless_its_night_is_not_asked_for(five_nights: ClusterOnDisk) -> None:
    data = DataFolder(five_nights.root / "data")
    fourth = data.journals.read(data.journals.nights()[3])
    (answer,) = fourth.sources["programm"].answers.values()
    assert answer.page is not None
    data.pages.path(answer.page.sha256).write_bytes(b"rot")

    with pytest.raises(NightFailed, match=r"2026-11-27T02:15.*museum\.example/programm\.ics"):
        replayed(five_nights)
    assert len(replayed(five_nights, until="2026-11-26T03:15:00+01:00").nights) == 3


def test_a_page_that_could_not_be_read_is_stored_for_a_parser_that_can(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = b"<html><body>Wartung</body></html>"
    cluster.night(NIGHTS[0])
    cluster.source("programm", html_source().replace(CITY_PAGE, url).replace('"stadt"', '"museum"'))
    cluster.pages[url] = listing(("Löten", "5.12.2026, 14 Uhr"))

    assert replayed(cluster).nights[0].parsed == 1


def test_a_date_without_year_means_what_it_meant_when_the_page_was_first_seen(cluster: ClusterOnDisk) -> None:
    with (cluster.folder / "cluster.toml").open("a") as toml:
        toml.write("[window]\npast_days = 90\n")
    cluster.source("stadt", html_source())
    cluster.pages[CITY_PAGE] = listing(("Kürbis und Chemie", "28. Oktober, 14 Uhr"))
    first = cluster.night(NIGHTS[0]).events
    assert first[0]["start"].startswith("2026-10-28")
    last = cluster.night("2026-12-20T03:15:00+01:00")
    (cluster.root / "data" / "pages" / "nights" / "20261124T021500Z.json.gz").unlink(missing_ok=True)

    replayed(cluster, into="again")

    assert stored(cluster) == ["2026-12-20T02:15:00+00:00"]
    assert [event["start"] for event in kept(cluster, "again").events] == [last.events[0]["start"]]


def test_a_site_that_was_found_out_is_read_as_it_was_found(cluster: ClusterOnDisk) -> None:
    cluster.source("stadt", f'name = "T"\npartner = "stadt"\nkind = "auto"\nurl = "{CITY_PAGE}"\n')
    titles = ("Löten", "Sterne gucken", "Fossilien", "Roboter", "Brücken bauen")
    cluster.pages[CITY_PAGE] = (
        "<html><body><main><h1>Veranstaltungen</h1>"
        + "".join(
            f'<article class="termin"><h3><a href="/{day}">{title}</a></h3>'
            f'<p class="wann">{day}.12.2026, 14–16 Uhr</p></article>'
            for day, title in enumerate(titles, start=5)
        )
        + "</main></body></html>"
    ).encode()
    cluster.night(NIGHTS[0])
    last = cluster.night(NIGHTS[1])
    assert len(last.events) == 5

    replayed(cluster, into="again")

    assert kept(cluster, "again").files == last.files
    assert (cluster.root / "again" / "findings" / "stadt.toml").exists()


def test_the_command_shows_what_would_be_different(five_nights: ClusterOnDisk) -> None:
    five_nights.calendar("programm", more='[never]\ntitle = ["Roboter"]\n')
    command = ["replay", str(five_nights.folder), "--data", str(five_nights.root / "data")]

    as_json = CliRunner().invoke(commands, [*command, "--json"], catch_exceptions=False)
    in_words = CliRunner().invoke(commands, [*command, "--night", "2026-11-24"], catch_exceptions=False)

    found = json.loads(as_json.stdout)
    assert as_json.exit_code == 0 and len(found["nights"]) == 5
    assert (found["same"], found["new"], found["gone"], found["changed"]) == (4, 0, 1, 0)
    assert "1 weg (gone)" in in_words.stdout and "Roboter" in in_words.stdout


def test_nights_that_are_not_there_are_told_kindly(
    cluster: ClusterOnDisk, five_nights: ClusterOnDisk
) -> None:
    with pytest.raises(NightFailed, match="nightly"):
        replayed(cluster)
    with pytest.raises(ConfigurationError, match=r"2026-11-24T03:15:00\+01:00"):
        replayed(five_nights, until="2026-01-01")
    with pytest.raises(ConfigurationError, match="RFC 3339"):
        replayed(five_nights, until="gestern")
