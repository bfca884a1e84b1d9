"""Reads schema.org microdata (itemscope, itemprop) into the shape that JSON-LD has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from lxml import etree

_OUTERMOST: Final = etree.XPath("descendant-or-self::*[@itemscope][not(@itemprop)]")
_IDENTIFIED: Final = etree.XPath("self::*[descendant-or-self::*/@itemref]/descendant-or-self::*[@id != '']")
_LINKED: Final = {
    "a": "href", "area": "href", "link": "href", "object": "data",
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "source": "src", "track": "src",
    "video": "src",
}  # fmt: skip
_VALUED: Final = {"meta": "content", "data": "value", "meter": "value", "time": "datetime"}
_UNSEEN: Final = frozenset(("script", "style", "template"))
_DEEPEST: Final = 20  # items within items
_MOST: Final = 20_000  # items of one page, counted anew wherever itemref repeats them


def items(root: etree._Element) -> list[dict[str, Any]]:
    """The outermost items, each with "@type", "@line" and its properties; inner items are within them."""
    outermost = cast("list[etree._Element]", _OUTERMOST(root))
    if not outermost:
        return []
    referred = cast("list[etree._Element]", _IDENTIFIED(root))
    reader = _Reader({element.get("id", ""): element for element in referred})
    return [reader.item(element, ()) for element in outermost]


class _Reader:
    """Reads one page's items; what refers to itself, or repeats itself without end, is left out."""

    def __init__(self, by_id: dict[str, etree._Element]) -> None:
        self._by_id = by_id
        self._read = 0

    def item(self, scope: etree._Element, around: tuple[etree._Element, ...]) -> dict[str, Any]:
        """An item's own properties; several of one name become a list."""
        found: dict[str, Any] = {"@type": (scope.get("itemtype") or "").split(), "@line": scope.sourceline}
        if scope.get("itemid"):
            found["@id"] = scope.get("itemid")
        self._read += 1
        if self._read > _MOST or len(around) > _DEEPEST:
            return found
        for element in self._properties(scope):
            if element in around or element is scope:
                continue
            value = self._value(element, (*around, scope))
            for name in (element.get("itemprop") or "").split():
                _add(found, name, value)
        return found

    def _properties(self, scope: etree._Element) -> Iterator[etree._Element]:
        """Those within the scope, and those that it refers to elsewhere in the page."""
        yield from _properties(scope)
        for name in dict.fromkeys((scope.get("itemref") or "").split()):
            if (referred := self._by_id.get(name)) is not None:
                if referred.get("itemprop"):
                    yield referred
                if referred.get("itemscope") is None:
                    yield from _properties(referred)

    def _value(self, element: etree._Element, around: tuple[etree._Element, ...]) -> Any:
        """What HTML's microdata section (§5.2.4) says; and `content` on any element, as schema.org has it."""
        if element.get("itemscope") is not None:
            return self.item(element, around)
        name = str(element.tag)
        for attribute in ("content", _LINKED.get(name), _VALUED.get(name)):
            if attribute and element.get(attribute) is not None:
                return (element.get(attribute) or "").strip()
        return _text(element)


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    known = found.get(name)
    if name not in found:
        found[name] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        found[name] = [known, value]


def _properties(scope: etree._Element) -> Iterator[etree._Element]:
    """The elements with itemprop below, without looking into other items."""
    stack = list(reversed(scope))
    while stack:
        element = stack.pop()
        if element.get("itemprop"):
            yield element
        if element.get("itemscope") is None:
            stack.extend(reversed(element))


def _text(element: etree._Element) -> str:
    """The text, white space collapsed; blocks and <br> end lines."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_seen = isinstance(node.tag, str) and node.tag not in _UNSEEN
        if event == "start" and is_seen:
            pieces.append("\n" if node.tag in ("p", "br", "div", "li") else "")
            pieces.append(" ".join((node.text or "").split("\n")))
        elif event == "end" and node is not element:
            pieces.append(" ".join((node.tail or "").split("\n")))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
