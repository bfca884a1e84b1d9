"""Texts in which people label their lines: "Datum: …", "Treffpunkt: …", "Kosten: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

PERSONS: Final = "persons"  # who leads or answers questions: it stays on the partner's page
_LABELS: Final[Mapping[str, str]] = {
    "title": r"titel|veranstaltung|veranstaltungstitel",
    "when": r"datum|uhrzeit|zeit|zeitraum|zeitpunkt|wann|tag|dauer|termine?|veranstaltungstermine?"
    r"|nächster? termine?|beginn|start|einlass|ende",
    "location": r"ort|veranstaltungsort|kursort|treffpunkt|treffpunkt und ende|startpunkt|wo|adresse"
    r"|anschrift|raum",
    "price": r"kosten|preise?|eintritt|eintrittspreise?|gebühr(?:en)?|entgelt|teilnahmegebühr"
    r"|teilnahmebeitrag|kostenbeitrag|unkostenbeitrag",
    "registration": r"(?:vor)?anmeldung(?: erforderlich)?|buchung|reservierung|anmeldeschluss|anmeldefrist"
    r"|tickets?",
    "audience": r"zielgruppen?|alter|altersgruppe|altersempfehlung|klassenstufen?|jahrgangsstufen?|klassen?"
    r"|für wen|geeignet für|teilnehmende|mindestalter",
    "organizer": r"veranstalter(?:in|\*in|:in)?",
    "status": r"status",
    "description": r"beschreibung|kurzbeschreibung|inhalt",
    "categories": r"veranstaltungsart|art|art der veranstaltung|kategorien?|rubrik|format|reihe"
    r"|veranstaltungsformat",
    PERSONS: r"guides?|leitung|exkursionsleitung|referent(?:in|\*in|:in|en|innen)?|rückfragen|infos? bei"
    r"|dozent(?:in|\*in|:in|en)?|ansprechpartner(?:in|\*in|:in)?|ansprechperson(?:en)?|kontakt(?:person)?",
}
_FIELDS: Final = tuple(_LABELS)
_JOINED: Final = "|".join(f"(?P<{field}>{words})" for field, words in _LABELS.items())
_ANY: Final = "|".join(_LABELS.values())
# "Datum, Uhrzeit:", "Anmeldung/Buchung:", "Wann und wo:": the first word says what it is.
_LABEL: Final = re.compile(rf"(?:{_JOINED})(?:\s*(?:[,/&+]|und)\s*(?:{_ANY}))*\s*:\s*", re.IGNORECASE)
# Without a colon only words that are nothing else: "Start" and "Veranstaltung" also head whole pages.
_LABEL_ALONE: Final = re.compile(
    r"(?!(?:start|ende|tag|raum|klassen?|tickets?|art|format|reihe|status|titel|veranstaltung|inhalt)\s*\Z)"
    rf"(?:{_JOINED})\s*",
    re.IGNORECASE,
)
# "Termine Ferienforschercamp: 22. Juli …": the dates of something that is named.
_NAMED_DATES: Final = re.compile(r"termine?\s+(?P<name>[^:\d]{3,80}?)\s*:\s*", re.IGNORECASE)
_KEPT: Final = re.compile(
    r"beginn|start|einlass|ende|dauer|anmeldeschluss|anmeldefrist|mindestalter", re.IGNORECASE
)
_NEXT_LABEL: Final = re.compile(
    rf"\s*[|•·]\s*(?=(?:{_ANY})\s*:)|\s+[/–-]\s+(?=(?:{_ANY})\s*:)", re.IGNORECASE
)

# Lines that say what they are about without a label and a colon.
_UNLABELLED: Final[Mapping[str, re.Pattern[str]]] = {
    "registration": re.compile(
        r"(?:eine |um )?(?:vor)?anmeldung(?:en)? .{0,80}"
        r"|bis (?:zum|spätestens) \d{1,2}\.\s?(?:\d{1,2}\.|\w+).{0,12}"
        r"(?: bei[m]? |,? ?e-?mail|,? ?tel|.*anmeld).*",
        re.IGNORECASE,
    ),
    "price": re.compile(
        r"(?:kosten|preis|eintritt)\b.{1,100}"
        r"|(?:(?:der|die|das) )?(?:eintritt|teilnahme|veranstaltung|angebot|führung)\b.{0,60}"
        r"\b(?:frei|kostenlos|kostenfrei|gratis|entgeltfrei)\b.{0,60}",
        re.IGNORECASE,
    ),
    "audience": re.compile(r"(?:alter|zielgruppe|mindestalter) .{1,80}", re.IGNORECASE),
}
# What goes on with the line before it: the rest of an address, a time below its day.
_GOES_ON: Final[Mapping[str, re.Pattern[str]]] = {
    "location": re.compile(
        r".{0,60}\b\d{5}\b.{0,60}|[^.:!?]{2,40}(?:str(?:a(?:ß|ss)e|\.)|weg|platz|allee|ring)\s*\d{1,4}\s?[a-z]?\b.{0,60}",
        re.IGNORECASE,
    ),
    "when": re.compile(r"(?=.{0,80}(?:\d ?uhr|\d\d[.:]\d\d|\d{1,2}\.\s?\d{1,2}\.)).{3,80}", re.IGNORECASE),
}


def labelled(text: str) -> Mapping[str, str]:
    """What the lines say, by the names of Record's fields; "description" is what has no label.

    `persons` holds those who lead or answer questions; a Record has no place for them. Several lines
    about the same are joined as lines, those of a place by commas.
    """
    found: dict[str, list[str]] = {}
    for field, words in _fields(text):
        if words and words not in found.setdefault(field, []):
            found[field].append(words)
    return {
        field: (", " if field == "location" else "\n").join(said) for field, said in found.items() if said
    }


def label_of(line: str) -> str:
    """The field that a line's label names, or ""."""
    if match := _LABEL.match(line) or _LABEL_ALONE.fullmatch(line):
        return _field(match)
    return "when" if _NAMED_DATES.match(line) else ""


def is_label(line: str) -> bool:
    """Whether it is a label whose value stands on the next line."""
    match = _LABEL.fullmatch(line)
    return match is not None or _LABEL_ALONE.fullmatch(line) is not None


def goes_on(field: str, line: str) -> bool:
    """Whether a line belongs to the labelled one before it: the rest of an address, a time below a day."""
    return field in _GOES_ON and _GOES_ON[field].fullmatch(line) is not None


def name_of_dates(line: str) -> str:
    """The name in "Termine Ferienforschercamp: 22. Juli …", or ""."""
    match = None if _LABEL.match(line) else _NAMED_DATES.match(line)
    return match["name"].strip() if match else ""


def _fields(text: str) -> Iterator[tuple[str, str]]:
    current, is_empty = "", False
    for line in (piece.strip() for whole in text.split("\n") for piece in _NEXT_LABEL.split(whole)):
        if match := _LABEL.match(line) or _LABEL_ALONE.fullmatch(line) or _NAMED_DATES.match(line):
            current = "when" if match.re is _NAMED_DATES else _field(match)
            said = line if _KEPT.match(line) else line[match.end() :]
            is_empty = not line[match.end() :]
            yield current, "" if is_empty else said
        elif is_empty or goes_on(current, line):
            is_empty = False
            yield current, line
        else:
            current = next(
                (field for field, words in _UNLABELLED.items() if words.fullmatch(line)), "description"
            )
            yield current, line


def _field(match: re.Match[str]) -> str:
    return next(field for field in _FIELDS if match[field] is not None)
