"""Opens the warehouse to look at it, between two runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from connectors.errors import AlreadyRunning, NightFailed
from warehouse.data_folder import DataFolder
from warehouse.store import missing_files, open_warehouse

_IS_BUILT = "select 1 from duckdb_views() where schema_name = 'core' and view_name = 'listed'"


@contextmanager
def viewed(data: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """Read-only. Raises AlreadyRunning while a run writes, NightFailed if there has been none."""
    if not data.warehouse.exists():
        raise _nothing_yet(data)
    try:
        opened = open_warehouse(data.warehouse, read_only=True)
        with opened as con:
            if not con.execute(_IS_BUILT).fetchall():
                raise _nothing_yet(data)
            if missing_files(con):
                raise NightFailed(
                    f"{data.path}: von einer früheren Fassung des Programms; zuerst »mintfeed nightly« "
                    "(written by an earlier version of the program, run a night first)"
                )
            yield con
    except NightFailed:
        if data.is_held:
            raise AlreadyRunning(
                f"{data.path}: ein Lauf schreibt gerade; danach noch einmal versuchen "
                "(a run is writing, try again when it has ended)"
            ) from None
        raise


def _nothing_yet(data: DataFolder) -> NightFailed:
    return NightFailed(f"{data.path}: noch kein Lauf; zuerst »mintfeed nightly« (there has been no run yet)")
