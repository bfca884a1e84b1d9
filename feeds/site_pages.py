"""All pages for people but the start page and the news."""

from __future__ import annotations

from collections.abc import Sequence

from feeds import status_page, subscribe_page
from feeds.event_page import event_page_path
from feeds.legal_pages import legal_pages
from feeds.list_pages import list_pages
from feeds.month_pages import month_pages
from feeds.publisher import Publisher
from feeds.selection import Selection
from warehouse.night import Night
from warehouse.published import SourceHealth
from warehouse.shown import Shown


def site_pages(
    publisher: Publisher,
    selection: Selection,
    shown: Sequence[Shown],
    sources: Sequence[SourceHealth],
    night: Night,
) -> dict[str, bytes]:
    """By path; `shown` has the events of the selection, in their order."""
    by_id = {event.event_id: event for event in shown}
    return {
        **{event_page_path(event.event_id): event.page for event in shown},
        **dict(list_pages(publisher, selection, by_id, night.today)),
        **dict(month_pages(publisher, shown, night)),
        subscribe_page.PATH: subscribe_page.render_subscribe(publisher, selection),
        status_page.PATH: status_page.render_status_page(publisher, sources),
        **dict(legal_pages(publisher)),
    }
