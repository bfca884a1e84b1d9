"""Keeps copies of the warehouse, some nights apart: where replaying begins once the first nights are gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from connectors.errors import NightFailed
from warehouse.night_journal import STAMP, stamped


@dataclass(frozen=True, slots=True)
class Bases:
    """Beside the journals: `<as_of in UTC>.duckdb` is the warehouse as that night left it."""

    folder: Path

    def nights(self) -> list[datetime]:
        """After which nights there is a copy, in order."""
        return sorted(stamped(path.name) for path in self.folder.glob("*.duckdb"))

    def path(self, as_of: datetime) -> Path:
        return self.folder / f"{as_of:{STAMP}}.duckdb"

    def keep(self, con: duckdb.DuckDBPyConnection, as_of: datetime) -> None:
        """Copy the warehouse as it is now. Raises NightFailed if that cannot be written."""
        aside = self.path(as_of).with_suffix(".part")
        aside.unlink(missing_ok=True)
        try:
            (name,) = con.execute("select current_database()").fetchall()[0]
            con.execute("attach {} as base".format(_quoted(str(aside), "'")))
            con.execute("copy from database {} to base".format(_quoted(name, '"')))
            con.execute("detach base")
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise NightFailed(f"{aside}: nicht zu schreiben (cannot be written): {reason}") from None
        aside.replace(self.path(as_of))

    def discard_before(self, as_of: datetime) -> None:
        for night in self.nights():
            if night < as_of:
                self.path(night).unlink(missing_ok=True)


def _quoted(text: str, quote: str) -> str:
    return quote + text.replace(quote, quote * 2) + quote
