"""Calendars by topic, level, group, format, partner: each has exactly the events that say so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.model import Attendance
from feeds.calendar_check import calendar_problems, parts
from feeds.calendar_file import render_vevent
from feeds.calendar_size import MOST_BYTES, NEAR_BYTES, size_notices
from feeds.description import BRIEF
from feeds.filtered_calendars import all_calendars, is_main_near
from feeds.labels import codes
from feeds.selection import select
from tests.nights import ClusterOnDisk, calendar, vevent
from tests.published import PUBLISHER, SATURDAY, event, rich_event
from tests.released import piece
from warehouse.events import Audience, Event, Organizer, Price


def calendars(*events: Event) -> dict[str, bytes]:
    return all_calendars(PUBLISHER, select([piece(each) for each in events], PUBLISHER.partners), {})


def titles(raw: bytes) -> list[str]:
    return [str(each["SUMMARY"]) for each in icalendar.Calendar.from_ical(raw).events]


def some(facet: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes(facet)), max_size=3, unique=True).map(tuple)


audiences = st.builds(Audience, levels=some("levels"), groups=some("groups"))
coded = st.fixed_dictionaries(
    {
        "topics": some("topics"),
        "formats": some("formats"),
        "school_holidays": some("school_holidays"),
        "audience": audiences,
        "attendance": st.sampled_from((None, *Attendance)),
        "price": st.sampled_from((None, Price(is_free=True), Price(is_free=False), Price(text="frei?"))),
        "organizer": st.sampled_from((None, Organizer("sternwarte", "S"), Organizer("museum", "M"))),
    }
)


def belongs(path: str, entry: dict[str, Any]) -> bool:
    """Whether an entry of events.json is to stand in the calendar, by what the entry says."""
    audience = entry.get("audience", {})
    match path.removesuffix(".ics").split("/")[1:]:
        case ["thema", topic]:
            return topic in entry.get("topics", [])
        case ["thema", topic, "zielgruppe", level]:
            return topic in entry.get("topics", []) and level in audience.get("levels", [])
        case ["zielgruppe", code]:
            return code in audience.get("levels", []) or code in audience.get("groups", [])
        case ["format", code]:
            return code in entry.get("formats", [])
        case ["ferien", code]:
            return code in entry.get("school_holidays", [])
        case ["ferien"]:
            return "school_holidays" in entry
        case ["veranstalter", partner]:
            return bool(entry.get("organizer", {}).get("id") == partner)
        case ["kostenlos"]:
            return entry.get("price", {}).get("is_free") is True
        case ["online"]:
            return entry.get("attendance") in ("online", "mixed")
    raise AssertionError(path)


@settings(max_examples=50)
@given(st.lists(coded, max_size=4))
def test_a_calendar_has_exactly_the_events_that_say_so_byte_for_byte(found: list[dict[str, Any]]) -> None:
    events = [event(id=f"e{number}", **known) for number, known in enumerate(found)]
    pieces = [piece(each) for each in events]
    files = all_calendars(PUBLISHER, select(pieces, PUBLISHER.partners), {})
    assert len(parts(files.pop("calendar.ics"))[1]) == len(events)
    for path, raw in files.items():
        fitting = [each.vevent for each in pieces if belongs(path, orjson.loads(each.entry))]
        assert raw.endswith(b"END:VTIMEZONE\r\n" + b"".join(fitting) + b"END:VCALENDAR\r\n")


def test_every_code_and_partner_has_a_calendar_that_strict_readers_take_even_without_events() -> None:
    files = calendars()
    topics, levels = codes("topics"), codes("levels")
    assert {
        "calendar.ics",
        "kalender/kostenlos.ics",
        "kalender/online.ics",
        "kalender/ferien.ics",
        *(f"kalender/ferien/{code}.ics" for code in codes("school_holidays")),
        "kalender/veranstalter/sternwarte.ics",
        *(f"kalender/thema/{topic}.ics" for topic in topics),
        *(f"kalender/zielgruppe/{code}.ics" for code in (*levels, *codes("groups"))),
        *(f"kalender/format/{code}.ics" for code in codes("formats")),
        *(f"kalender/thema/{topic}/zielgruppe/{level}.ics" for topic in topics for level in levels),
    } == set(files)
    for raw in files.values():
        assert calendar_problems(raw) == []
        read = icalendar.Calendar.from_ical(raw)
        assert [each.name for each in read.subcomponents] == ["VTIMEZONE"] and read.errors == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("calendar.ics", "MINT-Termine: MINT-Cluster Probe"),
        ("kalender/thema/physik.ics", "MINT-Termine: Physik – MINT-Cluster Probe"),
        ("kalender/zielgruppe/sek1.ics", "MINT-Termine: Sekundarstufe I – MINT-Cluster Probe"),
        ("kalender/format/fuehrung.ics", "MINT-Termine: Führung – MINT-Cluster Probe"),
        (
            "kalender/thema/chemie/zielgruppe/kita.ics",
            "MINT-Termine: Chemie · Kita – MINT-Cluster Probe",
        ),
        (
            "kalender/veranstalter/sternwarte.ics",
            "MINT-Termine: Sternwarte Musterstadt – MINT-Cluster Probe",
        ),
    ],
)
def test_a_calendar_says_in_german_what_it_is_and_where_it_stands(path: str, name: str) -> None:
    read = icalendar.Calendar.from_ical(calendars()[path])
    assert read["X-WR-CALNAME"] == read["NAME"] == name
    assert read["SOURCE"] == f"https://feed.mint.example/{path}"


def test_the_organizer_of_an_event_has_a_calendar_though_nobody_declared_it() -> None:
    files = calendars(event(organizer=Organizer("verein", "Verein"), topics=("wasserbau",)))
    assert titles(files["kalender/veranstalter/verein.ics"]) == ["Sterne über Musterstadt"]
    assert titles(files["kalender/thema/wasserbau.ics"]) == ["Sterne über Musterstadt"]


def test_a_code_that_is_no_name_of_a_file_gets_none() -> None:
    odd = event(topics=("../oben", "physik"), organizer=Organizer("a/b", "Ab"))
    found = calendars(odd)
    assert found.keys() == calendars().keys()
    assert titles(found["kalender/thema/physik.ics"]) == ["Sterne über Musterstadt"]


def test_a_night_publishes_them_and_a_partner_taken_out_keeps_its_address(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("programm", more='topics = ["chemie"]\nlevels = ["sek1"]')
    cluster.pages[url] = calendar(vevent("a", "Kristalle"))
    first = cluster.night("2026-11-24T03:15:00+01:00")
    for path in ("veranstalter/museum", "thema/chemie", "zielgruppe/sek1", "thema/chemie/zielgruppe/sek1"):
        assert titles(first.files[f"kalender/{path}.ics"]) == ["Kristalle"]
    assert titles(first.files["kalender/veranstalter/stadt.ics"]) == []

    (cluster.folder / "partners.toml").write_text('[museum]\nname = "Museum"\ncategory = "lernort"\n')
    later = cluster.night("2026-11-25T03:15:00+01:00")

    assert later.files.keys() == first.files.keys()
    assert titles(later.files["kalender/veranstalter/stadt.ics"]) == []


def wordy_events(count: int) -> list[Event]:
    """Every tenth is about physics."""
    return [
        rich_event(
            id=f"e{number}",
            start=SATURDAY + timedelta(hours=number),
            end=None,
            description="Wir sehen den Mond und die Sterne. " * 20,
            topics=("chemie", "physik") if number % 10 == 0 else ("chemie",),
        )
        for number in range(count)
    ]


def test_near_the_limit_descriptions_shorten_and_no_event_is_dropped() -> None:
    events = wordy_events(720)
    pieces = [piece(each) for each in events]
    selection = select(pieces, {})
    assert is_main_near(selection) and not is_main_near(select(pieces[:500], {}))
    brief = {each.id: render_vevent(each, PUBLISHER, BRIEF) for each in events}
    files = all_calendars(PUBLISHER, selection, brief)
    assert len(files["calendar.ics"]) < NEAR_BYTES
    assert parts(files["calendar.ics"])[1] == [each.partition(b"\r\n")[2] for each in brief.values()]
    few = files["kalender/thema/physik.ics"]
    assert parts(few)[1] == [each.vevent.partition(b"\r\n")[2] for each in pieces[::10]], (
        "needs no shortening"
    )
    assert size_notices(files) == ()


def test_a_calendar_that_is_still_too_large_is_said_and_whole() -> None:
    large = b"x" * (MOST_BYTES + 1)
    assert size_notices({"calendar.ics": large[1:], "v1/events.json": large}) == ()
    (notice,) = size_notices({"calendar.ics": large, "kalender/online.ics": large * 2})
    assert notice.startswith(
        "Zu groß für Google Kalender, das etwa 1 MB liest: "
        "kalender/online.ics (2.0 MB), calendar.ics (1.0 MB). Nichts wurde weggelassen"
    )
    assert "Too large for Google Calendar" in notice
    (notice,) = size_notices({f"{number}.ics": large for number in range(5)})
    assert " und 2 weitere. " in notice and " and 2 more. " in notice


LONG = vevent("a", "Kristalle", "20261205T140000", "DESCRIPTION:" + "Wir züchten Kristalle. " * 30)


def test_on_a_night_near_the_limit_only_the_descriptions_are_shorter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("programm")] = calendar(LONG, vevent("b", "Löten", "20261206T140000"))
    before = cluster.night("2026-11-24T03:15:00+01:00").files
    monkeypatch.setattr("feeds.calendar_size.NEAR_BYTES", len(before["calendar.ics"]) // 2)
    after = cluster.night("2026-11-24T09:00:00+01:00").files
    assert len(after["calendar.ics"]) < len(before["calendar.ics"])
    assert titles(after["calendar.ics"]) == ["Kristalle", "Löten"]
    assert after["v1/events.json"] == before["v1/events.json"]


def test_a_calendar_that_is_too_large_is_told_in_the_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("programm")] = calendar(LONG)
    night = cluster.night("2026-11-24T03:15:00+01:00")
    assert "notices" not in orjson.loads(night.text("v1/status.json"))
    monkeypatch.setattr("feeds.calendar_size.MOST_BYTES", len(night.files["calendar.ics"]) - 1)
    (notice,) = orjson.loads(cluster.night("2026-11-24T09:00:00+01:00").text("v1/status.json"))["notices"]
    assert "calendar.ics (0.0 MB)" in notice
