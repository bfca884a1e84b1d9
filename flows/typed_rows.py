"""Listings as Listing again, from the columns in which they crossed a process's boundary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from connectors.model import Attendance, Availability, Listing, Place, Status


def listings_of(table: pa.Table) -> Iterator[Listing]:
    """What connectors.columns.to_table was given; times stand in the listing's own zone."""
    for row in table.to_pylist():
        yield _listing(row)


def _listing(row: dict[str, Any]) -> Listing:
    zone = ZoneInfo(row["timezone"])
    place = Place(row["place_name"], row["street"], row["postal_code"], row["city"], row["lat"], row["lon"])
    return Listing(
        source_id=row["source_id"],
        uid=row["uid"],
        occurrence=row["occurrence"],
        url=row["url"],
        title=row["title"],
        start=_moment(row["start_date"], row["start_at"], zone),
        end=_moment(row["end_date"], row["end_at"], zone),
        timezone=row["timezone"],
        status=Status(row["status"]),
        availability=Availability(row["availability"]) if row["availability"] else None,
        description=row["description"],
        place=place if place != Place() else None,
        attendance=Attendance(row["attendance"]) if row["attendance"] else None,
        online_url=row["online_url"],
        categories=tuple(row["categories"]),
        topics=tuple(row["topics"]),
        levels=tuple(row["levels"]),
        groups=tuple(row["groups"]),
        formats=tuple(row["formats"]),
        price_text=row["price_text"],
        registration_text=row["registration_text"],
        registration_url=row["registration_url"],
        registration_deadline=row["registration_deadline"],
        languages=tuple(row["languages"]),
        audience_text=row["audience_text"],
        is_open=row["is_open"],
    )


def _moment(day: date | None, instant: datetime | None, zone: ZoneInfo) -> Any:
    return day if instant is None else instant.astimezone(zone)
