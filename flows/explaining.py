"""Finds an event and everything there is to tell about it: what `mintfeed why` shows."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from connectors.errors import ConfigurationError
from flows.deciding import found_one, once
from flows.errand import Errand
from flows.plain import plain
from warehouse.decisions import Ruling, rulings_about
from warehouse.explanation import Explanation, Trouble
from warehouse.explanations import explain, troubles_named
from warehouse.lookup import find
from warehouse.viewing import viewed


@dataclass(frozen=True, slots=True)
class Told:
    """The event that is meant, if there is one, and what people decided about it."""

    title: str
    start: str  # local
    event: Explanation | None
    decisions: tuple[Ruling, ...] = ()
    troubles: tuple[Trouble, ...] = ()  # with records of such a title, where there is no event


def told(task: Errand, words: str) -> Told:
    """Raises ConfigurationError if nothing, or more than one event, is meant."""
    with viewed(task.data) as con:
        found = once(find(con, words))
        troubles = () if found else troubles_named(con, words)
        if troubles:
            return Told(words, "", None, (), troubles)
        if not found:
            raise ConfigurationError(
                f"»{plain(words)}«: kein Termin mit dieser Kennung, Adresse oder diesen Wörtern im Titel; "
                "»mintfeed check« zeigt, was eine Quelle jetzt gibt (no event of this id, address or words; "
                "»mintfeed check« shows what a source gives now)"
            )
        one = found_one(found, words)
        event = explain(con, one.published_id)
        decisions = rulings_about(con, task.cluster, event.members)
    fields = {each.field: each.value or each.said for each in event.fields}
    return Told(fields.get("title", one.title), fields.get("start", one.start), event, decisions)


def document(what: Told) -> str:
    """For programs: the same as JSON."""
    return orjson.dumps(what, option=orjson.OPT_INDENT_2).decode()
