"""Finds the charset of a page: BOM, header, declaration in the text, else what the bytes look like."""

from __future__ import annotations

import codecs
import re

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED_WITHIN = 4096
# Labels are the partner's words: Python also knows codecs that are no charsets, or are unsafe as one.
TEXT = re.compile(
    r"utf-(8|16|16-le|16-be)|cp(125\d|850|437)|iso8859-\d+|koi8-[ru]|mac-roman"
    r"|gb(2312|k|18030)|big5|shift_jis|euc[_-](jp|kr)"
)
# One name for the Latin-1 family, read as every browser does (WHATWG).
LATIN = dict.fromkeys(("ascii", "iso8859-1", "cp1252"), "windows-1252")
HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
XML = re.compile(rb"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""")
META = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def media_type_of(content_type: str) -> str:
    return re.split("[;,]", content_type, maxsplit=1)[0].strip().lower()


def find_charset(body: bytes, content_type: str) -> str:
    """A name that bytes.decode() knows."""
    for bom, charset in BOMS:
        if body.startswith(bom):
            return charset
    match = HEADER.search(content_type)
    declared = _known(match[1]) if match else None
    if declared is None and _declares_itself(media_type_of(content_type)):
        declared = _declaration(body[:DECLARED_WITHIN])
    if declared is None or declared == "utf-8":
        return "utf-8" if _looks_utf8(body) else "windows-1252"
    if not body.isascii() and _decodes(body, "utf-8"):
        return "utf-8"  # other text is practically never valid UTF-8 by chance
    return declared if _decodes(body, declared) or not _decodes(body, "utf-8") else "utf-8"


def _declares_itself(media_type: str) -> bool:
    """Calendars, tables and JSON have no place for a declaration; in them it would be an event's text."""
    return media_type in ("", "application/octet-stream") or media_type.endswith(("html", "xml"))


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return LATIN.get(name) or (name if TEXT.fullmatch(name) else None)


def _declaration(head: bytes) -> str | None:
    match = XML.search(head) or META.search(COMMENT.sub(b"", head))
    found = _known(match[1].decode("ascii", "replace")) if match else None
    # A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    return "utf-8" if found is not None and found.startswith("utf-16") else found


def _decodes(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _looks_utf8(body: bytes) -> bool:
    """Strictly, or with less broken than whole: one bad byte does not make a page Latin-1."""
    if _decodes(body, "utf-8"):
        return True
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return whole > broken
