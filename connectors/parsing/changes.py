"""Changes a record as `dataclasses.replace` does, in less than half the time: lists have hundreds."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from connectors.model import Record

_NAMES: Final = tuple(field.name for field in fields(Record))
_PUT: Final[dict[str, Any]] = {name: getattr(Record, name).__set__ for name in _NAMES}  # its slots
_ALL: Final = attrgetter(*_NAMES)

__all__ = ("changed",)

if TYPE_CHECKING:
    from dataclasses import replace as changed  # so that names and types are checked
else:

    def changed(record: Record, **values: Any) -> Record:
        """The record with these fields changed. Raises KeyError for a field that there is none of."""
        made = object.__new__(Record)
        for put, value in zip(_PUT.values(), _ALL(record), strict=True):
            put(made, value)
        for name, value in values.items():
            _PUT[name](made, value)
        return made
