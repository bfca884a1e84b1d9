"""Which school holidays a text says that something takes place in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from connectors.facets.folding import fold, fold_word
from connectors.facets.lexicon import rules
from connectors.facets.scan import HEADINGS, Find, Scan
from connectors.model import Evidence

FACET: Final = "school_holidays"
GENERAL: Final = "ferien_allgemein"
_ENDS: Final = frozenset(".,!?;\n")


def read_holidays(scan: Scan) -> list[Evidence]:
    """Each once, a heading's words first; whether the dates speak against it, normalising knows."""
    said = [find for find in scan.finds.get(FACET, ()) if _is_meant(find)]
    said.sort(key=lambda find: find.field not in HEADINGS)
    found = {find.code: find.evidence() for find in reversed(said)}
    if len(found) > 1:
        found.pop(GENERAL, None)
    return list(found.values())[::-1]


def _is_meant(find: Find) -> bool:
    """Not "außer in den Ferien", "nach den Sommerferien", "in den Ferien findet kein Kurs statt"."""
    before = _until_end(reversed(find.tokens[: find.begin]))
    after = _until_end(iter(find.tokens[find.end :]))
    nearest = next((word for word in before if word not in _around()["filling"]), "")
    return nearest not in _around()["before"] and _around()["clause"].isdisjoint((*before, *after))


def _until_end(tokens: Iterator[str]) -> list[str]:
    """The words up to the end of the clause."""
    words: list[str] = []
    for token in tokens:
        if token in _ENDS:
            break
        words.append(fold_word(token))
    return words


@cache
def _around() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, words)) for name, words in rules("holidays")["around"].items()}
