"""Which fields of an event people may correct, and how each is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum, auto
from functools import cache
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from connectors.dates.moments import read_moment
from connectors.facets.lexicon import rules, topic_codes
from connectors.model import Attendance, Availability, Status

Value = str | tuple[str, ...] | date | datetime


class Type(Enum):
    """How a field is written."""

    LINE = auto()
    TEXT = auto()
    ADDRESS = auto()
    MOMENT = auto()
    DAY = auto()
    CODE = auto()
    LIST = auto()


FIELDS: Final[Mapping[str, Type]] = {
    "title": Type.LINE,
    "start": Type.MOMENT,
    "end": Type.MOMENT,  # a date is the last day, as people write it
    "status": Type.CODE,
    "url": Type.ADDRESS,
    "description": Type.TEXT,
    "place.name": Type.LINE,
    "place.street": Type.LINE,
    "place.postal_code": Type.LINE,
    "place.city": Type.LINE,
    "attendance": Type.CODE,
    "online_url": Type.ADDRESS,
    "price": Type.LINE,
    "availability": Type.CODE,
    "registration_url": Type.ADDRESS,
    "registration_deadline": Type.DAY,
    "topics": Type.LIST,
    "levels": Type.LIST,
    "groups": Type.LIST,
    "formats": Type.LIST,
    "categories": Type.LIST,
    "languages": Type.LIST,
}
NEEDED: Final = ("title", "start", "status")
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "status": tuple(Status),
    "attendance": tuple(Attendance),
    "availability": tuple(Availability),
}


def read_value(field: str, value: object, zone: ZoneInfo) -> Value:
    """The value in our types; a moment without an offset is meant in `zone`. Raises ValueError."""
    type_ = FIELDS[field]
    if type_ is Type.LIST:
        return _list(field, value)
    if type_ is Type.MOMENT:
        return _moment(value, zone)
    if type_ is Type.DAY:
        return _day(value, zone)
    text = _text(value)
    if type_ is Type.TEXT:
        return text
    if type_ is Type.ADDRESS:
        return _address(text)
    if type_ is Type.CODE and text not in CODES[field]:
        raise ValueError(f"muss eines sein von (must be one of): {', '.join(CODES[field])}")
    return " ".join(text.split())


def words_to_value(field: str, words: str) -> str | list[str]:
    """As the file has it: of a list the parts between commas."""
    if FIELDS.get(field) is Type.LIST:
        return [part.strip() for part in words.split(",") if part.strip()]
    return words


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("muss ein nicht leerer Text sein (must be a non-empty string)")
    return value.strip()


def _list(field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) and each for each in value):
        raise ValueError("muss eine nicht leere Liste von Texten sein (must be a list of strings)")
    known = facet_codes(field)
    if unknown := [each for each in value if known and each not in known]:
        raise ValueError(f"unbekannt »{unknown[0]}« (unknown; known: {', '.join(known)})")
    return tuple(sorted(set(value)))


@cache
def facet_codes(field: str) -> tuple[str, ...]:
    """The codes of a facet of the feed; () of lists that hold any words."""
    if field == "topics":
        return tuple(topic_codes())
    if field in ("levels", "groups", "formats"):
        return tuple(code for code, words in rules(field).items() if isinstance(words, dict))
    return ()


def _moment(value: object, zone: ZoneInfo) -> date | datetime:
    if isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, date):
        return value
    moment = read_moment(_text(value), zone)
    if moment is None:
        raise ValueError(
            "nicht lesbar; so: »2026-12-05 14:00«, »5.12.2026 14:00« oder »2026-12-05« "
            "(not a date or time that can be read)"
        )
    return moment


def _day(value: object, zone: ZoneInfo) -> date:
    moment = _moment(value, zone)
    if isinstance(moment, datetime):
        raise ValueError("muss ein Tag ohne Uhrzeit sein (must be a day without a time)")
    return moment


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_good = False
    if not is_good or any(character.isspace() for character in text):
        raise ValueError("muss mit http:// oder https:// beginnen (must be an http or https URL)")
    return text
