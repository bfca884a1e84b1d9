"""`make bench`: how long reading takes, against what the same bytes cost the libraries alone."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import icalendar
import lxml.html
from rich.console import Console
from rich.table import Table

from connectors.cluster import Source
from connectors.model import Page, Window
from connectors.reading import Request, read
from tests.bench.facets import facets_table
from tests.bench.nights import nights_table
from tests.bench.pages import SAMPLES, Sample

RUNS = 5
WINDOW = Window(date(2026, 10, 25), date(2027, 11, 25), date(2026, 11, 24))


def seconds(work: Callable[[], Any]) -> float:
    """The median of a few runs, after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def yardstick(sample: Sample) -> tuple[str, Callable[[], Any]]:
    """The library that must at least read these bytes."""
    match sample.kind:
        case "ics":
            return "icalendar", lambda: icalendar.Calendar.from_ical(sample.body)
        case "tribe":
            return "json", lambda: json.loads(sample.body)
        case "csv":
            return "str.split", lambda: [row.split(";") for row in sample.body.decode().splitlines()]
    return "lxml", lambda: lxml.html.document_fromstring(sample.body)


def rows() -> Iterator[tuple[str, str, float, float, float]]:
    for make in SAMPLES:
        sample = make()
        source = Source(
            id="bench", path=Path("bench.toml"), name="", partner="museum", kind=sample.kind,
            url="https://museum.example/", timezone="Europe/Berlin", options=sample.options,
        )  # fmt: skip
        digest = sha256(sample.body).hexdigest()
        page = Page(
            url=source.url,
            final_url=source.url,
            body=sample.body,
            sha256=digest,
            media_type=sample.media_type,
        )
        parse = import_module(f"connectors.kinds.from_{sample.kind}").parse
        name, alone = yardstick(sample)
        yield (
            sample.kind,
            name,
            seconds(alone),
            seconds(lambda parse=parse, page=page, source=source: list(parse(page, source))),  # type: ignore[misc]
            seconds(lambda page=page, source=source: read(Request(source=source, page=page, window=WINDOW))),  # type: ignore[misc]
        )


def main() -> None:
    console = Console()
    table = Table(title="Reading a page of 500 events; median of 5 runs, milliseconds and ratios")
    for name in ("kind", "yardstick", "alone", "parse", "×", "parse and normalise", "×"):
        table.add_column(name, justify="right")
    for kind, name, alone, parsing, reading in rows():
        cells = (alone * 1e3, parsing * 1e3, parsing / alone, reading * 1e3, reading / alone)
        table.add_row(kind, name, *(f"{cell:.1f}" for cell in cells))
    console.print(table)
    console.print(facets_table())
    console.print(nights_table())


if __name__ == "__main__":
    main()
