"""Renders one event as a row of a list; made once per version and language, joined into every list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from feeds import wording
from feeds.description import source_url
from feeds.edition import Edition, editions
from feeds.events_json import written
from feeds.labels import label
from feeds.languages import GERMAN, LANGUAGES
from feeds.publisher import Publisher
from feeds.selection import CODE
from feeds.templating import environment
from warehouse.events import Event

LISTS = "../../"  # from a list, such as thema/physik/, to the start of its edition


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
    audience: str
    price: str
    stale_since: str
    url: str
    organizer: str
    marks: Markup  # attributes by which assets/filter.js finds it


def rows_of(event: Event) -> dict[str, Row]:
    """The event in the words of every language."""
    return {language: row_of(event, language) for language in LANGUAGES}


def render_rows(rows: Mapping[str, Row], publisher: Publisher) -> dict[str, bytes]:
    """By language, as it stands in the lists two folders below the start of the edition."""
    return {edition.language: _rendered(rows[edition.language], edition) for edition in editions(publisher)}


def _rendered(row: Row, edition: Edition) -> bytes:
    page = environment(edition.language).get_template("row.html")
    return page.render(row=row, home=LISTS, own=edition.own).encode()


def row_of(event: Event, language: str = GERMAN) -> Row:
    """The event in words."""
    return Row(
        id=event.id,
        title=wording.title(event, language),
        status=label("status", event.status, language) if event.status != "scheduled" else "",
        is_off=event.status in ("cancelled", "delisted"),
        datetime=written(event.start, event.timezone),
        when=wording.span(event, language),
        moment=wording.moment(event.start, event.timezone, language),
        place=wording.place(event, language),
        audience=wording.audience(event.audience, language),
        price=wording.price(event.price, language),
        stale_since=stale_since(event, language),
        url=source_url(event),
        organizer=wording.organizer(event, language),
        marks=_marks(event),
    )


def stale_since(event: Event, language: str = GERMAN) -> str:
    """The date since when no source that lists it could be read; "" while one can."""
    dates = [listing.stale_since for listing in event.listings]
    known = [day for day in dates if day is not None]
    return wording.short_day(max(known), language) if known and len(known) == len(dates) else ""


def _marks(event: Event) -> Markup:
    """The names are those of the parameters in the page's address."""
    codes = {
        "topic": event.topics,
        "level": event.audience.levels,
        "group": event.audience.groups,
        "format": event.formats,
        "holidays": event.school_holidays,
        "partner": (event.organizer.id,) if event.organizer else (),
    }
    safe = {name: " ".join(filter(CODE.fullmatch, found)) for name, found in codes.items()}
    marks = [f' data-{name}="{found}"' for name, found in safe.items() if found]
    marks += [" data-free"] if event.price and event.price.is_free else []
    marks += [" data-online"] if event.attendance in ("online", "mixed") else []
    return Markup("".join(marks))  # noqa: S704 - a code has no character that would need escaping
