"""Whether one must register before coming."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from connectors.facets.folding import fold, fold_pattern
from connectors.facets.lexicon import rules

_SENTENCE: Final = re.compile(r"[;!?\n]|\.(?<!\d\.)(?=\s|$)")

# No wording of `required` or `not_required` is without one of these.
_HINT: Final = re.compile(
    r"meld|reserv|regist|buch|bewerb|ticket|karte|termin|zusage|book|vorverkauf|einladung|rsvp|apply|sign"
    r"|appointment|invitation|application|vorbei|schau|mitmach|dazu|komm|drop|come"
)


@dataclass(frozen=True, slots=True)
class Registering:
    """What was said, and where; None is nothing."""

    is_required: bool | None = None
    words: str = ""


def read_registration(text: str, *, is_field: bool = False) -> Registering:
    """What a text says; `is_field`: it is the source's field for it ("erforderlich", "nein")."""
    says = _rules()
    folded = fold(text).strip()
    found: list[Registering] = []
    for sentence in _SENTENCE.split(folded):
        if not _HINT.search(sentence):
            continue
        match = says["required"].search(sentence)
        no = says["not_required"].search(sentence)
        if no and not (match and match[0].startswith("ohne")):
            return Registering(False, no[0].strip())
        if match:
            found.append(Registering(True, match[0].strip()))
    if not found and is_field:
        for name, value in (("field_no", False), ("field_yes", True)):
            match = says[name].search(folded)
            if match:
                return Registering(value, match[0])
    return found[0] if found else Registering()


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = rules("registrations")
    pieces = data["pieces"]
    return {
        name: re.compile(fold_pattern(_filled("|".join(patterns), pieces)))
        for name, patterns in data["lists"].items()
    }


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    for name, piece in pieces.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return pattern
