"""Lists what mixed sources announce and is left out, because no topic was found in it."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from connectors.declared.curation import Curation, Verb
from warehouse.night import Night
from warehouse.store import query


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One event that is not published."""

    event_id: str
    title: str
    start: str  # local
    sources: tuple[str, ...]
    url: str


def left_out(con: duckdb.DuckDBPyConnection, curation: Curation, night: Night) -> tuple[LeftOut, ...]:
    """Those still to come in the window, by start; none that a person pinned, gave a topic or hid."""
    decided = [
        each.events[0]
        for each in curation.decisions
        if each.verb in (Verb.PIN, Verb.HIDE) or (each.verb is Verb.SET and each.field == "topics")
    ]
    parameters = {"decided": decided, "today": night.today, "until": night.window_to}
    rows = con.execute(query("explain/left_out"), parameters).fetchall()
    return tuple(LeftOut(id_, title, start, tuple(sources), url) for id_, title, start, sources, url in rows)
