"""The subscriptions that people choose from, with their addresses in the forms that programs take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from feeds.filtered_calendars import CALENDAR
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.selection import FOLDERS, FREE, HOLIDAYS, ONLINE, Selection, calendar_path
from feeds.text import one_line

HEADINGS = {
    "topics": ("Thema", "Themen"),
    "levels": ("Bildungsstufe", "Bildungsstufen"),
    "groups": ("Zielgruppe", "Zielgruppen"),
    "formats": ("Format", "Formate"),
    "school_holidays": ("Ferien", "Ferien"),
    "organizers": ("Veranstalter", "Veranstalter"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar that can be subscribed to."""

    words: str
    english: str
    path: str  # of the calendar file
    page: str  # of the list of its events; "" where there is none
    url: str
    count: int  # events in the window

    @property
    def webcal(self) -> str:
        """Programs on this device open it and subscribe."""
        return f"webcal://{self.url.partition('://')[2]}"

    @property
    def google(self) -> str:
        """Google Calendar asks whether to subscribe."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"


@dataclass(frozen=True, slots=True)
class Group:
    """The calendars of one facet."""

    id: str
    heading: str
    feeds: list[Feed]


def list_path(facet: str, code: str) -> str:
    """Where the list of one code or partner is published, for ever."""
    return f"{FOLDERS[facet]}/{code}/index.html"


def whole_feed(publisher: Publisher, selection: Selection) -> Feed:
    """Everything."""
    return Feed(
        words="Alle Termine",
        english="All events",
        path=CALENDAR,
        page="index.html",
        url=publisher.url(CALENDAR),
        count=len(selection.pieces),
    )


def feed_groups(publisher: Publisher, selection: Selection) -> list[Group]:
    """Every facet's calendars, in the order in which people are shown them."""
    return [
        Group(FOLDERS[facet] if facet != "groups" else "gruppe", HEADINGS[facet][1], feeds)
        for facet in HEADINGS
        if (feeds := list(facet_feeds(publisher, selection, facet)))
    ]


def facet_feeds(publisher: Publisher, selection: Selection, facet: str) -> Iterator[Feed]:
    """One facet's calendars."""
    for code, words, english in _named(selection, facet):
        path = calendar_path(facet, code)
        yield Feed(
            words=words,
            english=english,
            path=path,
            page=list_path(facet, code),
            url=publisher.url(path),
            count=len(selection.by_path[path]),
        )


def other_feeds(publisher: Publisher, selection: Selection) -> list[Feed]:
    """Free of charge, online, and in school holidays."""
    return [
        Feed(
            words=words,
            english=english,
            path=path,
            page="",
            url=publisher.url(path),
            count=len(selection.by_path[path]),
        )
        for words, english, path in (
            ("Kostenlos", "Free", FREE),
            ("Online", "Online", ONLINE),
            ("In den Schulferien", "In the school holidays", HOLIDAYS),
        )
    ]


def _named(selection: Selection, facet: str) -> Iterator[tuple[str, str, str]]:
    """Code, German and English words."""
    if facet == "organizers":
        for id_, name in selection.partners.items():
            yield id_, one_line(name) or id_, ""
        return
    for code in selection.codes[facet]:
        yield code, label(facet, code), label(facet, code, "en")
