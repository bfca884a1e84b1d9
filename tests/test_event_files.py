"""One file for each event: its entry for programs, and a calendar to open once."""

from __future__ import annotations

import icalendar
import orjson

from feeds.calendar_check import calendar_problems
from feeds.event_files import event_files
from feeds.published_schemas import schema_problems
from tests.published import PUBLISHER, event, rich_event
from tests.released import piece


def test_every_event_has_exactly_its_entry_and_a_calendar_of_it_alone() -> None:
    pieces = [piece(event(id="e0")), piece(rich_event())]
    files = dict(event_files(PUBLISHER, pieces))
    assert list(files) == ["v1/events/e0.json", "termin/e0.ics", "v1/events/e1.json", "termin/e1.ics"]
    assert files["v1/events/e1.json"] == pieces[1].entry + b"\n"
    assert schema_problems("event", orjson.loads(files["v1/events/e1.json"])) == []
    raw = files["termin/e1.ics"]
    assert calendar_problems(raw) == [] and pieces[1].vevent in raw
    read = icalendar.Calendar.from_ical(raw)
    assert [each["UID"] for each in read.events] == ["e1@feed.mint.example"]


def test_the_calendar_of_one_event_is_no_subscription() -> None:
    raw = dict(event_files(PUBLISHER, [piece(event())]))["termin/e1.ics"]
    assert not {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "SOURCE"} & set(icalendar.Calendar.from_ical(raw))


def test_an_entry_that_is_none_is_refused_by_the_schema() -> None:
    assert schema_problems("event", {"id": "e1", "title": "Sterne"}) != []
