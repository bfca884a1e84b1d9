"""Reads an event back from its entry in events.json, for what is rendered anew from a release."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from connectors.model import Attendance, Availability, Place
from feeds.moments import zone
from warehouse.events import Accessibility, Audience, Event, ListedBy, Organizer, Price, Registration


def read_event(entry: Mapping[str, Any]) -> Event:
    """The event as published: without the sources' own categories, which no entry tells."""
    timezone = entry["timezone"]
    return Event(
        id=entry["id"],
        title=entry["title"],
        start=_moment(entry["start"], timezone),
        end=_moment(entry["end"], timezone) if "end" in entry else None,
        timezone=timezone,
        status=entry["status"],
        previous_start=_moment(entry["previous_start"], timezone) if "previous_start" in entry else None,
        url=entry.get("url", ""),
        summary=entry.get("summary", ""),
        description=entry.get("description", ""),
        description_html=entry.get("description_html", ""),
        attendance=Attendance(entry["attendance"]) if "attendance" in entry else None,
        place=Place(**entry["location"]) if "location" in entry else None,
        online_url=entry.get("online_url", ""),
        organizer=Organizer(**{"name": "", **entry["organizer"]}) if "organizer" in entry else None,
        topics=tuple(entry.get("topics", ())),
        formats=tuple(entry.get("formats", ())),
        audience=_audience(entry.get("audience", {})),
        price=_price(entry["price"]) if "price" in entry else None,
        registration=_registration(entry["registration"]) if "registration" in entry else None,
        accessibility=Accessibility(**entry["accessibility"]) if "accessibility" in entry else None,
        languages=tuple(entry.get("languages", ())),
        school_holidays=tuple(entry.get("school_holidays", ())),
        series_id=entry.get("series", {}).get("id", ""),
        sequence=entry["sequence"],
        created=datetime.fromisoformat(entry["created"]),
        modified=datetime.fromisoformat(entry["modified"]),
        listings=tuple(_listing(each) for each in entry.get("listings", ())),
    )


def _moment(text: str, timezone: str) -> date | datetime:
    if "T" not in text:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(zone(timezone))


def _audience(told: Mapping[str, Any]) -> Audience:
    lists = {name: tuple(told.get(name, ())) for name in ("levels", "groups")}
    return Audience(**{**told, **lists})


def _price(told: Mapping[str, Any]) -> Price:
    return Price(**{**told, "amounts": tuple(told.get("amounts", ()))})


def _registration(told: Mapping[str, Any]) -> Registration:
    return Registration(
        is_required=told.get("required"),
        url=told.get("url", ""),
        deadline=date.fromisoformat(told["deadline"]) if "deadline" in told else None,
        availability=Availability(told["status"]) if "status" in told else None,
    )


def _listing(told: Mapping[str, Any]) -> ListedBy:
    stale = told.get("stale_since")
    return ListedBy(
        source_id=told["source"],
        partner_id=told["partner"],
        url=told.get("url", ""),
        stale_since=date.fromisoformat(stale) if stale else None,
    )
