"""Puts versions of events and listings into words: which fields differ from the version before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

_PARTS_OF_TIMES = ("timezone", "start_date", "start_at", "end_date", "end_at")


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after; "" is nothing."""

    field: str
    before: str
    after: str


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """The fields that differ."""
    return tuple(
        Change(field, before.get(field, ""), after.get(field, ""))
        for field in dict.fromkeys((*before, *after))
        if before.get(field, "") != after.get(field, "")
    )


def worded(content: str) -> dict[str, str]:
    """A version's content (JSON) by field, in words; fields that say nothing are absent."""
    values = json.loads(content)
    told = {**dict(_times(values)), **{key: _words(value) for key, value in values.items()}}
    return {key: words for key, words in told.items() if words and key not in _PARTS_OF_TIMES}


def _times(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Local; the end of an all-day event is exclusive here as everywhere in the store."""
    for name in ("start", "end"):
        day, instant = values.get(f"{name}_date"), values.get(f"{name}_at")
        if instant is not None:
            local = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(values["timezone"]))
            yield name, f"{local:%Y-%m-%d %H:%M}"
        elif day is not None:
            yield name, day


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if each not in ("", None))
    return "" if value is None else str(value)
