"""Nothing wrong is switched in: the gate finds each fault from the written files alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from connectors.errors import CheckFailed
from feeds import changes_feed, changes_json, changes_page
from feeds.calendar_file import join_calendar, render_vevent
from feeds.events_json import join_events, render_entry
from feeds.gate import check_release
from feeds.page import asset_files, render_index
from feeds.published_schemas import schema_files
from feeds.status_json import RunReport, Seconds, render_status
from tests.published import NIGHT, PUBLISHER, SATURDAY, event, health, rich_event
from warehouse.changes import Change, News
from warehouse.events import Event
from warehouse.night import Night, State

EVENTS = (event(id="e0", start=date(2026, 12, 5)), rich_event(), event(id="e2", start=SATURDAY))
THEME = "kalender/thema/physik.ics"


def files(*events: Event) -> dict[str, bytes]:
    vevents = [render_vevent(each, PUBLISHER) for each in events]
    entries = [render_entry(each) for each in events]
    night = Night(NIGHT, date(2026, 11, 23), date(2026, 10, 24), date(2027, 11, 23))
    report = RunReport(as_of=NIGHT, seconds=Seconds(), release="r1")
    sources = [health("programm", State.OK)]
    changes = [
        Change(
            number=number,
            event_id=each.id,
            sequence=each.sequence,
            kind="new",
            modified=each.modified,
            entry=entry,
        )
        for number, (each, entry) in enumerate(zip(events, entries, strict=True), start=7)
    ]
    return {
        "calendar.ics": join_calendar(PUBLISHER, "MINT", "Alle", "calendar.ics", vevents),
        THEME: join_calendar(PUBLISHER, "Physik", "Physik", THEME, vevents[1:2]),
        "v1/events.json": join_events(PUBLISHER, NIGHT, entries),
        changes_json.PATH: changes_json.render_changes(PUBLISHER, NIGHT, changes),
        "v1/status.json": render_status(night, report, sources),
        "index.html": render_index(PUBLISHER, events, sources, night.today),
        changes_page.PATH: changes_page.render_news(PUBLISHER, News(), night.today),
        changes_feed.PATH: changes_feed.render_feed(PUBLISHER, NIGHT, News()),
        **asset_files(),
        **schema_files(),
    }


def faults(folder: Path, found: dict[str, bytes]) -> str:
    """What the gate says about a release of these files; "" if it lets it pass."""
    for path, content in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    try:
        check_release(folder)
    except CheckFailed as error:
        return str(error)
    return ""


@pytest.mark.parametrize("events", [EVENTS, ()])
def test_a_sound_release_passes(tmp_path: Path, events: tuple[Event, ...]) -> None:
    assert faults(tmp_path, files(*events)) == ""


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("index.html", "index.html: missing"),
        ("v1/status.json", "v1/status.json: missing"),
        ("assets/style.css", "index.html: the link assets/style.css leads nowhere"),
        ("v1/schema/events.schema.json", "the link v1/schema/events.schema.json leads nowhere"),
    ],
)
def test_a_missing_file_is_named(tmp_path: Path, path: str, complaint: str) -> None:
    found = files(*EVENTS)
    del found[path]
    assert complaint in faults(tmp_path, found)


@pytest.mark.parametrize(
    ("path", "old", "new", "complaint"),
    [
        ("index.html", b'="#abonnieren"', b'="#nirgends"', "the link #nirgends leads nowhere"),
        ("index.html", b'="calendar.ics"', b'="../../etc/hosts"', "the link ../../etc/hosts leads nowhere"),
        ("index.html", b'="calendar.ics"', b'="javascript:x"', "the link javascript:x leads nowhere"),
        ("v1/events.json", b'"count":3', b'"count":4', "count is 4, events are 3"),
        ("v1/events.json", b'"title":"', b'"title":7,"x":"', "v1/events.json: events/0"),
        ("v1/events.json", b"]}\n", b"", "v1/events.json: unexpected end"),
        ("v1/events.json", b'"id":"e2"', b'"id":"e3"', "calendar.ics has other events"),
        ("v1/events.json", b'"id":"e2"', b'"id":"e1"', "1 ids more than once"),
        ("v1/events.json", b"T14:00:00+01:00", b"T15:00:00+01:00", "not sorted"),
        ("v1/changes.json", b'"change":8', b'"change":7', "v1/changes.json: the change numbers do not grow"),
        ("v1/changes.json", b'"id":"e2"', b'"id":"e1"', "v1/changes.json: 1 ids more than once"),
        ("v1/changes.json", b'"kind":"new"', b'"kind":"deleted"', "v1/changes.json: items/0"),
        ("v1/changes.json", b'"state":"updated"', b'"state":"deleted"', "v1/changes.json: items/0"),
        ("v1/changes.json", b"Sterne", b"Monde", "change 7: the data of e0 is not what events.json says"),
        ("v1/changes.json", b'"sequence":0', b'"sequence":1', "change 7: tells of another version of e0"),
        ("v1/status.json", b'"ok"', b'"fine"', "v1/status.json: sources/0/state"),
        ("calendar.ics", b"\r\nSEQUENCE", b"\nSEQUENCE", "not ended by CRLF"),
        ("calendar.ics", b"SUMMARY:", b"SUMMARY:" + b"x" * 80, "octets"),
        ("calendar.ics", b"SUMMARY:", b"SUMMARY:\x1b", "forbidden character U+001B"),
        ("calendar.ics", b"SUMMARY:", b"SUMMARY:\xe2\x80\xae", "forbidden character U+202E"),
        ("calendar.ics", b"SUMMARY:", b"SUMMARY:\xff", "not UTF-8"),
        ("calendar.ics", b"SUMMARY:", b"ATTENDEE:mailto:a@b.example\r\nSUMMARY:", "property ATTENDEE"),
        ("calendar.ics", b"SUMMARY:", b"SUMMARY:a\r\nSUMMARY:", "SUMMARY 2 times"),
        ("calendar.ics", b"SEQUENCE:0\r\n", b"", "no SEQUENCE"),
        ("calendar.ics", b"END:VEVENT", b"BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT", "BEGIN:VALARM"),
        ("calendar.ics", b"END:VEVENT\r\n", b"", "BEGIN:VEVENT within VEVENT"),
        ("calendar.ics", b"END:VCALENDAR\r\n", b"", "not one VCALENDAR"),
        ("calendar.ics", b"UID:e2@", b"UID:e1@", "UID e1@feed.mint.example more than once"),
        ("calendar.ics", b"TZID=Europe/Berlin", b"TZID=Europe/Paris", "zone Europe/Paris without"),
        ("calendar.ics", b"T160000", b"T140000", "DTEND equals DTSTART"),
        (THEME, b"SUMMARY:", b"SUMMARY:a", "physik.ics: 1 events that calendar.ics does not have"),
        (THEME, b"TZID:Europe/Berlin", b"TZID:Europe/B\xff", "physik.ics: not UTF-8"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, path: str, old: bytes, new: bytes, complaint: str) -> None:
    found = files(*EVENTS)
    assert old in found[path]
    found[path] = found[path].replace(old, new, 1)
    assert complaint in faults(tmp_path, found)


def test_an_event_twice_in_a_theme_is_found(tmp_path: Path) -> None:
    found = files(*EVENTS)
    again = render_vevent(EVENTS[1], PUBLISHER)
    found[THEME] = join_calendar(PUBLISHER, "Physik", "Physik", THEME, [again, again])
    assert "1 events more than once" in faults(tmp_path, found)


def test_a_published_event_that_is_called_deleted_is_found(tmp_path: Path) -> None:
    found = files(*EVENTS)
    changes = orjson.loads(found["v1/changes.json"])
    del changes["items"][0]["data"]
    changes["items"][0] |= {"state": "deleted", "kind": "deleted"}
    found["v1/changes.json"] = orjson.dumps(changes)
    assert "change 7: e0 is deleted, but stands in events.json" in faults(tmp_path, found)


def test_a_change_that_is_not_told_is_found(tmp_path: Path) -> None:
    found = files(*EVENTS)
    found["v1/changes.json"] = files(*EVENTS[1:])["v1/changes.json"]
    assert "1 events changed since 2026-11-23T02:15:00Z and are not told, first e0" in faults(tmp_path, found)


def test_events_of_another_order_in_the_calendar_are_found(tmp_path: Path) -> None:
    found = files(*EVENTS)
    found["calendar.ics"] = files(*reversed(EVENTS))["calendar.ics"]
    assert "in another order" in faults(tmp_path, found)


def test_a_long_list_of_faults_is_cut_and_counted(tmp_path: Path) -> None:
    many = [event(id=f"e{number:02}", start=SATURDAY + timedelta(hours=number)) for number in range(30)]
    found = files(*many)
    found["calendar.ics"] = found["calendar.ics"].replace(b"SEQUENCE:0\r\n", b"")
    said = faults(tmp_path, found)
    assert "no SEQUENCE" in said and "more" in said and said.count("\n") == 21


def test_an_empty_folder_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(CheckFailed, match=r"calendar\.ics: missing"):
        check_release(tmp_path)
