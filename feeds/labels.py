"""What people read for a code of the feed, and which codes there are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("labels.toml")


def label(facet: str, code: str, language: str = "de") -> str:
    """The words for a code, German ("de") or English ("en"); the code itself where there are none."""
    return _labels()[facet].get(code, {}).get(language, code)


def codes(facet: str) -> tuple[str, ...]:
    """Every code of the facet, in the order in which people are shown them."""
    return tuple(_labels()[facet])


@cache
def _labels() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
