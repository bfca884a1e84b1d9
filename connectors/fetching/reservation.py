"""Reads text-and-data-mining reservations (W3C TDMRep; § 44b UrhG asks that we look)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

RULES_PATH = "/.well-known/tdmrep.json"
HEAD_WITHIN = 65_536
META = re.compile(rb"""<meta\b[^>]*?\bname\s*=\s*["']?tdm-reservation\b[^>]*>""", re.IGNORECASE)
CONTENT = re.compile(rb"""\bcontent\s*=\s*["']?\s*([01])\b""", re.IGNORECASE)


def reserves_mining(
    headers: Mapping[str, str], body: bytes = b"", rules: bytes = b"", path: str = "/"
) -> bool:
    """Whether mining is reserved, by the page's own markup, else its headers, else the site's rules.

    `headers` is a mapping that ignores case, as httpx's; `rules` is the site's tdmrep.json.
    """
    meta = META.search(body[:HEAD_WITHIN])
    content = CONTENT.search(meta[0]) if meta else None
    if content:
        return content[1] == b"1"
    header = headers.get("tdm-reservation", "").strip()
    if header in ("0", "1"):
        return header == "1"
    return _rules_reserve(rules, path)


def _rules_reserve(rules: bytes, path: str) -> bool:
    """The first rule whose location fits decides; what is not a list of rules reserves nothing."""
    try:
        entries = json.loads(rules)
    except (ValueError, RecursionError):
        return False
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and _fits(entry.get("location"), path):
            return entry.get("tdm-reservation") in (1, "1")
    return False


def _fits(location: object, path: str) -> bool:
    """Locations are paths with `*` and `$` as in robots.txt: a prefix unless `$` ends it."""
    if not isinstance(location, str):
        return False
    plain = location.replace("[", "[[]").replace("?", "[?]")
    return fnmatchcase(path, plain[:-1] if plain.endswith("$") else plain + "*")
