"""Shows on a terminal everything there is to tell about one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.explaining import Told
from flows.plain import plain
from flows.why_words import EFFECTS, FACET_FIELDS, FACETS, FIELDS, KINDS, SEVERITIES, STANDINGS, STATES, VERBS
from warehouse.decisions import Ruling
from warehouse.explanation import Explanation, FacetOrigin, FieldOrigin, ListedAs, Trouble
from warehouse.version_words import Change

LONGEST: Final = 160  # characters of one value
_ONE: Final = "ein Termin (one)"
_TWO: Final = "zwei Termine (two)"
Rows = Iterable[Sequence[str]]


def show(console: Console, what: Told, zone: ZoneInfo) -> None:
    """Section by section; those with nothing to tell are left out."""
    _line(console, _short(what.title), what.start, style="bold")
    if what.event is None:
        _line(
            console, "kein Termin, aber eine Quelle nennt so etwas (no event, but a source has such a record)"
        )
        _section(console, "Probleme (problems)", _troubles(what.troubles))
        return
    colour, standing = STANDINGS[what.event.standing]
    _line(console, standing, style=colour)
    _ids(console, what.event, zone)
    _section(console, "Quellen (sources)", _listings(what.event.listings, zone))
    _section(console, "Felder (fields)", _fields(what.event.fields, what.decisions))
    _section(console, "Merkmale (facets)", _facets(what.event.facets))
    _section(console, "Korrekturen (decisions)", _decisions(what.decisions))
    _section(console, "Zusammengeführt (merged)", _merged(what))
    _section(console, "Probleme (problems)", _troubles(what.event.troubles))
    _section(console, "Versionen (versions)", _versions(what.event, zone))
    _section(console, "Was die Quellen sagten (what sources said)", _listing_versions(what.event, zone))


def _ids(console: Console, event: Explanation, zone: ZoneInfo) -> None:
    others = [id_ for id_ in event.members if id_ != event.event_id]
    also = f"; auch (also) {', '.join(others)}" if others else ""
    run = f"; Stand (as of) {_when(event.last_run, zone)}" if event.last_run else ""
    _line(console, f"Kennung (id) {event.event_id}{also}{run}", style="dim")


def _listings(listings: Iterable[ListedAs], zone: ZoneInfo) -> Iterator[Sequence[str]]:
    for each in listings:
        rank = f" · Rang (rank) {each.rank}" if each.rank is not None else ""
        notes = [STATES.get(each.state, each.state), each.message]
        if each.stale_since is not None:
            notes.append(f"alt seit (stale since) {each.stale_since}")
        if each.gone_nights:
            notes.append(f"in {each.gone_nights} Nächten nicht gezeigt (not shown)")
        if not each.place_in_line:
            notes.append("zählt nicht, weil kein Thema gefunden ist (not heard: no topic)")
        lines = [
            f"{each.source_id} · {each.partner}{rank} · {each.event_id}",
            f"»{each.title}« {each.start} {each.status}",
            each.url,
            f"seit (since) {_when(each.first_seen, zone)}; {'; '.join(filter(None, notes))}",
        ]
        yield f"{each.place_in_line}." if each.place_in_line else "–", "\n".join(filter(None, lines))


def _fields(fields: Iterable[FieldOrigin], decisions: Sequence[Ruling]) -> Iterator[Sequence[str]]:
    order = list(FIELDS)
    decided = {each.field.partition(".")[0] for each in decisions if each.field and each.effect != "next_run"}
    for each in sorted(fields, key=lambda field: order.index(field.field)):
        origin = ", ".join(each.sources)
        if each.field in decided:
            said = f"; dort (there): {_short(each.said)}" if each.said else ""
            origin = f"curation.toml{said}" + (f" [{origin}]" if origin else "")
        yield FIELDS[each.field], each.value or "–", origin


def _facets(facets: Iterable[FacetOrigin]) -> Iterator[Sequence[str]]:
    for each in facets:
        where = FACET_FIELDS.get(each.field, FIELDS.get(each.field, each.field))
        words = f"»{each.words}«" if each.words else ""
        yield (
            FACETS.get(each.facet, FIELDS.get(each.facet, each.facet)),
            each.value,
            words,
            where,
            each.source_id,
        )


def _decisions(decisions: Iterable[Ruling]) -> Iterator[Sequence[str]]:
    for each in decisions:
        what = (
            f"{FIELDS.get(each.field, each.field)} {_short(each.value)}"
            if each.field
            else " = ".join(each.events if len(each.events) > 1 else ())
        )
        who = " ".join(filter(None, (each.author, str(each.since or ""))))
        yield VERBS[each.verb], what.strip(), who, each.note, EFFECTS[each.effect]


def _merged(what: Told) -> Iterator[Sequence[str]]:
    assert what.event is not None
    verdicts = {frozenset(each.events): each.verb for each in what.decisions if each.effect != "next_run"}
    told = {frozenset((each.event_id_a, each.event_id_b)) for each in what.event.comparisons}
    for each in what.event.comparisons:
        by = verdicts.get(frozenset((each.event_id_a, each.event_id_b)))
        reason = "; ".join(filter(None, (by and f"curation.toml: {by}", each.reason)))
        yield each.event_id_a, each.event_id_b, _ONE if each.is_one else _TWO, f"{each.weight:.1f}", reason
    for pair, verb in verdicts.items():
        if len(pair) == 2 and pair not in told:
            yield *sorted(pair), _ONE if verb == "same" else _TWO, "", f"curation.toml: {verb}"


def _troubles(troubles: Iterable[Trouble]) -> Iterator[Sequence[str]]:
    for each in troubles:
        line = f", Zeile (line) {each.line}" if each.line is not None else ""
        told = "; ".join(filter(None, (each.title, each.detail)))
        yield each.source_id, SEVERITIES[each.severity], each.code, told, f"{each.url}{line}"


def _versions(event: Explanation, zone: ZoneInfo) -> Iterator[Sequence[str]]:
    for each in event.versions:
        merged = f"ist jetzt (is now) {each.merged_into}" if each.merged_into else ""
        changed = _changes(each.changes) or merged
        yield str(each.sequence), _when(each.changed_at, zone), KINDS[each.kind], changed


def _listing_versions(event: Explanation, zone: ZoneInfo) -> Iterator[Sequence[str]]:
    for each in event.listing_versions:
        yield (
            each.source_id,
            _when(each.changed_at, zone),
            _changes(each.changes) or "zuerst gesehen (first seen)",
        )


def _changes(changes: Iterable[Change]) -> str:
    return "\n".join(
        f"{FIELDS.get(each.field, each.field)}: {_short(each.before) or '–'} → {_short(each.after) or '–'}"
        for each in changes
    )


def _section(console: Console, heading: str, rows: Rows) -> None:
    told = list(rows)
    if not told:
        return
    console.print()
    _line(console, heading, style="bold cyan")
    grid = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for _ in told[0]:
        grid.add_column(overflow="fold")
    for row in told:
        grid.add_row(*(Text("\n".join(_short(line) for line in cell.split("\n"))) for cell in row))
    console.print(grid)


def _line(console: Console, *words: str, style: str = "") -> None:
    console.print(Text(" · ".join(plain(each) for each in words if each), style=style), soft_wrap=True)


def _short(words: str) -> str:
    words = plain(words)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _when(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
