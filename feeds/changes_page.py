"""Renders the page that says, night by night, what is new, moved or cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from feeds import changes_feed, changes_wording, moments, wording
from feeds.description import source_url
from feeds.edition import Edition, editions
from feeds.events_json import written
from feeds.languages import phrases
from feeds.publisher import Publisher
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


def news_pages(publisher: Publisher, news: News, today: date) -> dict[str, bytes]:
    """The page in every language, by path below the site's root."""
    return {edition.path(PATH): render_news(edition, news, today) for edition in editions(publisher)}


def render_news(edition: Edition, news: News, today: date) -> bytes:
    """The news about what is not over; where there are too many, new events are left out first."""
    coming = [item for item in news.items if item.last_day >= today]
    shown = sorted(coming, key=lambda item: (item.kind == "new", -item.number))[:ROWS]
    return edition.render(
        "neuigkeiten.html",
        PATH,
        nights=list(_nights(shown, edition)),
        left_out=news.coming - len(shown),
        feed_path=changes_feed.PATH,
        feed_url=edition.publisher.url(changes_feed.PATH),
    )


def _nights(items: Sequence[NewsItem], edition: Edition) -> Iterator[TheNight]:
    language = edition.language

    def day(item: NewsItem) -> date:
        return moments.local(item.told, edition.publisher.timezone).date()

    for night, found in groupby(sorted(items, key=day, reverse=True), key=day):
        groups = list(_groups(list(found), language))
        yield TheNight(iso=night.isoformat(), words=wording.day(night, language), groups=groups)


def _groups(items: Sequence[NewsItem], language: str) -> Iterator[Group]:
    for kind, heading in phrases(language)["kinds"].items():
        found = sorted((item for item in items if item.kind == kind), key=_place_in_list)
        if found:
            rows = [_row(item, language) for item in found]
            yield Group(heading=heading, is_off=kind in OFF, rows=rows)


def _place_in_list(item: NewsItem) -> tuple[str, str]:
    event = item.event
    return moments.instant(event.start, event.timezone).isoformat(), event.id


def _row(item: NewsItem, language: str) -> Row:
    event = item.event
    return Row(
        title=wording.title(event, language),
        datetime=written(event.start, event.timezone),
        when=wording.day_and_span(event, language),
        others=changes_wording.others(item, language),
        before=changes_wording.before(item, language),
        place=wording.place(event, language),
        url=source_url(event),
        organizer=wording.organizer(event, language),
    )
