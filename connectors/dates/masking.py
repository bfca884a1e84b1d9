"""Hides numbers that are no dates: prices, ages, classes, rooms, phones, versions, addresses."""

from __future__ import annotations

import re

MASK = "¤"

# Not in front of what is plainly a date or a time.
_NO_DATE = (
    r"(?!\d{1,2}\.[ ]?\d{1,2}\.)(?!\d{1,2}\.?[ ]?(?:jan|feb|mär|mrz|apr|ma[iy]|jun|jul|aug|sep|okt|oct"
    r"|nov|de[zc]))"
    r"(?!\d{4}-\d)(?!\d{1,2}[-/]\d{1,2}[-/]\d{2})"
)
_NO_TIME = (
    r"(?!\d{1,2}(?:[.:]\d\d)?[ ]?(?:(?:-|bis|und|,|/)[ ]?\d{1,2}(?:[.:]\d\d)?[ ]?){0,4}(?:uhr|h\b))"
    r"(?!\d{1,2}:\d\d)"
)
_JOIN = r"[ ]?(?:-|/|\+|&|bis(?:[ ]zur)?|und|oder|to)[ ]?"
_SMALL = r"\d{1,2}(?![\d:]|\.\d)\.?"
_AMOUNT = r"\d{1,6}(?:\.\d{3}){0,2}(?:[.,]\d{1,2}|,-)?"
_UNITS = (
    r"m²|m2|qm|km|cm|mm|m\b|kg|g\b|[gmt]b\b|°|%|prozent|grad|watt|kw\b|kwh|mw\b|volt|hz|ghz|liter"
    r"|plätzen?\b|personen"
    r"|teilnehm\w*|tn\b|kinder\w*|jugendliche\w*|schüler\w*|gäste\w*|teams|stationen|exponate\w*|mio\b"
    r"|million\w*"
    r"|tausend|sitz\w*|pers\b|seiten|schritte|sterne\w*|jahre\w*|people|places"
)
_RANKS = (
    r"klassen?\b|klassenst\w+|jahrg[aä]ng\w*|schuljahr\w*|semester\w*|jgst\w*|jg\b|stufen?\b|platz\b"
    r"|plätze|preis\b"
    r"|stock\w*|etage|og\b|ug\b|obergescho\w+|rang\b|auflage|staffel|folge|liga|halbjahr\w*|quartal\w*"
    r"|generation"
    r"|geburtstag\w*|jahrhundert\w*|lebensjahr\w*|schuljahr\w*|jubiläum\w*|reihe|preisträger\w*|grade"
)
_THINGS = (
    r"kurs(?:nummer|nr\.?|-nr\.?)?|teil|modul|kapitel|kap\.|abschnitt|seite|band|heft|folge|staffel|level"
    r"|phase|station"
    r"|lektion|einheit|block|workshop|team|gruppe|raum|room|saal|hörsaal|hs|zimmer|gebäude|geb\.|etage"
    r"|ebene|halle"
    r"|gleis|linien?|buslinien?|bus|stand|tisch|haus|labor|eingang|tor|mission|apollo|python|java|windows"
    r"|scratch"
    r"|industrie|web|artikel|abb\.|tabelle|aufgabe|runde|platz|plätze|teilnehmerzahl|teilnehmer"
    r"|teilnehmende|personen"
    r"|max\.?|maximal|mind\.?|mindestens|gruppengröße|größe|punkt|hausnummer"
)
_CODES = (
    r"maßstab|massstab|bildformat|format|verhältnis|ergebnis|endstand|din|iso|iec|en|isbn|issn|version"
    r"|vers\.|nr\.?"
    r"|nummer|§+|abs\.|absatz|art\.|mark|plz|aktenzeichen|az\.?|id|code|release"
)
_STREETS = (
    r"[\w-]{0,30}(?:straße|strasse|str\.|weg|platz|allee|ring|gasse|ufer"
    r"|damm|markt|park|steig|höhe|bergs?|wall)"
)
_ROOMS = (
    r"(?-i:\b(?!MO|DI|MI|DO|FR|SA|SO|AB|BIS|UM|VON|AM|IM|UND|JAN|FEB|MAR|MRZ|APR|MAI|JUN|JUL|AUG|SEP|OKT|OCT|NOV"
    r"|DEZ|DEC"
    r"|KW|WS|SS|TEL|PM|UHR|TAG|ZEIT|MON|TUE|WED|THU|FRI|SAT|SUN|MAY|JUNI|JULI|ENDE)[A-Z]{1,4})[ ](?!(?:19"
    r"|20)\d\d\b)"
)

