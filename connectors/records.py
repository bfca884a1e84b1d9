"""Records and links as JSON text, so that a page not read again still leads to its detail pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from connectors.model import Link, Place, Record, Recurrence


def links_to_json(links: Iterable[Link]) -> str:
    """The same links give the same text."""
    return json.dumps(
        [[link.url, None if link.record is None else _plain(link.record)] for link in links],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def links_from_json(text: str) -> tuple[Link, ...]:
    return tuple(
        Link(url, None if record is None else record_from_plain(record)) for url, record in json.loads(text)
    )


def record_to_json(record: Record | None) -> str:
    """The same record gives the same text; "" for none."""
    return "" if record is None else json.dumps(_plain(record), ensure_ascii=False, sort_keys=True)


def _plain(record: Record) -> dict[str, Any]:
    """Only what differs from an empty record; a date or datetime becomes {"$": ISO text}."""
    empty = asdict(Record())
    values = {key: value for key, value in asdict(record).items() if value != empty[key]}
    if isinstance(record.location, Place):
        values["location"] = {"$place": asdict(record.location)}
    return {key: _tagged(value) for key, value in values.items()}


def _tagged(value: Any) -> Any:
    match value:
        case date():
            return {"$": value.isoformat()}
        case list() | tuple():
            return [_tagged(each) for each in value]
        case dict():
            return {key: _tagged(each) for key, each in value.items()}
    return value


def record_from_plain(plain: dict[str, Any]) -> Record:
    """The record that `_plain` took apart."""
    values = {key: _untagged(value) for key, value in plain.items()}
    if isinstance(place := values.get("location"), dict):
        values["location"] = Place(**place["$place"])
    if recurrence := values.get("recurrence"):
        values["recurrence"] = Recurrence(**recurrence)
    return Record(**values)


def _untagged(value: Any) -> Any:
    match value:
        case {"$": str(text)}:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        case list():
            return tuple(_untagged(each) for each in value)
        case dict():
            return {key: _untagged(each) for key, each in value.items()}
    return value
