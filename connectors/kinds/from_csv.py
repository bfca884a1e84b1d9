"""Reads a published table: one event a row, columns named in German or English."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.model import Link, Page, Problem, Record, Severity
from connectors.parsing.answers import truncated
from connectors.parsing.rows import Row, rows_of

_NAMES: Final = {
    "uid": ("uid",),
    "title": ("title", "titel"),
    "start": ("start", "beginn"),
    "end": ("end", "ende"),
    "all_day": ("all_day", "ganztägig", "ganztaegig"),
    "location": ("location", "ort"),
    "description": ("description", "beschreibung"),
    "url": ("url", "link"),
    "status": ("status",),
    "categories": ("categories", "kategorien"),
    "price": ("price", "kosten"),
    "registration": ("registration", "anmeldung"),
}
_FIELDS: Final = {name.replace("_", ""): field for field, names in _NAMES.items() for name in names}
_ALL_DAY: Final = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "wahr", "1", "x", "✓"), True),
    **dict.fromkeys(("nein", "n", "no", "false", "falsch", "0"), False),
    "": None,
}
_SEPARATORS: Final = re.compile(r"\s*[,;|]\s*")
_HEADER_WITHIN: Final = 10  # rows; people put a heading above their table


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed where the page is no table with a title and a start."""
    text = page.text
    if page.media_type == "text/html" or text.lstrip()[:1] == "<":
        raise ParseFailed(
            f"{page.url}: eine Webseite statt einer Tabelle; bitte die Adresse der CSV-Datei angeben"
            " (a web page, not a table; give the address of the CSV file)"
        )
    lines = list(io.StringIO(text, newline=""))  # splits at \r and \n only, unlike splitlines
    delimiter, skipped = _delimiter(lines)
    rows = rows_of(lines, skipped, delimiter)
    header = _header(page, rows)
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            yield from _read(page, row, header)


def _delimiter(lines: list[str]) -> tuple[str, int]:
    """The character between cells, and how many lines to skip; Excel may say `sep=;` in the first."""
    first = lines[0].strip() if lines else ""
    if first.casefold().startswith("sep=") and len(first) == 5:
        return first[4], 1
    head = lines[:_HEADER_WITHIN]
    return max(";,\t", key=lambda mark: max((_fit(line.split(mark)) for line in head), default=(0, 0))), 0


def _fit(cells: list[str]) -> tuple[int, int]:
    """How well a line is cut: by the columns that we know, else by how many there are."""
    return len(_columns(cells)), len(cells)


def _columns(cells: list[str] | tuple[str, ...]) -> dict[str, int]:
    """Which cell of a header holds which field; the first of two of the same name."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        name = "".join(c for c in unicodedata.normalize("NFC", cell).casefold() if c.isalnum())
        if name in _FIELDS:
            columns.setdefault(_FIELDS[name], index)
    return columns


@dataclass(frozen=True, slots=True)
class _Header:
    width: int
    columns: Mapping[str, int]


def _header(page: Page, rows: Iterator[Row]) -> _Header:
    first: tuple[str, ...] = ()
    for row in islice(rows, _HEADER_WITHIN):
        first = first or tuple(cell.strip() for cell in row.cells if cell.strip())
        columns = _columns(row.cells)
        if "title" in columns and "start" in columns:
            return _Header(len(row.cells), columns)
    found = ", ".join(f"»{cell[:40]}«" for cell in first[:20]) or "nichts (nothing)"
    raise ParseFailed(
        f"{page.url}: die Tabelle braucht Spalten »titel« und »beginn«, gefunden: {found}"
        " (the table needs columns title and start)"
    )


def _read(page: Page, row: Row, header: _Header) -> Iterator[Record | Problem]:
    record, is_unclear = _record(row, header.columns)
    surplus = "".join(row.cells[header.width :]).strip()
    is_short = len(row.cells) < header.width
    if row.is_end and (row.is_torn or is_short):
        yield truncated(page, record.title, row.line)
        return
    if row.is_torn:
        yield _problem(Severity.DROPPED, "csv-quote-open", row, record.title)
        return
    if (is_short or len(row.cells) > header.width) and (surplus or not _has_digit(record.start)):
        yield _problem(Severity.DROPPED, "csv-row-length", row, record.title)
        return
    if is_short:
        yield _problem(Severity.REPAIRED, "csv-row-length", row, record.title)
    if is_unclear:
        yield _problem(Severity.REPAIRED, "csv-all-day-unreadable", row, record.title)
    yield record


def _has_digit(start: object) -> bool:
    """Whether the cell can be a date; if not, a comma too many has shifted the row."""
    return any(c.isdigit() for c in str(start))


def _record(row: Row, columns: Mapping[str, int]) -> tuple[Record, bool]:
    """The record, and whether its all-day word is none that we know."""
    cells = row.cells
    said: dict[str, Any] = {
        field: cells[index].strip() for field, index in columns.items() if index < len(cells)
    }
    word = said.pop("all_day", "").casefold()
    start, end, categories = said.pop("start", ""), said.pop("end", ""), said.pop("categories", "")
    record = Record(
        **said,
        start=start or None,
        end=end or None,
        end_is_last_day=True,  # people write the last day
        is_all_day=_ALL_DAY.get(word),
        categories=tuple(filter(None, _SEPARATORS.split(categories))) if categories else (),
        line=row.line,
    )
    return record, word not in _ALL_DAY


def _problem(severity: Severity, code: str, row: Row, title: str) -> Problem:
    return Problem(
        severity=severity, code=code, detail=" | ".join(row.cells)[:200], title=title, line=row.line
    )
