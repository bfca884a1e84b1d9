"""Renders one event for search engines: an EducationEvent as JSON-LD, by Google's rules for events."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from connectors.model import Attendance, Availability, Place
from feeds import moments, wording
from feeds.description import source_url
from feeds.events_json import known, written
from feeds.labels import label
from feeds.languages import GERMAN, say
from feeds.position import position
from feeds.publisher import Publisher
from feeds.text import contact_url, one_line, paragraphs, web_url
from feeds.vocabulary import concepts
from warehouse.events import Event, Organizer, Price

SCHEMA = "https://schema.org/"
STATUSES = {
    "cancelled": "EventCancelled",
    "delisted": "EventCancelled",  # as in the calendar: nobody announces it any longer
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
}
MODES = {
    Attendance.OFFLINE: "OfflineEventAttendanceMode",
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.MIXED: "MixedEventAttendanceMode",
}
AVAILABILITIES = {
    Availability.OPEN: "InStock",
    Availability.FEW: "LimitedAvailability",
    Availability.FULL: "SoldOut",
}
# Within a script element HTML knows no escapes: these must not stand there at all.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def render_json_ld(event: Event, publisher: Publisher) -> str:
    """One object, safe inside a script element; a key is absent where nothing is known."""
    page = publisher.url(f"termin/{event.id}/")
    audience, price = event.audience, event.price
    document = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "EducationEvent",
        "@id": page,
        **known(
            name=wording.title(event),
            **_times(event),
            eventAttendanceMode=f"{SCHEMA}{MODES[event.attendance]}" if event.attendance else "",
            location=_location(event, page),
            organizer=_organizer(event.organizer),
            description=paragraphs(event.description) or paragraphs(event.summary),
            audience=[
                {"@type": "Audience", "audienceType": label("groups", code)} for code in audience.groups
            ],
            typicalAgeRange=_ages(audience.age_min, audience.age_max),
            educationalLevel=[_term("levels", code) for code in audience.levels],
            about=[_term("topics", code) for code in event.topics],
            isAccessibleForFree=price.is_free if price else None,
            offers=_offer(event, price),
            inLanguage=[one_line(language) for language in event.languages],
            keywords=", ".join(wording.labels(event)),
            url=source_url(event) or page,
        ),
    }
    text = orjson.dumps(document).decode()
    for sign, escaped in ESCAPES.items():
        text = text.replace(sign, escaped)
    return text


def _times(event: Event) -> Mapping[str, object]:
    """Start, end and status. Of whole days schema.org names the last, not the one after."""
    end, previous = moments.end_of(event), event.previous_start
    last = end if isinstance(end, datetime) else moments.last_day(event)
    status = STATUSES.get(event.status, "EventScheduled")
    if status == "EventRescheduled" and previous is None:
        status = "EventScheduled"  # the one without the other is an error to Google
    return {
        "startDate": written(event.start, event.timezone),
        "endDate": written(last, event.timezone) if end else "",
        "eventStatus": f"{SCHEMA}{status}",
        "previousStartDate": written(previous, event.timezone) if previous else "",
    }


def _location(event: Event, page: str) -> object:
    """The place, the address online, or both. Google refuses an event that has neither: then it says so."""
    found: list[dict[str, Any]] = [_place(event.place)] if event.place and wording.place(event) else []
    if event.attendance in (Attendance.ONLINE, Attendance.MIXED):
        found.append(
            {"@type": "VirtualLocation", "url": web_url(event.online_url) or source_url(event) or page}
        )
    if not found:
        unknown = say(GERMAN, "facts", "place_unknown")
        found.append({"@type": "Place", "name": unknown, "address": unknown})
    return found if len(found) > 1 else found[0]


def _place(place: Place) -> dict[str, Any]:
    name = one_line(place.name)
    address = known(
        streetAddress=one_line(place.street),
        postalCode=one_line(place.postal_code),
        addressLocality=one_line(place.city),
    )
    where = position(place)
    return {
        "@type": "Place",
        **known(
            name=name or wording.address(place),
            # Google wants an address; where only the place's name is known, that is its address.
            address={"@type": "PostalAddress", **address} if address else name,
            geo=_geo(*where) if where else {},
        ),
    }


def _geo(latitude: float, longitude: float) -> dict[str, Any]:
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _organizer(organizer: Organizer | None) -> dict[str, Any]:
    if organizer is None:
        return {}
    name = one_line(organizer.name) or organizer.id
    return {"@type": "Organization", "name": name, **known(url=web_url(organizer.url))}


def _ages(low: int | None, high: int | None) -> str:
    """8-12, 8- or -12."""
    return "" if low is None and high is None else f"{'' if low is None else low}-{high or ''}"


def _term(facet: str, code: str) -> dict[str, Any]:
    iris = concepts(facet, code)
    return {"@type": "DefinedTerm", "name": label(facet, code), **({"@id": iris[0]} if iris else {})}


def _offer(event: Event, price: Price | None) -> dict[str, Any]:
    """What the cheapest ticket costs; nothing where no price is known."""
    amounts = [amount for amount in price.amounts if math.isfinite(amount)] if price else []
    is_free = price is not None and price.is_free is True
    if not amounts and not is_free:
        return {}
    registration = event.registration
    availability = registration.availability if registration else None
    return {
        "@type": "Offer",
        "price": min(amounts, default=0) if not is_free else 0,
        "priceCurrency": (one_line(price.currency, 3) if price else "") or "EUR",
        **known(
            url=contact_url(registration.url) if registration else "",
            availability=f"{SCHEMA}{AVAILABILITIES[availability]}" if availability in AVAILABILITIES else "",
        ),
    }
