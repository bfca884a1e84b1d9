"""Reads the event search of culturebase.org's widget (`…/event.json`), page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from connectors.cluster import Source
from connectors.errors import ParseFailed
from connectors.model import Link, Page, Place, Problem, Record, Window
from connectors.parsing.addresses import query_of, with_query
from connectors.parsing.answers import answer, degrees, text, truncated
from connectors.parsing.markup import absolute

_OPTIONS_OF_THE_WIDGET: Final = {"current_language": "", "category": "", "dynamic_calendar": "calendar"}


def entry_url(source: Source, window: Window) -> str:
    """The first page from the window's first day on."""
    parameters = _OPTIONS_OF_THE_WIDGET | query_of(source.url)
    return with_query(source.url, **(parameters | {"date": f"{window.start:%d.%m.%Y}", "p": "1"}))


def parse(page: Page, source: Source) -> Iterator[Record | Link | Problem]:
    """Raises ParseFailed where it answers with something else."""
    found = answer(page)
    if "EventOverview" not in found.values:
        raise ParseFailed(f"{page.url}: »EventOverview« fehlt (no EventOverview in the answer)")
    events = list(found.things("EventOverview"))
    for event in events:
        yield _record(event, page)
    pager = found.values.get("Pager")
    if found.is_cut:
        yield truncated(page)
    elif events and isinstance(pager, dict) and pager.get("IsLastPage") is False:
        number = query_of(page.url).get("p", "1")
        yield Link(with_query(page.url, p=str(int(number) + 1 if number.isdecimal() else 2)))


def _record(event: Mapping[str, Any], page: Page) -> Record:
    return Record(
        title=text(event.get("Title")),
        uid=text(event.get("IdEventDate")),
        start=text(event.get("CalendarDisplayDateTimeStart")) or None,
        end=text(event.get("CalendarDisplayDateTimeEnd")) or None,
        url=absolute(page.final_url, text(event.get("DetailUrl"))),
        location=Place(
            name=text(event.get("Location")),
            city=text(event.get("City")),
            lat=degrees(event.get("Latitude", event.get("latitude"))),
            lon=degrees(event.get("Longitude", event.get("longitude"))),
        ),
        description=text(event.get("Description")),
        categories=tuple(filter(None, (text(event.get("Keyword")), text(event.get("ContentCategory"))))),
        status=_status(event),
    )


def _status(event: Mapping[str, Any]) -> str:
    if event.get("IsCanceled") is True:
        return "abgesagt"
    return "ausgebucht" if event.get("IsSoldOut") is True else ""
