"""Renders the page of one event; made once per version of the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from feeds import moments, wording
from feeds.description import source_url
from feeds.json_ld import render_json_ld
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.row import LISTS, row_of
from feeds.selection import CODE, FOLDERS
from feeds.templating import environment
from feeds.text import contact_url, one_line, paragraphs, shortened, web_url
from warehouse.events import Event


@dataclass(frozen=True, slots=True)
class Facet:
    """What the event is about or for, with the list of all such events if there is one."""

    words: str
    page: str


@dataclass(frozen=True, slots=True)
class Also:
    """Another partner that lists the event."""

    name: str
    url: str


def event_page_path(event_id: str) -> str:
    """Where the page of one event is published."""
    return f"termin/{event_id}/index.html"


def render_event_page(event: Event, publisher: Publisher) -> bytes:
    """The whole page; nothing in it depends on other events or on the day."""
    row = row_of(event)
    previous = event.previous_start
    description = paragraphs(event.description) or paragraphs(event.summary)
    page = environment().get_template("termin.html")
    return page.render(
        publisher=publisher,
        root=LISTS,
        canonical=publisher.url(f"termin/{event.id}/"),
        row=row,
        when=_when(event),
        previous=wording.moment(previous, event.timezone) if previous else "",
        description=description,
        summary=shortened(one_line(description), 160) or f"{row.title}, {row.moment}",
        address=wording.address(event.place) if event.place else "",
        audience=wording.audience(event.audience),
        price=wording.price(event.price),
        registration=_registration_words(event),
        registration_url=contact_url(event.registration.url) if event.registration else "",
        online_url=web_url(event.online_url),
        access=wording.access(event.accessibility),
        organizer=_organizer(event),
        facets=_facets(event),
        also=_also(event, publisher),
        modified=wording.short_day(moments.local(event.modified, publisher.timezone).date()),
        json_ld=Markup(render_json_ld(event, publisher)),  # noqa: S704 - it escapes <, > and & itself
    ).encode()


def _when(event: Event) -> str:
    """Samstag, 5. Dezember 2026, 14:00 bis 16:00 Uhr."""
    first, last = moments.first_day(event), moments.last_day(event)
    if isinstance(event.start, datetime):
        is_long = last > first + moments.ONE_DAY
        return wording.span(event) if is_long else f"{wording.day(first)}, {wording.span(event)}"
    if first == last:
        return f"{wording.day(first)}, ganztägig"
    return f"{wording.day(first)} bis {wording.day(last)}"


def _registration_words(event: Event) -> str:
    """Without its address, which is a link of its own."""
    words, _, address = wording.registration(event.registration).rpartition(", ")
    url = contact_url(event.registration.url) if event.registration else ""
    return words if url and address == url else ", ".join(part for part in (words, address) if part != url)


def _organizer(event: Event) -> Facet | None:
    host = event.organizer
    if host is None:
        return None
    return Facet(one_line(host.name) or host.id, _page("organizers", host.id))


def _facets(event: Event) -> list[Facet]:
    """Each once, by its words."""
    codes = [("topics", code) for code in event.topics]
    codes += [("formats", code) for code in event.formats]
    codes += [("levels", code) for code in event.audience.levels]
    codes += [("groups", code) for code in event.audience.groups]
    codes += [("school_holidays", code) for code in event.school_holidays]
    found = [Facet(one_line(label(facet, code), 100), _page(facet, code)) for facet, code in codes]
    return list({facet.page or facet.words: facet for facet in found}.values())


def _page(facet: str, code: str) -> str:
    return f"{FOLDERS[facet]}/{code}/index.html" if CODE.fullmatch(code) else ""


def _also(event: Event, publisher: Publisher) -> list[Also]:
    """The pages of other partners about it, each once."""
    host, first = event.organizer.id if event.organizer else "", source_url(event)
    found = {
        url: Also(one_line(publisher.partners.get(listing.partner_id, listing.partner_id)), url)
        for listing in event.listings
        if (url := web_url(listing.url)) and url != first and listing.partner_id != host
    }
    return list(found.values())
