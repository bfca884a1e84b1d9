"""Nothing wrong is switched in: the gate finds each fault from the written files alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from connectors.errors import CheckFailed
from feeds.calendar_file import join_calendar, render_vevent
from feeds.compressed import write_beside
from feeds.description import BRIEF
from feeds.gate import check_release
from tests.published import PUBLISHER, SATURDAY, event, rich_event
from tests.released import files
from warehouse.events import Event

EVENTS = (event(id="e0", start=date(2026, 12, 5)), rich_event(), event(id="e2", start=SATURDAY))
THEME = "kalender/thema/astronomie_raumfahrt.ics"


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
        ("v1/events.json", b'"id":"e2"', b'"id":"e3"', "calendar.ics: other events than events.json"),
        ("v1/events.json", b'"id":"e2"', b'"id":"e1"', "1 ids more than once"),
        ("v1/events.json", b"T14:00:00+01:00", b"T15:00:00+01:00", "not sorted"),
        ("v1/changes.json", b'"change":8', b'"change":7', "v1/changes.json: the change numbers do not grow"),
        ("v1/changes.json", b'"id":"e2"', b'"id":"e1"', "v1/changes.json: 1 ids more than once"),
        ("v1/changes.json", b'"kind":"new"', b'"kind":"deleted"', "v1/changes.json: items/0"),
        ("v1/changes.json", b'"state":"updated"', b'"state":"deleted"', "v1/changes.json: items/0"),
        ("v1/changes.json", b"Sterne", b"Monde", "change 7: the data of e0 is not what events.json says"),
        ("v1/changes.json", b'"sequence":0', b'"sequence":1', "change 7: tells of another version of e0"),
        ("v1/facets.json", b'"count": 1', b'"count": 2', "is said to have 2 events, there are 1"),
        ("v1/facets.json", b'"code": "kita"', b'"code": "krippe"', "1 codes are not told"),
        ("v1/facets.json", b'"iris"', b'"irises"', "v1/facets.json: facets/topics/0"),
        ("v1/feed.json", b'"_mint":{"id":"e1"', b'"_mint":{"id":"e7"', "1 items that events.json has not"),
        ("v1/events.geojson", b'"coordinates":[7', b'"coordinates":[8', "e1 stands elsewhere"),
        ("v1/events.geojson", b'"id":"e1"', b'"id":"e0"', "e0 has the entry of e1"),
        ("v1/events.geojson", b"Sterne", b"Monde", "other events than those of events.json"),
        ("v1/events/e1.json", b"Sterne", b"Monde", "v1/events/e1.json: not what events.json says"),
        ("termin/e1.ics", b"UID:e1@", b"UID:e2@", "termin/e1.ics: other events than events.json"),
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
        (
            THEME,
            b"SUMMARY:",
            b"SUMMARY:a",
            "astronomie_raumfahrt.ics: 1 events that calendar.ics does not have",
        ),
        (THEME, b"TZID:Europe/Berlin", b"TZID:Europe/B\xff", "astronomie_raumfahrt.ics: not UTF-8"),
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
    assert "calendar.ics: other events than events.json, or in another order" in faults(tmp_path, found)


def test_a_long_list_of_faults_is_cut_and_counted(tmp_path: Path) -> None:
    many = [event(id=f"e{number:02}", start=SATURDAY + timedelta(hours=number)) for number in range(30)]
    found = files(*many)
    found["calendar.ics"] = found["calendar.ics"].replace(b"SEQUENCE:0\r\n", b"")
    said = faults(tmp_path, found)
    assert "no SEQUENCE" in said and "more" in said and said.count("\n") == 21


def test_an_empty_folder_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(CheckFailed, match=r"calendar\.ics: missing"):
        check_release(tmp_path)


def test_a_calendar_of_another_topic_has_the_wrong_events(tmp_path: Path) -> None:
    found = files(*EVENTS)
    found["kalender/thema/physik.ics"] = found[THEME]
    assert "physik.ics: other events than events.json" in faults(tmp_path, found)


def test_a_calendar_that_is_promised_and_not_there_is_found(tmp_path: Path) -> None:
    found = files(*EVENTS)
    del found["kalender/thema/chemie/zielgruppe/sek1.ics"], found["v1/events/e2.json"]
    said = faults(tmp_path, found)
    assert "kalender/thema/chemie/zielgruppe/sek1.ics: missing" in said
    assert "v1/events/e2.json: missing" in said


def test_the_file_of_an_event_that_is_gone_is_found(tmp_path: Path) -> None:
    found = files(*EVENTS)
    found["v1/events/e9.json"] = found["v1/events/e2.json"]
    assert "v1/events: 1 files too many" in faults(tmp_path, found)


def test_a_brief_description_may_differ_from_the_main_calendars_and_nothing_else(tmp_path: Path) -> None:
    wordy = rich_event(description="Sterne sehen. " * 40)
    found = files(EVENTS[0], wordy, EVENTS[2])
    full, brief = render_vevent(wordy, PUBLISHER), render_vevent(wordy, PUBLISHER, BRIEF)
    assert full != brief and full in found["calendar.ics"]
    found["calendar.ics"] = found["calendar.ics"].replace(full, brief)
    assert faults(tmp_path, found) == ""
    found[THEME] = found[THEME].replace(b"SEQUENCE:2", b"SEQUENCE:3")
    assert "1 events that calendar.ics does not have" in faults(tmp_path, found)


def test_a_compressed_file_that_is_not_its_neighbour_is_found(tmp_path: Path) -> None:
    found = files(*EVENTS)
    assert faults(tmp_path, found) == ""
    gz = write_beside(tmp_path / THEME, found["calendar.ics"])
    assert "is not astronomie_raumfahrt.ics compressed" in faults(tmp_path, found)
    gz.write_bytes(b"no gzip")
    assert "cannot be unpacked" in faults(tmp_path, found)
    gz.rename(tmp_path / "alone.ics.gz")
    assert "alone.ics.gz: nothing that it compresses" in faults(tmp_path, found)
