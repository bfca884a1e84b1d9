"""The shared calendars give what independent parsers agree on."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.ical.components import split
from connectors.ical.visibility import is_private
from connectors.kinds.from_ics import parse
from connectors.model import Page, Problem, Record, Recurrence, Severity
from connectors.normalising.recurrence import expand

CORPORA = Path(__file__).parents[1] / ".." / "shared" / "corpora" / "open"
CALENDARS = CORPORA / "ics"
DAY = timedelta(days=1)
SOURCE = Source(
    id="corpus",
    path=Path("corpus.toml"),
    name="Corpus",
    partner="corpus",
    url="https://corpus.example/calendar.ics",
    timezone="Europe/Berlin",
)
KNOWN = {  # our occurrences differ from those agreed on, and why
    "calcard/088.ics": "the changed occurrence names three more dates in RDATE, which take place too",
    "collective-icalendar/tests/calendars/issue_156_RDATE_with_PERIOD_TZID_khal_2.ics": "the same file",
    "calcard/298.ics": "times that the clocks skip are moved forward here and kept there",
}


def entries() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for manifest in sorted(CALENDARS.glob("*/manifest.json")):
        for entry in json.loads(manifest.read_text())["files"]:
            if entry.get("sidecar") is not True:
                found.append((f"{manifest.parent.name}/{entry['path']}", entry))
    return found


def read(path: Path) -> list[Record | Problem]:
    body = path.read_bytes()
    page = Page(url=SOURCE.url, final_url=SOURCE.url, body=body, sha256=sha256(body).hexdigest())
    return [result for result in parse(page, SOURCE) if isinstance(result, Record | Problem)]


def expectation(entry: dict[str, Any]) -> dict[str, Any]:
    return next((found for found in entry["expected"] if found["by"] == "consensus"), {})


def starts(records: list[Record], first: date, last: date) -> list[str]:
    """Wall times of all occurrences in the range, whole days as their midnight."""
    found: list[str] = []
    for record in records:
        if isinstance(record.start, date):
            zone = ZoneInfo(record.timezone)
            recurrence = record.recurrence or Recurrence()
            moments = expand(record.start, recurrence, first=first - DAY, last=last + DAY, zone=zone).starts
            found += [wall(moment) for moment in moments]
    return sorted(text for text in found if first.isoformat() <= text < last.isoformat())


def wall(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat()
    return f"{moment.isoformat()}T00:00:00"


def as_midnight(text: str) -> str:
    return text if "T" in text else f"{text}T00:00:00"


@pytest.mark.skipif(not CALENDARS.exists(), reason="the shared calendars are not beside the checkout")
def test_the_calendars_are_there() -> None:
    assert len(entries()) > 250


@pytest.mark.parametrize(("name", "entry"), entries(), ids=[name for name, _ in entries()])
def test_the_shared_calendars(name: str, entry: dict[str, Any]) -> None:
    expected = expectation(entry)
    count = expected.get("robust_target_n_vevent", expected.get("n_vevent"))
    path = CALENDARS / name
    try:
        results = read(path)
    except ParseFailed as error:
        assert not count
        assert "BEGIN:VCALENDAR" in str(error) or "HTML" in str(error)
        return
    records = [result for result in results if isinstance(result, Record)]
    dropped = [r for r in results if isinstance(r, Problem) and r.severity is Severity.DROPPED]
    outline = split(path.read_bytes(), "utf-8")
    events = [event for calendar in outline.calendars for event in calendar.named("VEVENT")]
    private = sum(map(is_private, events))
    if count is not None:
        assert len(events) == count
        assert len(records) + len(dropped) + private == count
    if not private and not dropped and records:
        if expected.get("first_dtstart_wall") and isinstance(records[0].start, date):
            assert wall(records[0].start) == as_midnight(expected["first_dtstart_wall"])
        if expected.get("first_summary") is not None:
            assert records[0].title == expected["first_summary"].strip()
    occurrences = expected.get("occurrences")
    if occurrences and not private and not occurrences["truncated"]:
        window = [date.fromisoformat(day) for day in occurrences["window"]]
        found = Counter(starts(records, *window))
        agrees = found == Counter(as_midnight(text) for text in occurrences["starts_wall"])
        assert agrees != (name in KNOWN)


def cases(name: str) -> list[dict[str, Any]]:
    path = CORPORA / "recurrence" / name / "cases.json"
    loaded: dict[str, list[dict[str, Any]]] = json.loads(path.read_text()) if path.exists() else {"cases": []}
    return loaded["cases"]


def agreed(name: str) -> list[dict[str, Any]]:
    return [case for case in cases(name) if case.get("verified", {}).get("rie", True)]


@pytest.mark.parametrize("case", agreed("kcalendarcore"), ids=lambda case: str(case["id"]))
def test_the_shared_series(case: dict[str, Any]) -> None:
    path = CORPORA / "recurrence" / "kcalendarcore" / case["ics"]
    records = [result for result in read(path) if isinstance(result, Record)]
    zone = ZoneInfo(case["view_tz"]) if "view_tz" in case else None
    expected = case["expected_starts"]
    found = sorted(shown(moment, zone) for record in records for moment in all_starts(record))
    assert found[: len(expected)] == expected
    assert not case["complete"] or len(found) == len(expected)


def on_day(case: dict[str, Any]) -> bool:
    return case["query"] == "at" and case["components"] == ["VEVENT"] and len(case["args"][0]) == 3


@pytest.mark.parametrize(
    "case", [case for case in cases("ics-queries") if on_day(case)], ids=lambda case: str(case["id"])
)
def test_the_shared_questions_what_is_on_that_day(case: dict[str, Any]) -> None:
    records = [r for r in read(CORPORA / "recurrence" / "ics-queries" / case["ics"]) if isinstance(r, Record)]
    day = date(*case["args"][0])
    expected = sorted(event["dtstart"] for event in case["events"])
    found = sorted(
        moment.isoformat()
        for record in records
        for moment in all_starts(record)
        if (moment.date() if isinstance(moment, datetime) else moment) == day
    )
    assert found == [text for text in expected if text.startswith(day.isoformat())]


def all_starts(record: Record) -> tuple[date | datetime, ...]:
    assert isinstance(record.start, date)
    recurrence = record.recurrence or Recurrence()
    return expand(
        record.start, recurrence, first=date.min, last=date(2100, 1, 1), zone=ZoneInfo(record.timezone)
    ).starts


def shown(moment: date | datetime, zone: ZoneInfo | None) -> str:
    """Wall time, in that zone or its own."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(zone or moment.tzinfo).replace(tzinfo=None).isoformat()
    return moment.isoformat()
