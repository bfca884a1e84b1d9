"""`python -m tests.bench.nights 10000 100000`: whole nights without network and Prefect.

Cold, the same again, and with one event in a hundred changed. In processor time of this process, which a busy
machine changes little. The titles repeat eight words on 54 days: the hard case for matching.
"""

from __future__ import annotations

import itertools
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.nights import ClusterOnDisk, calendar, vevent

SIZES = (1_000, 10_000, 100_000)  # events
PER_SOURCE = 250
SUBJECTS = ("Löten", "Sternbilder", "Fossilien", "Roboter", "Brückenbau", "Mikroskopie", "Wetter", "Raketen")


@dataclass(frozen=True)
class Taken:
    """Seconds of wall clock of a night's steps after collecting, and of processor for all of it."""

    load: float
    match: float
    publish: float
    all: float


@dataclass(frozen=True)
class Three:
    """The nights of one size."""

    events: int
    cold: Taken
    same: Taken
    changed: Taken
    peak: float  # MB, of the process


def _page(source: int, changed: int) -> bytes:
    """A source's calendar; the first `changed` events have another title."""
    events = []
    for n in range(PER_SOURCE):
        title = f"{SUBJECTS[n % 8]} {source}-{n}" + (" (neu)" if n < changed else "")
        start = f"2026{12 - n % 2:02}{n % 27 + 1:02}T{8 + (n + source) % 12:02}0000"
        events.append(vevent(f"{source}-{n}", title, start, f"LOCATION:Halle {source}, Weg {n % 40}"))
    return calendar(*events)


def _night(cluster: ClusterOnDisk, as_of: str) -> Taken:
    began = time.process_time()
    seconds = json.loads(cluster.night(as_of).text("v1/status.json"))["run"]["seconds"]
    return Taken(seconds["load"], seconds["match"], seconds["publish"], time.process_time() - began)


def nights(events: int) -> Three:
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
        after = _night(cluster, "2026-11-24T05:15:00+01:00")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Three(events, cold, same, after, peak)


def _by_size(sizes: Sequence[int]) -> Iterator[Three]:
    """Each size in a process of its own, so that each has its own peak."""
    for events in sizes:
        with get_context("spawn").Pool(1) as pool:
            yield pool.apply(partial(nights, events))


def nights_table(sizes: Sequence[int] = SIZES) -> Table:
    """A column for each size; growth is the cold night's, from one size to the next."""
    threes = list(_by_size(sizes))
    table = Table(title="Nights: processor time of all; load, match and publish by the clock")
    for name in ("", "target", *(f"{three.events:,}" for three in threes)):
        table.add_column(name, justify="right" if name else "left")
    growth = ["", *(f"{_growth(*two):.1f} ×" for two in itertools.pairwise(threes))]
    rows: tuple[tuple[str, str, Sequence[str]], ...] = (
        ("cold, seconds", "", [f"{three.cold.all:.1f}" for three in threes]),
        ("times as long for 10 × the events", "11 ×", growth),
        ("unchanged, of cold", "0.02", [f"{three.same.all / three.cold.all:.3f}" for three in threes]),
        ("1 % changed, of cold", "0.06", [f"{three.changed.all / three.cold.all:.3f}" for three in threes]),
        ("cold load + match + publish", "", [_steps(three.cold) for three in threes]),
        ("unchanged", "", [_steps(three.same) for three in threes]),
        ("1 % changed", "a tenth", [_steps(three.changed) for three in threes]),
        ("peak memory, MB", "700", [f"{three.peak:.0f}" for three in threes]),
    )
    for name, target, cells in rows:
        table.add_row(name, target, *cells)
    return table


def _growth(before: Three, after: Three) -> float:
    return after.cold.all / before.cold.all * 10 / (after.events / before.events)


def _steps(night: Taken) -> str:
    return f"{night.load:.1f} + {night.match:.1f} + {night.publish:.1f}"


if __name__ == "__main__":
    Console().print(nights_table([int(size) for size in sys.argv[1:]] or SIZES))
