"""Reads TOML tables strictly: every complaint names the file and the key."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from connectors.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file, and where it stands."""

    path: Path
    values: Mapping[str, Any]
    prefix: str = ""  # "fetch." within [fetch]

    def complaint(self, key: str, reason: str) -> ConfigurationError:
        """The error to raise about a key; `reason` in German and English."""
        return ConfigurationError(f"{self.path}: {self.prefix}{key}: {reason}")

    def allow(self, keys: Collection[str]) -> None:
        """Raise for the first key that is not one of these."""
        for key in self.values:
            if key not in keys:
                known = ", ".join(sorted(keys))
                raise self.complaint(key, f"unbekannter Schlüssel (unknown key; known: {known})")

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.complaint(key, "muss ein nicht leerer Text sein (must be a non-empty string)")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.complaint(key, "muss true oder false sein (must be true or false)")
        return value

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            bounds = f"{least:g} … {most:g}"
            raise self.complaint(key, f"muss eine Zahl von {bounds} sein (must be a number within {bounds})")
        return value

    def whole(self, key: str, default: int, *, least: int, most: int) -> int:
        value = self.number(key, default, least=least, most=most)
        if value != int(value):
            raise self.complaint(key, "muss eine ganze Zahl sein (must be a whole number)")
        return int(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise self.complaint(key, "muss eine Liste von Texten sein (must be a list of strings)")
        return tuple(value)

    def table(self, key: str) -> Table:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.complaint(key, "muss eine Tabelle sein (must be a table)")
        return Table(self.path, value, f"{self.prefix}{key}.")

    def tables(self, key: str) -> list[Table]:
        """The tables of [[key]]; complaints count them from 1."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.complaint(key, f"muss als [[{key}]] geschrieben sein (must be written as [[{key}]])")
        return [
            Table(self.path, each, f"{self.prefix}{key}[{number}].") for number, each in enumerate(value, 1)
        ]

    def day(self, key: str) -> date:
        """A TOML date, or the same as a text."""
        value = self._value(key, None)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.complaint(key, "muss ein Tag wie 2026-11-23 sein (must be a day)") from None

    def _value(self, key: str, default: object) -> object:
        value = self.values.get(key, default)
        if value is None:
            raise self.complaint(key, "fehlt (is missing)")
        return value


def read_table(path: Path) -> Table:
    """The whole file as a table. Raises ConfigurationError with the line where it is not TOML."""
    try:
        return Table(path, tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: die Datei fehlt (no such file)") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: kein gültiges TOML (not valid TOML): {error}") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: nicht lesbar (cannot be read): {error.strerror}") from None
