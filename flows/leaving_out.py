"""Shows what is left out for want of a topic: what `mintfeed status --left-out` says."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from connectors.declared.curation import Verb
from flows.errand import Errand
from flows.plain import plain
from flows.typed_line import Deciding
from warehouse.left_out import LeftOut, left_out
from warehouse.viewing import viewed


def found(task: Errand) -> tuple[LeftOut, ...]:
    """Still to come, by start."""
    with viewed(task.data) as con:
        return left_out(con, task.cluster.curation, task.night)


def document(events: Sequence[LeftOut]) -> str:
    """For programs: the same as JSON."""
    return orjson.dumps({"left_out": events}, option=orjson.OPT_INDENT_2).decode()


def show(console: Console, events: Sequence[LeftOut], deciding: Deciding) -> None:
    """A row each, and how to publish one."""
    if not events:
        console.print("Nichts ist ausgelassen (nothing is left out).")
        return
    grid = Table(title=f"Ohne Thema ausgelassen (left out, no topic): {len(events)}", title_justify="left")
    for name in ("Beginn", "Titel", "Quelle", "Kennung (id)"):
        grid.add_column(name, overflow="fold")
    for each in events:
        grid.add_row(each.start, Text(plain(each.title)), ", ".join(each.sources), each.event_id)
    console.print(grid)
    publish = deciding.line(Verb.PIN, events[0].event_id)
    console.print(Text(f"Einen veröffentlichen (to publish one, by its id), etwa: {publish}"), soft_wrap=True)
