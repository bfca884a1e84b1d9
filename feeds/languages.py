"""What the pages say in each language: phrases/<code>.toml, one place for one language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

FOLDER = Path(__file__).with_name("phrases")
GERMAN: Final = "de"
# Where the pages of each lie below the site's root; the first is what others fall back to.
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({GERMAN: "", "en": "en/"})

Phrases = Mapping[str, Mapping[str, Any]]


@cache
def phrases(language: str) -> Phrases:
    """Every phrase by section and key."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def say(language: str, section: str, key: str, **values: object) -> str:
    """One phrase, with the values in its {places}."""
    phrase: str = phrases(language)[section][key]
    return phrase.format(**values) if values else phrase


def counted(language: str, key: str, n: int) -> str:
    """1 Termin, 3 Termine."""
    one, many = phrases(language)["counts"][key]
    phrase: str = one if n == 1 else many
    return phrase.format(n=n)
