"""How days and times are joined to lists and ranges, and the reading of tokens with care for the ends."""

from __future__ import annotations

from connectors.dates.phrases import Tokens
from connectors.dates.tokens import Token
from connectors.dates.vocabulary import LIST_WORDS, RANGE_WORDS

END = Token("end", "")
_RANGE_FILLERS = {
    "zum",
    "einschließlich",
    "einschl",
    "inklusive",
    "incl",
    "inkl",
    "ca",
    "gegen",
    "etwa",
    "spätestens",
    "den",
    "dem",
}


def peek(tokens: Tokens, at: int) -> Token:
    """The token there, or one that fits nothing."""
    return tokens[at] if 0 <= at < len(tokens) else END


def skip_lines(tokens: Tokens, at: int) -> int:
    while peek(tokens, at).kind in ("line", "tab"):
        at += 1
    return at


def read_join(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """How the next day or time is joined: "list" or "range", and where it begins."""
    here = skip_lines(tokens, at)
    if peek(tokens, here).kind == "comma" and peek(tokens, here + 1).word in RANGE_WORDS:
        here += 1
    token = peek(tokens, here)
    kind = ""
    if token.kind == "dash" or token.word in RANGE_WORDS:
        kind = "range"
        here = skip_lines(tokens, here + 1)
        if peek(tokens, here).word in RANGE_WORDS:  # "3.5. – bis 7.5."
            here += 1
        while peek(tokens, here).word in _RANGE_FILLERS or peek(tokens, here).kind == "colon":
            here = skip_lines(tokens, here + 1)
        if peek(tokens, here).kind == "stop" and peek(tokens, here - 1).word in _RANGE_FILLERS:
            here += 1
    else:
        here = at
        while peek(tokens, here).kind in ("comma", "and", "slash") or peek(tokens, here).word in LIST_WORDS:
            is_short = peek(tokens, here).word == "u" and peek(tokens, here + 1).text == "."
            kind, here = "list", here + 1 + is_short
    return (kind, skip_lines(tokens, here)) if kind else None