_PATTERNS = [
    r"\b(?:https?://|www\.)\S{1,300}|[\w.+-]{1,60}@[\w.-]{1,60}",
    r"\bisbn[ :]{0,3}[\d-]{9,17}x?\b",
    r"\b(?:tel(?:efon(?:isch)?)?|fon|fax|mobil|handy|phone|hotline"
    r"|whatsapp)\b[ .:]{0,3}(?:unter[ ])?[+(]?\d[\d ()/.-]{4,20}",
    r"(?<![\d.])\+\d{2}[\d ()/-]{6,20}|(?<![\d.:])0\d{2,5}[ ]?[/-]?[ ]?\d[\d -]{3,14}(?![.:\d])",
    rf"(?:{_AMOUNT}[ ]?(?:-|/|bis|und|oder|,|,?[ ]?erm\.?|bzw\.?)[ ]?){{0,3}}{_AMOUNT}[ ]?(?:€|euro?\b"
    rf"|cent\b|ct\b|chf\b)",
    rf"(?:€|\beuro?\b)[ ]?{_AMOUNT}",
    rf"\b(?:eintritt|kosten|preise?|gebühr|entgelt|teilnahmegebühr|kursgebühr|karten|tickets?|vvk|ak|erm"
    rf"|ermäßigt|beitrag)\b"
    rf"[ .:]{{0,3}}{_NO_DATE}{_NO_TIME}{_AMOUNT}(?:[ ]?/[ ]?{_AMOUNT})?",
    rf"\b(?:klassen?(?:stufen?)?|kl\.|jahrg[aä]ng(?:e|en|s|sstufen?)?|jgst?\.?|stufen?|jg\.?|class(?:es)?"
    rf"|grades?|year)"
    rf"[ :]{{0,2}}(?:(?:ab|bis|von)[ ])?{_NO_DATE}{_NO_TIME}\d{{1,4}}(?![\d:]"
    rf"|\.\d)\.?(?:{_JOIN}{_SMALL}(?!\d)){{0,3}}",
    rf"(?<![\d.:]){_SMALL}(?:{_JOIN}{_SMALL}){{0,3}}(?:,[ ]?{_SMALL}{_JOIN}{_SMALL})?[ ]?-?(?:{_RANKS})",
    rf"(?:\b(?:ab|von|bis|mindestens|unter|über|zwischen)[ ])?(?<![\d.:]){_SMALL}(?:{_JOIN}{_SMALL})?[ ]?-?"
    r"(?:jahren?\b|j\.|jährig\w*|years?\b|yrs\b)",
    rf"\b(?:alter(?:sgruppe)?|ages?|aged|altersempfehlung|fsk)\b[ :]{{0,2}}(?:(?:ab"
    rf"|von)[ ])?{_SMALL}(?:{_JOIN}{_SMALL})?",
    rf"\b{_STREETS}[ ]{_NO_DATE}{_NO_TIME}\d{{1,4}}[ ]?(?:[a-h]\b)?"
    rf"(?:[ ]?[-/+][ ]?\d{{1,4}}[a-h]?\b)?(?![.:]\d)",
    rf"\b(?:{_CODES})[ :]{{0,2}}{_NO_DATE}\d[\d./:-]{{0,15}}",
    r"\bnr\.?[ ]?\d[\d./-]{0,15}",
    rf"\b(?:{_THINGS})[ :]{{1,2}}{_NO_DATE}{_NO_TIME}\w?\d{{1,5}}(?:[./-]\d{{1,5}})*"
    rf"(?:[ ]?-[ ]?\d{{1,3}}\b)?(?![.:]\d)",
    rf"{_ROOMS}{_NO_DATE}{_NO_TIME}\d{{1,5}}(?:[./]\d{{1,5}})*(?![.:]\d)",
    rf"(?<![\d.:])\d{{1,6}}(?:[.,]\d{{1,3}}){{0,3}}(?:{_JOIN}\d{{1,4}})?[ ]?-?(?:{_UNITS})",
    r"(?<!\d)(?:19|20)\d\d/(?:20)?\d\d(?![\d.])|(?<!\d)\d{1,3}:\d{1,3}(?:\.\d{3})+|\b24/7\b",
    r"\b(?:alle|every)[ ]\d{1,3}[ ]?(?:min\w*|stunden)",
    r"\b\d{1,3}[ ]?(?:min(?:uten)?\.?|stunden?|std\.?|h)[ ](?:vor(?:her)?\b|früher|fuß\w*|zu[ ]fuß"
    r"|entfernt|später|nach\b|gehweg)",
]
_DIGIT = re.compile(r"\d")
_MASKS = [re.compile(pattern, re.I) for pattern in _PATTERNS]


def mask(text: str) -> str:
    """The text with every number that is plainly something else replaced by a sign."""
    if not _DIGIT.search(text):
        return text
    for pattern in _MASKS:
        text = pattern.sub(MASK, text)
    return text
