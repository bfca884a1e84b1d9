"""Believes a source that was doubted, on a person's word."""

from __future__ import annotations

from connectors.errors import ConfigurationError, NightFailed
from flows.errand import Errand
from flows.plain import plain
from warehouse.acceptance import accept, doubt
from warehouse.store import open_warehouse


def accept_source(task: Errand, source_id: str) -> str:
    """What will happen at the next run. Raises ConfigurationError if there is no such source."""
    known = [source.id for source in task.cluster.sources]
    if source_id not in known:
        raise ConfigurationError(
            f"{plain(source_id)}: keine solche Quelle (no such source; known: {', '.join(known)})"
        )
    if not task.data.warehouse.exists():
        raise NightFailed(
            f"{task.data.path}: noch kein Lauf; zuerst »mintfeed nightly« (there has been no run yet)"
        )
    with task.data.held(), open_warehouse(task.data.warehouse) as con:
        reason = doubt(con, source_id)
        if reason is None:
            return f"{source_id}: nichts wird zurückgehalten, nichts zu tun (nothing is held, nothing to do)"
        accept(con, source_id)
    return (
        f"{source_id}: {plain(reason)}\n"
        "Der nächste Lauf glaubt, was die Quelle dann zeigt; was fehlt, steht als »nicht mehr gelistet« im "
        "Kalender (the next run believes what the source shows then; what is missing becomes delisted)"
    )
