"""Renders the page that says, night by night, what is new, moved or cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from feeds import changes_feed, changes_wording, moments, wording
from feeds.changes_wording import HEADINGS
from feeds.description import source_url
from feeds.events_json import written
from feeds.publisher import Publisher
from feeds.templating import environment
from feeds.text import one_line
from warehouse.changes import News, NewsItem

PATH = "neuigkeiten/index.html"
ROWS = 200
OFF = ("cancelled", "delisted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One piece of news, in words."""

    title: str
    datetime: str
    when: str
    others: str
    before: str
    place: str
    url: str
    organizer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What happened to these events in one night."""

    heading: str
    is_off: bool  # does not take place, as far as is known
    rows: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class TheNight:
    """The news of one local date."""

    iso: str
    words: str
    groups: list[Group]


def render_news(publisher: Publisher, news: News, today: date) -> bytes:
    """The news about what is not over; where there are too many, new events are left out first."""
    coming = [item for item in news.items if item.last_day >= today]
    shown = sorted(coming, key=lambda item: (item.kind == "new", -item.number))[:ROWS]
    page = environment().get_template("neuigkeiten.html")
    return page.render(
        publisher=publisher,
        root="../",
        canonical=publisher.url(changes_feed.PAGE),
        nights=list(_nights(shown, publisher.timezone)),
        left_out=news.coming - len(shown),
        feed_url=publisher.url(changes_feed.PATH),
    ).encode()


def _nights(items: Sequence[NewsItem], timezone: str) -> Iterator[TheNight]:
    def day(item: NewsItem) -> date:
        return moments.local(item.told, timezone).date()

    for night, found in groupby(sorted(items, key=day, reverse=True), key=day):
        yield TheNight(iso=night.isoformat(), words=wording.day(night), groups=list(_groups(list(found))))


def _groups(items: Sequence[NewsItem]) -> Iterator[Group]:
    for kind, heading in HEADINGS.items():
        found = sorted((item for item in items if item.kind == kind), key=_place_in_list)
        if found:
            yield Group(heading=heading, is_off=kind in OFF, rows=[_row(item) for item in found])


def _place_in_list(item: NewsItem) -> tuple[str, str]:
    event = item.event
    return moments.instant(event.start, event.timezone).isoformat(), event.id


def _row(item: NewsItem) -> Row:
    event = item.event
    return Row(
        title=wording.title(event),
        datetime=written(event.start, event.timezone),
        when=changes_wording.when(event),
        others=changes_wording.others(item),
        before=changes_wording.before(item),
        place=wording.place(event),
        url=source_url(event),
        organizer=(one_line(event.organizer.name) if event.organizer else "") or "der Quelle",
    )
