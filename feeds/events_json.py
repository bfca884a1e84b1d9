"""Renders events as the JSON feed; a key is absent where nothing is known (v1/schema/events)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson

from connectors.model import Place
from feeds import moments, wording
from feeds.position import position
from feeds.publisher import Publisher
from feeds.rich_description import published
from feeds.text import contact_url, one_line, paragraphs, web_url
from warehouse.events import Audience, Event, ListedBy, Organizer, Price, Registration

VERSION = "1.0"


def join_events(publisher: Publisher, generated: datetime, entries: Sequence[bytes]) -> bytes:
    """The feed of rendered entries in their order; `generated` is when its content last changed."""
    return b"".join(events_parts(publisher, generated, entries))


def events_parts(publisher: Publisher, generated: datetime, entries: Sequence[bytes]) -> list[bytes]:
    """The same feed, not yet joined."""
    head = {
        "version": VERSION,
        "generated": utc(generated),
        "cluster": known(
            id=publisher.id,
            name=one_line(publisher.name),
            homepage=web_url(publisher.homepage),
            licence=publisher.licence,
        ),
        "count": len(entries),
    }
    return [orjson.dumps(head)[:-1], b',"events":[\n', *separated(entries), b"\n]}\n"]


def separated(items: Iterable[bytes]) -> list[bytes]:
    """The items of a list, one a line, not yet joined."""
    return [part for item in items for part in (b",\n", item)][1:]


def render_entry(event: Event) -> bytes:
    """One event as one compact JSON object on one line."""
    return orjson.dumps(
        known(
            id=one_line(event.id),
            url=web_url(event.url),
            title=wording.title(event),
            summary=paragraphs(event.summary),
            description=paragraphs(event.description),
            description_html=published(event.description_html),
            **_times(event),
            attendance=str(event.attendance or ""),
            location=_location(event.place),
            online_url=web_url(event.online_url),
            organizer=_organizer(event.organizer),
            topics=list(event.topics),
            formats=list(event.formats),
            audience=_audience(event.audience),
            price=_price(event.price),
            registration=_registration(event.registration),
            accessibility=_accessibility(event),
            languages=[one_line(language) for language in event.languages],
            school_holidays=list(event.school_holidays),
            series=known(id=one_line(event.series_id)),
            sequence=event.sequence,
            created=utc(event.created),
            modified=utc(event.modified),
            listings=[_listing(listing) for listing in event.listings],
        )
    )


def known(**values: object) -> dict[str, Any]:
    """The values that say something: false and zero do; empty texts, lists and objects do not."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def utc(moment: datetime) -> str:
    """2026-11-23T02:15:00Z."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def written(moment: date | datetime, timezone: str) -> str:
    """2026-12-05T14:00:00+01:00, or the date alone (RFC 3339)."""
    return (moments.local(moment, timezone) if isinstance(moment, datetime) else moment).isoformat()


def _times(event: Event) -> Mapping[str, object]:
    end, previous = moments.end_of(event), event.previous_start
    return {
        "start": written(event.start, event.timezone),
        "end": written(end, event.timezone) if end else "",
        "all_day": not isinstance(event.start, datetime),
        "timezone": event.timezone,
        "status": str(event.status),
        "previous_start": written(previous, event.timezone) if previous else "",
    }


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    lat, lon = position(place) or (None, None)
    return known(
        name=one_line(place.name),
        street=one_line(place.street),
        postal_code=one_line(place.postal_code),
        city=one_line(place.city),
        lat=lat,
        lon=lon,
    )


def _organizer(organizer: Organizer | None) -> dict[str, Any]:
    if organizer is None:
        return {}
    return known(
        id=organizer.id,
        name=one_line(organizer.name) or organizer.id,
        url=web_url(organizer.url),
    )


def _audience(audience: Audience) -> dict[str, Any]:
    return known(
        levels=list(audience.levels),
        groups=list(audience.groups),
        class_min=audience.class_min,
        class_max=audience.class_max,
        age_min=audience.age_min,
        age_max=audience.age_max,
    )


def _price(price: Price | None) -> dict[str, Any]:
    if price is None:
        return {}
    return known(
        is_free=price.is_free,
        text=one_line(price.text),
        amounts=[amount for amount in price.amounts if math.isfinite(amount)],
        currency=one_line(price.currency) if price.amounts else "",
    )


def _registration(registration: Registration | None) -> dict[str, Any]:
    if registration is None:
        return {}
    return known(
        required=registration.is_required,
        url=contact_url(registration.url),
        deadline=registration.deadline.isoformat() if registration.deadline else "",
        status=str(registration.availability or ""),
    )


def _accessibility(event: Event) -> dict[str, Any]:
    if event.accessibility is None:
        return {}
    return known(
        wheelchair=event.accessibility.wheelchair,
        text=one_line(event.accessibility.text),
    )


def _listing(listing: ListedBy) -> dict[str, Any]:
    return known(
        source=listing.source_id,
        partner=listing.partner_id,
        url=web_url(listing.url),
        stale_since=listing.stale_since.isoformat() if listing.stale_since else "",
    )
