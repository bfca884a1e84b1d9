"""The words that say what a day or time is for: begin, doors, deadline, exception, office hours."""

from __future__ import annotations

from connectors.dates.joins import peek
from connectors.dates.phrases import Mark, Read, Tokens

# Lower case; a star stands for any ending.
_WORDS = {
    "deadline": """
        anmeldeschluss anmeldeschluß anmeldefrist anmeldeende anmeldungsschluss voranmeldefrist
        meldeschluss meldefrist bewerbungsschluss bewerbungsfrist bewerbungsende buchungsschluss
        buchungsfrist registrierungsschluss registrierungsfrist rückmeldefrist rückmeldeschluss
        deadline frist
    """,
    "other": """
        einsendeschluss einsendefrist abgabeschluss abgabefrist abgabe einreichungsfrist einreichung
        einreichen redaktionsschluss veröffentlicht stand aktualisiert aktualisierung erstellt
        publiziert eingestellt published updated posted änderung geändert bearbeitet pm
        pressemitteilung meldung fassung frühbucher* rabatt vorverkauf* vvk ticketverkauf
        kartenverkauf statt anstatt anstelle ursprünglich* ersatz ausgefallene* geboren gegründet
        seit wurde wurden eröffnet
    """,
    "moved": "verlegt verschoben verlegung verschiebung postponed rescheduled",
    "fallback": """
        ausweichtermin* ersatztermin* regentermin alternativtermin* ausweichdatum
        schlechtwettertermin
    """,
    "register": """
        anmeld* voranmeld* angemeldet bewerb* bewirb* registrier* rückmeld* melden meldet buchung*
        buchen buchbar reservier* registration register apply application* rsvp booking zusage*
        bestell*
    """,
    "doors": """
        einlass einlaß saaleinlass türöffnung doors kassenöffnung abendkasse kasse registrierung
        akkreditierung ankunft ankommen frühbetreuung betreuung admission aufbau mittagspause pause
        check empfang bringzeit
    """,
    "start": """
        beginn kursbeginn veranstaltungsbeginn programmbeginn workshopbeginn spielbeginn
        vorstellungsbeginn unterrichtsbeginn start kursstart anfang los startet beginnt beginnen
        treffen treffpunkt auftakt begin begins starts anreise startschuss starttermin anpfiff
    """,
    "leave": "abfahrt abmarsch abflug",
    "end": """
        ende kursende veranstaltungsende programmende workshopende endet enden schluss rückkehr
        abholung abholzeit abreise end ends finish
    """,
    "after": "anschluss anschließend* danach später nachher afterwards followed ausklang",
    "hours": """
        kontakt öffnungszeit* sprechzeit* sprechstunde* bürozeit* servicezeit* kernzeit* erreichbar
        geöffnet öffnet geschlossen telefon telefonisch tel hotline kassenzeiten contact opening
    """,
    "except": "außer ausser ausgenommen nicht ohne except kein keine keinen entfällt pausiert not",
    "off": "abgesagt ausgefallen entfallen cancelled canceled gestrichen",
    "length": "dauer dauert duration länge lange",
}
_EXACT = {word: role for role, words in _WORDS.items() for word in words.split() if "*" not in word}
_STEMS = [(word[:-1], role) for role, words in _WORDS.items() for word in words.split() if word[-1] == "*"]
_NAMED_DATES = {
    "termin",
    "treffen",
    "kurstag",
    "mal",
    "veranstaltung",
    "kurstermin",
    "date",
    "session",
    "einheit",
    "abend",
    "tag",
}
_FIRST = {"erster", "erste", "erstes", "erstmals", "nächster", "nächstes", "nächste", "first", "next"}
_LAST = {"letzter", "letzte", "letztes", "letztmals", "last"}
_NEVER_AFTER = {"vor", "nach", "zum", "seit"}  # "30 Min. vor Beginn"


def mark_of(tokens: Tokens, at: int) -> Read:
    """The mark at this word, if it is one."""
    word, after = tokens[at].word, peek(tokens, at + 1)
    if word in _FIRST | _LAST and after.word in _NAMED_DATES:
        return Mark("start" if word in _FIRST else "end", word), at + 2
    if word in ("erstmals", "letztmals"):
        return Mark("start" if word in _FIRST else "end", word), at + 1
    if word in ("fällt", "fallen") and any(peek(tokens, at + ahead).word == "aus" for ahead in (1, 2, 3)):
        return Mark("off", word), at + 1
    role = _EXACT.get(word) or next((role for stem, role in _STEMS if word.startswith(stem)), "")
    if not role:
        return None
    if role in ("start", "end") and (peek(tokens, at - 1).word in _NEVER_AFTER or after.kind == "month"):
        return None
    return Mark(role, word), at + 1
