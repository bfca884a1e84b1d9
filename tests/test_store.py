"""The warehouse as it is opened: what holds for every statement."""

from __future__ import annotations

from pathlib import Path

from warehouse.store import open_warehouse


def test_no_progress_bar_stands_between_the_lines_of_a_night(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "warehouse.duckdb") as con:
        assert con.execute("select current_setting('enable_progress_bar')").fetchall() == [(False,)]
