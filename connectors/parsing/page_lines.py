"""A page's text line by line, each with the rank of the heading it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

from connectors.parsing import markup

TEXT: Final = 0  # the level of a line that is no heading
BOLD: Final = 7  # the level of a line in bold print, with which people make headings
_MARK: Final = "\ue001"  # stands before a heading's level; a private character that no text needs
_SOFT_HYPHEN: Final = "\xad"
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_BESIDE: Final = "nav, footer, form:not(:has(h1, h2, h3)), [role=navigation], [role=contentinfo], [hidden]"
_NAMES: Final = "dt:has(+ dd), th:has(+ td), tr > td:first-child:nth-last-child(2)"
_SITE: Final = re.compile(r"\s[–—|·-]\s")
_CONTENT: Final = ("main", "[role=main]", "#content", "#main", "body")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as one sees it; level 1 to 6 for a heading, BOLD for a line in bold print, else TEXT."""

    text: str
    level: int = TEXT


def page_lines(tree: BeautifulSoup) -> list[Line]:
    """The lines of what the page is about: without navigation, footer and forms.

    Cells and terms that name what stands beside them get a colon. A page without any heading begins with
    its title.
    """
    content = next((each for css in _CONTENT if (each := tree.select_one(css))), tree)
    _prepare(content)
    found = list(_lines(unicodedata.normalize("NFC", markup.text(content).replace(_SOFT_HYPHEN, ""))))
    has_heading = any(TEXT < line.level < BOLD for line in found)
    return found if has_heading else [*_title(tree), *found]


def _prepare(content: Tag) -> None:
    """Takes out what is beside the point, and marks what looks alone shows: names and headings."""
    for beside in markup.select(content, _BESIDE):
        beside.extract()
    for name in markup.select(content, _NAMES):
        said = markup.text(name)
        if said and said[-1].isalpha() and not any(c.isdigit() for c in said):
            name.append(":")
    for heading in content.find_all(_HEADINGS):
        _mark(heading, int(heading.name[1]))
    for bold in _bold_lines(content):
        _mark(bold, BOLD)


def _title(tree: BeautifulSoup) -> list[Line]:
    """What the browser shows above the page, without the site's name behind it."""
    title = str(_SITE.split(markup.value(tree, "meta[property='og:title']@content, title"))[0]).strip()
    return [Line(title, 1)] if title else []


def _mark(element: Tag, level: int) -> None:
    element.insert(0, f"{_MARK}{level}")


def _bold_lines(content: Tag) -> Iterator[Tag]:
    """Bold print beside which nothing stands in its block; in "<b>Ort:</b> Aula" something does."""
    seen: set[int] = set()
    for bold in content.find_all(("strong", "b")):
        block = bold.find_parent(("p", "div", "li", "td"))
        if block is None or id(block) in seen:
            continue
        seen.add(id(block))
        whole = block.get_text(" ")
        if _MARK not in whole and whole.split() == bold.get_text(" ").split() != []:
            yield bold


def _lines(text: str) -> Iterator[Line]:
    for line in text.split("\n"):
        before, mark, after = line.partition(_MARK)
        if not mark:
            yield Line(line)
        elif words := (before + after[1:]).replace(_MARK, "").strip():
            yield Line(words, int(after[0]))
