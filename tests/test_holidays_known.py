"""Once a year someone adds the next school holidays; `mintfeed status` says when it is time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from connectors.dates.school_holidays import holidays_known_until, is_free
from flows.report import holidays_line
from tests.nights import ClusterOnDisk, calendar, vevent
from tests.typed_commands import mintfeed

NOW = "2026-11-24T03:15:00+01:00"
UNTIL = date(2028, 8, 22)


def test_the_last_known_holidays_end_on_a_free_day_and_none_come_after() -> None:
    last = holidays_known_until()

    assert is_free(last)
    assert not any(is_free(last + timedelta(days=days)) for days in range(1, 800))


def test_half_a_year_ahead_is_enough_and_a_day_less_is_a_warning() -> None:
    enough = holidays_line(UNTIL, UNTIL - timedelta(days=180))
    short = holidays_line(UNTIL, UNTIL - timedelta(days=179))

    assert "2028-08-22" in enough.plain and "nrw_school_holidays.toml" not in enough.plain
    assert "2028-08-22" in short.plain and "nrw_school_holidays.toml" in short.plain
    assert short.style == "yellow"


def test_status_says_how_long_the_holidays_are_known_and_warns_when_it_is_time(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.pages[cluster.calendar("programm")] = calendar(vevent("a", "Löten"))
    cluster.night(NOW)
    last = holidays_known_until()

    said = mintfeed(cluster, "status", "--as-of", NOW)
    late = mintfeed(cluster, "status", "--as-of", f"{last:%Y-%m-%d}T03:15:00+01:00")

    assert said.code == late.code == 0
    assert f"known until) {last}" in said.out and "add the coming years" not in said.out
    assert "add the coming years" in late.out
