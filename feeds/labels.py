"""What people read for a code of the feed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("labels.toml")


def label(facet: str, code: str) -> str:
    """The German words for a code; the code itself where there are none."""
    return _labels()[facet].get(code, {}).get("de", code)


@cache
def _labels() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
