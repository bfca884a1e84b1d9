"""A piece of HTML as flat blocks of marked text: paragraphs, headings and items of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from connectors.normalising.block_text import CELLS, LINES, PARAGRAPHS, is_unseen, parsed
from connectors.normalising.texts import node_text

PARAGRAPH: Final = "p"
LISTS: Final = ("ul", "ol")
_HEADINGS: Final = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_MARKS: Final = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_LINE_EDGE: Final = "\x1e"  # white space that no parsed text holds
_PARTS: Final = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its marks; a newline within is a line break."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""  # as the page has it


@dataclass(slots=True)
class Block:
    """One paragraph, heading (h3, h4) or item of a list (ul, ol)."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_rich(self) -> bool:
        return self.kind != PARAGRAPH or any(piece.marks or piece.href for piece in self.pieces)


def blocks_of(markup: str) -> list[Block]:
    """Those that hold any text, in page order; nested lists are one list."""
    root = parsed(markup)
    if root is None:
        return []
    walker = _Walker()
    walker.walk(root)
    blocks = [part for block in walker.blocks for part in _trimmed(block)]
    for block in blocks:  # no h4 before an h3
        if block.kind == "h3":
            break
        if block.kind == "h4":
            block.kind = "h3"
    return blocks


@dataclass(slots=True)
class _Walker:
    """Collects blocks while going through a tree, without recursion: pages nest as deeply as they like."""

    blocks: list[Block] = field(default_factory=lambda: [Block(PARAGRAPH)])
    lists: list[str] = field(default_factory=list)  # that are open, the innermost last
    items: int = 0  # that are open
    heading: str = ""
    marks: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)

    def walk(self, root: etree._Element) -> None:
        tree = etree.iterwalk(root, events=("start", "end"))
        for event, element in tree:
            name = element.tag if isinstance(element.tag, str) else ""
            is_seen = not is_unseen(element, name)
            if event == "start":
                if not is_seen:
                    tree.skip_subtree()
                    continue
                self._open(name, element)
                self._say(element.text or "")
            else:
                if is_seen:
                    self._close(name)
                self._say(element.tail or "")

    def _open(self, name: str, element: etree._Element) -> None:
        if name in LISTS:
            self.lists.append(name)
        if name == "li":
            self.items += 1
            self._begin()
        elif name in _HEADINGS and not self.items:
            self.heading = _HEADINGS[name]
        if name in _MARKS:
            self.marks.append(_MARKS[name])
        if name == "a":
            self.hrefs.append(element.get("href") or "")
        if name == "br":
            self._space("\n")
        else:
            self._edge(name)

    def _close(self, name: str) -> None:
        if name in LISTS and self.lists:
            self.lists.pop()
        if name == "li":
            self.items = max(0, self.items - 1)
            self._begin()
        elif name in _HEADINGS and not self.items:
            self.heading = ""
        if name in _MARKS and self.marks:
            self.marks.pop()
        if name == "a" and self.hrefs:
            self.hrefs.pop()
        if name != "br":
            self._edge(name)

    def _edge(self, name: str) -> None:
        """Within an item, paragraphs are lines."""
        if name in PARAGRAPHS:
            if self.items:
                self._space(_LINE_EDGE)
            else:
                self._begin()
        elif name in LINES and name != "li":
            self._space(_LINE_EDGE)
        elif name in CELLS:
            self._space(" ")

    def _begin(self) -> None:
        kind = (self.lists or ["ul"])[-1] if self.items else self.heading or PARAGRAPH
        if self.blocks[-1].pieces:
            self.blocks.append(Block(kind))
        else:
            self.blocks[-1].kind = kind

    def _space(self, white: str) -> None:
        self.blocks[-1].pieces.append(Piece(white))

    def _say(self, text: str) -> None:
        if text:
            href = self.hrefs[-1] if self.hrefs else ""
            self.blocks[-1].pieces.append(Piece(node_text(text), frozenset(self.marks), href))


def _trimmed(block: Block) -> Iterator[Block]:
    """White space as it is seen, two breaks as the end of a paragraph; pieces marked alike are one."""
    runs: list[tuple[Piece, list[str]]] = []  # a piece whose marks count, and its words
    gap = ""
    for piece in block.pieces:
        for part in _PARTS.findall(piece.text):
            if part.isspace():
                gap += part
                continue
            if runs and gap.count("\n") > 1 and block.kind == PARAGRAPH:
                yield _joined(block.kind, runs)
                runs = []
            _add(runs, _shown(gap) if runs else "", piece, part)
            gap = ""
    if runs:
        yield _joined(block.kind, runs)


def _add(runs: list[tuple[Piece, list[str]]], gap: str, piece: Piece, word: str) -> None:
    is_alike = bool(runs) and (runs[-1][0].marks, runs[-1][0].href) == (piece.marks, piece.href)
    if gap and (is_alike or not (piece.marks or piece.href)):
        word = gap + word
    elif gap:
        runs.append((Piece(gap), [gap]))
    if is_alike:
        runs[-1][1].append(word)
    else:
        runs.append((piece, [word]))


def _shown(gap: str) -> str:
    if "\n" in gap or _LINE_EDGE in gap:
        return "\n"
    return " " if gap else ""


def _joined(kind: str, runs: list[tuple[Piece, list[str]]]) -> Block:
    return Block(kind, [Piece("".join(words), piece.marks, piece.href) for piece, words in runs])


def grouped(blocks: list[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Neighbouring items of the same kind of list together."""
    group: list[Block] = []
    for block in blocks:
        if group and (block.kind != group[0].kind or block.kind not in LISTS):
            yield group[0].kind, group
            group = []
        group.append(block)
    if group:
        yield group[0].kind, group
