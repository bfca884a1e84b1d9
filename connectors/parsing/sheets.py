"""A page with its items: in lxml's tree as far as selectors are simple, else in BeautifulSoup's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache, partial
from typing import Final

from bs4 import BeautifulSoup, Tag
from lxml import etree

from connectors.model import Page
from connectors.parsing import markup, quick
from connectors.parsing.css import choices
from connectors.parsing.forms import Forms
from connectors.parsing.gaps import MARKS
from connectors.parsing.items import Item
from connectors.parsing.markup import Part
from connectors.parsing.soups import tag_of

_DEEPEST: Final = 2_000  # elements within elements; lxml stops at 2048, and says nothing


class Sheet:
    """A page that is parsed once, and a second time only for what needs BeautifulSoup."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._forms = Forms(4 * len(page.body))
        self._selected: dict[str, list[Tag]] = {}

    @cached_property
    def root(self) -> etree._Element | None:
        """lxml's tree; None where BeautifulSoup's would be another."""
        return _root(self.page.text)

    @cached_property
    def tree(self) -> BeautifulSoup:
        return markup.document(self.page)

    @cached_property
    def base(self) -> str:
        """What the page's relative links are relative to."""
        if self.root is None:
            return markup.base_url(self.page, self.tree)
        found = self.root.find(".//base[@href]")
        href = "" if found is None else (found.get("href") or "").strip()
        return self.page.final_url if found is None else markup.absolute(self.page.final_url, href)

    def select(self, selector: str) -> Sequence[Part]:
        """The elements in page order; attributes in the selector are of no concern here."""
        css = _css(selector)
        found = quick.select(self.root, css) if self.root is not None and css else None
        if found is None:
            return markup.select(self.tree, selector)
        return [Item(each, self._forms, partial(self._exact, selector, n)) for n, each in enumerate(found)]

    def within(self, item: Part, selector: str) -> Sequence[Part]:
        """The same within an item."""
        css = _css(selector)
        found = quick.select(item.element, css) if isinstance(item, Item) and css else None
        if found is None or isinstance(item, Tag):
            return markup.select(
                item if isinstance(item, Tag) else item.exact() or tag_of(item.element), selector
            )
        inner = [each for each in found if each is not item.element]
        return [
            Item(each, self._forms, partial(self._exact_within, item, selector, n))
            for n, each in enumerate(inner)
        ]

    def _exact_within(self, item: Item, selector: str, index: int) -> Tag | None:
        outer = item.exact()
        found = markup.select(outer, selector) if outer is not None else []
        return found[index] if index < len(found) else None

    def links(self, selector: str) -> Iterator[str]:
        """As `markup.links` finds them in the whole page."""
        for choice in choices(selector) if selector else ():
            for element in self.select(choice.css or ":scope"):
                name = choice.attribute or "href"
                if found := markup.absolute(self.base, markup.attribute(element, name)):
                    yield found

    def _exact(self, selector: str, index: int) -> Tag | None:
        if selector not in self._selected:
            self._selected[selector] = markup.select(self.tree, selector)
        found = self._selected[selector]
        return found[index] if index < len(found) else None


@lru_cache(maxsize=256)
def _css(selector: str) -> str:
    """Without attributes; "" if the page itself is selected."""
    found = [choice.css for choice in choices(selector)]
    return ", ".join(found) if all(found) else ""


def _root(text: str) -> etree._Element | None:
    """The page as BeautifulSoup's parser reads it; None where the tree would not be the same."""
    if "<" not in text or any(mark in text for mark in MARKS):
        return None
    parser = etree.HTMLParser(recover=True, huge_tree=True)
    try:
        parser.feed(text)
        root: etree._Element | None = parser.close()
    except etree.LxmlError:
        return None
    if root is None or next(root.itersiblings("*"), None) is not None or _is_deep(root):
        return None
    return root


def _is_deep(root: etree._Element) -> bool:
    """Whether the page may have been cut: then what was open last is as deep as can be."""
    depth, last = 0, root
    while len(last) and depth < _DEEPEST:
        depth, last = depth + 1, last[-1]
    return depth >= _DEEPEST
