"""Reads the HTTP export of an Indico category (`…/export/categ/<id>.json`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.kinds import from_ics
from connectors.model import Link, Page, Problem, Record, Window
from connectors.parsing.addresses import query_of, with_defaults, with_query
from connectors.parsing.answers import answer, text, things, truncated

_NO_PLACE: Final = "no location set"


def entry_url(source: Source, window: Window) -> str:
    """The events of the window; a calendar file (`…/events.ics`) as it is."""
    if urlsplit(source.url).path.endswith(".ics"):
        return source.url
    days = {"from": window.start.isoformat(), "to": window.end.isoformat()}
    return with_defaults(source.url, **days, onlypublic="yes")


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed where it answers with an error or something else."""
    if page.text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        yield from from_ics.parse(page, source)
        return
    found = answer(page)
    if "results" not in found.values:
        message = text(found.values.get("message")) or "»results« fehlt (no results in the answer)"
        raise ParseFailed(f"{page.url}: {message[:200]}")
    events = list(found.things("results"))
    for event in events:
        yield _record(event, urlsplit(page.final_url).hostname or "")
    if found.is_cut:
        yield truncated(page)
    elif events and found.values.get("complete") is False:
        offset = query_of(page.url).get("offset", "0")
        yield Link(with_query(page.url, offset=str(int(offset if offset.isdecimal() else 0) + len(events))))


def _record(event: Mapping[str, Any], host: str) -> Record:
    """Its uid is that of Indico's own calendar files. Chairs, speakers and creators do not pass."""
    number = text(event.get("id"))
    start, end = (_moment(event.get(key)) for key in ("startDate", "endDate"))
    return Record(
        title=" ".join(filter(None, (text(event.get("title")), _label(event)))),
        uid=f"indico-event-{number}@{host}" if number else "",
        start=start or None,
        end=end or None,
        timezone=_zone(event),
        url=text(event.get("url")),
        location=_location(event),
        description=text(event.get("description")),
        categories=(*filter(None, [text(event.get("category"))]), *_keywords(event.get("keywords"))),
        status="abgesagt" if event.get("is_event_not_happening") is True else "",
    )


def _label(event: Mapping[str, Any]) -> str:
    """Organisers mark what is cancelled or moved by a label, which its calendar files add to the title."""
    label = text(next(things(event.get("label")), {}).get("title")) or text(event.get("label"))
    return f"[{label}]" if label else ""


def _moment(value: Any) -> str:
    parts = next(things(value), {})
    return " ".join(filter(None, (text(parts.get("date")), text(parts.get("time")))))


def _zone(event: Mapping[str, Any]) -> str:
    """The zone in which the times are given, which need not be the event's own."""
    return text(next(things(event.get("startDate")), {}).get("tz")) or text(event.get("timezone"))


def _location(event: Mapping[str, Any]) -> str:
    rooms = (text(event.get("roomFullname")) or text(event.get("room")), text(event.get("location")))
    return ", ".join(dict.fromkeys(each for each in rooms if each and each.lower() != _NO_PLACE))


def _keywords(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if text(each):
            yield text(each)
