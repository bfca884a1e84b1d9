"""Opens the DuckDB file, brings its schema up to date and runs the SQL files. Only this opens DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import duckdb

from connectors.errors import NightFailed

_LEAST_MEMORY: Final = 400_000_000  # bytes
_MEMORY_PER_LISTING: Final = 4_000
SQL: Final = Path(__file__).with_name("sql")


# What DuckDB raises where the file is not what it wrote, or cannot be read or written any more.
_BROKEN: Final = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
)


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse at `path`, made if need be. Raises NightFailed if it cannot be opened or is broken."""
    try:
        con = duckdb.connect(path, read_only=read_only)
    except duckdb.Error as error:
        raise _unusable(path, error) from None
    try:
        con.execute("set timezone = 'UTC'")
        con.execute("set preserve_insertion_order = true")
        con.execute("set enable_progress_bar = false")  # it would stand between the lines of the night
        if not read_only:
            _migrate(con)
        yield con
    except _BROKEN as error:
        raise _unusable(path, error) from None
    finally:
        con.close()


def _unusable(path: Path, error: duckdb.Error) -> NightFailed:
    reason = str(error).splitlines()[0]
    if "lock on file" in reason:
        advice = "ein anderes Programm hat sie offen; danach noch einmal (another program has it open)"
    else:
        advice = (
            "nichts ist verloren: die Datei beiseite legen, und der nächste Lauf stellt sie aus den "
            "gespeicherten Nächten wieder her (nothing is lost: move it away, and the next run restores it)"
        )
    return NightFailed(f"{path}: nicht zu öffnen (cannot be opened): {reason}; {advice}")


@contextmanager
def opened_bare(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB file as it is, without our schema, for what brings its own. Raises duckdb.Error."""
    with duckdb.connect(path) as con:
        yield con


@contextmanager
def one_transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of it, or nothing."""
    con.begin()
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # of a broken file; the trouble itself says more
            con.rollback()
        raise
    con.commit()


def run_folder(con: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Every file of sql/<folder>, in the order of their names."""
    for path in sorted((SQL / folder).glob("*.sql")):
        con.execute(path.read_text("utf-8"))


@contextmanager
def memory_in_bounds(con: duckdb.DuckDBPyConnection, coming: int = 0, size: int = 0) -> Iterator[None]:
    """Within it DuckDB goes to the disk rather than take much more than its listings are worth.

    `coming` listings of `size` bytes are new.
    """
    ((known,),) = con.execute("select count(*) from core.listings").fetchall()
    enough = max(_LEAST_MEMORY, _MEMORY_PER_LISTING * (known + coming) + 2 * size)
    con.execute(f"set memory_limit = '{enough} bytes'")
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # of a broken file; the trouble itself says more
            con.execute("reset memory_limit")


def clear_away(con: duckdb.DuckDBPyConnection) -> None:
    """Drop all temporary tables: what a step leaves takes room while the next ones work."""
    tables = con.execute("select table_name from duckdb_tables() where temporary").fetchall()
    for (name,) in tables:
        con.execute(f'drop table temp."{name}"')


def query(name: str) -> str:
    """The text of sql/<name>.sql."""
    return (SQL / f"{name}.sql").read_text("utf-8")


def set_variables(con: duckdb.DuckDBPyConnection, values: Mapping[str, Any]) -> None:
    """Values that the SQL files read with getvariable()."""
    for name, value in values.items():
        con.execute(f"set variable {name} = $value", {"value": value})


def missing_files(con: duckdb.DuckDBPyConnection) -> list[Path]:
    """The schema files that this warehouse lacks, in order. Raises NightFailed if it is newer than we are."""
    applied = {name for (name,) in con.execute("select name from main.schema_files").fetchall()}
    files = sorted((SQL / "schema").glob("*.sql"))
    if newer := applied - {path.name for path in files}:
        raise NightFailed(
            f"neuer als dieses Programm (the warehouse is newer than this program): {min(newer)}"
        )
    return [path for path in files if path.name not in applied]


def _migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Apply every numbered schema file that is not recorded yet, each with its record in one transaction."""
    con.execute("create table if not exists main.schema_files (name text primary key)")
    for path in missing_files(con):
        with one_transaction(con):
            con.execute(path.read_text("utf-8"))
            con.execute("insert into main.schema_files values (?)", [path.name])
