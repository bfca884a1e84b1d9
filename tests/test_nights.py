"""Nights of a small cluster: who keeps what, when ids stay, and when nothing changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.nights import ClusterOnDisk, calendar, vevent

FIRST, SAME_DAY = "2026-11-24T03:15:00+01:00", "2026-11-24T09:00:00+01:00"
SECOND, THIRD = "2026-11-25T03:15:00+01:00", "2026-11-26T03:15:00+01:00"


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    return ClusterOnDisk.made(tmp_path)


def test_a_night_publishes_every_event_once(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne", "20261206"))

    night = cluster.night(FIRST)

    assert night.titles == ["Löten", "Sterne"]
    assert night.events[0]["start"] == "2026-12-05T14:00:00+01:00"
    assert night.events[1]["start"] == "2026-12-06" and night.events[1]["all_day"] is True
    assert night.text("calendar.ics").count("BEGIN:VEVENT") == 2
    assert night.source("programm")["state"] == "ok"
    assert night.source("programm")["events"] == 2


def test_a_partner_that_is_down_keeps_last_nights_events(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    other = cluster.calendar("stadtkalender", "stadt")
    cluster.pages = {url: calendar(vevent("a", "Löten")), other: calendar(vevent("s", "Fest"))}
    before = cluster.night(FIRST)
    del cluster.pages[url]
    cluster.pages[other] = calendar(vevent("s", "Stadtfest"))

    night = cluster.night(SECOND)

    assert night.titles == ["Löten", "Stadtfest"] or night.titles == ["Stadtfest", "Löten"]
    status = night.source("programm")
    assert status["state"] == "failed" and url in status["message"]
    assert status["last_success"] == before.source("programm")["last_success"]
    stale = {event["title"]: event["listings"][0].get("stale_since") for event in night.events}
    assert stale == {"Löten": "2026-11-25", "Stadtfest": None}


def test_stale_is_over_when_the_partner_is_back(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    cluster.night(FIRST)
    page = cluster.pages.pop(url)
    cluster.night(SECOND)
    cluster.pages[url] = page

    night = cluster.night(THIRD)

    assert night.source("programm")["state"] == "unchanged"
    assert "stale_since" not in night.events[0]["listings"][0]
    assert night.events[0]["sequence"] == 0


def test_nothing_found_is_no_reason_to_forget_anything(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    cluster.night(FIRST)
    cluster.pages[url] = calendar()

    night = cluster.night(SECOND)

    assert night.titles == ["Löten"]
    assert night.source("programm")["state"] == "empty"


def test_a_source_that_may_be_empty_is_believed(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm", more="may_be_empty = true")
    cluster.pages[url] = calendar()

    assert cluster.night(FIRST).source("programm")["state"] == "ok"


def test_a_file_that_is_cut_off_adds_and_removes_nothing(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    whole = calendar(vevent("a", "Löten"), vevent("b", "Sterne"), vevent("c", "Fossilien"))
    cluster.pages[url] = whole
    cluster.night(FIRST)
    changed = whole.replace("Löten".encode(), b"Basteln")
    cluster.pages[url] = changed[: changed.index(b"UID:b") + 8]

    night = cluster.night(SECOND)

    assert sorted(night.titles) == ["Basteln", "Fossilien", "Sterne"]
    assert night.source("programm")["state"] == "failed"


def test_nothing_changed_nothing_changes(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(
        vevent("a", "Löten"), vevent("b", "AG", "20261201T150000", "RRULE:FREQ=WEEKLY")
    )
    first = cluster.night(FIRST).files

    night = cluster.night(SAME_DAY)

    assert night.files == first
    assert night.asked == [(url, True)] and night.read_urls == []
    assert night.source("programm")["state"] == "unchanged"


def test_on_a_new_date_an_unchanged_page_is_not_parsed_and_a_series_goes_on(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("b", "AG", "20261201T150000", "RRULE:FREQ=DAILY"))
    first = cluster.night(FIRST).events

    night = cluster.night(SECOND)

    assert night.read_urls == []
    assert len(night.events) == len(first) + 1
    assert [event["id"] for event in night.events[: len(first)]] == [event["id"] for event in first]


@pytest.mark.parametrize(
    "changed",
    [
        vevent("a", "Löten für alle", "20261205T140000", "URL:https://museum.example/1"),
        vevent("a", "Löten", "20261207T100000", "URL:https://museum.example/1"),
        vevent("a", "Löten", "20261205T140000", "URL:https://museum.example/1", "LOCATION:Halle 2"),
        vevent("a", "Löten", "20261205T140000", "URL:https://museum.example/neu"),
        vevent("zufall", "Löten", "20261205T140000", "URL:https://museum.example/1"),
    ],
    ids=["title", "start", "place", "url", "uid"],
)
def test_an_event_keeps_its_id_through_one_change(cluster: ClusterOnDisk, changed: str) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(
        vevent("a", "Löten", "20261205T140000", "URL:https://museum.example/1"), vevent("b", "Anderes")
    )
    before = {event["title"]: event["id"] for event in cluster.night(FIRST).events}
    cluster.pages[url] = calendar(changed, vevent("b", "Anderes"))

    after = {event["title"].removesuffix(" für alle"): event["id"] for event in cluster.night(SECOND).events}

    assert after == before


def test_a_person_would_notice_so_the_sequence_grows(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    created = cluster.night(FIRST).events[0]["created"]
    cluster.pages[url] = calendar(vevent("a", "Löten", "20261206T140000"))

    event = cluster.night(SECOND).events[0]

    assert (event["sequence"], event["created"]) == (1, created)
    assert event["modified"] == "2026-11-25T02:15:00Z"


def test_a_new_dtstamp_is_no_news(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten", "20261205T140000", "DTSTAMP:20261101T000000Z"))
    first = cluster.night(FIRST).files
    cluster.pages[url] = calendar(vevent("a", "Löten", "20261205T140000", "DTSTAMP:20261124T000000Z"))

    assert cluster.night(SAME_DAY).files == first


def test_several_events_under_one_uid_are_several_events(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(
        vevent("a", "Show", "20261205T120000"), vevent("a", "Show", "20261205T150000")
    )

    night = cluster.night(FIRST)

    assert len({event["id"] for event in night.events}) == 2


def test_a_listing_repeated_on_a_second_page_is_one_event(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Show"), vevent("a", "Show"))

    assert cluster.night(FIRST).titles == ["Show"]


def test_the_past_stays_until_it_leaves_the_window(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Gestern", "20261123T100000"), vevent("b", "Morgen"))
    cluster.night(FIRST)
    cluster.pages[url] = calendar(vevent("b", "Morgen"))

    assert cluster.night(SECOND).titles == ["Gestern", "Morgen"]
    assert cluster.night("2026-12-24T03:15:00+01:00").titles == ["Morgen"]


def test_a_source_taken_out_of_the_folder_is_delisted(cluster: ClusterOnDisk) -> None:
    url, other = cluster.calendar("programm"), cluster.calendar("zweites")
    cluster.pages = {url: calendar(vevent("a", "Löten")), other: calendar(vevent("b", "Sterne"))}
    cluster.night(FIRST)
    (cluster.folder / "sources" / "zweites.toml").unlink()

    night = cluster.night(SECOND)

    assert {event["title"]: event["status"] for event in night.events} == {
        "Löten": "scheduled",
        "Sterne": "delisted",
    }
    assert [s["id"] for s in json.loads(night.text("v1/status.json"))["sources"]] == ["programm"]


def test_a_mixed_source_is_published_where_a_topic_is_known(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("alles", more="mixed = true")
    cluster.pages[url] = calendar(vevent("a", "Weinfest"))

    assert cluster.night(FIRST).titles == []


def test_losing_the_stored_page_costs_a_request_and_nothing_else(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    cluster.night(FIRST)
    for stored in (cluster.root / "data" / "pages").rglob("*.gz"):
        stored.write_bytes(b"rot")
    cluster.calendar("programm", more='topics = ["technik"]')  # another reading of the same bytes

    night = cluster.night(SECOND)

    assert night.asked == [(url, True), (url, False)]
    assert night.events[0]["topics"] == ["technik"]


def test_what_began_before_the_window_and_still_runs_stays(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(
        vevent("a", "Nacht", "20261024T220000", "DTEND;TZID=Europe/Berlin:20261025T040000"),
        vevent("b", "Ausstellung", "20260901", "DTEND;VALUE=DATE:20261026"),
        vevent("c", "vorbei", "20261024T220000", "DTEND;TZID=Europe/Berlin:20261025T000000"),
    )
    first = cluster.night(FIRST)

    assert sorted(first.titles) == ["Ausstellung", "Nacht"]
    assert cluster.night(SAME_DAY).files == first.files


LISTING = "".join(
    f'<article class="termin"><h3><a href="/t/{n}">{title}</a></h3><p class="wann">{n}.12.2026, 14–16 Uhr</p>'
    f'<p class="ort">Halle {n}</p></article>'
    for n, title in enumerate(("Löten", "Sterne gucken", "Fossilien", "Roboter", "Brücken bauen"), start=5)
)


def test_how_an_unknown_site_is_read_is_found_out_once_and_remembered(cluster: ClusterOnDisk) -> None:
    url = "https://museum.example/programm/"
    cluster.source("unbekannt", f'name = "Programm"\npartner = "museum"\nkind = "auto"\nurl = "{url}"\n')
    page = f'<html lang="de"><body><main><h1>Veranstaltungen</h1>{LISTING}</main></body></html>'
    cluster.pages[url] = page.encode()
    first = cluster.night(FIRST)
    assert len(first.events) == 5 and first.source("unbekannt")["state"] == "ok"

    offered = (cluster.root / "data" / "findings" / "unbekannt.toml").read_text()
    assert 'partner = "museum"' in offered and "[options]" in offered
    again = cluster.night(SAME_DAY)
    assert again.read_urls == [] and again.files == first.files

    cluster.pages[url] = page.replace('class="termin"', 'class="neu"').encode()
    broken = cluster.night(SECOND)
    assert broken.source("unbekannt")["state"] in ("failed", "empty")  # loudly, and nothing is lost
    assert len(broken.events) == 5


def test_a_series_that_grows_is_new_when_it_enters_the_window(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("b", "AG", "20261201T150000", "RRULE:FREQ=DAILY"))
    cluster.night(FIRST)

    newest = cluster.night(SECOND).events[-1]

    assert (newest["start"][:10], newest["sequence"]) == ("2027-11-25", 0)
    assert newest["created"] == newest["modified"] == "2026-11-25T02:15:00Z"


def test_an_event_moved_beyond_the_window_is_told_as_deleted_and_comes_back_as_itself(
    cluster: ClusterOnDisk,
) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    id_ = next(event["id"] for event in cluster.night(FIRST).events if event["title"] == "Löten")
    cluster.pages[url] = calendar(vevent("a", "Löten", "20271210T140000"), vevent("b", "Sterne"))

    night = cluster.night(SECOND)
    changes = {item["id"]: item for item in json.loads(night.text("v1/changes.json"))["items"]}
    assert night.titles == ["Sterne"] and changes[id_]["state"] == "deleted"

    later = cluster.night("2026-12-12T03:15:00+01:00")
    assert next(event["id"] for event in later.events if event["title"] == "Löten") == id_


def test_a_night_without_news_keeps_the_release_and_renews_its_status(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    release = cluster.night(FIRST).site.resolve()

    night = cluster.night(SAME_DAY)

    assert night.site.resolve() == release
    assert json.loads(night.text("v1/status.json"))["run"]["as_of"] == "2026-11-24T08:00:00Z"


def test_a_release_that_somebody_damaged_is_written_anew(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    first = cluster.night(FIRST).files
    (cluster.root / "data" / "site" / "calendar.ics").unlink()

    assert cluster.night(SAME_DAY).files == first


def test_a_page_that_cannot_be_read_is_not_tried_again_until_it_changes(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = b"<html><body>Wartung</body></html>"
    first = cluster.night(FIRST)
    assert first.source("programm")["state"] == "failed" and first.read_urls == [url]

    same = cluster.night(SAME_DAY)
    assert same.read_urls == [] and same.asked == [(url, True)]
    assert same.source("programm")["message"] == first.source("programm")["message"]

    cluster.pages[url] = calendar(vevent("a", "Löten"))
    assert cluster.night(SECOND).titles == ["Löten"]


def test_a_page_without_any_event_is_not_parsed_again_until_it_changes(cluster: ClusterOnDisk) -> None:
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    cluster.night(FIRST)
    cluster.pages[url] = calendar()
    assert cluster.night(SECOND).read_urls == [url]

    same = cluster.night(THIRD)
    assert same.read_urls == [] and same.titles == ["Löten"]
    assert same.source("programm")["state"] == "empty"
