"""Reads the CSS selectors of a source's TOML: several with commas, each with `@attribute` if need be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import soupsieve
from bs4 import Tag

ITSELF: Final = ":scope"  # the element in which is searched
_ATTRIBUTE: Final = re.compile(r"(?<!\\)@([A-Za-z_][\w:.-]*)$")
_COMMA: Final = re.compile(r"""\\.|,|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\[\](){}]""", re.S)


@dataclass(frozen=True, slots=True)
class Choice:
    """One selector and the attribute to take; "" selects the element itself, or takes its text."""

    css: str
    attribute: str = ""

    def fits(self, element: Tag, root: Tag) -> bool:
        """Whether it selects the element within the root."""
        if ITSELF in self.css:
            return any(each is element for each in soupsieve.iselect(self.css, root))
        return not self.css or soupsieve.match(self.css, element)


@lru_cache(maxsize=512)
def choices(selector: str) -> tuple[Choice, ...]:
    """`h3, a.more@href` taken apart. Raises ValueError (soupsieve's words) where it is no selector."""
    found = tuple(_choice(part) for part in _parts(selector) if part.strip())
    if not found:
        raise ValueError("empty selector")
    return found


def _choice(part: str) -> Choice:
    part = part.strip()
    at = _ATTRIBUTE.search(part)
    css = part[: at.start()].strip() if at else part
    if css == ITSELF:
        css = ""
    if css[:1] in (">", "+", "~"):
        css = f":scope {css}"
    if css:
        try:
            soupsieve.compile(css)
        except soupsieve.SelectorSyntaxError as error:
            raise ValueError(str(error).splitlines()[0]) from None
    return Choice(css, at[1] if at else "")


def _parts(selector: str) -> Iterator[str]:
    """The selectors between the commas that stand in no brackets and no quotes."""
    begin, depth = 0, 0
    for token in _COMMA.finditer(selector):
        if token[0] in "([{":
            depth += 1
        elif token[0] in ")]}":
            depth -= 1
        elif token[0] == "," and depth == 0:
            yield selector[begin : token.start()]
            begin = token.end()
    yield selector[begin:]


def complaints(options: Mapping[str, Any], allowed: Set[str], prefix: str = "") -> Iterator[str]:
    """What is wrong with options that are all selectors, each as "key: reason"."""
    for key, given in options.items():
        if key not in allowed:
            yield f"{prefix}{key}: unbekannt (unknown; known: {', '.join(sorted(allowed))})"
        elif not isinstance(given, str):
            yield f"{prefix}{key}: muss ein CSS-Selektor sein (must be a CSS selector)"
        else:
            try:
                choices(given)
            except ValueError as error:
                yield f"{prefix}{key}: kein CSS-Selektor »{given}« (not a CSS selector): {error}"
