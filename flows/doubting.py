"""Shows the pairs of events that a person should decide: what `mintfeed doubts` says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

import orjson
from rich.console import Console
from rich.text import Text

from connectors.declared.curation import Verb
from flows.doubt_words import in_german
from flows.errand import Errand
from flows.plain import plain
from flows.typed_line import Deciding
from warehouse.doubts import Doubt, Side, open_doubts
from warehouse.matching.groups import THRESHOLD
from warehouse.viewing import viewed

_VERBS: Final = (
    (Verb.SAME, "derselbe (the same)"),
    (Verb.DIFFERENT, "zwei verschiedene (different)"),
)


def asked(task: Errand) -> tuple[Doubt, ...]:
    """Those that nobody has decided yet, the likeliest first."""
    with viewed(task.data) as con:
        return open_doubts(con, task.cluster.curation, task.night.today)


def document(doubts: Sequence[Doubt], deciding: Deciding) -> str:
    """For programs: the same as JSON."""
    told = [
        asdict(each)
        | {"reason_de": in_german(each.reason)}
        | {verb.value: _command(each, verb, deciding) for verb, _ in _VERBS}
        for each in doubts
    ]
    return orjson.dumps({"threshold": THRESHOLD, "doubts": told}, option=orjson.OPT_INDENT_2).decode()


def show(console: Console, doubts: Sequence[Doubt], deciding: Deciding) -> None:
    """Pair by pair, with the two commands that decide it."""
    if not doubts:
        console.print("Nichts zu entscheiden (nothing to decide).")
        return
    _line(
        console,
        f"Paare, die vielleicht derselbe Termin sind (pairs that may be one event): {len(doubts)}; "
        f"ab Gewicht (from weight) {THRESHOLD} gelten zwei als einer (two are taken for one)",
        "bold",
    )
    for number, each in enumerate(doubts, 1):
        _line(console, "")
        for words, style in _pair(number, each, deciding):
            _line(console, words, style)


def _pair(number: int, doubt: Doubt, deciding: Deciding) -> Iterator[tuple[str, str]]:
    weight = "–" if doubt.weight is None else f"{doubt.weight:.2f}"
    yield f"{number}. Gewicht (weight) {weight}: {in_german(doubt.reason)}", ""
    yield f"   ({doubt.reason})", "dim"
    for side in (doubt.one, doubt.other):
        yield from _side(side)
    for verb, meaning in _VERBS:
        yield f"   {meaning}: {_command(doubt, verb, deciding)}", "cyan"


def _side(side: Side) -> Iterator[tuple[str, str]]:
    end = side.end.removeprefix(side.start[:11]) if " " in side.end else side.end  # only its time, that day
    when = f"{side.start} – {end}" if end else side.start
    sources = ", ".join((side.source_id, *side.also_from))
    where = plain(side.place) or "Ort unbekannt (place unknown)"
    yield f"   »{plain(side.title)}« · {when} · {where} · [{sources}]", ""
    if side.url:
        yield f"      {plain(side.url)}", "dim"


def _command(doubt: Doubt, verb: Verb, deciding: Deciding) -> str:
    return deciding.line(verb, doubt.one.event_id, doubt.other.event_id)


def _line(console: Console, words: str, style: str = "") -> None:
    console.print(Text(words, style=style), soft_wrap=True)
