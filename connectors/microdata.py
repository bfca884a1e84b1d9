"""Reads schema.org microdata (itemscope, itemprop) into the shape that JSON-LD has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

_LINKED: Final = {
    "a": "href", "area": "href", "link": "href", "object": "data",
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "source": "src", "track": "src",
    "video": "src",
}  # fmt: skip
_VALUED: Final = {"meta": "content", "data": "value", "meter": "value", "time": "datetime"}
_UNSEEN: Final = frozenset(("script", "style", "template"))
_DEEPEST: Final = 20  # items within items


def items(root: etree._Element) -> list[dict[str, Any]]:
    """The outermost items, each with "@type", "@line" and its properties; inner items are within them."""
    by_id = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    return [_item(element, by_id, 0) for element in _scopes(root)]


def _scopes(root: etree._Element) -> Iterator[etree._Element]:
    """Items that are no property of another; those within them that are none either."""
    for element in root.iter():
        if element.get("itemscope") is not None and element.get("itemprop") is None:
            yield element


def _item(scope: etree._Element, by_id: dict[str, etree._Element], depth: int) -> dict[str, Any]:
    """An item's own properties; several of one name become a list."""
    found: dict[str, Any] = {"@type": (scope.get("itemtype") or "").split(), "@line": scope.sourceline}
    if scope.get("itemid"):
        found["@id"] = scope.get("itemid")
    if depth > _DEEPEST:
        return found
    referred = [by_id[name] for name in (scope.get("itemref") or "").split() if name in by_id]
    for element in (*_properties(scope), *(e for each in referred for e in (each, *_properties(each)))):
        names = (element.get("itemprop") or "").split()
        value = _value(element, by_id, depth) if names else None
        for name in names:
            known = found.get(name)
            if known is None:
                found[name] = value
            elif isinstance(known, list):
                known.append(value)
            else:
                found[name] = [known, value]
    return found


def _properties(scope: etree._Element) -> Iterator[etree._Element]:
    """The elements with itemprop below, without looking into other items."""
    stack = list(reversed(scope))
    while stack:
        element = stack.pop()
        if element.get("itemprop"):
            yield element
        if element.get("itemscope") is None:
            stack.extend(reversed(element))


def _value(element: etree._Element, by_id: dict[str, etree._Element], depth: int) -> Any:
    """What HTML's microdata section (§5.2.4) says, and `content` on any element, as schema.org writes."""
    if element.get("itemscope") is not None:
        return _item(element, by_id, depth + 1)
    name = str(element.tag)
    for attribute in ("content", _LINKED.get(name), _VALUED.get(name)):
        if attribute and element.get(attribute) is not None:
            return (element.get(attribute) or "").strip()
    return _text(element)


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
