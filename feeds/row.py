"""Renders one event as a row of a list; made once per version, joined into every list that has it."""

from __future__ import annotations

from dataclasses import dataclass

from feeds import wording
from feeds.description import source_url
from feeds.events_json import written
from feeds.labels import label
from feeds.templating import environment
from feeds.text import one_line
from warehouse.events import Event

LISTS = "../../"  # from a list, such as thema/physik/, to the site's root


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event in a list, in words."""

    id: str
    title: str
    status: str
    is_off: bool  # does not take place, as far as is known
    datetime: str
    when: str
    moment: str
    place: str
    facts: str
    stale_since: str
    url: str
    organizer: str


def render_row(event: Event) -> bytes:
    """The row as it stands in the lists two folders below the root."""
    return environment().get_template("row.html").render(row=row_of(event), root=LISTS).encode()


def row_of(event: Event) -> Row:
    """The event in words."""
    audience = wording.audience(event.audience)
    facts = (f"Für: {audience}" if audience else "", wording.price(event.price))
    return Row(
        id=event.id,
        title=wording.title(event),
        status=label("status", event.status) if event.status != "scheduled" else "",
        is_off=event.status in ("cancelled", "delisted"),
        datetime=written(event.start, event.timezone),
        when=wording.span(event),
        moment=wording.moment(event.start, event.timezone),
        place=wording.place(event),
        facts=" · ".join(fact for fact in facts if fact),
        stale_since=stale_since(event),
        url=source_url(event),
        organizer=(one_line(event.organizer.name) if event.organizer else "") or "der Quelle",
    )


def stale_since(event: Event) -> str:
    """The date since when no source that lists it could be read; "" while one can."""
    dates = [listing.stale_since for listing in event.listings]
    known = [day for day in dates if day is not None]
    return wording.short_day(max(known)) if known and len(known) == len(dates) else ""
