"""Renders the next events for feed readers (JSON Feed 1.1; v1/schema/feed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson
from markupsafe import escape

from feeds.description import describe, facts, source_url
from feeds.event_files import single_path
from feeds.events_json import VERSION, known, render_entry, utc
from feeds.next_events import heading
from feeds.publisher import Publisher
from feeds.rich_description import published
from feeds.text import one_line, web_url
from feeds.wording import day_and_span, labels, place
from warehouse.events import Event

PATH = "v1/feed.json"


def render_json_feed(publisher: Publisher, events: Sequence[Event]) -> bytes:
    """The events in the order given. What JSON Feed has no words for is the entry in `_mint`."""
    head = known(
        version="https://jsonfeed.org/version/1.1",
        title=f"MINT-Termine: {one_line(publisher.name)}",
        description="Die nächsten Termine der Partner (the partners' next events)",
        home_page_url=publisher.url(""),
        feed_url=publisher.url(PATH),
        icon=publisher.url("assets/icon.svg"),
        language="de",
        authors=[known(name=one_line(publisher.name), url=web_url(publisher.homepage))],
        _mint={"version": VERSION, "about": publisher.url("v1/openapi.json")},
    )
    items = b",\n".join(_item(publisher, event) for event in events)
    return b"".join((orjson.dumps(head)[:-1], b',"items":[\n', items, b"\n]}\n"))


def _item(publisher: Publisher, event: Event) -> bytes:
    item = orjson.dumps(
        known(
            id=event.id,
            url=source_url(event),
            title=heading(event),
            content_text="\n\n".join(
                part for part in (day_and_span(event), place(event), describe(event)) if part
            ),
            content_html=_content_html(event),
            date_published=utc(event.created),
            date_modified=utc(event.modified),
            tags=labels(event),
            language="de",
            attachments=[_calendar(publisher, event)],
        )
    )
    return b"".join((item[:-1], b',"_mint":', render_entry(event), b"}"))


def _content_html(event: Event) -> str:
    """The same with the description as HTML; "" where the organiser's markup says no more."""
    description = published(event.description_html)
    if not description:
        return ""
    head, tail = (day_and_span(event), place(event)), "<br>".join(map(escape, facts(event)))
    return "".join(
        [*(f"<p>{escape(part)}</p>" for part in head if part), description, f"<p>{tail}</p>" if tail else ""]
    )


def _calendar(publisher: Publisher, event: Event) -> Mapping[str, str]:
    return {"url": publisher.url(single_path(event.id)), "mime_type": "text/calendar"}
