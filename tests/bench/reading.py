"""How long reading a page takes, against what the same bytes cost the libraries alone."""

from __future__ import annotations

import csv
import io
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import icalendar
import lxml.etree
import lxml.html
from rich.table import Table

from connectors.cluster import Source
from connectors.model import Page, Window
from connectors.reading import Request, read
from tests.bench import grown_pages
from tests.bench.pages import SAMPLES, Sample

RUNS: Final = 7
WINDOW: Final = Window(date(2026, 10, 25), date(2027, 11, 25), date(2026, 11, 24))
_SCRIPT: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@dataclass(frozen=True)
class Taken:
    """Seconds of this process for one page."""

    kind: str
    yardstick: str
    alone: float
    parsing: float
    reading: float


def seconds(work: Callable[[], Any]) -> float:
    """Of the processor, for others may use the machine, too: the median, after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def yardstick(sample: Sample) -> tuple[str, Callable[[], Any]]:
    """The library that must at least read these bytes."""
    match sample.media_type:
        case "text/calendar":
            return "icalendar", lambda: icalendar.Calendar.from_ical(sample.body)
        case "application/json":
            return "json", lambda: json.loads(sample.body)
        case "text/csv":
            return "csv", lambda: list(csv.DictReader(io.StringIO(sample.body.decode()), delimiter=";"))
        case "text/xml":
            # Kufer writes "&" as it is.
            return "lxml", lambda: lxml.etree.fromstring(sample.body, lxml.etree.XMLParser(recover=True))
    scripts = [each for each in _SCRIPT.findall(sample.body.decode()) if _is_sound(each)]
    name = "lxml, json" if scripts else "lxml"
    return name, lambda: (lxml.html.document_fromstring(sample.body), [json.loads(each) for each in scripts])


def _is_sound(script: str) -> bool:
    try:
        json.loads(script)
    except ValueError:
        return False
    return True


def measured() -> Iterator[Taken]:
    for sample in (*(make() for make in SAMPLES), *grown_pages.samples()):
        source = Source(
            id="bench", path=Path("bench.toml"), name="", partner="museum", kind=sample.kind,
            url="https://museum.example/", timezone="Europe/Berlin", options=sample.options,
        )  # fmt: skip
        page = Page(
            url=source.url, final_url=source.url, body=sample.body,
            sha256=sha256(sample.body).hexdigest(), media_type=sample.media_type,
        )  # fmt: skip
        parse = import_module(f"connectors.kinds.from_{sample.kind}").parse
        name, alone = yardstick(sample)
        request = Request(source=source, page=page, window=WINDOW)
        yield Taken(
            sample.kind,
            name,
            seconds(alone),
            seconds(lambda parse=parse, page=page, source=source: list(parse(page, source))),  # type: ignore[misc]  # a lambda's defaults have no types
            seconds(lambda request=request: read(request)),  # type: ignore[misc]  # the same
        )


def reading_table() -> Table:
    table = Table(title=f"Reading a page of 500 events; median of {RUNS} runs, milliseconds and ratios")
    for name in ("kind", "yardstick", "alone", "parse", "×", "parse and normalise", "×"):
        table.add_column(name, justify="right")
    for each in measured():
        cells = (
            each.alone * 1e3, each.parsing * 1e3, each.parsing / each.alone,
            each.reading * 1e3, each.reading / each.alone,
        )  # fmt: skip
        table.add_row(each.kind, each.yardstick, *(f"{cell:.1f}" for cell in cells))
    return table


if __name__ == "__main__":
    from rich.console import Console

    Console().print(reading_table())
