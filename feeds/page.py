"""Renders the start page, which lists the next events by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from feeds import moments, wording
from feeds.day_list import DayRows
from feeds.edition import Edition
from feeds.feed_links import Offer
from feeds.filter_form import choices
from feeds.languages import phrases, say
from feeds.row import row_of
from feeds.templating import environment
from feeds.text import one_line
from warehouse.events import Event
from warehouse.published import SourceHealth

PATH = "index.html"
DAYS = 60
EVENTS = 200
HEALTHY = ("ok", "unchanged")


def render_index(
    offer: Offer, events: Sequence[Event], sources: Sequence[SourceHealth], today: date
) -> bytes:
    """The start page; `events` in published order, `today` the run's local date."""
    edition = offer.edition
    last = today + timedelta(days=DAYS)
    running = [event for event in events if moments.first_day(event) < today <= moments.last_day(event)]
    coming = [event for event in events if today <= moments.first_day(event)]
    shown = [event for event in coming if moments.first_day(event) < last][:EVENTS]
    return edition.render(
        "index.html",
        PATH,
        whole=offer.whole(),
        running=_rows(running[:EVENTS], edition),
        days=list(_days(shown, today, edition)),
        is_cut=len(shown) < len(coming) or len(running) > EVENTS,
        troubles=[_trouble(source, edition) for source in sources if source.state not in HEALTHY],
        healthy=sum(source.state in HEALTHY for source in sources),
        total=len(sources),
        choices=choices(edition),
    )


def _days(events: Sequence[Event], today: date, edition: Edition) -> Iterator[DayRows]:
    dates = phrases(edition.language)["dates"]
    nearness = {today: dates["today"], today + moments.ONE_DAY: dates["tomorrow"]}
    by_day = sorted(events, key=moments.first_day)  # an event of another zone may begin a day earlier there
    for day, group in groupby(by_day, key=moments.first_day):
        rows = _rows(list(group), edition)
        yield DayRows(day.isoformat(), wording.day(day, edition.language), rows, nearness.get(day, ""))


def _rows(events: Sequence[Event], edition: Edition) -> Markup:
    """As in the other lists, but that these are found from the start page."""
    template = environment(edition.language).get_template("row.html")
    rows = (row_of(event, edition.language) for event in events)
    return Markup("").join(Markup(template.render(row=row, home="", own=edition.own)) for row in rows)  # noqa: S704


def _trouble(source: SourceHealth, edition: Edition) -> str:
    language, publisher = edition.language, edition.publisher
    partner = one_line(publisher.partners.get(source.partner_id, source.partner_id))
    what = phrases(language)["troubles"].get(str(source.state), str(source.state))
    words = f"{partner} ({source.source_id}) {what}"
    if source.last_success is None:
        return say(language, "sources", "since_never", trouble=words)
    day = moments.local(source.last_success, publisher.timezone).date()
    return say(language, "sources", "since", trouble=words, date=wording.short_day(day, language))
