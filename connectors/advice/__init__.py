"""Says to the people behind a website what a problem means, and how to mend it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("de", "en")
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Advice:
    """One line that says what is wrong, and how it is mended; `mend` is empty where nobody knows."""

    meaning: str
    mend: str = ""


def advice(code: str, language: str) -> Advice:
    """About a Problem's code; one without advice is told by its code."""
    return _known("problems.toml").get((code, language), Advice(code))


def advice_on_hint(code: str, language: str) -> Advice:
    """About a hint's code (connectors.advice.hints)."""
    return _known("hints.toml").get((code, language), Advice(code))


def known_codes() -> frozenset[str]:
    """Every code of a Problem that has its advice."""
    return frozenset(code for code, _ in _known("problems.toml"))


@cache
def _known(file: str) -> Mapping[tuple[str, str], Advice]:
    tables = tomllib.loads((_FOLDER / file).read_text("utf-8"))
    return {
        (code, language): Advice(table[language]["meaning"], table[language]["mend"])
        for code, table in tables.items()
        for language in LANGUAGES
    }
