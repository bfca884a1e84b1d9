"""Expanding the shared recurrence cases gives the dates that several engines agree on."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.ical.values import read_moment
from connectors.model import Recurrence
from connectors.normalising.recurrence import expand

CASES = (
    Path(__file__).parents[1]
    / ".."
    / "shared"
    / "corpora"
    / "open"
    / "recurrence"
    / "rrule-cases"
    / "cases.json"
)


TIERS = ("core", "likely", "error")  # of the others only what the engines agree on


def cases() -> list[dict[str, Any]]:
    if not CASES.exists():
        return []
    loaded: dict[str, list[dict[str, Any]]] = json.loads(CASES.read_text())
    return [case for case in loaded["cases"] if case["tier"] in TIERS or case["consensus"] == "agree"]


@pytest.mark.skipif(not CASES.exists(), reason="the shared recurrence cases are not beside the checkout")
def test_the_cases_are_there() -> None:
    assert len(cases()) > 120


REFUSED = {  # RFC 5545 §3.3.10: BYWEEKNO only in yearly rules; BYWEEKDAY is no part of a rule
    "dateutil-testMonthlyByWeekNoAndWeekDay",
    "dateutil-testWeeklyByWeekNoAndWeekDayLarge",
    "dateutil-testDailyByWeekNoAndWeekDay53",
    "dateutil-testHourlyByWeekNo",
    "dateutil-testMinutelyByWeekNoAndWeekDayLast",
    "dateutil-testSecondlyByWeekNoAndWeekDayLarge",
    "dateutil-testSecondlyByWeekNoAndWeekDayLast",
    "dateutil-testStrKeywords",
}


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["id"]))
def test_the_shared_cases(case: dict[str, Any]) -> None:
    start, recurrence = _series(case["ics_lines"])
    expected = case["expected_starts"]
    last = date(9999, 12, 31)
    if expected and not case["complete"]:
        last = min(last, date.fromisoformat(expected[-1][:10]) + timedelta(days=1))
    if case["tier"] == "error" or case["id"] in REFUSED:
        with pytest.raises(ValueError, match=r"\w"):
            if len(expand(start, recurrence, first=date.min, last=last, zone=ZoneInfo("UTC")).starts) <= 2:
                raise ValueError("the end of time")
        return
    found = expand(start, recurrence, first=date.min, last=last, zone=ZoneInfo("UTC")).starts
    texts = [moment.isoformat()[:19] for moment in found]
    wanted = [text[:19] for text in expected]
    if case["tier"] not in TIERS and texts and texts[0] not in wanted:
        assert texts.pop(0) == start.isoformat()[:19]  # DTSTART, which its own rule does not hit
    assert texts == wanted or (not case["complete"] and texts[: len(wanted)] == wanted)


def _series(text: str) -> tuple[date | datetime, Recurrence]:
    values: dict[str, list[str]] = {}
    zone: ZoneInfo | None = None
    for line in text.replace(" R", "\nR").split("\n"):
        head, _, value = line.strip().partition(":")
        name, *params = head.split(";")
        zones = [param.removeprefix("TZID=") for param in params if param.startswith("TZID=")]
        zone = ZoneInfo(zones[0]) if zones else zone
        if name:
            values.setdefault(name, []).extend([value] if name == "RRULE" else value.split(","))

    def moments(name: str) -> tuple[date | datetime, ...]:
        found = [read_moment(value.partition("/")[0]) for value in values.get(name, [])]
        return tuple(_in_zone(moment, zone) for moment in found if moment is not None)

    rules = tuple(values.get("RRULE", ()))
    return moments("DTSTART")[0], Recurrence(rules, moments("RDATE"), moments("EXDATE"))


def _in_zone(moment: date | datetime, zone: ZoneInfo | None) -> date | datetime:
    if zone is None or not isinstance(moment, datetime) or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone)
