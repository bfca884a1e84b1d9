"""Cuts a table's lines into rows and cells; a quote that is left open costs its own line only."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

_MOST_TORN: Final = 100  # rows with an open quote, each of which costs a look ahead


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and the line of the page on which it begins."""

    line: int
    cells: tuple[str, ...]
    is_torn: bool = False  # a quote is opened and not closed
    is_end: bool = False  # the file ends with it, in the middle of a line


def rows_of(lines: list[str], begin: int, delimiter: str) -> Iterator[Row]:
    """The rows; a quote that is opened and not closed costs its own line, not the lines after it."""
    width: Counter[int] = Counter()
    torn = 0
    while begin < len(lines):
        for row, end in _whole_rows(lines, begin, delimiter):
            usual = max(width, key=lambda cells: (width[cells], cells), default=len(row.cells))
            if end - begin > 1 and torn < _MOST_TORN and (row.is_torn or len(row.cells) != usual):
                torn += 1
                yield Row(begin + 1, tuple(lines[begin].strip().split(delimiter)), is_torn=True)
                begin += 1
                break
            width[len(row.cells)] += 1
            yield row
            begin = end
        else:
            return


def _whole_rows(lines: list[str], begin: int, delimiter: str) -> Iterator[tuple[Row, int]]:
    """Each row as the csv module reads it from there on, and the index of the line after it."""
    reader = csv.reader(islice(lines, begin, None), delimiter=delimiter)
    end = begin
    while True:
        first = end
        try:
            cells = next(reader, None)
        except csv.Error:  # a field longer than the module allows: a quote swallowed the rest
            yield Row(first + 1, (), is_torn=True), len(lines)
            return
        if cells is None:
            return
        end = begin + reader.line_num
        whole = "".join(lines[first:end])
        is_end = end == len(lines) and not whole.endswith(("\n", "\r"))
        yield Row(first + 1, tuple(cells), _is_open(whole, delimiter), is_end), end


def _is_open(text: str, delimiter: str) -> bool:
    """Whether a quote in these lines of one row is never closed."""
    if '"' not in text:
        return False
    try:
        list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
