"""The words of `mintfeed check`, in the language that was asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("check_words.toml")


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        return self.texts[key].format(**values)

    def events(self, count: int) -> str:
        return self.say("one_event") if count == 1 else self.say("events", count=count)

    def day(self, day: date) -> str:
        return f"{self.texts['days'].split()[day.weekday()]} {day.strftime(self.texts['date'])}"


@cache
def words_of(language: str) -> Words:
    return Words(language, tomllib.loads(FILE.read_text("utf-8"))[language])
