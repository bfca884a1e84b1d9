"""Writes a person's decision about events into the cluster's curation.toml."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from connectors.declared.contradictions import contradictions
from connectors.declared.curation import FILE, Decision, Verb
from connectors.declared.curation_edits import CurationText
from connectors.declared.curation_fields import words_to_value
from connectors.errors import ConfigurationError
from flows.errand import Errand
from flows.plain import plain
from warehouse.lookup import Found, find
from warehouse.viewing import viewed

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person typed."""

    verb: Verb
    events: tuple[str, ...]  # ids, addresses or words of titles
    field: str = ""
    value: str = ""
    author: str = ""
    note: str = ""


def decide(task: Errand, order: Order) -> str:
    """What is written now. Raises ConfigurationError for no event, several, or a value that does not fit."""
    decision, names = _decision(task, order)
    value = words_to_value(order.field, order.value) if order.verb is Verb.SET else None
    changed = _text(task).decided(decision, value)
    path = _write(changed)
    what = " ".join(filter(None, (order.verb.value, decision.field, plain(order.value))))
    return "\n".join(
        (
            f"{names}: {what}",
            f"{path}: geschrieben; der nächste Lauf befolgt es (the next run follows it)",
            *(f"Achtung (mind): {each}" for each in contradictions(changed.curation.decisions)),
        )
    )


def take_back(task: Errand, order: Order) -> str:
    """What is written now. Raises ConfigurationError if nothing of the kind was decided."""
    standing = {id_ for each in task.cluster.curation.decisions for id_ in each.events}
    if standing.issuperset(order.events):  # perhaps of an event that no longer exists
        decision, names = _made(task, order, order.events), " · ".join(order.events)
    else:
        decision, names = _decision(task, order)
    text = _text(task)
    changed = text.taken_back(decision)
    if changed == text:
        raise ConfigurationError(f"{text.path}: {names}: nichts dergleichen entschieden (no such decision)")
    path = _write(changed)
    return f"{names}\n{path}: zurückgenommen ab dem nächsten Lauf (taken back from the next run on)"


def found_one(found: Sequence[Found], words: str) -> Found:
    """The event that is meant. Raises ConfigurationError that lists them where there are several."""
    if not found:
        raise ConfigurationError(
            f"»{plain(words)}«: kein Termin mit dieser Kennung, Adresse oder diesen Wörtern im Titel "
            "(no event of this id, address or words)"
        )
    if len(found) > 1:
        lines = [
            f"{plain(words)}: mehrere Termine, bitte die Kennung nennen (several events, name one's id):"
        ]
        lines += [
            f"  {each.event_id}  {each.start:16}  {plain(each.title)}  {each.source_id}" for each in found
        ]
        more = [f"  … {len(found) - MOST_SHOWN}"] if len(found) > MOST_SHOWN else []
        raise ConfigurationError("\n".join(lines[: MOST_SHOWN + 1] + more))
    return found[0]


def once(found: Sequence[Found]) -> list[Found]:
    """One of each published event; its own listing, if that is among them."""
    events: dict[str, Found] = {}
    for each in found:
        if each.published_id not in events or each.event_id == each.published_id:
            events[each.published_id] = each
    return list(events.values())


def _decision(task: Errand, order: Order) -> tuple[Decision, str]:
    with viewed(task.data) as con:
        meant = [_meant(con, order.verb, words) for words in order.events]
    # Two listings that are told apart go by their own ids, whatever they are published as.
    is_own = order.verb is Verb.DIFFERENT
    ids = tuple(each.event_id if is_own else each.published_id for each in meant)
    if len(set(ids)) < len(ids):
        raise ConfigurationError(f"{ids[0]}: beides ist derselbe Termin (both are the same event)")
    names = " · ".join(f"»{plain(each.title)}« {id_}" for each, id_ in zip(meant, ids, strict=True))
    return _made(task, order, ids), names


def _meant(con: duckdb.DuckDBPyConnection, verb: Verb, words: str) -> Found:
    found = find(con, words)
    if verb is Verb.DIFFERENT:
        exact = [each for each in found if each.event_id == words]
        return found_one(exact or found, words)
    return found_one(once(found), words)


def _made(task: Errand, order: Order, ids: tuple[str, ...]) -> Decision:
    today: date = task.night.today
    return Decision(
        verb=order.verb, events=ids, field=order.field, author=order.author, note=order.note, since=today
    )


def _text(task: Errand) -> CurationText:
    path = task.cluster.folder / FILE
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    return CurationText(path, text, task.cluster.zone)


def _write(changed: CurationText) -> Path:
    """Written aside and moved, so that a run never reads half a file."""
    target = changed.path.resolve()
    aside = target.with_name(f".{target.name}.part")
    try:
        aside.write_bytes(changed.text.encode("utf-8", "replace"))
        if target.exists():
            shutil.copymode(target, aside)
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise ConfigurationError(f"{target}: nicht beschreibbar (not writable): {error.strerror}") from None
    return changed.path
