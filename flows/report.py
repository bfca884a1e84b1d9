"""Tells how things stand, from what is published: v1/status.json and v1/events.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from connectors.advice import advice_on_hint
from connectors.declared.curation import FILE as CURATION
from connectors.errors import NightFailed
from flows.plain import plain

HEALTHY: Final = ("ok", "unchanged")
SILENT: Final = ("nothing-ahead", "nothing-for-weeks")  # codes of hints
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
    nights: tuple[bool, ...] = ()  # whether it was read well, oldest first
    hints: tuple[str, ...] = ()  # what looks odd, though it was read

    @property
    def is_well(self) -> bool:
        return self.state in HEALTHY

    @property
    def is_silent(self) -> bool:
        """Nothing failed, and yet nothing comes."""
        return self.is_well and any(code in SILENT for code in self.hints)


@dataclass(frozen=True, slots=True)
class Standing:
    """The published state of a cluster."""

    generated: str
    events: int
    sources: tuple[SourceLine, ...]  # worst first
    raw: str
    decisions_in_vain: tuple[str, ...] = ()  # of curation.toml
    figures: Mapping[str, int] = field(default_factory=dict)  # of the cluster as a whole
    contradictions: tuple[str, ...] = ()  # events whose sources say different starts


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
    return Standing(
        generated=status["generated"],
        events=count,
        sources=tuple(sorted(_sources(status), key=_worst_first)),
        raw=raw,
        decisions_in_vain=tuple(f"{CURATION}: {each}" for each in status.get("curation", ())),
        figures=status.get("figures", {}),
        contradictions=tuple(map(_contradiction, status.get("contradictions", ()))),
    )


def _sources(status: Mapping[str, Any]) -> Iterator[SourceLine]:
    nights, hints = status.get("nights", {}), status.get("hints", {})
    for source in status["sources"]:
        states = nights.get(source["id"], {})
        yield SourceLine(
            **source,
            nights=tuple(states[day] in HEALTHY for day in sorted(states)),
            hints=tuple(hint["code"] for hint in hints.get(source["id"], ())),
        )


def _worst_first(source: SourceLine) -> tuple[float, int, str]:
    """A source of which nothing comes stands right behind those in trouble."""
    rank = WORST_FIRST.index(source.state)
    return (WORST_FIRST.index("ok") - 0.5 if source.is_silent else rank), -source.problems, source.id


def _contradiction(document: Mapping[str, Any]) -> str:
    says = "; ".join(f"{each['source']} {each['start'].replace('T', ' ')}" for each in document["says"])
    return f"{plain(document['title'])} ({document['id']}): {says}"


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
    for name in ("Quelle", "Zustand", "Nächte", "Termine", "Probleme", "zuletzt gut", "was ist"):
        grid.add_column(name, overflow="fold")
    for source in now.sources:
        grid.add_row(
            source.id,
            Text(source.state, style="red" if source.is_silent else COLOURS[source.state]),
            _strip(source.nights),
            str(source.events),
            str(source.problems),
            source.last_success[:10] if source.last_success else "nie (never)",
            Text("\n".join(part for part in (source.message, *map(_advice, source.hints)) if part)),
        )
    if now.decisions_in_vain:
        grid.caption = Text("\n".join(now.decisions_in_vain), style="yellow", justify="left")
    return grid


def _strip(nights: tuple[bool, ...]) -> Text:
    """A low mark for each night that went well, a high one for each that did not."""
    return Text.assemble(*(("▁", "green") if is_well else ("█", "red") for is_well in nights))


def _advice(code: str) -> str:
    said, english = advice_on_hint(code, "de"), advice_on_hint(code, "en")
    return f"{said.meaning} ({english.meaning})"


def figures_lines(now: Standing) -> Iterator[str]:
    """The cluster as a whole, and each event about which its sources disagree."""
    if figures := now.figures:
        yield (
            "Frisch (fresh): {fresh} von (of) {sources} Quellen · Termine (events): {events}, "
            "mehrfach gelistet (merged): {merged}, ausgelassen (left out): {left_out} · "
            "repariert (repaired): {repaired}, "
            "nicht übernommen (dropped): {dropped}".format(**figures)
        )
    for each in now.contradictions:
        yield f"Widerspruch (sources disagree): {each}"


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
