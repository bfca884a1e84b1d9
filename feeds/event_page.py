"""Renders the page of one event in every language; made once per version of the event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from feeds import moments, wording
from feeds.description import source_url
from feeds.edition import Edition, editions
from feeds.json_ld import render_json_ld
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.rich_description import on_page
from feeds.row import Row
from feeds.selection import CODE, FOLDERS
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
    """Where the page of one event is published, within an edition."""
    return f"termin/{event_id}/index.html"


def render_event_pages(event: Event, rows: Mapping[str, Row], publisher: Publisher) -> dict[str, bytes]:
    """By language, as the rows are; nothing in it depends on other events or on the day."""
    same = _in_every_language(event, publisher)
    return {
        edition.language: _page(event, rows[edition.language], edition, same)
        for edition in editions(publisher)
    }


def _in_every_language(event: Event, publisher: Publisher) -> dict[str, object]:
    """What partners say and where it leads is made once."""
    description = paragraphs(event.description) or paragraphs(event.summary)
    registration = event.registration
    return {
        "description": description,
        "description_html": on_page(event.description_html),
        "summary": shortened(one_line(description), 160),
        "registration_url": contact_url(registration.url) if registration else "",
        "online_url": web_url(event.online_url),
        "also": _also(event, publisher),
        "json_ld": Markup(render_json_ld(event, publisher)),  # noqa: S704 - it escapes <, > and & itself
    }


def _page(event: Event, row: Row, edition: Edition, same: dict[str, object]) -> bytes:
    language, zone = edition.language, edition.publisher.timezone
    previous = event.previous_start
    return edition.render(
        "termin.html",
        event_page_path(event.id),
        row=row,
        status=event.status,
        when=wording.day_and_span(event, language),
        previous=wording.moment(previous, event.timezone, language) if previous else "",
        registration=wording.registration_without_address(event.registration, language),
        access=wording.access(event.accessibility, language),
        organizer=_organizer(event),
        facets=_facets(event, language),
        modified=wording.short_day(moments.local(event.modified, zone).date(), language),
        **same,
    )


def _organizer(event: Event) -> Facet | None:
    host = event.organizer
    if host is None:
        return None
    return Facet(one_line(host.name) or host.id, _list_page("organizers", host.id))


def _facets(event: Event, language: str) -> list[Facet]:
    """Each once, by its words."""
    codes = [("topics", code) for code in event.topics]
    codes += [("formats", code) for code in event.formats]
    codes += [("levels", code) for code in event.audience.levels]
    codes += [("groups", code) for code in event.audience.groups]
    codes += [("school_holidays", code) for code in event.school_holidays]
    found = [(one_line(label(facet, code, language), 100), _list_page(facet, code)) for facet, code in codes]
    return list({page or words: Facet(words, page) for words, page in found}.values())


def _list_page(facet: str, code: str) -> str:
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
