"""Makes other people's words safe to print: no control or escape character reaches a terminal."""

from __future__ import annotations

import unicodedata


def plain(words: str) -> str:
    """On one line, printable characters only; direction marks, soft hyphens and the like go without trace."""
    if not words.isprintable():
        words = "".join(map(_printable, words))
    return " ".join(words.split())


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "
