"""Selects in lxml's tree, which costs a hundredth of soupsieve's way, where a selector is simple enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, cast

from lxml import etree
from soupsieve import css_types

from connectors.parsing.markup import is_list
from connectors.parsing.selector_traits import alternatives

Element = etree._Element

_NAME: Final = re.compile(r"[\w-]+", re.ASCII)
_AROUND: Final = (" ", ">", "~", "+")  # how a selector can go on from what stands before it
_INSIDE: Final = {
    ": ": "descendant::*", ":>": "child::*", ":~": "following-sibling::*", ":+": "following-sibling::*[1]",
}  # fmt: skip


def select(root: Element, css: str) -> list[Element] | None:
    """The elements in page order; None where the selector asks for more than is understood here."""
    if not _are_understood(css):
        return None
    parts = alternatives(css)
    if len(parts) == 1:
        return _matches(root, parts[0])
    if not any(len(each.relation) or each.attributes for each in parts):
        return _found(root, " | ".join(map(_path, parts)))
    matching = {element for each in parts for element in _matches(root, each)}
    return [element for element in _found(root, " | ".join(map(_path, parts))) if element in matching]


@lru_cache(maxsize=512)
def _are_understood(css: str) -> bool:
    return all(map(_is_understood, alternatives(css)))


def _is_understood(part: css_types.Selector) -> bool:
    """Whether it is a chain of compounds, each decided by itself or by what is within it or behind it."""
    if any(each.inverse for each in part.attributes) or not _is_test(part, with_values=True):
        return False
    before = [each for each in part.relation if isinstance(each, css_types.Selector)]
    return len(before) == len(part.relation) and all(
        each.rel_type in _AROUND and _is_understood(each) for each in before
    )


def _is_test(part: css_types.Selector, *, with_values: bool = False) -> bool:
    if part.nth or part.contains or part.lang or part.flags:
        return False
    if part.tag is not None and not (part.tag.prefix in (None, "*") and _is_name(part.tag.name, "*")):
        return False
    if not with_values and any(each.pattern or each.inverse for each in part.attributes):
        return False
    names = (*part.ids, *part.classes, *(each.attribute for each in part.attributes))
    return all(map(_is_name, names)) and all(map(_is_nested_test, part.selectors))


def _is_nested_test(nested: css_types.SelectorList) -> bool:
    return all(
        isinstance(each, css_types.Selector)
        and _is_test(each)
        and all(
            isinstance(inner, css_types.Selector)
            and inner.rel_type in _INSIDE
            and _is_test(inner)
            and not len(inner.relation)
            for inner in each.relation
        )
        for each in nested
    )


def _is_name(words: str, other: str = "") -> bool:
    return words == other or _NAME.fullmatch(words) is not None


@lru_cache(maxsize=512)
def _path(part: css_types.Selector) -> str:
    name = part.tag.name.lower() if part.tag is not None else "*"
    return f"descendant-or-self::{name}" + "".join(f"[{test}]" for test in _tests(part))


def _tests(part: css_types.Selector) -> Iterator[str]:
    for name in part.classes:
        yield f"contains(@class, '{name}')"  # tells most apart in half the time
        yield f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    for name in part.ids:
        yield f"@id = '{name}'"
    for each in part.attributes:
        yield f"@{each.attribute.lower()}"
    for nested in part.selectors:
        any_of = " or ".join(f"({_nested(each)})" for each in nested if isinstance(each, css_types.Selector))
        yield f"not({any_of})" if nested.is_not else any_of


def _nested(part: css_types.Selector) -> str:
    own = [f"self::{part.tag.name.lower()}"] if part.tag is not None else []
    inner = [each for each in part.relation if isinstance(each, css_types.Selector)]
    related = [f"{_INSIDE[each.rel_type or '']}[{_nested(each)}]" for each in inner]
    return " and ".join((*own, *_tests(part), *related)) or "true()"


@lru_cache(maxsize=512)
def _query(path: str) -> etree.XPath:
    return etree.XPath(path)


def _found(root: Element, path: str) -> list[Element]:
    return cast("list[Element]", _query(path)(root))


def _matches(root: Element, part: css_types.Selector) -> list[Element]:
    found = _found(root, _path(part))
    if part.attributes:
        found = [element for element in found if all(_holds(element, each) for each in part.attributes)]
    if found and len(part.relation):
        before = part.relation[0]
        assert isinstance(before, css_types.Selector)
        found = _after(found, set(_matches(root.getroottree().getroot(), before)), before.rel_type)
    return found


def _holds(element: Element, wanted: css_types.SelectorAttribute) -> bool:
    if wanted.pattern is None:
        return True
    name = wanted.attribute.lower()
    value = element.get(name) or ""
    value = " ".join(value.split()) if is_list(str(element.tag), name) else value
    return wanted.pattern.match(_lower(value) if wanted.ignore_case else value) is not None


def _lower(value: str) -> str:
    return value.encode(errors="surrogatepass").lower().decode(errors="surrogatepass")


def _after(found: list[Element], before: set[Element], how: str | None) -> list[Element]:
    """Those that stand within, or behind, what stands before them in the selector."""
    step = Element.getparent if how in (" ", ">") else _previous
    if not before or how in (">", "+"):
        return [element for element in found if step(element) in before]
    known: dict[Element | None, bool] = {}
    return [element for element in found if _reaches(element, step, before, known)]


def _previous(element: Element) -> Element | None:
    return next(element.itersiblings("*", preceding=True), None)


def _reaches(
    element: Element,
    step: Callable[[Element], Element | None],
    before: set[Element],
    known: dict[Element | None, bool],
) -> bool:
    """Whether one of `before` is on the way; each element is looked at once for all that are asked about."""
    passed: list[Element] = []
    current = step(element)
    while current is not None and current not in known and current not in before:
        passed.append(current)
        current = step(current)
    answer = current in before or known.get(current, False)
    known.update(dict.fromkeys(passed, answer))
    return answer
