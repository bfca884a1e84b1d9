"""Reads where a cluster's sources are read: on this machine, or on a Dask cluster ([run] of cluster.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from connectors.declared.tables import Table

TASKS: Final = ("threads", "dask")
_SCHEMES: Final = ("tcp", "tls", "ws", "wss")  # that Dask's scheduler listens on


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Who reads the sources: threads of the night itself, or the workers of a Dask scheduler."""

    tasks: str = "threads"
    dask_address: str = ""  # tcp://host:port of the scheduler; "" with threads


def read_running(table: Table) -> Running:
    """Raises ConfigurationError; an address belongs to tasks = "dask" and to nothing else."""
    table.allow(("tasks", "dask_address"))
    tasks = table.text("tasks", "threads")
    if tasks not in TASKS:
        raise table.complaint("tasks", f"muss eines sein von (must be one of): {', '.join(TASKS)}")
    address = table.text("dask_address", "")
    if tasks == "dask" and not address:
        raise table.complaint("dask_address", 'fehlt; tasks = "dask" braucht ihn (is missing)')
    if tasks != "dask" and address:
        raise table.complaint("dask_address", 'gilt nur mit tasks = "dask" (goes with tasks = "dask" only)')
    if address and not _is_address(address):
        raise table.complaint(
            "dask_address",
            f"muss wie tcp://dask.example:8786 aussehen, nicht »{address}« (must look like tcp://host:port)",
        )
    return Running(tasks=tasks, dask_address=address)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return bool(parts.scheme in _SCHEMES and parts.hostname and port and not parts.path.strip("/"))
