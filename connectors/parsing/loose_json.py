"""Reads JSON as people and plugins write it, and says what it had to put up with."""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import orjson

from connectors.parsing import json_strings

CUT: Final = "\0cut"  # a key of every object that the text ends within
_DEEPEST: Final = 100
_MOST_REPAIRS: Final = 1000

_SPACE: Final = re.compile(
    r"(?:\s++|//[^\n]*+|/\*.*?\*/|<!--|-->|<!\[CDATA\[|\]\]>(?=\s*(?:\*/)?\s*\Z))*+", re.S
)
_BARE: Final = re.compile(r"[^\s,:\[\]{}\"']+")
_DIGITS: Final = bytes.maketrans(b"123456789", b"000000000")
_LONG: Final = b"0" * 19  # digits of a number that may not fit into 64 bits, and that orjson would round
_WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}


@dataclass(frozen=True, slots=True)
class Repair:
    """What was put up with: how often, and in which line of the text first, counted from 0."""

    what: str
    times: int
    line: int


@dataclass(frozen=True, slots=True)
class Loose:
    """What the text holds; `is_cut` if it ends before it is complete."""

    value: Any
    repairs: tuple[Repair, ...] = ()
    is_cut: bool = False


def loads(text: str) -> Loose:
    """Raises ValueError where no reading makes sense."""
    try:
        return Loose(_strict(text))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except ValueError:
        return _Reader(text).read()


def _strict(text: str) -> Any:
    """What Python's own decoder finds, as fast as may be. Raises ValueError, RecursionError."""
    encoded = text.encode(errors="surrogatepass")
    if _LONG not in encoded.translate(_DIGITS):
        with contextlib.suppress(
            orjson.JSONDecodeError
        ):  # NaN, half a character, nested deeply: not its task
            return orjson.loads(encoded)
    return json.loads(text)


class _Reader:
    """One pass over a broken text."""

    def __init__(self, text: str) -> None:
        self._repairs: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        self._at = 0
        self._is_cut = False
        self._text = text
        if re.match(r"\s*+[\[{]\s*+(?:[\[{]\s*+)*+&(?:quot|#0*34|#x0*22);", text):
            self._text = html.unescape(text)
            self._note("entities for quotes")

    def read(self) -> Loose:
        values: list[Any] = []
        self._skip()
        while self._at < len(self._text):
            values.append(self._value(0, json_strings.MEMBER_ENDS))
            self._skip()
            if self._peek() in (";", ","):
                self._note("something after the end")
                self._at += 1
                self._skip()
        if not values:
            raise ValueError("nothing in it")
        if len(values) > 1:
            self._note("several values in a row")
        repairs = tuple(
            Repair(what, times, self._text.count("\n", 0, self._first[what]))
            for what, times in self._repairs.items()
        )
        return Loose(values[0] if len(values) == 1 else values, repairs, self._is_cut)

    def _note(self, what: str) -> None:
        self._first.setdefault(what, self._at)
        self._repairs[what] += 1
        if self._repairs.total() > _MOST_REPAIRS:
            raise ValueError("too much to repair")

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        assert found is not None  # it matches nothing, too
        if found[0].strip():
            self._note("a comment")
        self._at = found.end()

    def _value(self, depth: int, ends: re.Pattern[str]) -> Any:
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        match self._peek():
            case "{":
                return self._object(depth)
            case "[":
                return self._array(depth)
            case '"':
                return self._string(ends)
            case "'":
                return self._single()
            case "":
                self._is_cut = True
                return None
        return self._bare()

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._at += 1
        while True:
            self._skip()
            if self._closes("}"):
                return found
            if self._is_cut:
                return {**found, CUT: True}
            key = self._key()
            self._skip()
            if self._peek() == ":":
                self._at += 1
                self._skip()
            elif self._at < len(self._text):
                raise ValueError(f"no colon after {key[:40]!r}")
            value = self._value(depth + 1, json_strings.MEMBER_ENDS)
            if not self._is_cut or isinstance(value, dict | list):
                found[key] = value
            self._between("}")

    def _array(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self._at += 1
        while True:
            self._skip()
            if self._closes("]") or self._is_cut:
                return found
            value = self._value(depth + 1, json_strings.ELEMENT_ENDS)
            if not self._is_cut or isinstance(value, dict | list):
                found.append(value)
            self._between("]")

    def _closes(self, bracket: str) -> bool:
        if self._at >= len(self._text):
            self._is_cut = True
        elif self._peek() == bracket:
            self._at += 1
            return True
        return False

    def _between(self, bracket: str) -> None:
        """A comma, as it should be; or none, or one too many."""
        self._skip()
        if self._peek() == ",":
            self._at += 1
            self._skip()
            while self._peek() == ",":
                self._note("a comma too many")
                self._at += 1
                self._skip()
            if self._peek() == bracket:
                self._note("a comma too many")
        elif self._peek() not in (bracket, ""):
            if self._peek() in "}]:":
                raise ValueError(f"{self._peek()!r} where {bracket!r} should be")
            self._note("a comma missing")

    def _key(self) -> str:
        if self._peek() == '"':
            return self._string(json_strings.KEY_ENDS)
        self._note("a key without double quotes")
        return self._single() if self._peek() == "'" else str(self._bare())

    def _string(self, ends: re.Pattern[str]) -> str:
        found = json_strings.quoted(self._text, self._at, ends)
        if found is None:
            self._is_cut = True
            self._at = len(self._text)
            return ""
        for repair in found.repairs:
            self._note(repair)
        self._at = found.end
        return found.value

    def _single(self) -> str:
        found = json_strings.single_quoted(self._text, self._at)
        if found is None:
            raise ValueError("a single quote without its partner")
        self._note("single quotes")
        self._at = found.end
        return found.value

    def _bare(self) -> Any:
        found = _BARE.match(self._text, self._at)
        if found is None:
            raise ValueError(f"unexpected {self._peek()!r}")
        word = found[0]
        if word not in _WORDS and found.end() < len(self._text) and not re.match(r"[\w.+-]+\Z", word):
            raise ValueError(f"unexpected {word[:40]!r}")
        self._at = found.end()
        if self._at == len(self._text):
            self._is_cut = True
        if word in _WORDS:
            return _WORDS[word]
        try:
            return json.loads(word)
        except ValueError:
            self._note("a text without quotes")
            return word
