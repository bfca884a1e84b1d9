"""Finds the names of persons whom one is told to contact."""

from __future__ import annotations

import re
from typing import Final

_UPPER: Final = "A-ZÀ-ÖØ-ÞŁŚŠŞŽČĆĐİ"
_LOWER: Final = "a-zß-öø-ÿāăąćčđęěğıłńňőřśşšťţůűźżž"
_NAME: Final = rf"[{_UPPER}][{_LOWER}'’]+(?:-[{_UPPER}][{_LOWER}'’]+)*"
_TITLE: Final = (
    r"(?:Frau|Herrn?|Fr\.|Hr\.|Mrs\.?|Mr\.?|Ms\.?|Dr\.(?: ?-? ?(?:Ing|rer|nat|phil|med|h|c)\.)*|Prof\."
    r"|Professor(?:in)?|Dipl\.[ -]?\w+\.?|PD|apl\.|Mag\.)"
)
_PARTICLE: Final = r"(?:von|van|vom|zu|zum|zur|der|den|de|di|da|del|el|al|ter|la|le)"
_NAMES: Final = rf"(?:(?:[{_UPPER}]\.|{_NAME}) )?(?:(?:{_PARTICLE} ){{1,2}})?{_NAME}(?: {_NAME})?"
TITLED: Final = rf"(?:{_TITLE} ){{1,4}}{_NAMES}"
PERSON: Final = (
    rf"(?:{TITLED}|(?:[{_UPPER}]\.|{_NAME}) (?:(?:{_PARTICLE} ){{1,2}})?{_NAME}(?: {_NAME})?)(?!\w)"
)

CONTACT: Final = (
    r"(?:(?:Ihre?|Unsere?|Your) )?(?:Ansprechpartner(?:[:*_/]?-?in(?:nen)?)?|Ansprechpersone?n?"
    r"|Kontaktpersone?n?|Kontakt(?:daten|adresse)?|Contact(?: person)?|R(?:ü|ue)ckfragen)"
)

_TITLE_FIRST: Final = re.compile(rf"(?<!\w){_TITLE} ")
# Words of which no person is called, or that end the names of what is no person.
_NOT_A_NAME: Final = re.compile(
    r"(?:deutsche[sr]?|zentrale[sr]?|st(?:ä|ae)dtische[sr]?|evangelische[sr]?|katholische[sr]?|alte[sr]?|neue[sr]?|freie[sr]?"
    r"|zeiss|zeche|haus|stadt|kreis|land|ruhr\w*|bochum\w*|witten|herne|essen|dortmund|tel|telefon|mobil|handy|fax"
    r"|mail|e-mail|email|internet|web\w*|online|anmeldung|buchung|information\w*|infos?|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|januar|februar|m(?:ä|ae)rz|april|mai|juni|juli|august|september|oktober"
    r"|november|dezember|frau|herrn?|bitte|der|die|das|ihr|unser|alle|eintritt|kosten|kontakt|contact|ansprech\w*|r(?:ü|ue)ckfragen|team|ag|projekt\w*|netzwerk\w*)"
    r"|\w*(?:museum|museums|planetarium|sternwarte|universit(?:ä|ae)t|hochschule|schule|gymnasium|kolleg|labor|lab"
    r"|bibliothek|b(?:ü|ue)cherei|verein|institut|zentrum|zentrale|center|centre|beratung|b(?:ü|ue)ro|sekretariat"
    r"|service|abteilung|amt|fachbereich|fakult(?:ä|ae)t|park|zoo|akademie|kasse|stelle|dienst|schutz|space|werkstatt"
    r"|verwaltung|p(?:ä|ae)dagogik|stiftung|verband|kammer|bund|gesellschaft|garten|straße|strasse|platz|weg|allee"
    r"|punkt|dekanat|team|leitung|organisation|koordination|redaktion|universit(?:y|ies)|department|office|desk)",
    re.IGNORECASE,
)


def person_in(words: str) -> str:
    """The end of the words that is a person's name, or "": of "Kursleitung Erika Mustermann" the last two."""
    titled = _TITLE_FIRST.search(words)
    if titled:
        return words[titled.start() :]
    names = words.split()
    begin = max((i + 1 for i, name in enumerate(names) if _is_no_name(name)), default=0)
    return " ".join(names[begin:]) if len(names) - begin >= 2 else ""


def _is_no_name(word: str) -> bool:
    return any(_NOT_A_NAME.fullmatch(part) for part in (word, *word.split("-")))
