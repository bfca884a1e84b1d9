"""The public concepts (IRIs) that a code of the feed corresponds to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("vocabulary.toml")


def concepts(facet: str, code: str) -> Sequence[str]:
    """Most fitting first; empty where no public vocabulary has such a concept."""
    return _concepts().get(facet, {}).get(code, ())


@cache
def _concepts() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
