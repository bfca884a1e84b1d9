"""Finds the link to the next page of a list."""

from __future__ import annotations

import re
from typing import Final

import soupsieve
from bs4 import Tag

from connectors.discovery import pointers
from connectors.discovery.outline import Outline
from connectors.parsing import markup

_NEXT: Final = re.compile(
    r"\W*(?:next|nächste|weiter|ältere|older|more|mehr)"
    r"(?: page| seite| events?| veranstaltungen| termine)?\W*"
    r"|[›»>→]+",
    re.IGNORECASE,
)
_PAGER: Final = re.compile(r"pag(?:er|inat|ing|e-?nav)|blätter|page-numbers", re.IGNORECASE)
_WORD: Final = re.compile(r"(?:^|[-_])next(?:$|[-_])")


def next_page(page: Outline) -> str:
    """A selector for the link; "" where there is none."""
    for selector in ("a[rel=next]", "a[rel~=next]", "link[rel=next]"):
        if _leads_on(page.tree.select(selector)):
            return f"{selector}@href"
    for link in page.tree.find_all("a", href=True):
        if not _is_next(page, link) or not _leads_on([link]):
            continue
        for key in _keys(link):
            if page.tree.select(key)[:1] == [link] and len(page.tree.select(key)) <= 2:
                return f"{key}@href"
    return ""


def _is_next(page: Outline, link: Tag) -> bool:
    """An arrow or a word for it, within what is a pager by its name."""
    around = [link, *(each for each, _ in zip(link.parents, range(4), strict=False))]
    names = [f"{markup.attribute(each, 'class')} {markup.attribute(each, 'id')}" for each in around]
    says = _NEXT.fullmatch(page.text(link)) or _NEXT.fullmatch(markup.attribute(link, "title"))
    is_named = any(_WORD.search(name) for each in names[:2] for name in each.split())
    return bool(says or is_named) and any(_PAGER.search(each) for each in names)


def _keys(link: Tag) -> list[str]:
    found = [f"a.{name}" for name in _pager_names(link)]
    parent = link.parent
    if parent is not None:
        found += [f"{pointers.tag(parent)}.{name} a" for name in _pager_names(parent)]
    return [*found, *pointers.keys(link)]


def _pager_names(element: Tag) -> list[str]:
    names = markup.attribute(element, "class").split()
    return [soupsieve.escape(name) for name in names if _WORD.search(name)]


def _leads_on(links: list[Tag]) -> bool:
    addresses = [markup.attribute(link, "href") for link in links]
    return bool(addresses) and not addresses[0].startswith(("#", "javascript:")) and bool(addresses[0])
