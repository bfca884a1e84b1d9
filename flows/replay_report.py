"""Shows what a replay would publish differently: for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.differences import Change, EventDifference
from flows.plain import plain
from flows.replay_order import Replayed
from flows.replaying import ReplayedNight

MOST_EVENTS: Final = 50  # shown to people; the JSON has all
MOST_URLS: Final = 3
MOST_LETTERS: Final = 120  # of one value
_KINDS: Final = {"new": "neu (new)", "gone": "weg (gone)", "changed": "anders (changed)"}
_COLOURS: Final = {"new": "green", "gone": "red", "changed": "yellow"}


def night_line(night: ReplayedNight) -> str:
    """One replayed night."""
    notes = [f"{night.parsed} Seiten gelesen (pages parsed)"]
    if night.left_out:
        notes.append(f"nicht mehr im Ordner (no longer in the folder): {', '.join(night.left_out)}")
    if night.unknown:
        urls = ", ".join(night.unknown[:MOST_URLS])
        notes.append(f"{len(night.unknown)} Seiten damals nicht gefragt (not asked for then): {plain(urls)}")
    result = f"{night.events} Termine (events)"
    if night.failure:
        result = f"nicht veröffentlicht (not published): {plain(night.failure)}"
    return f"{night.as_of.isoformat()}: {'; '.join((result, *notes))}"


def document(result: Replayed) -> str:
    """For programs."""
    found = result.found
    return json.dumps(
        {
            "nights": [{**asdict(night), "as_of": night.as_of.isoformat()} for night in result.nights],
            "base": result.asked.base.isoformat() if result.asked.base else None,
            "is_whole": result.asked.is_whole,
            "compared_with": result.compared or None,
            "same": found.same,
            **{kind: found.count(kind) for kind in _KINDS},
            "events": [_event(each) for each in found.events],
            "files": list(found.files),
        },
        ensure_ascii=False,
        indent=2,
    )


def show(console: Console, result: Replayed) -> None:
    """Counts first, then one row for every event that differs."""
    found = result.found
    for line in summary(result):
        console.print(Text(line), soft_wrap=True, highlight=False)
    if found.events:
        console.print(_table(found.events[:MOST_EVENTS]))
    if (more := len(found.events) - MOST_EVENTS) > 0:
        console.print(f"… und {more} weitere; alle mit --json (and {more} more; all with --json)")


def summary(result: Replayed) -> Iterator[str]:
    """What it set out from, what it is compared with, and how much differs."""
    found, asked = result.found, result.asked
    if asked.base is not None:
        yield f"Davor (before that): die Sicherung der Nacht (the copy of the night) {asked.base.isoformat()}"
    if not asked.is_whole:
        yield (
            "Die Nächte davor sind nicht mehr gespeichert: IDs können andere sein"
            " (the nights before are not stored any more: ids may differ)"
        )
    compared = result.compared or "nichts, noch ist nichts veröffentlicht (nothing, nothing is published)"
    yield f"Verglichen mit (compared with): {compared}"
    counts = ", ".join(f"{found.count(kind)} {words}" for kind, words in _KINDS.items())
    yield f"Termine (events): {found.same} gleich (the same), {counts}"
    yield f"Andere Dateien (files that differ): {len(found.files) or 'keine (none)'}"


def _table(events: Sequence[EventDifference]) -> Table:
    grid = Table()
    for heading in ("was (what)", "Termin (event)", "Unterschied (difference)"):
        grid.add_column(heading, overflow="fold")
    for event in events:
        grid.add_row(
            Text(_KINDS[event.kind], style=_COLOURS[event.kind]),
            Text(f"{event.start} {plain(event.title)}\n{event.id}"),
            Text("\n".join(map(_words, event.changes))),
        )
    return grid


def _words(change: Change) -> str:
    return f"{change.field}: {_value(change.before)} → {_value(change.after)}"


def _value(value: Any) -> str:
    """As it stands in the feed; a dash where it does not."""
    if value is None:
        return "–"
    text = plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"


def _event(event: EventDifference) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "id": event.id,
        "title": event.title,
        "start": event.start,
        "changes": {each.field: {"before": each.before, "after": each.after} for each in event.changes},
    }
