"""What discovery comes back with: one way to read a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A kind, an address and options, and why it is believed."""

    kind: str
    url: str  # what to read; may differ from the page: a calendar file, a REST endpoint
    options: Mapping[str, Any]  # as in TOML's [options]
    reason: str  # for people, German (English)
    events: int  # how many it gives from this very page; 0 if it must be fetched first
