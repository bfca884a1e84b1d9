"""All pages for people in every language, but those of the news and the widget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feeds import status_page, subscribe_page
from feeds.calendar_size import Fit
from feeds.edition import Edition, editions
from feeds.event_page import event_page_path
from feeds.feed_links import Offer
from feeds.legal_pages import legal_pages
from feeds.list_pages import list_pages
from feeds.month_pages import month_pages
from feeds.page import PATH, render_index
from feeds.publisher import Publisher
from feeds.selection import Selection
from warehouse.cluster_health import ClusterHealth
from warehouse.events import Event
from warehouse.night import Night
from warehouse.shown import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What tonight's pages are made of."""

    selection: Selection
    fits: Mapping[str, Fit]  # of the calendars that are not whole, by path
    shown: Sequence[Shown]  # the events of the selection, in their order
    coming: Sequence[Event]  # the next ones, running ones included
    standing: ClusterHealth
    night: Night


def site_pages(publisher: Publisher, content: Content) -> dict[str, bytes]:
    """By path below the site's root."""
    return {
        edition.path(page): found
        for edition in editions(publisher)
        for page, found in _pages(edition, content)
    }


def _pages(edition: Edition, content: Content) -> Iterator[tuple[str, bytes]]:
    """By path within the edition."""
    offer = Offer(edition, content.selection, content.fits)
    today = content.night.today
    yield PATH, render_index(offer, content.coming, content.standing.sources, today)
    for event in content.shown:
        yield event_page_path(event.event_id), event.pages[edition.language]
    yield from list_pages(offer, {event.event_id: event for event in content.shown}, today)
    yield from month_pages(edition, content.shown, content.night)
    yield subscribe_page.PATH, subscribe_page.render_subscribe(offer)
    yield status_page.PATH, status_page.render_status_page(edition, content.standing)
    yield from legal_pages(edition)
