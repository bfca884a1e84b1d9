"""Content lines of a calendar file: escaped, quoted and folded as RFC 5545 and RFC 6868 say."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINE_OCTETS = 75
PARAMETER = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})
TEXT = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
FRAME = re.compile("(BEGIN|END):(?=V)")


def text(value: str) -> str:
    """A value of type TEXT (RFC 5545 §3.3.11)."""
    return framed(value).translate(TEXT)


def parameter(value: str) -> str:
    """A parameter's value in quotes (RFC 6868)."""
    return f'"{framed(value).translate(PARAMETER)}"'


def address(url: str) -> str:
    """A value of type URI, already in ASCII."""
    return FRAME.sub(r"\1%3A", url)


def framed(value: str) -> str:
    """Words that look like a component's frame, set apart: ts-ics takes them for one anywhere."""
    return FRAME.sub(r"\1: ", value)


def block(lines: Iterable[str]) -> bytes:
    """The lines folded to 75 octets, each ended by CRLF."""
    return b"".join(_folded(line.encode()) for line in lines)


def _folded(line: bytes) -> bytes:
    """RFC 5545 §3.1, never within a character: Google refuses the whole file for one such break."""
    if len(line) <= LINE_OCTETS:
        return line + b"\r\n"
    pieces, start, room = [], 0, LINE_OCTETS
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(line[start:end])
        start, room = end, LINE_OCTETS - 1
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
