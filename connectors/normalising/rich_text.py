"""A description as safe HTML: the words of its plain text, with lists, headings, emphasis and links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

import nh3

from connectors.normalising.mailboxes import ADDRESS, is_role
from connectors.normalising.privacy import redact
from connectors.normalising.rich_blocks import LISTS, Block, Piece, blocks_of, grouped
from connectors.normalising.texts import enough, markup_in
from connectors.normalising.weblinks import canonical

LONGEST: Final = 20_000  # characters of HTML
_RICH: Final = re.compile(r"(?:<|&lt;)(?:a|b|strong|em|i|ul|ol|li|h[1-6])(?:[\s/>]|&gt;)", re.IGNORECASE)
_CLEANER: Final = nh3.Cleaner(
    tags={"a", "br", "em", "h3", "h4", "li", "ol", "p", "strong", "ul"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener",
)
_MAILTO: Final = "mailto:"


def safe_html(markup: str, plain: str, base: str, limit: int) -> str:
    """The HTML of a description whose plain text of at most `limit` characters is `plain`.

    "" where the markup says no more than that, and where the words are not the same: what was taken out of
    the plain text, or cut off it, is nowhere else. Links are absolute, or relative to `base`.
    """
    if not plain or not _RICH.search(markup):
        return ""
    blocks = [each for each in map(_redacted, blocks_of(markup_in(markup[: enough(limit)]))) if each.text]
    if _words(block.text for block in blocks) != plain.split():
        return ""
    linked = [Block(block.kind, [_linked(piece, base) for piece in block.pieces]) for block in blocks]
    if not any(block.is_rich for block in linked):
        return ""
    found = "".join(_element(kind, group) for kind, group in grouped(linked))
    return found if is_safe(found) else ""


def is_safe(found: str) -> bool:
    """Whether it is HTML as made here; what the sanitizer would have to mend is not shown at all."""
    return len(found) <= LONGEST and _CLEANER.clean(found) == found


def _redacted(block: Block) -> Block:
    """Without marks where something about a person was taken out."""
    text = block.text
    allowed = redact(text)
    return block if allowed == text else Block(block.kind, [Piece(allowed)])


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in text.split()]


def _linked(piece: Piece, base: str) -> Piece:
    return Piece(piece.text, piece.marks, _address(piece.href, base)) if piece.href else piece


def _address(href: str, base: str) -> str:
    """Of a page, or of an office's mailbox without what a mail to it should say; "" for others."""
    href = href.strip()
    if href[: len(_MAILTO)].lower() == _MAILTO:
        mailbox = unquote(href[len(_MAILTO) :].partition("?")[0]).strip()
        found = ADDRESS.fullmatch(mailbox)
        is_office = found is not None and "@" in mailbox and bool(found["local"]) and is_role(found["local"])
        return f"{_MAILTO}{mailbox}" if is_office and mailbox.isascii() else ""
    url = canonical(href, base)
    persons = (found["local"] for found in ADDRESS.finditer(unquote(url)))
    return "" if any(not local or not is_role(local) for local in persons) else url


def _element(kind: str, group: list[Block]) -> str:
    if kind in LISTS:
        items = "".join(f"<li>{_inner(block)}</li>" for block in group)
        return f"<{kind}>{items}</{kind}>"
    return "".join(f"<{kind}>{_inner(block)}</{kind}>" for block in group)


def _inner(block: Block) -> str:
    return "".join(map(_piece, block.pieces))


def _piece(piece: Piece) -> str:
    text = html.escape(piece.text, quote=False).replace("\n", "<br>")
    for mark in ("em", "strong"):
        if mark in piece.marks:
            text = f"<{mark}>{text}</{mark}>"
    if piece.href:
        href = html.escape(piece.href, quote=False).replace('"', "&quot;")
        text = f'<a href="{href}" rel="noopener">{text}</a>'
    return text
