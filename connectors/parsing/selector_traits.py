"""What a CSS selector asks of a page, by the way soupsieve understands it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import soupsieve
from soupsieve import css_types

from connectors.parsing.css import choices

_DOWN: Final = (" ", ">")  # between an element and what stands around it


@dataclass(frozen=True, slots=True)
class Traits:
    """What decides whether something within an item matches."""

    attributes: frozenset[str]  # whose values are tested, or taken where they may be shortened
    classes: frozenset[str]  # that are tested one by one
    is_local: bool  # decided within the item, and by the names and attributes of what is around it


@lru_cache(maxsize=1024)
def traits(selector: str) -> Traits:
    """Of a source's selector, `@attribute` included. Raises ValueError where it is none."""
    parts = [
        part
        for choice in choices(selector)
        if choice.css
        for alternative in alternatives(choice.css)
        for part in _parts(alternative, is_inside=True)
    ]
    tested = {each.attribute.lower() for part, _ in parts for each in part.attributes if each.pattern}
    tested.update("id" for part, _ in parts if part.ids)
    tested.update("class" for choice in choices(selector) if choice.attribute.lower() == "class")
    return Traits(
        attributes=frozenset(tested),
        classes=frozenset(name for part, _ in parts for name in part.classes),
        is_local=all(_is_local(part, is_inside) for part, is_inside in parts),
    )


@lru_cache(maxsize=1024)
def alternatives(css: str) -> tuple[css_types.Selector, ...]:
    """What stands between its commas; nothing for what can match nowhere."""
    found = soupsieve.compile(css).selectors
    return tuple(each for each in found if isinstance(each, css_types.Selector))


def _parts(part: css_types.Selector, is_inside: bool) -> Iterator[tuple[css_types.Selector, bool]]:
    """Each compound in it, and whether what it matches lies within the item for sure."""
    yield part, is_inside
    for nested in (*part.selectors, *(each.selectors for each in part.nth)):
        for each in _real(nested):
            yield from _parts(each, is_inside)
    for each in _real(part.relation):
        yield from _parts(each, is_inside and each.rel_type not in _DOWN)


def _real(selectors: css_types.SelectorList) -> Iterator[css_types.Selector]:
    return (each for each in selectors if isinstance(each, css_types.Selector))


def _is_local(part: css_types.Selector, is_inside: bool) -> bool:
    """Texts, languages and states are not looked at, nor the neighbours of what is around the item."""
    if part.contains or part.lang or part.flags & ~css_types.SEL_SCOPE:
        return False
    return is_inside or not (part.nth or any(each.rel_type not in _DOWN for each in _real(part.relation)))
