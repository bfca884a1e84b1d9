"""Gaps in an item's markup: where its texts stand, and the attributes' values that no selector asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from bs4.builder import HTMLTreeBuilder
from lxml import etree

from connectors.parsing.selector_traits import Traits

Texts = tuple[str, ...]
Wording = Callable[[Texts], str]

MARKS: Final = "\ue000\ue001\ue002"  # private characters; a page that has them is not read by forms
_TEXT, _VALUE, _END = MARKS
_MARK: Final = re.compile(rf"([{_TEXT}{_VALUE}])(\d+){_END}")
_TOKEN: Final = re.compile(r"<[^>]*>|[^<]+")
_ATTRIBUTE: Final = re.compile(r'(\s)([^\s=<>"]+)="([^"]*)"')
_ENTITY: Final = re.compile(r"&(?:(amp|lt|gt|quot)|#(\d+)|#x([0-9A-Fa-f]+));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}
_DIGITS: Final = re.compile(r"\d+")
_LISTS: Final = frozenset().union(*HTMLTreeBuilder.DEFAULT_CDATA_LIST_ATTRIBUTES.values())
_RAW: Final = ("script", "style")  # their texts stand in CDATA sections


class Gaps:
    """Which values make an item's form, by what selectors have asked for so far."""

    def __init__(self) -> None:
        self._tested = {"class", *_LISTS}
        self._numbered: frozenset[str] = frozenset()  # tested classes, their digits replaced
        self._is_class_whole = False

    def heed(self, traits: Traits) -> bool:
        """Whether the selector asks for something that was a gap."""
        numbered = self._numbered | {_numberless(each) for each in traits.classes if _DIGITS.search(each)}
        is_class_whole = self._is_class_whole or "class" in traits.attributes
        if (
            traits.attributes <= self._tested
            and numbered == self._numbered
            and is_class_whole == self._is_class_whole
        ):
            return False
        self._tested |= traits.attributes
        self._numbered, self._is_class_whole = numbered, is_class_whole
        return True

    def is_gap(self, name: str, value: str) -> bool:
        return name not in self._tested and bool(value.strip())

    def kept(self, element: etree._Element) -> Texts:
        """What of an element's attributes selectors can see."""
        attributes = ((str(name), str(value)) for name, value in element.items())
        return tuple(
            f"{name}={self._as_tested(name, value)}" if name in self._tested else name
            for name, value in attributes
        )

    def _as_tested(self, name: str, value: str) -> str:
        return _numberless(value) if self._is_shortened(name, value) else value

    def _is_shortened(self, name: str, value: str) -> bool:
        return name == "class" and not self._is_class_whole and not self._is_numbered(value)

    def _is_numbered(self, value: str) -> bool:
        return bool(self._numbered) and any(_numberless(each) in self._numbered for each in value.split())

    def marker(self) -> Marker:
        return Marker(self)

    def pattern(self, markup: str) -> str:
        """What markup of the same form looks like, each gap a group. No part of it can match in two ways."""
        return "".join(map(self._piece, _TOKEN.findall(markup)))

    def _piece(self, token: str) -> str:
        if token[0] != "<":
            return r"(\s*[^<\s][^<]*)" if token.strip() else r"\s+"
        begin, pieces = 0, []
        for found in _ATTRIBUTE.finditer(token):
            pieces.append(re.escape(token[begin : found.start()]))
            pieces.append(rf'\s{re.escape(found[2])}="{self._value(found[2], found[3])}"')
            begin = found.end()
        return "".join((*pieces, re.escape(token[begin:])))

    def _value(self, name: str, value: str) -> str:
        if self.is_gap(name, value):
            return r'(\s*[^"\s][^"]*)'
        if self._is_shortened(name, value):
            return r"\d+".join(map(re.escape, _DIGITS.split(value)))
        return re.escape(value)


class Marker:
    """Writes marks into the gaps, and notes what stood there."""

    def __init__(self, gaps: Gaps) -> None:
        self.seen: list[str] = []
        self._gaps = gaps

    def text(self, inside: str, words: str) -> str:
        if inside in _RAW:
            return ""
        return self._mark(_TEXT, words) if words.strip() else words

    def value(self, name: str, words: str) -> str:
        return self._mark(_VALUE, words) if self._gaps.is_gap(name, words) else words

    def _mark(self, kind: str, words: str) -> str:
        self.seen.append(words)
        return f"{kind}{len(self.seen) - 1}{_END}"


def unescaped(texts: Iterable[Any]) -> Texts:
    """As the serialiser wrote them; HTML's own rules would take some characters for others."""
    return tuple(_ENTITY.sub(_character, text) if "&" in text else text for text in texts)


def _character(entity: re.Match[str]) -> str:
    return _NAMED[entity[1]] if entity[1] else chr(int(entity[2]) if entity[2] else int(entity[3], 16))


def _numberless(words: str) -> str:
    return _DIGITS.sub("0", words)


def wording(marked: str) -> Wording:
    """How to say with an item's texts what was said with marks."""
    if not _MARK.search(marked):
        return lambda texts: marked
    if whole := _MARK.fullmatch(marked):
        at = int(whole[2])
        if whole[1] == _VALUE:
            return lambda texts: texts[at].strip()
        return lambda texts: " ".join(texts[at].split())
    lines = [_line(line) for line in marked.split("\n")]
    return lambda texts: "\n".join([line(texts) for line in lines])


def _line(marked: str) -> Wording:
    pieces = _MARK.split(marked)  # what stands between marks, then kind and number of each
    texts_at = [int(each) for each in pieces[2::3]]
    between = pieces[3::3]
    first = pieces[0]

    def said(texts: Texts) -> str:
        words = first + "".join([texts[at] + rest for at, rest in zip(texts_at, between, strict=True)])
        return " ".join(words.split())

    return said
