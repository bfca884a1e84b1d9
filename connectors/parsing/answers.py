"""Reads what an API answers in JSON: the whole, its lists and its texts, whatever their types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from connectors.errors import ParseFailed
from connectors.model import Page, Problem, Severity
from connectors.parsing import loose_json

_BEGIN: Final = re.compile(r'[\[{]\s*["\[{]')
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON object, and whether it came whole."""

    values: Mapping[str, Any]
    is_cut: bool = False

    def things(self, key: str) -> Iterator[Mapping[str, Any]]:
        """The objects in the list of that name that came whole."""
        return things(self.values.get(key))


def answer(page: Page) -> Answer:
    """The page's JSON object; what is complete of one that is cut off. Raises ParseFailed."""
    text = page.text.strip()
    if text[:1] == "<" and page.media_type.endswith("json") and (begin := _BEGIN.search(text)):
        text = text[begin.start() :]  # PHP prints its warnings before the answer
    if text[:1] not in ("{", "["):
        what = "eine Webseite (a web page)" if text[:1] == "<" else f"»{text[:60]}«"
        raise ParseFailed(f"{page.url}: JSON erwartet, bekommen: {what} (expected JSON)")
    try:
        found = loose_json.loads(text)
    except ValueError as error:
        raise ParseFailed(f"{page.url}: das JSON ist nicht lesbar (unreadable JSON): {error}") from None
    values = found.value if isinstance(found.value, dict) else {"": found.value}
    return Answer(values, found.is_cut)


def things(value: Any) -> Iterator[Mapping[str, Any]]:
    """An object, or the objects of a list; incomplete ones are left out."""
    if value is None:
        return
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and each and loose_json.CUT not in each:
            yield each


def text(value: Any) -> str:
    """A text or number as text; of an object its value or name, of a list the first that says anything."""
    if value.__class__ is str:  # most are, and most hold nothing but characters
        return (value if value.isascii() or value.isprintable() else sound(value)).strip()
    if value is None:
        return ""
    for _ in range(8):  # lists of objects of lists …
        if isinstance(value, list):
            value = next((each for each in value if each), None)
        elif isinstance(value, dict):
            value = next((value[key] for key in ("@value", "name") if value.get(key)), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return sound(str(value)).strip()


def degrees(value: Any) -> float | None:
    """A latitude or longitude; None for what is no number, and for the 0 of a field left empty."""
    if value is None:
        return None
    try:
        found = float(text(value))
    except ValueError:
        return None
    return found if found and -180 <= found <= 180 else None


def sound(words: str) -> str:
    """Without halves of characters: JSON may escape them, nothing can store them."""
    if not _SURROGATES.search(words):
        return words
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def truncated(page: Page, title: str = "", line: int | None = None) -> Problem:
    """What a parser says of a page that ends too early: there is more than was read."""
    return Problem(severity=Severity.DROPPED, code="truncated", title=title, url=page.url, line=line)
