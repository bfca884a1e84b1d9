"""Says in German what matching gives as its reason in English (see warehouse/sql/match)."""

from __future__ import annotations

import re
from typing import Final

GERMAN: Final = {
    # why it is in doubt
    "fits another as well": "passt ebenso gut zu einem anderen",
    "others fit it as well": "andere passen ebenso gut",
    "does not fit the others of its group": "passt nicht zu den anderen seiner Gruppe",
    "just too little in common": "knapp zu wenig gemeinsam",
    "same, but different by another decision": "derselbe, aber nach einer anderen Entscheidung verschieden",
    # when
    "same start": "gleicher Beginn",
    "nearly same start": "fast gleicher Beginn",
    "half an hour apart": "eine halbe Stunde auseinander",
    "other start": "anderer Beginn",
    "doors": "Einlass und Beginn",
    "same day": "gleicher Tag",
    "same days": "gleiche Tage",
    "other day": "anderer Tag",
    "other days": "andere Tage",
    "same end": "gleiches Ende",
    # where
    "same place": "gleicher Ort",
    "like place": "wohl gleicher Ort",
    "place open": "Ort offen",
    "other place": "anderer Ort",
    "both online": "beide online",
    # what else
    "same page": "gleiche Seite",
    "for others": "für andere",
    "other group": "andere Gruppe",
    "other room": "anderer Raum",
    "opening": "Eröffnung",
    "part of it": "ein Teil davon",
    "two of one source": "zwei derselben Quelle",
}
_TITLE: Final = re.compile(r"title (\d+) % and (\d+) %")


def in_german(reason: str) -> str:
    """Part by part; one that is not known stays as it is."""
    return "; ".join(map(_clause, reason.split("; ")))


def _clause(clause: str) -> str:
    return GERMAN.get(clause) or ", ".join(map(_part, clause.split(", ")))


def _part(part: str) -> str:
    return GERMAN.get(part) or _TITLE.sub(r"Titel zu \1 % und \2 % gleich", part)
