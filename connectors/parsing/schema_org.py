"""Finds schema.org's events in structured data, however deep they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from connectors.parsing.answers import text, things
from connectors.parsing.loose_json import CUT

Node = Mapping[str, Any]

_MORE_EVENTS: Final = frozenset(("CourseInstance", "Festival", "Hackathon", "EventSeries"))
_NO_EVENTS: Final = frozenset(("DeliveryEvent", "UserInteractionEvent"))
_ELSEWHERE: Final = frozenset(("superEvent", "performerIn", "alumniOf"))  # events that are not announced here
_SESSIONS: Final = ("subEvent", "subEvents", "hasCourseInstance")
_OWN: Final = frozenset(("@id", "@line", "startDate", "endDate", "duration", *_SESSIONS))


def names(value: Any) -> frozenset[str]:
    """Bare names: `https://schema.org/Event` and `schema:Event` are `Event`."""
    found = (text(each) for each in (value if isinstance(value, list) else [value]))
    return frozenset(re.split(r"[/#:]", each)[-1] for each in found if each)


def is_event(node: Node) -> bool:
    return any(
        name.endswith("Event") or name in _MORE_EVENTS for name in names(node.get("@type")) - _NO_EVENTS
    )


def events(data: Any) -> Iterator[Node]:
    """Every event in it, in order; sessions instead of the course or series that they are sessions of."""
    known = {node["@id"]: node for node in _nodes(data) if len(node) > 2 and isinstance(node.get("@id"), str)}
    stack: list[_Place] = [_Place(data, {}, 0)]
    while stack:
        place = stack.pop()
        node, line = place.data, place.line
        if isinstance(node, list):
            stack.extend(replace(place, data=each) for each in reversed(node))
        elif isinstance(node, dict):
            line = node.get("@line", line)
            if _is_announced(node):
                whole = {**_inherited(node, place.outer), "@line": line}
                yield {key: _resolved(value, known) for key, value in whole.items()}
            inner = [key for key in node if key not in _ELSEWHERE]
            stack.extend(_Place(node[key], node if key in _SESSIONS else {}, line) for key in reversed(inner))


@dataclass(frozen=True, slots=True)
class _Place:
    """Something in the data, what it is a part of, and the line it stands in."""

    data: Any
    outer: Node
    line: int


def _is_announced(node: Node) -> bool:
    """Whether it is an event of its own: whole, more than a reference, not split into sessions."""
    return (
        is_event(node)
        and CUT not in node
        and bool(set(node) - {"@id", "@type", "@line"})
        and not _is_split(node)
    )


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, without recursion."""
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            yield node
            stack.extend(node.values())


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    """What `{"@id": …}` refers to."""
    if isinstance(value, list):
        return [_resolved(each, known) if isinstance(each, dict) else each for each in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value


def _is_split(node: Node) -> bool:
    """Whether its dates are its sessions': parts with a date and no name of their own."""
    parts = (part for key in _SESSIONS for part in things(node.get(key)))
    return any(part.get("startDate") and _is_session(part, node) for part in parts)


def _is_session(part: Node, whole: Node) -> bool:
    return text(part.get("name")) in ("", text(whole.get("name")))


def _inherited(node: Node, outer: Node) -> Node:
    """A session says what its whole says; a part with a name of its own takes place where the whole does."""
    if _is_session(node, outer):
        return {**{key: value for key, value in outer.items() if key not in _OWN}, **node}
    return {**{key: value for key, value in outer.items() if key == "location"}, **node}
