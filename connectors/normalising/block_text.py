"""The text of a piece of HTML as a browser would show it, block by block."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lxml import etree

# Only names that HTML knows, or that tools write into it: "<info@…>", "a < b" and "Vektor <x, y>" are text.
_NAMES: Final = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br"
    " button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl"
    " dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header"
    " hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta meter nav"
    " noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp"
    " script section select slot small source span strike strong style sub summary sup svg table tbody td"
    " template textarea tfoot th thead time title tr track tt u ul var video wbr"
)
_TAG: Final = re.compile(
    rf"<(?:/?(?:{'|'.join(_NAMES.split())}|[a-z]+(?::[a-z]+|(?:-[a-z]+)+))(?=[\s/>])[^<>]*>|!--|!doctype|\?xml)",
    re.IGNORECASE,
)
_SILENT: Final = (
    "script style template noscript iframe svg math object head title select textarea button audio video"
    " canvas applet embed"
)
_DIVIDING: Final = (
    "p div ul ol dl table blockquote section article aside header footer figure form h1 h2 h3 h4 h5 h6 hr"
    " pre address fieldset details"
)
_UNSEEN: Final = frozenset(_SILENT.split())
PARAGRAPHS: Final = frozenset(_DIVIDING.split())
LINES: Final = frozenset(("li", "tr", "dt", "dd", "caption", "figcaption", "summary", "legend"))
CELLS: Final = frozenset(("td", "th"))
_STRUCTURE: Final = re.compile(rf"<({'|'.join(sorted(PARAGRAPHS | LINES))}|br)\b", re.IGNORECASE)
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_EDGE: Final = "\x1e"  # what no parsed text holds
_PARAGRAPH_EDGE: Final = "\x1d"
_EDGES: Final = re.compile(r"[\x1d\x1e](?:[\x1d\x1e ]*[\x1d\x1e])?")
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def has_tags(text: str) -> bool:
    return "<" in text and _TAG.search(text) is not None


def strip_tags(markup: str) -> str:
    """Paragraphs become blocks with an empty line between, other lines lines; entities are resolved once.

    Line breaks in the markup count only if nothing else divides it, as in calendar files.
    """
    root = parsed(markup)
    return "" if root is None else _EDGES.sub(_break, "".join(_pieces(root)))


@lru_cache(maxsize=2)  # a description is asked for twice, as plain text and as HTML
def parsed(markup: str) -> etree._Element | None:
    """The tree of a piece of HTML, not to be changed; a newline in its texts is a line break."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    if _STRUCTURE.search(markup):
        markup = " ".join(markup.split())
    try:
        return etree.fromstring(f"<body>{_UNREADABLE.sub('', markup)}</body>", parser)
    except etree.ParserError:
        return None


def _pieces(root: etree._Element) -> list[str]:
    """Walked without recursion: pages nest as deeply as they like."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if is_unseen(element, name):
                walk.skip_subtree()
                continue
            pieces.append(_edge(name))
            pieces.append(element.text or "")
        else:
            if not is_unseen(element, name) and name != "br":
                pieces.append(_edge(name))
            pieces.append(element.tail or "")
    return pieces


def is_unseen(element: etree._Element, name: str) -> bool:
    return (
        name in _UNSEEN
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _edge(name: str) -> str:
    if name in PARAGRAPHS:
        return _PARAGRAPH_EDGE
    if name == "br":
        return "\n"
    if name in LINES:
        return _LINE_EDGE
    return " " if name in CELLS else ""


def _break(edges: re.Match[str]) -> str:
    """Neighbouring edges are one break, the widest of them."""
    return "\n\n" if _PARAGRAPH_EDGE in edges[0] else "\n"
