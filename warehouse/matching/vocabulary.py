"""What words are worth when titles and places are compared, and which words mean the same."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

# Say nothing about which event it is. All words here are folded as core.match_fold does it.
_FILLERS: Final = """
    a ab abs alle allen aller als also am an and as at auch auf aus bei beim bis by da das dass de dem den
    der des die dir du durch ein eine einem einen einer eines er es for fur gegen gibt hat hier ihr im in
    ins ist kann kein man mit nach nicht noch nur ob oder of on or per sich sie sind so the to uber um und
    uns unser unsere unserem unseren unserer unter unterm v via vom von vor war warum was welche wenn wer
    werden wie wir wird with wo woher wozu zu zum zur zwischen uhr jetzt
    co gmbh ev ggmbh
    abgesagt ausgebucht verschoben restplatze neu neue neuer neues tipp tip redaktion redaktionstipp wochentipp highlight
    empfehlung ankundigung hinweis vorschau woche monat heute termin termine veranstaltung veranstaltungen
    veranstaltungstipp event events kooperation gast zusammenarbeit praesentiert prasentiert dabei anmeldung kostenlos
    kostenfrei gratis
"""

# Say what kind of event it is, or for whom; many events share them.
_GENERAL: Final = """
    abend abendvortrag aktion aktionstag angebot ausflug ausstellung camp club einblick einfuhrung englisch
    erleben erlebnis erwachsene exkursion familie familien familienfuhrung familientag fest fest ferien
    feriencamp ferienkurs ferienprogramm fortbildung forum fuhrung gesprach gruppe herbstferien info
    infoabend informationsabend informationsveranstaltung infotag jahr jahre jahrgang jugend jugendliche jung
    junge kennenlernen kinder kinderfuhrung kindershow klasse klassen kongress kurs kurse labor lehrer
    lehrerfortbildung lehrkrafte lernen live machen madchen mitmachen mint nachmittag nacht nrw offen offene
    offenen offener online offentlich offentliche offentlicher osterferien praxis programm projekt reihe
    ringvorlesung rundgang runde samstag schule schulen schuler schulerinnen schulklassen seminar show
    sommer sommercamp sommerferien sommerferiencamp sonderausstellung sondervorstellung sonntag special
    stadt start studium tag tage thema treff treffen tur tour verein vorfuhrung vorlesung vormittag
    vorstellung vortrag welt wettbewerb wissenschaft workshop zdi zeit block teil durchgang modul
    1 2 3 4 5 6 7 8 9 10 11 12 einsteiger anfanger fortgeschrittene
"""

# Say what part of a house it is, or nothing at all about where it is.
_ROOMS: Final = """
    adresse areal aula bereich campus city deutschland diverse ebene eg eingang etage fakultat foyer gebaude
    gelande halle haupteingang haus horsaal horsale hof innenstadt innenstadtbereich kleiner grosser labor
    location mehrere nahe og orte ort parkplatz platz raum raume region saal seminarraum stadt stadtgebiet stadtmitte
    start stock str strasse theater treffpunkt ug umgebung verschiedene vorplatz wiese zentrum zimmer ruhrgebiet nordrhein westfalen
    nrw germany gmbh lwl bekannt gegeben wird noch
"""

_SAME: Final = {
    "vhs": "volkshochschule",
    "th": "hochschule",
    "fh": "fachhochschule",
    "hs": "hochschule",
    "tu": "universitat",
    "uni": "universitat",
    "university": "universitat",
    "hbf": "hauptbahnhof",
    "bhf": "bahnhof",
    "bib": "bibliothek",
    "library": "bibliothek",
    "science": "wissenschaft",
    "sciences": "wissenschaft",
    "climate": "klima",
    "summer": "sommer",
    "school": "schule",
    "night": "nacht",
    "day": "tag",
    "kids": "kinder",
    "open": "offen",
    "space": "weltraum",
    "lecture": "vorlesung",
    "talk": "vortrag",
    "exhibition": "ausstellung",
    "competition": "wettbewerb",
    "finals": "finale",
    "points": "punkte",
    "physics": "physik",
    "chemistry": "chemie",
    "mathematics": "mathematik",
    "mathe": "mathematik",
    "zoom": "online",
    "digital": "online",
    "digitale": "online",
    "digitaler": "online",
    "webinar": "online",
    "internet": "online",
    "planetary": "planeten",
    "museumsfuhrung": "fuhrung",
}

_GENERAL_WEIGHT: Final = 0.35


def vocabulary() -> pa.Table:
    """One row per word that is not worth 1: what stands for it, its weight in a title and in a place."""
    fillers, general, rooms = set(_FILLERS.split()), set(_GENERAL.split()), set(_ROOMS.split())
    words = sorted(fillers | general | rooms | _SAME.keys())
    meant = [_SAME.get(word, word) for word in words]
    return pa.table(
        {
            "word": pa.array(words, pa.string()),
            "meant": pa.array(meant, pa.string()),
            "in_title": pa.array([_weight(word, fillers, general) for word in meant], pa.float64()),
            "in_place": pa.array([_weight(word, fillers | rooms, set()) for word in meant], pa.float64()),
        }
    )


def _weight(word: str, nothing: set[str], little: set[str]) -> float:
    if word in nothing:
        return 0.0
    return _GENERAL_WEIGHT if word in little else 1.0
