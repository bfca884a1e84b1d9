"""Turns a text as pages have it into one with plain spaces, dashes and letters."""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST = 6_000  # characters read; a wording of dates is far shorter

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－~～"), "-")
_OTHERS = {
    ord("’"): "'",
    ord("‘"): "'",
    ord("´"): "'",
    ord("`"): "'",
    ord("\r"): "\n",
    0x2028: "\n",
    ord("½"): ",5",
}
_TABLE = {**_INVISIBLE, **_DASHES, **_OTHERS}
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.I)
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u2018-\u2122\u0152-\u0192\u02c6\u02dc]")
_GLUED = re.compile(r"\b(Mo|Di|Mi|Do|Fr|Sa|So)(?=\d{1,2}\.)")
_SPACES = re.compile(r"[^\S\n\t]+")
_AROUND = re.compile(r" *([\n\t])[ \n]*")


def clean(text: str) -> str:
    """The text with entities resolved, invisible characters gone and every dash and space a plain one.

    Line breaks stay, as one each; tabs stay, since columns mean something.
    """
    text = text[:LONGEST]
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if _MOJIBAKE.search(text):
        text = _repaired(text)
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    text = _GLUED.sub(r"\1 ", text)
    return _AROUND.sub(r"\1", _SPACES.sub(" ", text)).strip()


def _repaired(text: str) -> str:
    """UTF-8 that somebody read as Latin-1 or Windows-1252, if the way back exists for the whole text."""
    for wrong in ("cp1252", "latin-1"):
        try:
            return text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return text
