"""Listings as columns: what crosses the boundary of a process, a task or a machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

import pyarrow as pa

from connectors.model import Listing, Place

_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())
_INSTANT = pa.timestamp("us", "UTC")

# One row per listing. start_date is the local day; start_at is null when the listing is all-day.
# end_date (exclusive) belongs to all-day listings, end_at to timed ones.
SCHEMA: Final = pa.schema([
    ("source_id", _TEXT),
    ("uid", _TEXT),
    ("occurrence", _TEXT),
    ("url", _TEXT),
    ("title", _TEXT),
    ("start_date", pa.date32()),
    ("start_at", _INSTANT),
    ("end_date", pa.date32()),
    ("end_at", _INSTANT),
    ("timezone", _TEXT),
    ("status", _TEXT),
    ("availability", _TEXT),
    ("description", _TEXT),
    ("description_html", _TEXT),
    ("place_name", _TEXT),
    ("street", _TEXT),
    ("postal_code", _TEXT),
    ("city", _TEXT),
    ("lat", pa.float64()),
    ("lon", pa.float64()),
    ("attendance", _TEXT),
    ("online_url", _TEXT),
    ("categories", _TEXTS),
    ("topics", _TEXTS),
    ("levels", _TEXTS),
    ("groups", _TEXTS),
    ("formats", _TEXTS),
    ("class_min", pa.int32()),
    ("class_max", pa.int32()),
    ("age_min", pa.int32()),
    ("age_max", pa.int32()),
    ("price_text", _TEXT),
    ("is_free", pa.bool_()),
    ("amounts", pa.list_(pa.float64())),
    ("currency", _TEXT),
    ("registration_text", _TEXT),
    ("is_registration_required", pa.bool_()),
    ("registration_url", _TEXT),
    ("registration_deadline", pa.date32()),
    ("languages", _TEXTS),
    ("school_holidays", _TEXTS),
    ("audience_text", _TEXT),
    ("wheelchair", _TEXT),
    ("accessibility_text", _TEXT),
    ("evidence", pa.list_(pa.struct([
        ("facet", _TEXT), ("value", _TEXT), ("field", _TEXT), ("words", _TEXT),
    ]))),
    ("is_open", pa.bool_()),
])  # fmt: skip

_NOWHERE = Place()


def to_table(listings: Sequence[Listing]) -> pa.Table:
    """The listings as one table of SCHEMA, in their order."""
    columns = zip(*map(_row, listings), strict=True) if listings else ([] for _ in SCHEMA)
    arrays = [pa.array(column, type_) for column, type_ in zip(columns, SCHEMA.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def to_bytes(table: pa.Table) -> bytes:
    """The table as a compressed Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def from_bytes(stream: bytes) -> pa.Table:
    """The table that `to_bytes` wrote."""
    with pa.ipc.open_stream(stream) as reader:
        return reader.read_all()


def _row(listing: Listing) -> tuple[object, ...]:
    place = listing.place or _NOWHERE
    start_date, start_at = _moment(listing.start)
    end_date, end_at = _moment(listing.end) if listing.end is not None else (None, None)
    return (
        listing.source_id,
        listing.uid,
        listing.occurrence,
        listing.url,
        listing.title,
        start_date,
        start_at,
        None if end_at else end_date,
        end_at,
        listing.timezone,
        listing.status.value,
        listing.availability and listing.availability.value,
        listing.description,
        listing.description_html,
        place.name,
        place.street,
        place.postal_code,
        place.city,
        place.lat,
        place.lon,
        listing.attendance and listing.attendance.value,
        listing.online_url,
        listing.categories,
        listing.topics,
        listing.levels,
        listing.groups,
        listing.formats,
        listing.class_min,
        listing.class_max,
        listing.age_min,
        listing.age_max,
        listing.price_text,
        listing.is_free,
        listing.amounts,
        listing.currency,
        listing.registration_text,
        listing.is_registration_required,
        listing.registration_url,
        listing.registration_deadline,
        listing.languages,
        listing.school_holidays,
        listing.audience_text,
        listing.wheelchair,
        listing.accessibility_text,
        [
            {"facet": each.facet, "value": each.value, "field": each.field, "words": each.words}
            for each in listing.evidence
        ],
        listing.is_open,
    )


def _moment(moment: date | datetime) -> tuple[date, datetime | None]:
    if isinstance(moment, datetime):
        return moment.date(), moment.astimezone(UTC)
    return moment, None
