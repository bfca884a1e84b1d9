"""People's decisions about events, as curation.toml says them; they survive every re-read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from connectors.declared.curation_fields import FIELDS, NEEDED, Value, read_value
from connectors.declared.tables import Table, read_table
from connectors.errors import ConfigurationError

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
    """All decisions of a cluster, in the order of the file."""

    decisions: tuple[Decision, ...] = ()


def read_curation(path: Path, zone: ZoneInfo) -> Curation:
    """The file, or no decisions where there is none. Raises ConfigurationError."""
    return curation_of(read_table(path), zone) if path.exists() else Curation()


def curation_of(table: Table, zone: ZoneInfo) -> Curation:
    """The decisions in a table of the whole file; times are meant in `zone`. Raises ConfigurationError."""
    table.allow([verb.value for verb in Verb])
    decisions = tuple(_decision(verb, each, zone) for verb in Verb for each in table.tables(verb.value))
    _check_fields(table.path, decisions)
    _check_pairs(table.path, decisions)
    return Curation(decisions)


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


def _check_fields(path: Path, decisions: Sequence[Decision]) -> None:
    """One field of one event is decided once."""
    seen: dict[tuple[str, str], Decision] = {}
    for each in decisions:
        if each.field:
            other = seen.setdefault((each.events[0], each.field), each)
            if other is not each:
                raise ConfigurationError(
                    f"{path}: {each.place}.field: »{each.field}« ist schon in {other.place} entschieden "
                    f"(already decided there)"
                )


def _check_pairs(path: Path, decisions: Sequence[Decision]) -> None:
    """What is one by any chain of »same« is not told to be different."""
    groups = dict(_together([each.events for each in decisions if each.verb is Verb.SAME]))
    for each in decisions:
        if each.verb is Verb.DIFFERENT:
            one, other = (groups.get(event, event) for event in each.events)
            if one == other:
                raise ConfigurationError(
                    f"{path}: {each.place}.events: widerspricht »same« (contradicts what »same« says)"
                )


def _together(pairs: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Each event, and one that stands for all that are the same."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set(pair).union(*(groups.get(event, ()) for event in pair))
        groups.update(dict.fromkeys(joined, joined))
    return ((event, min(group)) for event, group in groups.items())
