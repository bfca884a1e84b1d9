"""Tells how things stand, from what is published: v1/status.json and v1/events.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from rich.table import Table
from rich.text import Text

from connectors.declared.curation import FILE as CURATION
from connectors.errors import NightFailed

WORST_FIRST = ("failed", "empty", "held", "ok", "unchanged")
HOLIDAYS_AHEAD: Final = timedelta(days=180)  # known school holidays that end sooner need a new table
COLOURS = {"failed": "red", "empty": "red", "held": "yellow", "ok": "green", "unchanged": "green"}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source as the status file tells it."""

    id: str
    partner: str
    state: str
    events: int
    problems: int
    last_success: str | None
    message: str

    @property
    def is_well(self) -> bool:
        return self.state in ("ok", "unchanged")


@dataclass(frozen=True, slots=True)
class Standing:
    """The published state of a cluster."""

    generated: str
    events: int
    sources: tuple[SourceLine, ...]  # worst first
    raw: str
    decisions_in_vain: tuple[str, ...] = ()  # of curation.toml


def standing(site: Path) -> Standing:
    """Read what is published. Raises NightFailed if nothing is."""
    try:
        raw = (site / "v1/status.json").read_text("utf-8")
        count = json.loads((site / "v1/events.json").read_bytes())["count"]
    except FileNotFoundError:
        raise NightFailed(
            f"{site}: noch nichts veröffentlicht; zuerst »mintfeed nightly« (nothing is published yet)"
        ) from None
    status = json.loads(raw)
    sources = [SourceLine(**source) for source in status["sources"]]
    sources.sort(key=lambda source: (WORST_FIRST.index(source.state), -source.problems, source.id))
    in_vain = tuple(f"{CURATION}: {each}" for each in status.get("curation", ()))
    return Standing(status["generated"], count, tuple(sources), raw, in_vain)


def five_lines(now: Standing, site: Path) -> Iterator[str]:
    """What was read, what was published, what is wrong with whom, and where to open the page."""
    states = Counter(source.state for source in now.sources)
    counts = ", ".join(f"{states[state]} {state}" for state in WORST_FIRST if states[state])
    yield f"Gelesen (read): {len(now.sources)} Quellen (sources): {counts}"
    yield f"Veröffentlicht (published): {now.events} Termine (events) in calendar.ics und v1/events.json"
    bad = [f"{source.id}: {source.message}" for source in now.sources if not source.is_well]
    bad += now.decisions_in_vain
    yield f"In Not (in trouble): {' · '.join(bad) or 'keine Quelle (no source)'}"
    mended = [f"{source.id} {source.problems}" for source in now.sources if source.problems]
    yield f"Repariert oder ausgelassen (repaired or left out): {', '.join(mended) or 'nichts (nothing)'}"
    yield f"Öffnen (open): {(site.absolute() / 'index.html').as_uri()}"


def table(now: Standing) -> Table:
    """Every source's health, worst first."""
    grid = Table(title=f"Stand (as of) {now.generated}", title_justify="left")
    for name in ("Quelle", "Zustand", "Termine", "Probleme", "zuletzt gut", "was ist"):
        grid.add_column(name, overflow="fold")
    for source in now.sources:
        grid.add_row(
            source.id,
            Text(source.state, style=COLOURS[source.state]),
            str(source.events),
            str(source.problems),
            source.last_success or "nie (never)",
            Text(source.message),
        )
    if now.decisions_in_vain:
        grid.caption = Text("\n".join(now.decisions_in_vain), style="yellow", justify="left")
    return grid


def holidays_line(known_until: date, today: date) -> Text:
    """How long the school holidays are known, by which dates are read; a warning where it is not for long."""
    words = f"Schulferien bekannt bis (school holidays known until) {known_until}"
    if known_until - today >= HOLIDAYS_AHEAD:
        return Text(words, style="dim")
    return Text(
        f"{words}: connectors/dates/nrw_school_holidays.toml um die nächsten Jahre ergänzen, sonst werden "
        "»in den Ferien« und »außer in den Ferien« bald falsch gelesen (add the coming years, or wordings "
        "about holidays will soon be misread)",
        style="yellow",
    )
