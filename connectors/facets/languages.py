"""In which languages an event is held: as tagged, as said, or as the text itself is written."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from connectors.facets.findings import Wording
from connectors.facets.folding import fold, fold_pattern
from connectors.facets.lexicon import rules
from connectors.facets.scan import Scan
from connectors.model import Evidence

_TAG: Final = re.compile(r"\b([a-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*\b")
_ENOUGH: Final = 3  # words that only one language has
_MOST: Final = 3  # times as many as German ones
_SHORT: Final = 25  # words; of a short text two are enough
_GERMAN: Final = "de"


def read_languages(wording: Wording, scan: Scan) -> list[Evidence]:
    """Each language once. German text without a word about it gives none."""
    if wording.language:
        tags = dict.fromkeys(match[1] for match in _TAG.finditer(wording.language.strip()))
        if tags:
            return [Evidence("languages", tag, "language", wording.language) for tag in tags]
    for name, text in (("title", wording.title), ("description", wording.description)):
        if name in scan.cues.get("languages", ()):
            said = _said(fold(text), name)
            if said:
                return said
    return _written(scan)


def _said(text: str, name: str) -> list[Evidence]:
    if not any(stem in text for stem in _stems()):
        return []
    found: dict[str, Evidence] = {}
    for match in _patterns().finditer(text):
        for stem, code in _stems().items():
            if stem in match[0]:
                found.setdefault(code, Evidence("languages", code, name, match[0].strip()))
    return list(found.values())


def _written(scan: Scan) -> list[Evidence]:
    tokens = scan.tokens.get("description") or scan.tokens.get("title") or []
    words = set(tokens)
    german = len(words & _common()[_GERMAN])
    enough = _ENOUGH if len(tokens) > _SHORT else _ENOUGH - 1
    best, count = "", max(enough, german * _MOST, german + 1) - 1
    if len(words & _foreign()) <= count:
        return []
    for code, common in _common().items():
        found = len(words & common)
        if code != _GERMAN and found > count:
            best, count = code, found
    if not best:
        return []
    name = "description" if scan.tokens.get("description") else "title"
    return [Evidence("languages", best, name, " ".join(sorted(words & _common()[best])))]


@cache
def _common() -> dict[str, frozenset[str]]:
    """As written in the middle of a sentence and at its beginning."""
    common = rules("languages")["common"]
    return {
        code: frozenset([*words, *(word.capitalize() for word in words)]) for code, words in common.items()
    }


@cache
def _foreign() -> frozenset[str]:
    return frozenset().union(*(words for code, words in _common().items() if code != _GERMAN))


@cache
def _stems() -> dict[str, str]:
    return {stem: code for code, stems in rules("languages")["names"].items() for stem in stems}


@cache
def _patterns() -> re.Pattern[str]:
    one = f"(?:{'|'.join(_stems())})"
    several = rf"{one}(?:e[rnsm]?)?(?:(?:\s?(?:,|/|und|oder|and|or|&|-|–)\s?)(?:auf |in )?{one})*"
    patterns = (
        fold_pattern(pattern).replace("{names}", several)
        for pattern in rules("languages")["said"]["patterns"]
    )
    return re.compile("|".join(patterns))
