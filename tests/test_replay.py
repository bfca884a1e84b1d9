"""Stored nights once more: the same ids and bytes, what today's code does otherwise, and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectors.errors import ConfigurationError, NightFailed
from flows import steps
from flows.cli import commands
from flows.errand import errand
from flows.replay_order import Replayed, ReplayOrder, carry_out
from tests.fakes import SameProcess
from tests.nights import ClusterOnDisk, Result, calendar, vevent
from warehouse.data_folder import DataFolder

NIGHTS = tuple(f"2026-11-{day}T03:15:00+01:00" for day in range(24, 29))
NEXT = "2026-11-28T09:00:00+01:00"
BERLIN_PAGE = "https://stadt.example/termine/"


def html_source(selector: str = "li") -> str:
    return (
        f'name = "Termine"\npartner = "stadt"\nkind = "html"\nurl = "{BERLIN_PAGE}"\n'
        f'[options]\nitem = "{selector}"\ntitle = "h3"\nwhen = ".wann"\n'
    )


def listing(*items: tuple[str, str]) -> bytes:
    rows = "".join(f'<li><h3>{title}</h3><p class="wann">{when}</p></li>' for title, when in items)
    return f"<html><body><ul>{rows}</ul></body></html>".encode()


def at(path: str) -> str:
    return f"URL:https://museum.example/{path}"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


def five_nights(cluster: ClusterOnDisk) -> Result:
    """A rename under a new UID, a move, a partner that is down, a delisting; the last night."""
    url = cluster.calendar("programm")
    cluster.source("stadt", html_source())
    robots, fossils = vevent("d", "Roboter", "20261208"), vevent("c", "Fossilien", "20261207T100000")
    solder, stars = vevent("a", "Löten", "20261205T140000", at("1")), vevent("b", "Sterne", "20261206T190000")
    city = listing(("Fest der Technik", "12. Dezember, 14 Uhr"))
    renamed = vevent("neu", "Löten für alle", "20261205T140000", at("1"))
    moved = vevent("b", "Sterne", "20261213T190000")
    pages = (
        (calendar(solder, stars, fossils, robots), city),
        (calendar(renamed, stars, fossils, robots), city),
        (calendar(renamed, moved, fossils, robots), None),
        (calendar(renamed, moved, robots), city),
        (calendar(renamed, moved, robots), city),
    )
    for as_of, (museum, stadt) in zip(NIGHTS, pages, strict=True):
        cluster.pages = {url: museum} | ({BERLIN_PAGE: stadt} if stadt else {})
        last = cluster.night(as_of)
    return last


def replayed(
    cluster: ClusterOnDisk, *, until: str | None = None, into: str = "", restore: bool = False
) -> Replayed:
    order = ReplayOrder(until=until, into=cluster.root / into if into else None, restore=restore)
    task = errand(str(cluster.folder), str(cluster.root / "data"), None, None)
    return carry_out(task, order, SameProcess(), lambda night: None)


def stored(cluster: ClusterOnDisk) -> list[str]:
    nights = DataFolder(cluster.root / "data").journals.nights()
    return [night.isoformat() for night in nights]


def kept(cluster: ClusterOnDisk, into: str) -> Result:
    return Result(cluster.root / into / "site", [], [])


def test_replaying_all_nights_on_an_empty_folder_gives_the_very_same(cluster: ClusterOnDisk) -> None:
    last = five_nights(cluster)
    statuses = {event["title"]: (event["status"], event["sequence"]) for event in last.events}
    assert statuses["Fossilien"] == ("delisted", 1) and statuses["Löten für alle"] == ("scheduled", 1)

    result = replayed(cluster, into="again")

    assert kept(cluster, "again").files == last.files
    assert (result.found.same, result.found.events, result.found.files) == (5, (), ())
    assert result.compared == last.site.resolve().name


def test_a_kept_replay_is_a_whole_data_folder_and_can_be_replayed_itself(cluster: ClusterOnDisk) -> None:
    last = five_nights(cluster)
    replayed(cluster, into="data2/data")

    other = ClusterOnDisk(cluster.root / "data2")
    (cluster.folder).rename(other.folder)

    assert stored(other) == stored(ClusterOnDisk(cluster.root))
    replayed(other, into="again")
    assert kept(other, "again").files == last.files


def test_only_what_changed_is_parsed(cluster: ClusterOnDisk) -> None:
    five_nights(cluster)

    result = replayed(cluster)

    assert [night.parsed for night in result.nights] == [2, 1, 1, 1, 0]


def test_a_night_fails_in_the_same_places(cluster: ClusterOnDisk) -> None:
    five_nights(cluster)

    result = replayed(cluster, until="2026-11-26", into="third")

    assert [night.as_of.day for night in result.nights] == [24, 25, 26]
    then = kept(cluster, "third").source("stadt")
    assert then["state"] == "failed" and then["message"] == f"{BERLIN_PAGE}: HTTP 404"
    # compared with that night's own release, not with today's
    assert result.found.events == () and result.compared.startswith("20261126T021500Z-")


def test_the_way_back_after_a_lost_warehouse(cluster: ClusterOnDisk) -> None:
    last = five_nights(cluster)
    data = cluster.root / "data"
    for path in data.glob("warehouse.duckdb*"):
        path.unlink()
    (data / "site").unlink()
    nights = stored(cluster)

    result = replayed(cluster, restore=True)

    assert result.compared == "" and result.found.count("new") == 5
    assert Result(data / "site", [], []).files == last.files
    assert not (data / "restoring").exists() and stored(cluster) == nights
    night = cluster.night(NEXT)
    assert night.files == last.files and night.read_urls == []
    assert all(conditional for _, conditional in night.asked)


def test_restoring_overwrites_nothing(cluster: ClusterOnDisk) -> None:
    five_nights(cluster)
    with pytest.raises(ConfigurationError, match="warehouse"):
        replayed(cluster, restore=True)
    with pytest.raises(ConfigurationError, match="--into"):
        replayed(cluster, into="data")


def test_a_filter_that_was_changed_shows_as_what_would_be_gone(cluster: ClusterOnDisk) -> None:
    last = five_nights(cluster)
    cluster.calendar("programm", more='[never]\ntitle = ["Roboter"]\n')

    found = replayed(cluster).found

    assert [(each.kind, each.title) for each in found.events] == [("gone", "Roboter")]
    assert "calendar.ics" in found.files
    assert cluster.root.joinpath("data/site").resolve() == last.site.resolve()  # nothing was published


def test_an_option_that_was_changed_shows_field_by_field(cluster: ClusterOnDisk) -> None:
    five_nights(cluster)
    cluster.calendar("programm", more='topics = ["technik"]\n')

    changed = replayed(cluster).found.events

    assert {each.kind for each in changed} == {"changed"} and len(changed) == 4
    assert ("topics", None, ["technik"]) in [(c.field, c.before, c.after) for c in changed[0].changes]


def test_a_source_that_is_no_longer_in_the_folder_is_left_out_and_named(cluster: ClusterOnDisk) -> None:
    five_nights(cluster)
    (cluster.folder / "sources" / "stadt.toml").unlink()
    cluster.calendar("spaeter")  # was not read then, and cannot be read now

    result = replayed(cluster)

    assert {night.left_out for night in result.nights} == {("stadt",)}
    assert [(each.kind, each.title) for each in result.found.events] == [("gone", "Fest der Technik")]


def test_a_night_that_was_not_published_is_none(
    cluster: ClusterOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    cluster.night(NIGHTS[0])
    cluster.pages[url] = calendar(vevent("x", "nie veröffentlicht"))
    with monkeypatch.context() as broken, pytest.raises(InterruptedError):
        broken.setattr(steps, "check_release", interrupted)
        cluster.night(NIGHTS[1])

    assert stored(cluster) == ["2026-11-24T02:15:00+00:00"]
    cluster.pages[url] = calendar(vevent("a", "Löten für alle"))
    last = cluster.night(NIGHTS[2])

    assert stored(cluster) == ["2026-11-24T02:15:00+00:00", "2026-11-26T02:15:00+00:00"]
    replayed(cluster, into="again")
    assert kept(cluster, "again").files == last.files


def test_a_night_killed_between_commit_and_switch_is_one(
    cluster: ClusterOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    with monkeypatch.context() as broken, pytest.raises(InterruptedError):
        broken.setattr(steps, "make_public", interrupted)
        cluster.night(NIGHTS[0])
    assert stored(cluster) == []

    cluster.night(NIGHTS[1])

    assert len(stored(cluster)) == 2


def interrupted(*args: object) -> None:
    raise InterruptedError


def test_a_missing_page_is_named_unless_its_night_is_not_asked_for(cluster: ClusterOnDisk) -> None:
    five_nights(cluster)
    data = DataFolder(cluster.root / "data")
    fourth = data.journals.read(data.journals.nights()[3])
    (answer,) = fourth.sources["programm"].answers.values()
    assert answer.page is not None
    data.pages.path(answer.page.sha256).write_bytes(b"rot")

    with pytest.raises(NightFailed, match=r"2026-11-27T02:15.*museum\.example/programm\.ics"):
        replayed(cluster)
    assert len(replayed(cluster, until="2026-11-26T03:15:00+01:00").nights) == 3


def test_a_page_that_could_not_be_read_is_stored_for_a_parser_that_can(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = b"<html><body>Wartung</body></html>"
    cluster.night(NIGHTS[0])
    cluster.source("programm", html_source().replace(BERLIN_PAGE, url).replace('"stadt"', '"museum"'))
    cluster.pages[url] = listing(("Löten", "5.12.2026, 14 Uhr"))

    assert replayed(cluster).nights[0].parsed == 1


def test_a_date_without_year_means_what_it_meant_when_the_page_was_first_seen(cluster: ClusterOnDisk) -> None:
    with (cluster.folder / "cluster.toml").open("a") as toml:
        toml.write("[window]\npast_days = 90\n")
    cluster.source("stadt", html_source())
    cluster.pages[BERLIN_PAGE] = listing(("Kürbis und Chemie", "28. Oktober, 14 Uhr"))
    first = cluster.night(NIGHTS[0]).events
    assert first[0]["start"].startswith("2026-10-28")
    last = cluster.night("2026-12-20T03:15:00+01:00")
    (cluster.root / "data" / "pages" / "nights" / "20261124T021500Z.json.gz").unlink(missing_ok=True)

    replayed(cluster, into="again")

    assert stored(cluster) == ["2026-12-20T02:15:00+00:00"]
    assert [event["start"] for event in kept(cluster, "again").events] == [last.events[0]["start"]]


def test_stored_nights_survive_a_night_on_a_new_warehouse_and_go_when_they_are_old(
    cluster: ClusterOnDisk,
) -> None:
    five_nights(cluster)
    (cluster.root / "data" / "warehouse.duckdb").unlink()
    cluster.night(NEXT)

    assert len(replayed(cluster).nights) == 6
    cluster.night("2026-12-27T03:15:00+01:00")
    assert [night[5:10] for night in stored(cluster)] == ["11-27", "11-28", "11-28", "12-27"]
    named = DataFolder(cluster.root / "data").journals.digests()
    assert DataFolder(cluster.root / "data").pages.digests() == named


def test_a_site_that_was_found_out_is_read_as_it_was_found(cluster: ClusterOnDisk) -> None:
    cluster.source("stadt", f'name = "T"\npartner = "stadt"\nkind = "auto"\nurl = "{BERLIN_PAGE}"\n')
    titles = ("Löten", "Sterne gucken", "Fossilien", "Roboter", "Brücken bauen")
    cluster.pages[BERLIN_PAGE] = (
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


def test_the_command_shows_what_would_be_different(cluster: ClusterOnDisk) -> None:
    five_nights(cluster)
    cluster.calendar("programm", more='[never]\ntitle = ["Roboter"]\n')
    command = ["replay", str(cluster.folder), "--data", str(cluster.root / "data")]

    as_json = CliRunner().invoke(commands, [*command, "--json"], catch_exceptions=False)
    in_words = CliRunner().invoke(commands, [*command, "--night", "2026-11-24"], catch_exceptions=False)

    found = json.loads(as_json.stdout)
    assert as_json.exit_code == 0 and len(found["nights"]) == 5
    assert (found["same"], found["new"], found["gone"], found["changed"]) == (4, 0, 1, 0)
    assert "1 weg (gone)" in in_words.stdout and "Roboter" in in_words.stdout


def test_nights_that_are_not_there_are_told_kindly(cluster: ClusterOnDisk) -> None:
    with pytest.raises(NightFailed, match="nightly"):
        replayed(cluster)
    five_nights(cluster)
    with pytest.raises(ConfigurationError, match=r"2026-11-24T03:15:00\+01:00"):
        replayed(cluster, until="2026-01-01")
    with pytest.raises(ConfigurationError, match="RFC 3339"):
        replayed(cluster, until="gestern")
