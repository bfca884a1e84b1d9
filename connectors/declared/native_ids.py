"""How much a source's own ids say: what the ids of each event software survive, as a table of data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from connectors.declared.tables import Table, read_table

_TABLE: Final = Path(__file__).parents[1] / "kinds" / "native_ids.toml"


class Trust(StrEnum):
    """What an id is worth when an event is looked for that is known already."""

    ALONE = "alone"  # it decides, whatever else has changed
    WITH_OTHERS = "with_others"  # it counts unless the words and the start say something else
    NEVER = "never"  # it is another one every night


@dataclass(frozen=True, slots=True, kw_only=True)
class IdForm:
    """One way of writing ids, and what such an id survives; None: not known."""

    software: str
    form: str  # a regular expression that the whole id matches (in Python as in RE2)
    kinds: tuple[str, ...] = ()  # of sources; () where the form is unmistakable
    on_fetch: bool | None = None
    on_move: bool | None = None
    per_date: bool | None = None

    @property
    def trust(self) -> Trust:
        if self.on_fetch is False:
            return Trust.NEVER
        return Trust.ALONE if self.on_fetch and self.on_move else Trust.WITH_OTHERS


# Of software that is not known: RFC 5545 §3.8.4.7 promises much, and rows of a table are often numbered anew.
UNKNOWN: Final = IdForm(software="", form=r"[\s\S]*")


@cache
def id_forms() -> tuple[IdForm, ...]:
    """All that are known, in the order in which they are tried."""
    table = read_table(_TABLE)
    table.allow(["form"])
    return tuple(_form(each) for each in table.tables("form"))


def id_forms_of(kind: str | None) -> Sequence[IdForm]:
    """Those that the ids of a source of this kind may have, the last of which any id has."""
    return [*(each for each in id_forms() if not each.kinds or kind in each.kinds), UNKNOWN]


def form_of(kind: str | None, uid: str) -> IdForm:
    """The form that an id has."""
    return next(each for each in id_forms_of(kind) if re.fullmatch(each.form, uid))


def _form(table: Table) -> IdForm:
    table.allow(["software", "form", "kinds", "on_fetch", "on_move", "per_date"])
    return IdForm(
        software=table.text("software"),
        form=table.text("form"),
        kinds=table.texts("kinds"),
        on_fetch=_known(table, "on_fetch"),
        on_move=_known(table, "on_move"),
        per_date=_known(table, "per_date"),
    )


def _known(table: Table, key: str) -> bool | None:
    return table.flag(key, False) if key in table.values else None
