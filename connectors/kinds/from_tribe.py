"""Reads the REST collection of WordPress' The Events Calendar (`…/wp-json/tribe/events/v1/events`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.model import Link, Page, Place, Problem, Record, Window
from connectors.normalising.moments import zone_named
from connectors.parsing.addresses import with_defaults
from connectors.parsing.answers import Answer, answer, degrees, text, things, truncated
from connectors.parsing.markup import absolute

_PER_PAGE: Final = "50"  # the most that it gives


def entry_url(source: Source, window: Window) -> str:
    """The collection from the window's first day on; it starts today by itself."""
    return with_defaults(source.url, per_page=_PER_PAGE, start_date=window.start.isoformat())


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed where it answers with an error or something else."""
    found = answer(page)
    if "events" not in found.values:
        raise ParseFailed(f"{page.url}: {_complaint(found)}")
    for event in found.things("events"):
        if not _is_hidden(event):
            yield _record(event)
    if found.is_cut:
        yield truncated(page)
    elif following := absolute(page.final_url, text(found.values.get("next_rest_url"))):
        yield Link(following)


def _complaint(found: Answer) -> str:
    message = text(found.values.get("message")) or text(found.values.get("code"))
    if message:
        return f"die Schnittstelle meldet (the API says): {message[:200]}"
    return "keine Antwort von The Events Calendar, »events« fehlt (no events in the answer)"


def _is_hidden(event: Mapping[str, Any]) -> bool:
    """A draft, or kept out of the site's own lists: neither an event of ours nor a trouble."""
    return event.get("hide_from_listings") is True or text(event.get("status")) not in ("", "publish")


def _record(event: Mapping[str, Any]) -> Record:
    start, end, timezone = _times(event)
    is_all_day = event.get("all_day") is True
    return Record(
        title=text(event.get("title")),
        uid=_uid(event),
        start=(start[:10] if is_all_day else start) or None,
        end=((end[:10] if is_all_day else end) if end != start else None) or None,
        end_is_last_day=is_all_day,  # it ends at 23:59:59 of its last day
        is_all_day=is_all_day,
        timezone=timezone,
        url=text(event.get("url")),
        location=_location(event.get("venue")),
        description=text(event.get("description")) or text(event.get("excerpt")),
        categories=_names(event, "categories") + _names(event, "tags"),
        price=text(event.get("cost")),
        status=text(event.get("event_status")),
    )


def _uid(event: Mapping[str, Any]) -> str:
    return text(event.get("global_id")) or text(event.get("id"))


def _times(event: Mapping[str, Any]) -> tuple[str, str, str]:
    """Start, end and the zone they are in. WordPress also knows zones like UTC+1: then the times in UTC."""
    timezone = text(event.get("timezone"))
    if not timezone or zone_named(timezone):
        return text(event.get("start_date")), text(event.get("end_date")), timezone
    start, end = text(event.get("utc_start_date")), text(event.get("utc_end_date"))
    if not start or event.get("all_day") is True:
        return text(event.get("start_date")), text(event.get("end_date")), ""
    return f"{start.replace(' ', 'T')}Z", f"{end.replace(' ', 'T')}Z" if end else "", ""


def _location(venue: Any) -> str | Place:
    """None is `[]`, one is an object, several are a list."""
    venues = [each for each in things(venue) if text(each.get("venue")) or text(each.get("address"))]
    if len(venues) == 1:
        return Place(
            name=text(venues[0].get("venue")),
            street=text(venues[0].get("address")),
            postal_code=text(venues[0].get("zip")),
            city=text(venues[0].get("city")),
            lat=degrees(venues[0].get("geo_lat")),
            lon=degrees(venues[0].get("geo_lng")),
        )
    return " / ".join(text(each.get("venue")) for each in venues)


def _names(event: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(name for each in things(event.get(key)) if (name := text(each.get("name"))))
