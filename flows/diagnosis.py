"""What the doctor says: one finding for each thing that was looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.plain import plain


class Verdict(StrEnum):
    """How something is."""

    GOOD = "ok"
    DOUBTFUL = "warn"
    WRONG = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    verdict: Verdict
    words: str  # how it is; and what to do if it is not good

    @property
    def is_wrong(self) -> bool:
        return self.verdict is Verdict.WRONG


def document(found: Iterable[Finding]) -> str:
    """For programs."""
    return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2)


def show(console: Console, found: Iterable[Finding]) -> None:
    colours = {Verdict.GOOD: "green", Verdict.DOUBTFUL: "yellow", Verdict.WRONG: "red"}
    grid = Table(box=None, show_header=False)
    for each in found:
        verdict = Text(each.verdict.value, style=colours[each.verdict])
        grid.add_row(verdict, Text(each.what), Text(plain(each.words), overflow="fold"))
    console.print(grid)


def good(what: str, words: str) -> Finding:
    return Finding(what, Verdict.GOOD, words)
