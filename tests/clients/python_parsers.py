"""The Python parsers that calendar programs use: what each reads of a calendar."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version

import icalendar
import ics
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream

from tests.clients.reading import Events, Reading, written_start


def read_by(package: str, raw: bytes) -> Reading:
    """The parser's reading, with everything that it warned of or logged."""
    with _heard() as complaints:
        events, told = PARSERS[package](raw)
    return Reading(version(package), events, (*told, *complaints))


def _icalendar(raw: bytes) -> tuple[Events, list[str]]:
    calendar = icalendar.Calendar.from_ical(raw)
    broken = [f"{part.name}: {part.errors}" for part in calendar.walk() if getattr(part, "errors", None)]
    return {
        str(event["UID"]): (str(event["SUMMARY"]), written_start(event.start)) for event in calendar.events
    }, broken


def _ical(raw: bytes) -> tuple[Events, list[str]]:
    calendar = IcsCalendarStream.calendar_from_ics(raw.decode())
    unrolled = len(list(calendar.timeline))
    missing = [] if unrolled == len(calendar.events) else [f"{unrolled} on the timeline"]
    return {event.uid: (event.summary, written_start(event.dtstart)) for event in calendar.events}, missing


def _ics(raw: bytes) -> tuple[Events, list[str]]:
    def start(event: ics.Event) -> str:
        return event.begin.date().isoformat() if event.all_day else written_start(event.begin.datetime)

    calendar = ics.Calendar(raw.decode())
    return {event.uid: (event.name, start(event)) for event in calendar.events}, []


def _vobject(raw: bytes) -> tuple[Events, list[str]]:
    calendar = vobject.readOne(raw.decode())
    invalid = [] if calendar.validate() else ["not valid"]
    return {
        event.uid.value: (event.summary.value, written_start(event.dtstart.value))
        for event in getattr(calendar, "vevent_list", ())  # an empty calendar has none
    }, invalid


def _recurring_ical_events(raw: bytes) -> tuple[Events, list[str]]:
    calendar = icalendar.Calendar.from_ical(raw)
    found = recurring_ical_events.of(calendar).between(date(2000, 1, 1), date(2100, 1, 1))
    twice = [] if len(found) == len({event["UID"] for event in found}) else ["events more than once"]
    return {str(event["UID"]): (str(event["SUMMARY"]), written_start(event.start)) for event in found}, twice


PARSERS: dict[str, Callable[[bytes], tuple[Events, list[str]]]] = {
    "icalendar": _icalendar,
    "ical": _ical,
    "ics": _ics,
    "vobject": _vobject,
    "recurring-ical-events": _recurring_ical_events,
}


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Every warning, and every log record from WARNING up, by the end of it."""
    complaints: list[str] = []
    listener = _Listener(complaints)
    logging.getLogger().addHandler(listener)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield complaints
    finally:
        logging.getLogger().removeHandler(listener)
    complaints += [str(each.message) for each in caught]


class _Listener(logging.Handler):
    """Collects what is logged."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Called for every record."""
        self._heard.append(record.getMessage())
