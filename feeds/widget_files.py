"""The element <mint-termine> for other websites: one file of plain JavaScript, joined from its parts."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha384
from pathlib import Path

PATH = "widget/v1/mint-termine.js"  # for ever: it stands in the pages of others
PARTS = ("words.js", "style.js", "events.js", "element.js")
FOLDER = Path(__file__).with_name("widget")


@cache
def widget_script() -> bytes:
    """The published file; its parts share one scope."""
    return b"\n".join((FOLDER / part).read_bytes() for part in PARTS)


def integrity() -> str:
    """What a page writes beside the address to run exactly this file (W3C Subresource Integrity)."""
    return f"sha384-{b64encode(sha384(widget_script()).digest()).decode()}"
