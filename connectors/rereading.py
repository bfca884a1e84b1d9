"""Takes over what the last reading of a page made of records whose words have not changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Final

import pyarrow as pa

from connectors.columns import SCHEMA, from_bytes, to_bytes
from connectors.model import Listing, Record

WORTH_KEEPING: Final = 20  # listings of one page; reading fewer anew costs less than a file of them
_ID_BYTES: Final = 16
_RECORD: Final = pa.field("record_id", pa.binary(_ID_BYTES))
_WAY, _FRESH_UNTIL = b"way", b"fresh_until"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The listings of an earlier reading, by the record that they come from."""

    table: pa.Table = field(default_factory=SCHEMA.empty_table)
    rows: dict[bytes, list[int]] = field(default_factory=dict)
    fresh_until: date = date.max  # last local date on which they still hold


def earlier_of(stream: bytes | None, *, way: str, today: date) -> Earlier:
    """What still holds of a stream that `to_stream` wrote; nothing if the page is now read another way."""
    if not stream:
        return Earlier()
    try:
        table = from_bytes(stream)
    except pa.ArrowInvalid:  # a file that is not whole: read everything anew
        return Earlier()
    said = table.schema.metadata or {}
    if said.get(_WAY) != way.encode() or table.schema.names != [*SCHEMA.names, _RECORD.name]:
        return Earlier()
    fresh_until = date.fromisoformat(said[_FRESH_UNTIL].decode())
    if today > fresh_until:
        return Earlier()
    rows: dict[bytes, list[int]] = {}
    for row, id_ in enumerate(table.column(_RECORD.name).to_pylist()):
        if id_ is not None:
            rows.setdefault(id_, []).append(row)
    return Earlier(table.drop_columns([_RECORD.name]).cast(SCHEMA), rows, fresh_until)


def record_id(record: Record, reference: date) -> bytes:
    """The same record read on the same terms has the same id.

    A wording such as "Sa 14.3." depends on the day as of which it is meant; a precise start does not.
    """
    is_worded = bool(record.when) or isinstance(record.start, str) or isinstance(record.end, str)
    terms = (record, reference if is_worded else None)
    return blake2b(repr(terms).encode("utf-8", "surrogatepass"), digest_size=_ID_BYTES).digest()


def lasting_id(id_: bytes, listings: Iterable[Listing]) -> bytes | None:
    """The id, unless what was made of the record depends on the day: an open series, a worded deadline."""
    depends = any(listing.is_open or listing.registration_deadline is not None for listing in listings)
    return None if depends else id_


def to_stream(table: pa.Table, ids: Sequence[bytes | None], *, way: str, fresh_until: date) -> bytes:
    """The listings of one page as an Arrow stream of SCHEMA and the id of each one's record."""
    marked = table.append_column(_RECORD, pa.array(ids, _RECORD.type))
    said = {_WAY: way.encode(), _FRESH_UNTIL: fresh_until.isoformat().encode()}
    return to_bytes(marked.replace_schema_metadata(said))
