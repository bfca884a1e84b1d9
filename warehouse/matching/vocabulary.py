"""What words are worth when titles and places are compared, and which words mean the same."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

# Say nothing about which event it is. All words here are folded as core.match_fold does it.
_FILLERS: Final = """
    a ab abgesagt abs alle allen aller als also am an and ankundigung anmeldung as at auch auf aus
    ausgebucht bei beim bis by co da dabei das dass de dem den der des die dir du durch ein eine einem
    einen einer eines empfehlung er es ev event events for fur gast gegen ggmbh gibt gmbh gratis hat heute
    hier highlight hinweis ihr im in ins ist jetzt kann kein kooperation kostenfrei kostenlos man mit
    monat nach neu neue neuer neues nicht noch nur ob oder of on or per praesentiert prasentiert redaktion
    redaktionstipp restplatze sich sie sind so termin termine the tip tipp to uber uhr um und uns unser
    unsere unserem unseren unserer unter unterm v veranstaltung veranstaltungen veranstaltungstipp
    verschoben via vom von vor vorschau war warum was welche wenn wer werden wie wir wird with wo woche
    wochentipp woher wozu zu zum zur zusammenarbeit zwischen
"""

# Say what kind of event it is, or for whom; many events share them.
_GENERAL: Final = """
    1 10 11 12 2 3 4 5 6 7 8 9 abend abendvortrag aktion aktionstag anfanger angebot ausflug ausstellung
    block camp club durchgang einblick einfuhrung einsteiger englisch erleben erlebnis erwachsene
    exkursion familie familien familienfuhrung familientag ferien feriencamp ferienkurs ferienprogramm
    fest fortbildung fortgeschrittene forum fuhrung gesprach gruppe herbstferien info infoabend
    informationsabend informationsveranstaltung infotag jahr jahre jahrgang jugend jugendliche jung junge
    kennenlernen kinder kinderfuhrung kindershow klasse klassen kongress kurs kurse labor lehrer
    lehrerfortbildung lehrkrafte lernen live machen madchen mint mitmachen modul nachmittag nacht nrw
    offen offene offenen offener offentlich offentliche offentlicher online osterferien praxis programm
    projekt reihe ringvorlesung runde rundgang samstag schule schulen schuler schulerinnen schulklassen
    seminar show sommer sommercamp sommerferien sommerferiencamp sonderausstellung sondervorstellung
    sonntag special stadt start studium tag tage teil thema tour treff treffen tur verein vorfuhrung
    vorlesung vormittag vorstellung vortrag welt wettbewerb wissenschaft workshop zdi zeit
"""

# Say what part of a house it is, or nothing at all about where it is.
_ROOMS: Final = """
    adresse areal audimax auditorium aula bekannt bereich cafeteria campus city deutschland diverse ebene
    eg eingang etage fakultat foyer gebaude gegeben gelande germany gmbh grosser halle haupteingang haus
    hof horsaal horsale innenstadt innenstadtbereich kleiner labor location lwl mehrere nahe noch
    nordrhein nrw og ort orte parkplatz platz raum raume region ruhrgebiet saal seminarraum stadt
    stadtgebiet stadtmitte start stock str strasse theater treffpunkt ug umgebung verschiedene vorplatz
    westfalen wiese wird zentrum zimmer
"""

# Kinds of house: a name only where nothing else is said.
_HOUSES: Final = """
    akademie bad bahnhof berufskolleg bibliothek botanischer bucherei burgerhaus fachhochschule garten
    gesamtschule grundschule gymnasium haus hochschule institut jugendzentrum kirche kulturzentrum labor
    makerspace mensa museum park rathaus realschule schloss schule schulerlabor universitat
    volkshochschule werk zentrum zoo
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
    houses = set(_HOUSES.split())
    words = sorted(fillers | general | rooms | houses | _SAME.keys())
    meant = [_SAME.get(word, word) for word in words]
    return pa.table(
        {
            "word": pa.array(words, pa.string()),
            "meant": pa.array(meant, pa.string()),
            "in_title": pa.array([_weight(word, fillers, general) for word in meant], pa.float64()),
            "is_house": pa.array([word in houses for word in meant], pa.bool_()),
            "in_place": pa.array([_weight(word, fillers | rooms, houses) for word in meant], pa.float64()),
        }
    )


def _weight(word: str, nothing: set[str], little: set[str]) -> float:
    if word in nothing:
        return 0.0
    return _GENERAL_WEIGHT if word in little else 1.0
