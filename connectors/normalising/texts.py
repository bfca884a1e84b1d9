"""Plain text out of what pages call text: HTML, entities, broken encodings, invisible characters."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from connectors.normalising.block_text import has_tags, strip_tags

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# Neither visible nor harmless: controls, surrogates, zero-width, bidi, soft hyphen, noncharacters, tags.
_JUNK: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
_BREAKS: Final = frozenset("\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

# What windows-1252 makes of the bytes 80-9F, back to the bytes: UTF-8 read as Latin-1 in either spelling.
_TO_LATIN_1: Final = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_TRAIL: Final = "[\x80-\xbf" + "".join(map(chr, _TO_LATIN_1)) + "]"
_MOJIBAKE: Final = re.compile(f"[ÂÃ]{_TRAIL}|â[\x80€][{_TRAIL[1:-1]}]|ï»¿|ð[\x9fŸ]{_TRAIL}")
_WORD: Final = re.compile(r"[^ \t\r\n]+")  # a no-break space may be the second half of a letter


def one_line(markup: str, limit: int) -> str:
    """At most `limit` characters on one line; what is longer ends in an ellipsis."""
    return _cut(" ".join(_plain(markup[: enough(limit)]).split()), limit)


def paragraphs(markup: str, limit: int) -> str:
    """Lines, with one empty line between paragraphs; items of lists are lines."""
    lines = (" ".join(line.split()) for line in _plain(markup[: enough(limit)]).split("\n"))
    joined = "\n".join(lines).strip("\n")
    if "\n\n\n" in joined:
        joined = re.sub(r"\n{3,}", "\n\n", joined)
    return _cut(joined, limit)


def enough(limit: int) -> int:
    """No text needs more markup than this; a megabyte of it costs no time."""
    return 20 * limit + 10_000


def _plain(text: str) -> str:
    """Without tags and entities, repaired, composed (NFC), line breaks as newlines."""
    if "<" in text or "&" in text:
        text = _unmarked(text)
    return _repaired_text(text)


def node_text(text: str) -> str:
    """A text of a parsed tree, cleaned as `paragraphs` cleans the whole."""
    return _repaired_text(_unescaped(text))


def markup_in(text: str) -> str:
    """What `paragraphs` reads as HTML; "" where it reads none."""
    if not has_tags(text):
        text = _unescaped(text)
    return _SURROGATE.sub("", text) if has_tags(text) else ""


def _repaired_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    if _MOJIBAKE.search(text):
        text = _WORD.sub(_repaired, text)
    if _JUNK.search(text):
        text = _JUNK.sub(_stand_in, text.replace("\r\n", "\n"))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _unmarked(text: str) -> str:
    """Markup taken off twice: feeds escape what their editors had escaped already.

    Where real tags were taken off, tags that only then appear are meant to be read: "das <b>-Tag".
    """
    if has_tags(text):
        return _unescaped(strip_tags(_SURROGATE.sub("", text)))
    text = _unescaped(text)
    if has_tags(text):
        text = strip_tags(_SURROGATE.sub("", text))
    return _unescaped(text)


def _unescaped(text: str) -> str:
    """Entities that end as they should; "Kind&Kegel" and "?a=1&copy=2" are none."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text


def _repaired(word: re.Match[str]) -> str:
    """UTF-8 that was read as Latin-1, if and only if the way back leads to valid UTF-8."""
    if not _MOJIBAKE.search(word[0]):
        return word[0]
    try:
        return word[0].translate(_TO_LATIN_1).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return word[0]


def _stand_in(junk: re.Match[str]) -> str:
    return "\n" if junk[0] in _BREAKS else ""


def _cut(text: str, limit: int) -> str:
    """Cut at the end of a word, if one ends near."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    end = max(head.rfind(" "), head.rfind("\n"))
    return (head[:end] if end > limit * 3 // 4 else head[:-1]).rstrip(" \n,;:–-") + "…"
