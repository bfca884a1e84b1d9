"""Where an event takes place: a German address taken apart, if it is one beyond doubt."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from connectors.model import Place
from connectors.normalising.texts import one_line, paragraphs

MAX_NAME: Final = 300
MAX_PART: Final = 200

_LABEL: Final = re.compile(
    r"(?:(?:veranstaltungs)?ort|wo|treffpunkt|location|venue|adresse|anschrift|address|place)\s*:\s*",
    re.IGNORECASE,
)
_SEPARATOR: Final = re.compile(r"\s*(?:[,;|·•\n]|\s/\s|\s[–—-]\s)\s*")
_COUNTRY: Final = re.compile(
    r"(?:deutschland|germany|de|nrw|nordrhein[- ]westfalen|north rhine[- ]westphalia|(?:ö|oe)sterreich"
    r"|austria|schweiz|switzerland|niederlande|netherlands|belgien|belgium"
    r"|d(?:ä|ae)nemark|denmark|usa?|united states)",
    re.IGNORECASE,
)
_WORD: Final = r"[^\W\d_][\w.'’-]*"
_CITY: Final = rf"{_WORD}(?: (?:{_WORD}|\([^()]+\)|/)){{0,4}}"
_POSTAL: Final = re.compile(rf"(?:(?P<before>.+?) )?(?:D-? ?|DE-? ?)?(?P<code>\d{{5}}) (?P<city>{_CITY})")

_NO_CITY: Final = re.compile(r".*\b(?:road|street|ave|avenue|blvd|drive|lane|highway|way)\b.*", re.IGNORECASE)

_TYPES: Final = (
    r"straße|strasse|str\.?|weg|platz|allee|gasse|ring|damm|ufer|wall|chaussee|markt|steig|pfad|stieg"
)
_NUMBER: Final = r"\d{1,4} ?[a-zA-Z]?(?: ?[-–/+] ?\d{1,4} ?[a-zA-Z]?)?"
_OLD: Final = r"(?:(?:Alte|Neue|Große|Kleine|Obere|Untere|Hohe|Lange)[rsn]? )?"
_STREET_NAME: Final = (
    rf"(?:{_OLD}[\w.'’-]*\w-?(?:{_TYPES})"  # Castroperstraße, Gustav-Heinemann-Platz
    rf"|{_OLD}{_WORD} (?:{_TYPES})"  # Castroper Straße, Alter Markt
    rf"|(?:Am|An|Auf|Im|In|Zum|Zur|Unter|Hinter|Vor|Beim?)(?: de[rmn])?(?: {_WORD}){{1,3}}"
    rf"|(?:Straße|Strasse|Str\.|Platz|Allee) (?:des|der|zum|am|im)(?: (?:{_WORD}|\d+\.)){{1,3}})"
)
_STREET: Final = re.compile(
    rf"(?P<street>{_STREET_NAME} ?{_NUMBER})(?: ?\((?P<note>[^()]+)\))?", re.IGNORECASE
)
_STREET_WITHOUT_NUMBER: Final = re.compile(
    rf"{_OLD}(?:[\w.'’-]*\w-?|{_WORD} )(?:straße|strasse|str\.?|platz|allee|gasse|chaussee)", re.IGNORECASE
)
_NUMBERED: Final = re.compile(rf"(?:{_WORD} ){{1,3}}{_NUMBER}")  # a street only because a postal code follows
_ROOM: Final = re.compile(
    r"\b(?:raum|saal|h(?:ö|oe)rsaal|seminarraum|zimmer|geb(?:ä|ae)ude|halle|haus|etage|ebene|stock|pool|labor"
    r"|tor|gleis|bahnsteig|eingang|block|turm|schacht|zeche|room|hall|building|parkplatz|treffpunkt)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def split_place(text: str) -> Place | None:
    """Name, street, postal code and city of what people write; all of it is the name where it is not clear.

    "Planetarium, Castroper Straße 67, 44791 Bochum", also on several lines or with slashes and semicolons.
    """
    lines = _LABEL.sub("", "\n".join(line for line in paragraphs(text, 1_000).split("\n") if line), count=1)
    parts = [part for part in _SEPARATOR.split(lines) if part]
    if not parts:
        return None
    return _taken_apart(parts) or Place(name=one_line(", ".join(lines.split("\n")), MAX_NAME))


def _taken_apart(parts: list[str]) -> Place | None:
    """None where two readings are possible: two towns, two streets, or no address at all."""
    codes = [(index, found) for index, part in enumerate(parts) if (found := _postal(part))]
    if len(codes) > 1:
        return None
    names = list(parts)
    code = city = street = note = ""
    if codes:
        index, found = codes[0]
        code, city = found["code"], found["city"]
        names[index] = found["before"] or ""
    streets = [
        (i, s) for i, part in enumerate(names) if (s := _STREET.fullmatch(part)) and not _ROOM.match(part)
    ]
    if len(streets) > 1:
        return None
    if streets:
        index, address = streets[0]
        street, note = address["street"], address["note"] or ""
        names[index] = note
        if not codes and len(names) == index + 2 and re.fullmatch(_WORD, names[-1]):
            city, names[-1] = names[-1], ""
    elif codes:
        street = _street_before(names, codes[0][0])
    if not (code or street):
        return None
    kept = [name for name in names if name and not _COUNTRY.fullmatch(name) and name != city]
    return Place(_short(", ".join(kept), MAX_NAME), _short(street), code, _short(city))


def _postal(part: str) -> re.Match[str] | None:
    """A postal code with its town; not the number of a house in a street abroad."""
    found = _POSTAL.fullmatch(part)
    if found and (_COUNTRY.fullmatch(found["city"]) or _NO_CITY.fullmatch(found["city"])):
        return None
    return found


def _street_before(names: list[str], index: int) -> str:
    """What stands right before a postal code and ends in a number, or in "straße", is a street."""
    place = index if names[index] else index - 1
    if place < 0:
        return ""
    name = names[place]
    if _STREET_WITHOUT_NUMBER.fullmatch(name) or (_NUMBERED.fullmatch(name) and not _ROOM.search(name)):
        names[place] = ""
        return name
    return ""


def _short(text: str, limit: int = MAX_PART) -> str:
    return one_line(text, limit)


def clean_place(place: Place) -> Place | None:
    """A place as a page's data gives it; an address that stands in one field is taken apart."""
    name, street = one_line(place.name, MAX_NAME), one_line(place.street, MAX_PART)
    code, city = one_line(place.postal_code, 20), one_line(place.city, MAX_PART)
    if street == name:
        street = ""
    cleaned = Place(name, street, code, city, *_coordinates(place))
    if not (code or city) and (street or name):
        cleaned = _from_one_field(cleaned, place)
    return cleaned if cleaned != Place() else None


def _from_one_field(cleaned: Place, place: Place) -> Place:
    found = split_place(place.street or place.name)
    if found is None or not found.street:
        return cleaned
    if not place.street:
        return replace(found, lat=cleaned.lat, lon=cleaned.lon)
    name = cleaned.name or found.name
    return Place(name, found.street, found.postal_code, found.city, cleaned.lat, cleaned.lon)


def _coordinates(place: Place) -> tuple[float | None, float | None]:
    """Both or none; 0, 0 is what software writes that has none."""
    lat, lon = place.lat, place.lon
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None, None
    if abs(lat) > 90 or abs(lon) > 180 or (lat == 0 and lon == 0):
        return None, None
    return lat, lon
