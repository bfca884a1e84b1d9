"""What is said about access: by wheelchair, and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from connectors.facets.folding import fold, fold_pattern
from connectors.facets.lexicon import rules

_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.](?=\d)[^.!?\n]+)*[.!?]?")
_ANSWERS: Final = ("no", "limited", "yes")  # "nicht barrierefrei" before "barrierefrei"


@dataclass(frozen=True, slots=True)
class Access:
    """wheelchair is yes, limited, no or "" (not said); `text` the sentences about access."""

    wheelchair: str = ""
    words: str = ""
    text: str = ""


def read_access(text: str) -> Access:
    """The most careful of several answers, and every sentence that says something."""
    answers: dict[str, str] = {}
    told: list[str] = []
    for sentence in _SENTENCE.findall(text):
        folded = fold(sentence)
        found = next(((name, match) for name in _ANSWERS if (match := _rules()[name].search(folded))), None)
        if found:
            answers.setdefault(found[0], found[1][0].strip())
        if found or _rules()["other"].search(folded):
            told.append(sentence.strip())
    wheelchair = _together(set(answers))
    return Access(wheelchair, answers.get(wheelchair) or next(iter(answers.values()), ""), " ".join(told))


def _together(answers: set[str]) -> str:
    """Here yes and there no is limited."""
    if len(answers) > 1:
        return "limited"
    return next(iter(answers), "")


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(fold_pattern("|".join(patterns))) for name, patterns in rules("access").items()}
