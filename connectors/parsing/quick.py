"""Selects in lxml's tree, which costs a hundredth of soupsieve's way, where a selector is simple enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, cast

from lxml import etree
from soupsieve import css_types

from connectors.parsing.markup import is_list
from connectors.parsing.selector_traits import alternatives

Element = etree._Element

_NAME: Final = re.compile(r"[\w-]+", re.ASCII)


def select(root: Element, css: str) -> list[Element] | None:
    """The elements in page order; None where the selector asks for more than is understood here."""
    query = _query(css)
    if query is None:
        return None
    found = cast("list[Element]", query(root))
    if all(_is_bare(each) for each in alternatives(css)):
        return found
    return [element for element in found if any(_fits(element, each) for each in alternatives(css))]


@lru_cache(maxsize=512)
def _query(css: str) -> etree.XPath | None:
    """Finds whatever the selector can match, and perhaps more."""
    if not all(_is_understood(each) for each in alternatives(css)):
        return None
    return etree.XPath(" | ".join(map(_path, alternatives(css))) or "/..")


def _is_understood(part: css_types.Selector | css_types.SelectorNull) -> bool:
    if not isinstance(part, css_types.Selector) or part.nth or part.contains or part.lang or part.flags:
        return False
    if part.tag is not None and not (part.tag.prefix in (None, "*") and _is_name(part.tag.name, "*")):
        return False
    names = (*part.ids, *part.classes, *(each.attribute for each in part.attributes))
    if not all(map(_is_name, names)) or any(each.inverse for each in part.attributes):
        return False
    inner = [each for nested in (part.relation, *part.selectors) for each in nested]
    return all(map(_is_understood, inner))


def _is_name(words: str, other: str = "") -> bool:
    return words == other or _NAME.fullmatch(words) is not None


def _path(part: css_types.Selector) -> str:
    name = part.tag.name.lower() if part.tag is not None else "*"
    tests = [f"contains(concat(' ', normalize-space(@class), ' '), ' {each} ')" for each in part.classes]
    tests += [f"@id = '{each}'" for each in part.ids]
    tests += [f"@{each.attribute.lower()}" for each in part.attributes]
    return f"descendant-or-self::{name}" + "".join(f"[{test}]" for test in tests)


def _is_bare(part: css_types.Selector) -> bool:
    """Whether the path says all."""
    return not (part.selectors or len(part.relation) or any(each.pattern for each in part.attributes))


def _fits(element: Element, part: css_types.Selector) -> bool:
    return (
        (part.tag is None or part.tag.name in ("*", element.tag) or part.tag.name.lower() == element.tag)
        and all(element.get("id") == each for each in part.ids)
        and (not part.classes or set(part.classes) <= set((element.get("class") or "").split()))
        and all(_holds(element, each) for each in part.attributes)
        and all(_fits_any(element, each) for each in part.selectors)
        and (not len(part.relation) or _is_related(element, part.relation))
    )


def _fits_any(element: Element, nested: css_types.SelectorList) -> bool:
    return bool(nested.is_not) != any(
        _fits(element, each) for each in nested if isinstance(each, css_types.Selector)
    )


def _holds(element: Element, wanted: css_types.SelectorAttribute) -> bool:
    name = wanted.attribute.lower()
    value = element.get(name)
    if value is None:
        return False
    if wanted.pattern is None:
        return True
    value = " ".join(value.split()) if is_list(str(element.tag), name) else value
    return wanted.pattern.match(_lower(value) if wanted.ignore_case else value) is not None


def _lower(value: str) -> str:
    return value.encode(errors="surrogatepass").lower().decode(errors="surrogatepass")


def _is_related(element: Element, relation: css_types.SelectorList) -> bool:
    wanted = relation[0]
    assert isinstance(wanted, css_types.Selector)
    return any(
        isinstance(each.tag, str) and _fits(each, wanted) for each in _related(element, wanted.rel_type)
    )


def _related(element: Element, how: str | None) -> Iterator[Element]:
    match how:
        case " ":
            return element.iterancestors()
        case ">":
            return iter([parent] if (parent := element.getparent()) is not None else [])
        case "~":
            return element.itersiblings("*", preceding=True)
        case "+":
            return _first(element.itersiblings("*", preceding=True))
        case ": ":
            return element.iterdescendants("*")
        case ":>":
            return element.iterchildren("*")
        case ":~":
            return element.itersiblings("*")
        case ":+":
            return _first(element.itersiblings("*"))
    raise AssertionError(how)


def _first(elements: Iterator[Element]) -> Iterator[Element]:
    return iter([each for each, _ in zip(elements, range(1), strict=False)])
