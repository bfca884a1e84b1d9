"""Every client reads every event of the calendars, and complains of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clients import programs
from tests.clients.client_table import Result, Table
from tests.clients.over_http import khal, radicale, vdirsyncer
from tests.clients.python_parsers import PARSERS, read_by
from tests.clients.reading import Events, Reading, differences, uids

JAVASCRIPT = ("ical.js", "ical-expander", "node-ical", "ts-ics")


def filtered(site: Path) -> list[Path]:
    """One for every facet and partner; empty ones among them."""
    return sorted((site / "kalender").glob("*/*.ics"))


def note(table: Table, client: str, reading: Reading, expected: Events) -> None:
    """Into the table, then the judgement."""
    table.results[client] = Result(reading.version, len(reading.events), reading.complaints)
    assert not reading.complaints
    assert not differences(reading.events, expected)


def read_otherwise(readings: dict[Path, Reading], expected: Events) -> list[str]:
    """What is wrong with the readings of smaller calendars."""
    return [
        f"{calendar.name}: {problem}"
        for calendar, reading in readings.items()
        for problem in (
            *reading.complaints,
            *differences(reading.events, {uid: expected[uid] for uid in uids(calendar)}),
        )
    ]


@pytest.mark.parametrize("parser", PARSERS)
def test_a_python_parser_reads_every_event(parser: str, site: Path, expected: Events, table: Table) -> None:
    note(table, parser, read_by(parser, (site / "calendar.ics").read_bytes()), expected)
    others = {calendar: read_by(parser, calendar.read_bytes()) for calendar in filtered(site)}
    assert len(others) > 50
    assert not read_otherwise(others, expected)


@pytest.mark.parametrize("parser", JAVASCRIPT)
def test_a_javascript_parser_reads_every_event(
    parser: str, site: Path, expected: Events, table: Table
) -> None:
    main = site / "calendar.ics"
    readings = programs.parsers_in_javascript(parser, main, *filtered(site))
    note(table, parser, readings.pop(main), expected)
    assert not read_otherwise(readings, expected)


def test_libical_reads_every_event(site: Path, expected: Events, table: Table) -> None:
    note(table, "libical", programs.libical(site / "calendar.ics"), expected)


def test_calcurse_imports_every_event(site: Path, expected: Events, table: Table, tmp_path: Path) -> None:
    note(table, "calcurse", programs.calcurse(site / "calendar.ics", tmp_path, expected), expected)


def test_vdirsyncer_fetches_and_khal_lists_every_event(
    address: str, expected: Events, table: Table, tmp_path: Path
) -> None:
    note(table, "vdirsyncer", vdirsyncer(f"{address}/calendar.ics", tmp_path, expected), expected)
    note(table, "khal", khal(tmp_path, expected), expected)


def test_radicale_takes_and_gives_back_every_event(
    site: Path, expected: Events, table: Table, tmp_path: Path
) -> None:
    note(table, "radicale", radicale(site / "calendar.ics", tmp_path), expected)
