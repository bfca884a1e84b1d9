"""Which field of a wording a reader is given, and in which order it believes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from connectors.facets.findings import Wording
from connectors.facets.scan import Scan

Found = TypeVar("Found")


def fields_with(wording: Wording, seen: Scan, cue: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and text of the fields that have a word of this cue, in this order."""
    cued = seen.cues.get(cue, ())
    for name in names:
        if name in cued:
            yield name, text_of(wording, name)


def text_of(wording: Wording, name: str) -> str:
    """One field as text; categories are lines."""
    if name == "categories":
        return "\n".join(wording.categories)
    text = getattr(wording, name)
    assert isinstance(text, str)
    return text


def first(
    texts: Iterable[tuple[str, str]], reader: Callable[[str], Found | None]
) -> tuple[str, Found | None]:
    """The first field in which the reader finds something, and what."""
    for name, text in texts:
        found = reader(text)
        if found is not None:
            return name, found
    return "", None
