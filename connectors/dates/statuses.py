"""Whether the wording says that the event is off, moved or to be arranged."""

from __future__ import annotations

import re

_CANCELLED = re.compile(
    r"\b(?:abgesagt|absage|fällt (?:\w+ ){0,2}aus|fallen (?:\w+ ){0,2}aus|entfällt|entfallen|ausfall"
    r"|storniert|gestrichen"
    r"|findet (?:\w+ ){0,2}nicht statt|cancell?ed|called off)\b",
    re.I,
)
_NEGATED = re.compile(
    r"\bnicht (?:abgesagt|entfallen|gestrichen)|\(\s?(?:entfällt|abgesagt|fällt aus|ausgefallen)", re.I
)
_POSTPONED = re.compile(r"\b(?:verschoben|verlegt|postponed|verschiebt sich)\b", re.I)
_VENUE = re.compile(r"\bverlegt (?:in|nach|ins|in die|an|ans|auf (?:den|die|das) [A-ZÄÖÜ])", re.I)
_NEW_DATE = re.compile(
    r"\bneue[rsn]? (?:termin|datum|ersatztermin)|\bneu angesetzt|\bnachholtermin|\bwird nachgeholt"
    r"|\bstatt(?:dessen)? (?:am |wie |"
    r"bisher |ursprünglich |dem |des |vom )?\d|\bursprünglich\b|\bnew date\b|\brescheduled\b"
    r"|\bterminänderung",
    re.I,
)
_UNKNOWN_DATE = re.compile(
    r"\bauf (?:unbestimmt|weiteres|einen späteren)|\bbis auf weiteres|\bindefinitely", re.I
)
_OFFER = re.compile(
    r"\b(?:nach (?:\w+ )?(?:vereinbarung|absprache|anfrage|terminabsprache|verabredung)|auf (?:anfrage"
    r"|nachfrage|wunsch)"
    r"|individuell|(?:jederzeit|flexibel|ganzjährig) buchbar|on request|by (?:appointment|arrangement)"
    r"|termin(?:e)? frei wählbar)",
    re.I,
)
_UNSCHEDULED = re.compile(
    r"\b(?:bekannt ?ge(?:geben|macht)|folg(?:t|en)\b|in (?:planung|kürze|vorbereitung)|(?:noch|steht"
    r"|stehen) (?:noch )?nicht fest|noch offen"
    r"|tba\b|tbd\b|to be (?:announced|confirmed)|(?:nach|vor) den \w*ferien|nächste woche|nächsten monat"
    r"|demnächst|zeitnah)",
    re.I,
)
_OPENING = re.compile(
    r"\b(?:geöffnet|geschlossen|öffnungszeit\w*|sprechzeit\w*|bürozeit\w*|erreichbar|opening hours|ruhetag)",
    re.I,
)


def status_of(text: str, *, has_new_date: bool, has_old_date: bool) -> str:
    """One of "cancelled", "postponed", "rescheduled", or "" where nothing is said."""
    is_off = bool(_CANCELLED.search(text)) and not _NEGATED.search(text)
    is_moved = bool(_POSTPONED.search(text)) and not _VENUE.search(text)
    if _UNKNOWN_DATE.search(text) and is_moved:
        return "postponed"
    if has_new_date and (_NEW_DATE.search(text) or (has_old_date and (is_moved or is_off))):
        return "rescheduled"
    if is_off:
        return "cancelled"
    if is_moved:
        return (
            "rescheduled" if re.search(r"\bauf (?:den|dem|\d|\w+, )", text) and has_new_date else "postponed"
        )
    return ""


def is_offer(text: str) -> bool:
    """Something that one may book, without a date of its own."""
    return bool(_OFFER.search(text))


def is_unscheduled(text: str) -> bool:
    """A date that is still to come, or too vague to be one."""
    return bool(_UNSCHEDULED.search(text))


def is_about_opening(text: str) -> bool:
    """Opening or office hours."""
    return bool(_OPENING.search(text))
