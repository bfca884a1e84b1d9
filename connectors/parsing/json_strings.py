"""Finds where a quoted text ends in broken JSON, by what follows it, and says what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PLAIN: Final = re.compile(r'"((?:[^"\\\x00-\x1f]|\\.)*+)"')
_QUOTE: Final = re.compile(r'(?<!\\)(?:\\\\)*+"')
_SINGLE: Final = re.compile(r"'((?:[^'\\]|\\.)*+)'", re.S)
KEY_ENDS: Final = re.compile(r"\s*+:")
MEMBER_ENDS: Final = re.compile(
    r'[ \t\r]*+\n\s*+"[^"\n]*+"\s*+:|\s*+(?:\Z|,\s*+(?:"[^"\n]*+"\s*+:|[}\]]|//|/\*)'
    r'|[}\]]\s*+(?:[,;{}\]]|//|/\*|-->|"[^"\n]*+"\s*+:|\Z))'
)
ELEMENT_ENDS: Final = re.compile(
    r'\s*+(?:\Z|,\s*+[\[{"\d\]tfn-]|\]\s*+(?:[,;}\]]|//|/\*|-->|"[^"\n]*+"\s*+:|\Z))'
)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.S)
_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_ESCAPES: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    '"': '"',
    "\\": "\\",
    "/": "/",
    "'": "'",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text, the index after its last quote, and what had to be put up with."""

    value: str
    end: int
    repairs: tuple[str, ...] = ()


def quoted(text: str, begin: int, ends: re.Pattern[str]) -> Quoted | None:
    """The text that the quote at `begin` opens: it ends at a quote after which `ends` fits. None: nowhere."""
    plain = _PLAIN.match(text, begin)
    if plain and ends.match(text, plain.end()):
        return Quoted(_unescaped(plain[1]), plain.end(), tuple(_repairs(plain[1])))
    for quote in _QUOTE.finditer(text, begin + 1):
        if ends.match(text, quote.end()):
            raw = text[begin + 1 : quote.end() - 1]
            return Quoted(_unescaped(raw), quote.end(), tuple(_repairs(raw)))
    return None


def _repairs(raw: str) -> Iterator[str]:
    if _QUOTE.search(raw):
        yield "a quote within a text"
    if _CONTROL.search(raw):
        yield "a line break or control character within a text"
    if any(len(escape[1]) == 1 and escape[1] not in '"\\/bfnrt' for escape in _ESCAPE.finditer(raw)):
        yield "a backslash that escapes nothing"


def single_quoted(text: str, begin: int) -> Quoted | None:
    found = _SINGLE.match(text, begin)
    return Quoted(_unescaped(found[1]), found.end()) if found else None


def _unescaped(raw: str) -> str:
    return _ESCAPE.sub(_meant, raw) if "\\" in raw else raw


def _meant(escape: re.Match[str]) -> str:
    code = escape[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else _ESCAPES.get(code, escape[0])
