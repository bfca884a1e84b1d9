"""Wordings of our own, each with the days and times that are meant."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.dates import Dates, Span, read_dates

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = "2026-03-02"  # the reference, unless a wording names another after " @ "

LINES = (Path(__file__).parent / "dates_wordings.txt").read_text("utf-8").splitlines()
CASES = [tuple(line.rsplit(" => ", 1)) for line in LINES if " => " in line and not line.startswith("#")]


def worded(span: Span) -> str:
    """The span as the tables above write it."""
    if not isinstance(span.start, datetime):
        last = date.fromordinal(span.end.toordinal() - 1) if span.end else span.start
        return f"{span.start}" if last == span.start else f"{span.start}..{last}"
    start, end = f"{span.start:%Y-%m-%dT%H:%M}", span.end
    if end is None:
        return start
    same_day = f"{end:%Y-%m-%d}" == start[:10]
    return f"{start}-{end:%H:%M}" if same_day else f"{start}..{end:%Y-%m-%dT%H:%M}"


def read_wording(wording: str) -> Dates:
    text, _, day = wording.partition(" @ ")
    reference = date.fromisoformat(day or MONDAY)
    return read_dates(text.replace("|", "\n"), reference=reference, today=reference, zone=BERLIN)


@pytest.mark.parametrize(("wording", "meant"), CASES, ids=[case[0] for case in CASES])
def test_a_wording_is_read_as_people_mean_it(wording: str, meant: str) -> None:
    read = read_wording(wording)
    assert " ".join(map(worded, read.spans)) == (meant if meant != "none" else "")
    assert bool(read.trouble) == (not read.spans)
