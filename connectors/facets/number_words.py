"""Small numbers as people write them."""

from __future__ import annotations

from typing import Final

# Folded, as everything that is compared.
CARDINALS: Final[dict[str, int]] = {
    "ein": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14, "fuenfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreissig": 30,
}  # fmt: skip
ORDINALS: Final[dict[str, int]] = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6, "siebt": 7, "siebent": 7,
    "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwoelft": 12, "dreizehnt": 13,
}  # fmt: skip
YEARS: Final[dict[str, int]] = {
    "ef": 11,
    "q1": 12,
    "q2": 13,
}  # the upper years in North Rhine-Westphalia (G9)


def any_of(words: dict[str, int]) -> str:
    """A regular expression for these words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
