"""Reads the labelled dates, and says which spans were found and which are meant."""

from __future__ import annotations

import html
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from connectors.dates import Dates, read_dates

Json = dict[str, Any]
BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
LABELLED = Path(__file__).parents[1] / ".." / "shared" / "labelled" / "dates.json"
LONG = 400  # days: the labels name dates of open series further ahead than they are listed


def labelled() -> list[Json]:
    cases: list[Json] = json.loads(LABELLED.read_text("utf-8"))["cases"]
    return cases


def plain(case: Json) -> str:
    text: str = case["text"]
    return html.unescape(re.sub(r"<[^>]+>", "", text)) if case.get("html") else text


def window(case: Json) -> tuple[date, date]:
    reference = date.fromisoformat(case["ref"])
    if case["expect"]["kind"] == "recurring_open":
        return reference, date.fromisoformat(case["expect"]["until"])
    return reference - 30 * DAY, reference + 365 * DAY


def worded(occurrence: Json) -> tuple[date | datetime, date | datetime | None]:
    if occurrence["all_day"]:
        start = date.fromisoformat(occurrence["start"])
        end = date.fromisoformat(occurrence["end"]) if occurrence.get("end") else start + DAY
        return start, end
    until = occurrence.get("end")
    return datetime.fromisoformat(occurrence["start"]), datetime.fromisoformat(until) if until else None


def within(spans: set[tuple[date | datetime, date | datetime | None]], case: Json) -> set[Any]:
    """Those that touch the window, as the scoring does it."""

    def day(moment: date | datetime) -> date:
        return moment.astimezone(BERLIN).date() if isinstance(moment, datetime) else moment

    first, last = window(case)
    kept = set()
    for start, end in spans:
        ending = day(end or start) if isinstance(start, datetime) else day(end or start + DAY) - DAY
        if first <= ending and day(start) <= last:
            kept.add((start, end))
    return kept


def read_case(case: Json, open_days: int = LONG) -> Dates:
    reference = date.fromisoformat(case["ref"])
    return read_dates(plain(case), reference=reference, today=reference, zone=BERLIN, open_days=open_days)


def spans_in(found: Dates, case: Json) -> set[Any]:
    spans = {
        (s.start, s.end or (None if isinstance(s.start, datetime) else s.start + DAY)) for s in found.spans
    }
    return within(spans, case)


def readings_of(case: Json) -> list[set[Any]]:
    """What is meant, first; then what also passes."""
    expect = case["expect"]
    readings = [expect["occurrences"], *expect.get("accept", [])]
    return [within({worded(o) for o in reading}, case) for reading in readings]


def is_right(case: Json, open_days: int = LONG) -> bool:
    expect, found = case["expect"], read_case(case, open_days)
    is_exact = spans_in(found, case) in readings_of(case)
    has_status = (found.status or "scheduled") == expect.get("status", found.status or "scheduled")
    return is_exact and has_status and str(found.deadline) == expect.get("deadline", str(found.deadline))
