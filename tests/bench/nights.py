"""Whole nights without network and Prefect: cold, unchanged, and with one event in a hundred changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from tests.nights import ClusterOnDisk, calendar, vevent

SIZES = (1_000, 10_000)  # events
PER_SOURCE = 250
SUBJECTS = ("Löten", "Sternbilder", "Fossilien", "Roboter", "Brückenbau", "Mikroskopie", "Wetter", "Raketen")


@dataclass(frozen=True)
class Taken:
    """Seconds of a night's steps after collecting, and of all of it."""

    load: float
    match: float
    publish: float
    total: float

    @property
    def after_reading(self) -> float:
        return self.load + self.match + self.publish


def _page(source: int, changed: int) -> bytes:
    """A source's calendar; the first `changed` events have another title."""
    events = []
    for n in range(PER_SOURCE):
        title = f"{SUBJECTS[n % 8]} {source}-{n}" + (" (neu)" if n < changed else "")
        start = f"2026{12 - n % 2:02}{n % 27 + 1:02}T{8 + (n + source) % 12:02}0000"
        events.append(vevent(f"{source}-{n}", title, start, f"LOCATION:Halle {source}, Weg {n % 40}"))
    return calendar(*events)


def _night(cluster: ClusterOnDisk, as_of: str) -> Taken:
    seconds = json.loads(cluster.night(as_of).text("v1/status.json"))["run"]["seconds"]
    return Taken(seconds["load"], seconds["match"], seconds["publish"], seconds["total"])


def nights(events: int) -> tuple[Taken, Taken, Taken]:
    """Cold, the same again, and one in a hundred changed."""
    with tempfile.TemporaryDirectory() as folder:
        cluster = ClusterOnDisk.made(Path(folder))
        urls = [cluster.calendar(f"quelle{n}") for n in range(events // PER_SOURCE)]
        cluster.pages = {url: _page(n, 0) for n, url in enumerate(urls)}
        cold = _night(cluster, "2026-11-24T03:15:00+01:00")
        same = _night(cluster, "2026-11-24T04:15:00+01:00")
        changed = max(1, len(urls) * PER_SOURCE // 100 // max(1, len(urls) // 4))
        for n in range(max(1, len(urls) // 4)):
            cluster.pages[urls[n]] = _page(n, changed)
        return cold, same, _night(cluster, "2026-11-24T05:15:00+01:00")


def _rows() -> Iterator[tuple[str, ...]]:
    for events in SIZES:
        cold, same, changed = nights(events)
        yield (
            f"{events:,}",
            f"{cold.total:.1f}",
            f"{cold.after_reading:.1f}",
            f"{same.after_reading / cold.after_reading:.2f}",
            f"{changed.after_reading / cold.after_reading:.2f}",
        )


def nights_table() -> Table:
    """Growth can be read down the column; the other figures are shares of the cold night."""
    table = Table(title="Nights; seconds, and shares of what follows reading (load, match, publish)")
    for name in ("events", "cold, all", "cold, after reading", "unchanged", "1 % changed"):
        table.add_column(name, justify="right")
    for row in _rows():
        table.add_row(*row)
    return table
