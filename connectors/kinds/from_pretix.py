"""Reads a pretix organiser's page: the calendar file that it offers, or the list that its widget shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.kinds import from_ics
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import markup
from connectors.parsing.addresses import query_of, with_query
from connectors.parsing.answers import answer, text, things, truncated

_LIST: Final = "widget/product_list?style=list&offset=0"


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed where the answer is neither a page, a list nor a calendar."""
    head = page.text.lstrip()[:15].upper()
    if head == "BEGIN:VCALENDAR":
        yield from from_ics.parse(page, source)
    elif head[:1] == "<":
        yield _way_on(page)
    else:
        yield from _listed(page)


def _way_on(page: Page) -> Link:
    """The calendar file is precise; the widget's list words its dates."""
    tree = markup.document(page)
    base = markup.base_url(page, tree)
    calendars = markup.links(tree, "a[href*='/ical/']", base)
    directory = page.final_url.partition("?")[0].partition("#")[0].rstrip("/") + "/"
    return Link(next(calendars, urljoin(directory, _LIST)))


def _listed(page: Page) -> Iterator[Record | Link | Problem]:
    found = answer(page)
    days = [day for week in _lists(found.values.get("weeks")) for day in things(week)] + list(
        found.things("days")
    )
    if not days and "events" not in found.values:
        raise ParseFailed(f"{page.url}: »events« fehlt (no events in the answer)")
    events = [*found.things("events"), *(event for day in days for event in things(day.get("events")))]
    for event in events:
        if event.get("continued") is not True:
            yield _record(event)
    if found.is_cut:
        yield truncated(page)
    elif events and found.values.get("has_more_events") is True:
        offset = query_of(page.url).get("offset", "0")
        yield Link(with_query(page.url, offset=str(int(offset if offset.isdecimal() else 0) + len(events))))


def _lists(value: Any) -> Iterator[list[Any]]:
    for each in value if isinstance(value, list) else []:
        if isinstance(each, list):
            yield each


def _record(event: Mapping[str, Any]) -> Record:
    """Its uid is that of pretix' own calendar files."""
    url = text(event.get("event_url"))
    availability = next(things(event.get("availability")), {})
    return Record(
        title=text(event.get("name")),
        uid=_uid(url, text(event.get("subevent"))),
        when=" ".join(filter(None, (text(event.get("date_range")), text(event.get("time"))))),
        url=url,
        location=text(event.get("location")),
        status=text(availability.get("reason")),
        registration=text(availability.get("text")),
        registration_url=url,
    )


def _uid(url: str, date_id: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    organizer, _, event = parts.path.strip("/").partition("/")
    if not event or not parts.hostname:
        return ""
    return f"pretix-{organizer}-{event.partition('/')[0]}-{date_id or 0}@{parts.hostname}"
