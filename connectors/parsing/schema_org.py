"""Finds schema.org's events in structured data, however deep they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from connectors.parsing.answers import text, things
from connectors.parsing.loose_json import CUT

Node = Mapping[str, Any]

_MORE_EVENTS: Final = frozenset(("CourseInstance", "Festival", "Hackathon", "EventSeries"))
_NO_EVENTS: Final = frozenset(("DeliveryEvent", "UserInteractionEvent"))
_ELSEWHERE: Final = frozenset(("superEvent", "performerIn", "alumniOf"))  # events that are not announced here
_SESSIONS: Final = ("subEvent", "subEvents", "hasCourseInstance")
_DEEPER: Final = (dict, list)
_NOTHING: Final[frozenset[str]] = frozenset()
_SEPARATORS: Final = re.compile(r"[/#:]")
_OWN: Final = frozenset(("@id", "@line", "startDate", "endDate", "duration", *_SESSIONS))


def names(value: Any) -> frozenset[str]:
    """Bare names: `https://schema.org/Event` and `schema:Event` are `Event`."""
    if isinstance(value, list):
        return frozenset(_bare(each) for each in map(text, value) if each)
    return _alone(text(value)) if value else _NOTHING


@lru_cache(maxsize=1024)
def _alone(name: str) -> frozenset[str]:
    return frozenset([_bare(name)]) if name else _NOTHING


def _bare(name: str) -> str:
    return _SEPARATORS.split(name)[-1]


def is_event(node: Node) -> bool:
    return _is_of_event(names(node.get("@type")))


@lru_cache(maxsize=1024)
def _is_of_event(types: frozenset[str]) -> bool:
    return any(name.endswith("Event") or name in _MORE_EVENTS for name in types - _NO_EVENTS)


def events(data: Any) -> Iterator[Node]:
    """Every event in it, in order; sessions instead of the course or series that they are sessions of."""
    known = {node["@id"]: node for node in _nodes(data) if len(node) > 2 and isinstance(node.get("@id"), str)}
    stack: list[tuple[Any, Node, int]] = [(data, {}, 0)]  # with what it is a part of, and its line
    while stack:
        node, outer, line = stack.pop()
        if isinstance(node, list):
            stack += [(each, outer, line) for each in reversed(node) if isinstance(each, _DEEPER)]
        elif isinstance(node, dict):
            line = node.get("@line", line)
            if _is_announced(node):
                whole = {**(_inherited(node, outer) if outer else node), "@line": line}
                yield {key: _resolved(value, known) for key, value in whole.items()} if known else whole
            stack += [
                (value, node if key in _SESSIONS else {}, line)
                for key, value in reversed(node.items())
                if isinstance(value, _DEEPER) and key not in _ELSEWHERE
            ]


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
            stack += [each for each in node if isinstance(each, _DEEPER)]
        elif isinstance(node, dict):
            yield node
            stack += [each for each in node.values() if isinstance(each, _DEEPER)]


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    """What `{"@id": …}` refers to."""
    if isinstance(value, list):
        return [_resolved(each, known) if isinstance(each, dict) else each for each in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value


def _is_split(node: Node) -> bool:
    """Whether its dates are its sessions': parts with a date and no name of their own."""
    parts = (part for key in _SESSIONS if key in node for part in things(node[key]))
    return any(part.get("startDate") and _is_session(part, node) for part in parts)


def _is_session(part: Node, whole: Node) -> bool:
    return text(part.get("name")) in ("", text(whole.get("name")))


def _inherited(node: Node, outer: Node) -> Node:
    """A session says what its whole says; a part with a name of its own takes place where the whole does."""
    if _is_session(node, outer):
        return {**{key: value for key, value in outer.items() if key not in _OWN}, **node}
    return {**{key: value for key, value in outer.items() if key == "location"}, **node}
