"""Turns an element of lxml's tree into one of BeautifulSoup's, without the rest of the page."""

from __future__ import annotations

from typing import Protocol

from bs4 import BeautifulSoup, Tag
from lxml import etree


class Writer(Protocol):
    """Says what to write for a text or an attribute's value; asked in page order."""

    def text(self, inside: str, words: str) -> str: ...

    def value(self, name: str, words: str) -> str: ...


class AsItIs:
    """Writes what is there."""

    def text(self, inside: str, words: str) -> str:
        return words

    def value(self, name: str, words: str) -> str:
        return words


def tag_of(element: etree._Element, writer: Writer | None = None) -> Tag:
    """The element, in copies of what is around it but without its neighbours.

    Texts that only a comment parts are one.
    """
    soup = BeautifulSoup("", "lxml")
    place: Tag = soup
    for around in reversed(list(element.iterancestors())):
        place = _opened(soup, place, around, AsItIs())
    return _copied(soup, place, element, writer or AsItIs())


def document_of(element: etree._Element) -> BeautifulSoup:
    """A document with nothing but this element."""
    soup = BeautifulSoup("", "lxml")
    _copied(soup, soup, element, AsItIs())
    return soup


def _copied(soup: BeautifulSoup, around: Tag, element: etree._Element, writer: Writer) -> Tag:
    place, words = around, ""
    found: Tag | None = None
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("start", "end") and words:
            place.append(writer.text(place.name, words))
        if event == "start":
            place = _opened(soup, place, node, writer)
            found = found or place
            words = node.text or ""
        elif event == "end":
            place = place.parent or around
            words = node.tail or ""
        else:
            words += node.tail or ""
    assert found is not None  # the walk begins with the element itself
    return found


def _opened(soup: BeautifulSoup, place: Tag, node: etree._Element, writer: Writer) -> Tag:
    attributes = {str(name): writer.value(str(name), str(value)) for name, value in node.items()}
    tag = soup.new_tag(str(node.tag), attrs=dict(attributes))
    place.append(tag)
    return tag
