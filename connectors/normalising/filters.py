"""Which records of a source are wanted: [only] and [never] of its TOML."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from connectors.cluster import Source
from connectors.model import Record
from connectors.normalising.texts import one_line, paragraphs

_LIMIT = 20_000  # characters looked at


def is_wanted(record: Record, source: Source) -> bool:
    """Each field of [only] must hold one of its words, none of [never] may; letter case does not matter."""
    return all(_holds(record, name, words) for name, words in source.only.items()) and not any(
        _holds(record, name, words) for name, words in source.never.items()
    )


def _holds(record: Record, field: str, words: tuple[str, ...]) -> bool:
    said = _said(record)[field].casefold()
    return any(unicodedata.normalize("NFC", word).casefold() in said for word in words)


def _said(record: Record) -> Mapping[str, str]:
    place = record.location
    where = (
        place
        if isinstance(place, str)
        else ", ".join(part for part in (place.name, place.street, place.postal_code, place.city) if part)
    )
    return {
        "title": one_line(record.title, _LIMIT),
        "categories": "\n".join(one_line(each, _LIMIT) for each in record.categories),
        "description": paragraphs(record.description, _LIMIT),
        "location": one_line(where, _LIMIT),
        "organizer": one_line(record.organizer, _LIMIT),
        "price": one_line(record.price, _LIMIT),
        "audience": one_line(record.audience, _LIMIT),
    }
