"""People's decisions about events, as curation.toml says them; they survive every re-read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from connectors.declared.curation_fields import FIELDS, NEEDED, Value, read_value
from connectors.declared.tables import Table, read_table

FILE: Final = "curation.toml"


class Verb(StrEnum):
    """What is decided; the name of the array of tables."""

    HIDE = "hide"
    SET = "set"
    CLEAR = "clear"
    PIN = "pin"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One table of curation.toml."""

    verb: Verb
    events: tuple[str, ...]  # ids: two of same and different, one of the others
    field: str = ""  # of set and clear
    value: Value | None = None  # of set
    author: str = ""
    note: str = ""
    since: date | None = None  # the day it was decided
    place: str = ""  # where it stands in the file: "hide[2]", counted from 1

    @property
    def is_about_two(self) -> bool:
        return self.verb in (Verb.SAME, Verb.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Curation:
    """All decisions of a cluster: by their verbs, each in the order of the file.

    They may contradict each other (see `contradictions`); that stops nothing.
    """

    decisions: tuple[Decision, ...] = ()


def read_curation(path: Path, zone: ZoneInfo) -> Curation:
    """The file, or no decisions where there is none. Raises ConfigurationError."""
    return curation_of(read_table(path), zone) if path.exists() else Curation()


def curation_of(table: Table, zone: ZoneInfo) -> Curation:
    """The decisions in a table of the whole file; times are meant in `zone`. Raises ConfigurationError."""
    table.allow([verb.value for verb in Verb])
    return Curation(tuple(_decision(verb, each, zone) for verb in Verb for each in table.tables(verb.value)))


def _decision(verb: Verb, table: Table, zone: ZoneInfo) -> Decision:
    about = "events" if verb in (Verb.SAME, Verb.DIFFERENT) else "event"
    corrected = {Verb.SET: ("field", "value"), Verb.CLEAR: ("field",)}.get(verb, ())
    table.allow((about, *corrected, "author", "note", "since"))
    field = _field(table, verb) if corrected else ""
    return Decision(
        verb=verb,
        events=_pair(table) if about == "events" else (table.text("event").strip(),),
        field=field,
        value=_value(table, field, zone) if verb is Verb.SET else None,
        author=table.text("author", ""),
        note=table.text("note", ""),
        since=table.day("since") if "since" in table.values else None,
        place=table.prefix.rstrip("."),
    )


def _pair(table: Table) -> tuple[str, ...]:
    events = tuple(each.strip() for each in table.texts("events"))
    if len(events) != 2 or not all(events) or events[0] == events[1]:
        raise table.complaint("events", "zwei verschiedene Termine nötig (needs the ids of two events)")
    return events


def _field(table: Table, verb: Verb) -> str:
    field = table.text("field")
    if field not in FIELDS:
        known = ", ".join(FIELDS)
        raise table.complaint("field", f"unbekanntes Feld »{field}« (unknown field; known: {known})")
    if verb is Verb.CLEAR and field in NEEDED:
        raise table.complaint("field", f"ohne »{field}« ist es kein Termin; »set« ändert es (it is needed)")
    return field


def _value(table: Table, field: str, zone: ZoneInfo) -> Value:
    if "value" not in table.values:
        raise table.complaint("value", "fehlt; zum Leeren gibt es »clear« (is missing; »clear« empties)")
    try:
        return read_value(field, table.values["value"], zone)
    except ValueError as error:
        raise table.complaint("value", str(error)) from None
