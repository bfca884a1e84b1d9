"""Which mail addresses belong to an office and not to a person, by what stands before the @."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_AT: Final = (
    r"(?:@|\s?[(\[{<]\s?(?:@|at|ät|a)\s?[)\]}>]\s?|\s(?:at|AT)\s(?=[\w.-]+\s(?:dot|DOT|punkt|PUNKT)\s))"
)
_DOT: Final = r"(?:\.|\s?[(\[{]\s?(?:\.|dot|punkt)\s?[)\]}]\s?|\s(?:dot|DOT|punkt|PUNKT)\s)"
# Also written "name(at)host.de" or "name [at] host [dot] de", and as Cloudflare leaves it for scripts.
# What stands right before or behind it goes with it: pages set words side by side without a blank.
ADDRESS: Final = re.compile(
    rf"(?:mailto:\s*)?(?<![\w.+%-])(?P<local>[\w.+%-]++){_AT}(?:[\w-]+{_DOT})+[^\W\d_]{{2,24}}[\w@]*+"
    r"|\[email\W+protected\]",
    re.IGNORECASE,
)

_ROLES: Final = (
    "info infos information informationen infopunkt infodesk service services kontakt contact anmeldung"
    " anmeldungen registration registrierung buchung buchungen booking bookings reservierung"
    " reservierungen reservation tickets ticket ticketing karten kasse vorverkauf veranstaltung"
    " veranstaltungen event events termine termin programm kalender office buero geschaeftsstelle"
    " sekretariat secretary verwaltung zentrale empfang rezeption pforte mail email post postmaster"
    " webmaster web redaktion presse press medien media newsletter marketing pr oeffentlichkeitsarbeit"
    " kommunikation communication besucher besucherservice besucherdienst gaeste fuehrung fuehrungen"
    " tour tours gruppen group schulen schule schulklassen klassen schueler schuelerlabor schuelerlabore"
    " schuelerinnen zooschule museumsschule museumspaedagogik paedagogik vermittlung bildung lernen"
    " learning labor labore lab werkstatt makerspace fablab museum museen archiv bibliothek buecherei"
    " stadtbuecherei library planetarium sternwarte observatorium zoo tierpark garten park geopark"
    " ausstellung ausstellungen kurse kurs course courses seminar seminare workshop workshops akademie"
    " academy vhs volkshochschule kita kinder kids jugend junior familie familien ferien ferienprogramm"
    " camp camps kinderuni kinderakademie studium studienberatung studierende students student beratung"
    " career karriere ausbildung bewerbung praktikum jobs personal fortbildung fortbildungen"
    " weiterbildung lehrkraefte lehrer lehrerfortbildung lehramt mint zdi stem technik science"
    " wissenschaft forschung research physik chemie biologie mathematik mathe informatik geologie"
    " geographie astronomie umwelt energie dekanat fakultaet fachschaft institut institute zentrum"
    " center centre stiftung foundation verein vorstand verband kammer ihk netzwerk network koordination"
    " projekt projekte project projektbuero team crew orga organisation organisationsteam leitung"
    " direktion stadt rathaus buergerbuero tourismus touristinfo touristik hilfe help helpdesk support"
    " hotline shop feedback spenden mitglieder mitgliedschaft datenschutz gleichstellung inklusion"
    " technikum wettbewerb olympiade girlsday boysday forum treff cafe repaircafe haus hallo hello moin"
)
_WORDS: Final = frozenset(_ROLES.split())
_ENDINGS: Final = tuple(word for word in _WORDS if len(word) >= 6)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BETWEEN: Final = re.compile(r"[._+\d-]+")


@lru_cache(maxsize=1024)
def is_role(local: str) -> bool:
    """ "info", "schuelerlabor", "anmeldung-physik"; not "erika.mustermann", "e.mustermann", "mustermann"."""
    words = [word for word in _BETWEEN.split(local.lower().translate(_UMLAUTS)) if word]
    return any(word in _WORDS or word.endswith(_ENDINGS) for word in words)
