"""What status words mean, in any wording: whether an event takes place, and whether there are places left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from connectors.model import Availability, Status
from connectors.normalising.status_words import AVAILABILITIES, CODES, PIECES, STATUSES

Meaning = TypeVar("Meaning", Status, Availability)

# What is only feared, possible or offered has not happened: "bei Regen abgesagt", "kann abgesagt werden".
_UNREAL: Final = re.compile(
    r"\b(?:falls|wenn|sofern|sollten?|if|unless|may|might|can|evtl|eventuell|ggf|gegebenenfalls"
    r"|(?:kann|k(?:ö|oe)nn\w*)(?! (?:\w+ ){0,4}nicht)"
    r"|bei (?:\w+ )?\w*(?:regen|wetter|sturm|gewitter|bew(?:ö|oe)lkung|gl(?:ä|ae)tte|schnee|himmel|wolken)\w*"
    r"|bei zu (?:wenig|gering)\w*|wird nicht)\b",
    re.IGNORECASE,
)
# No wording of the table is without one of these: most texts are done with at once.
# For lower-case text: that is searched five times as fast as with IGNORECASE.
_HINT: Final = re.compile(
    r"abgesagt|abgeblasen|storniert|f(?:ä|ae)llt|ausgefallen|gestrichen|cancel|called off|fallen|nicht statt"
    r"|take place|verschoben|verlegt|umgelegt|vertagt|(?:ä|ae)nder(?:t|ung)|neuer termin|reschedul|new date"
    r"|postponed|wartel|wait|ausgebucht|ausverkauft|voll|belegt|sold|booked|full|pl(?:ä|ae)tz|karten|ticket"
    r"|places?\b|seats?\b|spots?\b|geschlossen|beendet|m(?:ö|oe)glich|offen|buchbar|verf(?:ü|ue)gbar|available"
    r"|open|closed|over|ended|abgelaufen|vorbei|vor(?:ü|ue)ber|(?:ü|ue)berschr|keine anmeldung",
)
_DENIED: Final = re.compile(r"\b(?:nicht|not|nie|never|kein\w*|ohne|bald)(?: \w+){0,2} $", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"(?<!\bggf)(?<!\bevtl)[.;!?\n|]+(?:\s|$)|\s[–—-]\s")
_CODE: Final = re.compile(r"\s*([A-Za-z]+)\s*")
_ADDRESS: Final = re.compile(r"https?://(?:www\.)?schema\.org/(\w+)", re.IGNORECASE)
_STRENGTH: Final = (Status.CANCELLED, Status.POSTPONED, Status.RESCHEDULED, Status.SCHEDULED)


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What was said; None is nothing."""

    status: Status | None = None
    availability: Availability | None = None


@dataclass(frozen=True, slots=True)
class Wording(Generic[Meaning]):
    """One line of the table, ready to be looked for."""

    pattern: re.Pattern[str]
    meaning: Meaning


def _compiled(table: Iterable[tuple[str, Meaning]]) -> tuple[Wording[Meaning], ...]:
    return tuple(Wording(_pattern(text), meaning) for text, meaning in table)


def _pattern(text: str) -> re.Pattern[str]:
    for name, piece in PIECES.items():
        text = text.replace(f"{{{name}}}", piece)
    return re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE)


STATUS_WORDINGS: Final = _compiled(STATUSES)
AVAILABILITY_WORDINGS: Final = _compiled(AVAILABILITIES)


@lru_cache(maxsize=4096)
def read_status(text: str) -> StatusWords:
    """`text` is plain; a wording that only may come true ("bei Regen abgesagt") says nothing."""
    if not text:
        return StatusWords()
    coded = _coded(text)
    if not has_hint(text):
        return coded
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    return StatusWords(
        coded.status or _first(clauses, STATUS_WORDINGS),
        coded.availability or _first(clauses, AVAILABILITY_WORDINGS),
    )


def has_hint(text: str) -> bool:
    """Whether a wording may be in it at all."""
    return _HINT.search(text.lower()) is not None


def _coded(text: str) -> StatusWords:
    """What is said in a machine's word, alone or as an address of schema.org."""
    codes = [_CODE.fullmatch(text)]
    if "schema.org" in text.lower():
        codes += _ADDRESS.finditer(text)
    meanings = [CODES.get(code[1].lower()) for code in codes if code]
    return StatusWords(
        next((meaning for meaning in meanings if isinstance(meaning, Status)), None),
        next((meaning for meaning in meanings if isinstance(meaning, Availability)), None),
    )


def _first(clauses: list[str], wordings: tuple[Wording[Meaning], ...]) -> Meaning | None:
    for wording in wordings:
        for clause in clauses:
            found = wording.pattern.search(clause)
            if found and not _UNREAL.search(clause) and not _DENIED.search(clause[: found.start()]):
                return wording.meaning
    return None


def strongest(statuses: Iterable[Status | None]) -> Status:
    """Who says that it is off is right: calendars go on saying CONFIRMED when only the title was changed."""
    said = set(statuses)
    return next((status for status in _STRENGTH if status in said), Status.SCHEDULED)
