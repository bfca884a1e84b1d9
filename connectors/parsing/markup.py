"""Selects texts, attributes and links in a page's HTML; whatever is missing is an empty text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urljoin, urlsplit

import soupsieve
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.builder import HTMLTreeBuilder
from bs4.element import NavigableString, PreformattedString

from connectors.model import Page
from connectors.parsing.css import choices

if TYPE_CHECKING:
    from connectors.parsing.items import Item

Part: TypeAlias = "Tag | Item"  # where to select: an element of BeautifulSoup's tree, or a page's item
Read = Callable[[Tag], str]  # how to take an element's text
Look = Callable[
    [Tag, str, Read], list[str]
]  # what may be asked: `values`, `texts`, `hrefs`, `linked`, `names`

_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
))  # fmt: skip
# Addresses that joining with a base leaves as they are, and those that it only puts behind its host.
_QUERY: Final = r"(?:\?[!-\"$-~]+)?"  # whatever ASCII prints, but for "#"
_WHOLE: Final = re.compile(rf"https?://[a-z\d][a-z\d.-]*(?:/[\w.~%,+:@=-]*)*{_QUERY}", re.ASCII)
_ROOTED: Final = re.compile(rf"(?:/[\w~%,+:@=-][\w.~%,+:@=-]*)+/?{_QUERY}", re.ASCII)
_CELLS: Final = frozenset(("td", "th"))
_UNSEEN: Final = ("script", "style", "template", "noscript")
_STRUCK: Final = ("s", "strike", "del")
_LISTS: Final = HTMLTreeBuilder.DEFAULT_CDATA_LIST_ATTRIBUTES
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


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """What is asked of each item of a page; no two are the same, and none is compared."""

    each: tuple[tuple[Look, str, Read], ...]  # as a function, a selector, and how to read texts


def values(root: Part, selector: str, read: Read | None = None) -> list[str]:
    """What the selector's matches say, in page order, without empty and repeated ones.

    Several attributes of one element are one value: a start and an end.
    `read` says how to take an element's text: `text`, or `valid`.
    """
    if not isinstance(root, Tag):
        return root.asked(values, selector, read or text)
    found: list[str] = []
    for element, names, is_text_taken in finds(root, selector):
        named = dict.fromkeys(attribute(element, name) for name in names)
        said = [" – ".join(filter(None, named))]
        if is_text_taken:
            said.append((read or text)(element))
        found += [each for each in said if each and each not in found]
    return found


def finds(root: Tag, selector: str) -> Iterator[tuple[Tag, list[str], bool]]:
    """The matches, with the attributes to take of each, and whether its text is to be taken.

    The text of what stands within a match belongs to that match.
    """
    done: set[int] = set()  # elements whose whole text has been taken
    for element in select(root, selector):
        fitting = [choice for choice in choices(selector) if choice.fits(element, root)]
        is_text_taken = any(not each.attribute for each in fitting) and not any(
            id(parent) in done for parent in element.parents
        )
        if is_text_taken:
            done.add(id(element))
        yield element, [each.attribute for each in fitting if each.attribute], is_text_taken


def value(root: Part, selector: str) -> str:
    """What the first match says that says anything."""
    return next(iter(values(root, selector)), "")


def texts(root: Part, selector: str, read: Read | None = None) -> list[str]:
    """The text of each match, empty and repeated ones, too."""
    if not isinstance(root, Tag):
        return root.asked(texts, selector, read or text)
    return [(read or text)(element) for element in select(root, selector)]


def has(root: Part, selector: str) -> bool:
    return bool(names(root, selector))


def names(root: Part, selector: str, read: Read | None = None) -> list[str]:
    """What kinds of elements match."""
    if not isinstance(root, Tag):
        return root.asked(names, selector, text)
    return [element.name for element in select(root, selector)]


def classes_around(element: Part) -> list[str]:
    """Those of all elements that it stands in."""
    if not isinstance(element, Tag):
        return element.classes_around()
    return [name for each in element.parents for name in classes(each)]


def classes(element: Part) -> list[str]:
    return attribute(element, "class").split()


def attribute(element: Part, name: str) -> str:
    if not isinstance(element, Tag):
        return element.attribute(name)
    found = element.get(name, "")
    return (found if isinstance(found, str) else " ".join(found or ())).strip()


def is_list(name: str, attribute: str) -> bool:
    """Whether the attribute of elements of that name is a list, of which white space means nothing."""
    return attribute in _LISTS["*"] or attribute in _LISTS.get(name, ())


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


def are_struck(root: Part, selector: str) -> bool:
    """Whether there is such an element, and each is struck out: so sites mark what does not take place."""
    if not isinstance(root, Tag):
        return root.are_struck(selector)
    found = select(root, selector)
    return bool(found) and all(map(is_struck, found))


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


def links(root: Part, selector: str, base: str) -> Iterator[str]:
    """The addresses at `a.more@href`; `a.more` alone means the same."""
    if selector:
        yield from filter(None, (absolute(base, link) for link in hrefs(root, selector)))


def hrefs(root: Part, selector: str, read: Read | None = None) -> list[str]:
    """What stands there, choice by choice."""
    if not isinstance(root, Tag):
        return root.asked(hrefs, selector, text)
    return [
        attribute(element, choice.attribute or "href")
        for choice in choices(selector)
        for element in (soupsieve.select(choice.css, root) if choice.css else [root])
    ]


def linked(root: Part, selector: str, read: Read | None = None) -> list[str]:
    """Where the links around or within the first match lead, as far as they belong to the root."""
    if not isinstance(root, Tag):
        return root.asked(linked, selector, text)
    found: list[str] = []
    for element in select(root, selector)[:1]:
        around = [element]
        while around[-1] is not root and around[-1].parent is not None:
            around.append(around[-1].parent)
        anchors = [each for each in (*around, *element.find_all("a")) if each.name == "a"]
        found += [attribute(anchor, "href") for anchor in anchors]
    return found


def absolute(base: str, link: str) -> str:
    """An http address; "" for mailto:, javascript:, "#" and what is no address."""
    if _WHOLE.fullmatch(link):
        return link
    if _ROOTED.fullmatch(link) and (origin := _origin(base)):
        return origin + link
    try:
        found = urljoin(base, link.strip())
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if link.strip(" #") and parts.scheme in ("http", "https") and parts.hostname else ""


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Its scheme and host, where it has them."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.hostname else ""
