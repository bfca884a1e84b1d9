"""Texts as the rule book compares them: small letters, ä as ae, gender signs and soft hyphens gone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "₂": "2", "\u00ad": None}
    | dict.fromkeys("‐‑", "-")
)
_GENDER: Final = re.compile(r"(?<=\w)[*:_·/]-?in(?:nen)?\b")  # Schüler*innen are Schüler
_SPELLED: Final = tuple((chr(letter), spelled or "") for letter, spelled in _LETTERS.items())
_SIGNS: Final = frozenset("*:_·/")  # without one of these nothing is to be looked for
_CAPITAL: Final = re.compile(r"(?<=[a-zß-ü])In(?:nen)?\b")  # SchülerInnen
# A word with its hyphens ("3D-Druck") and gender signs ("Schüler*innen"), the euro sign, ends of clauses.
_TOKEN: Final = re.compile(r"\d+[.,]\d+|\w+(?:[*:·/]-?in(?:nen)?\b|[-‐‑]\w+)*|[€.,!?;\n]")


def tokens_of(text: str) -> list[str]:
    """Words and ends of sentences in the order of the text."""
    return _TOKEN.findall(text.replace("\u00ad", "") if "\u00ad" in text else text)


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """The text in small letters without umlauts and gender signs."""
    lower = (_CAPITAL.sub("", text) if "In" in text else text).lower()
    if not lower.isascii():
        for letter, spelled in _SPELLED:  # far faster than str.translate
            lower = lower.replace(letter, spelled)
    return _GENDER.sub("", lower) if not _SIGNS.isdisjoint(lower) else lower


fold_word = lru_cache(maxsize=1 << 16)(fold)


def fold_pattern(pattern: str) -> str:
    """A regular expression of the rule book, for folded texts; it is written in small letters."""
    return pattern.translate(_LETTERS)
