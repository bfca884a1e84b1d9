"""Selects texts, attributes and links in a page's HTML; whatever is missing is an empty text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

import soupsieve
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString

from connectors.model import Page
from connectors.parsing.css import choices

_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
))  # fmt: skip
_CELLS: Final = frozenset(("td", "th"))
_UNSEEN: Final = ("script", "style", "template", "noscript")
_STRUCK: Final = ("s", "strike", "del")
_BREAKS: Final = re.compile(r"[\r\n]+")


def document(page: Page) -> BeautifulSoup:
    """The page as a tree, however broken it is."""
    text = page.text if "<" in page.text else ""  # else BeautifulSoup warns that this may be a file's name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(text, "lxml")


def fragment(element: Tag) -> BeautifulSoup:
    """A tree of its own with nothing but this element."""
    return BeautifulSoup(str(element), "lxml")


def select(root: Tag, selector: str) -> list[Tag]:
    """The elements, in page order; attributes in the selector are of no concern here."""
    css = ", ".join(choice.css for choice in choices(selector) if choice.css)
    own = [root] if any(not choice.css for choice in choices(selector)) else []
    return own + (list(soupsieve.select(css, root)) if css else [])


def values(root: Tag, selector: str, read: Callable[[Tag], str] | None = None) -> list[str]:
    """What the selector's matches say, in page order, without empty and repeated ones.

    Several attributes of one element are one value: a start and an end.
    `read` says how to take an element's text: `text`, or `valid`.
    """
    found: list[str] = []
    done: set[int] = set()  # elements whose whole text has been taken
    for element in select(root, selector):
        fitting = [choice for choice in choices(selector) if choice.fits(element)]
        named = dict.fromkeys(attribute(element, each.attribute) for each in fitting if each.attribute)
        said = [" – ".join(filter(None, named))]
        if any(not each.attribute for each in fitting) and not any(id(p) in done for p in element.parents):
            done.add(id(element))
            said.append((read or text)(element))
        found += [each for each in said if each and each not in found]
    return found


def value(root: Tag, selector: str) -> str:
    """What the first match says that says anything."""
    return next(iter(values(root, selector)), "")


def attribute(element: Tag, name: str) -> str:
    found = element.get(name, "")
    return (found if isinstance(found, str) else " ".join(found or ())).strip()


def text(element: Tag) -> str:
    """The text as one sees it, a line for each line.

    An element without text says what a machine would read: <time datetime>, <meta content>.
    """
    return (
        _lines(element, left_out=_UNSEEN) or attribute(element, "datetime") or attribute(element, "content")
    )


def valid(element: Tag) -> str:
    """The text without what is struck out, if something stands in its place."""
    whole = text(element)
    if element.find(_STRUCK) is None:
        return whole
    rest = _lines(element, left_out=(*_UNSEEN, *_STRUCK))
    # What replaces a date has as many figures; "<del>29.11.2026</del>, 15 Uhr" replaces nothing.
    return rest if rest and 3 * _figures(rest) >= _figures(whole) else whole


def is_struck(element: Tag) -> bool:
    """Whether its text is struck out, and nothing stands in its place."""
    if any(parent.name in _STRUCK for parent in (element, *element.parents)):
        return bool(text(element))
    return element.find(_STRUCK) is not None and valid(element) == text(element)


def _figures(words: str) -> int:
    return sum(c.isdigit() for c in words)


def _lines(element: Tag, left_out: tuple[str, ...]) -> str:
    lines = (" ".join(line.split()) for line in "".join(_pieces(element, left_out)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(element: Tag, left_out: tuple[str, ...]) -> Iterator[str]:
    """The texts in page order, a line break at each block's edges; no recursion, pages nest without limit."""
    stack: list[object] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node is not element and node.name in left_out:
                continue
            edge = "\n" if node.name in _BLOCKS else " " if node.name in _CELLS else ""
            yield edge
            stack.append(edge)
            stack.extend(reversed(node.contents))
        elif not isinstance(node, PreformattedString):  # comments and the like
            yield _BREAKS.sub(" ", node) if isinstance(node, NavigableString) else str(node)


def base_url(page: Page, tree: BeautifulSoup) -> str:
    """What the page's relative links are relative to."""
    base = tree.find("base", href=True)
    return absolute(page.final_url, attribute(base, "href")) if isinstance(base, Tag) else page.final_url


def links(root: Tag, selector: str, base: str) -> Iterator[str]:
    """The addresses at `a.more@href`; `a.more` alone means the same."""
    for choice in choices(selector) if selector else ():
        for element in soupsieve.select(choice.css, root) if choice.css else [root]:
            if found := absolute(base, attribute(element, choice.attribute or "href")):
                yield found


def absolute(base: str, link: str) -> str:
    """An http address; "" for mailto:, javascript:, "#" and what is no address."""
    try:
        found = urljoin(base, link.strip())
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if link.strip(" #") and parts.scheme in ("http", "https") and parts.hostname else ""
