"""The subscriptions that people choose from, with their addresses in the forms that programs take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from feeds.calendar_size import Fit
from feeds.edition import Edition
from feeds.filtered_calendars import CALENDAR
from feeds.labels import label
from feeds.languages import phrases, say
from feeds.selection import FOLDERS, WHOLE, Selection, calendar_path, pair_path
from feeds.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar that can be subscribed to."""

    words: str
    path: str  # of the calendar file
    page: str  # of the list of its events; "" where there is none
    url: str
    count: int  # events in the window
    fit: Fit  # whether all of it is in it, and all clients read it

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


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that can be subscribed to, in the words of one edition."""

    edition: Edition
    selection: Selection
    fits: Mapping[str, Fit]  # of the calendars that are not whole, by path

    @property
    def facets(self) -> list[str]:
        """In the order in which people are shown them."""
        return [facet for facet in phrases(self.edition.language)["facets_names"] if self._has(facet)]

    def whole(self) -> Feed:
        """Everything."""
        words = say(self.edition.language, "subscribe", "all")
        return self._feed(words, CALENDAR, "index.html", len(self.selection.pieces))

    def groups(self) -> list[Group]:
        """The calendars of every facet that has any."""
        found = [(facet, list(self.of(facet))) for facet in self.facets]
        return [
            Group(FOLDERS[facet] if facet != "groups" else "gruppe", self.heading(facet), feeds)
            for facet, feeds in found
            if feeds
        ]

    def of(self, facet: str) -> Iterator[Feed]:
        """One facet's calendars."""
        for code, words in self._named(facet):
            path = calendar_path(facet, code)
            yield self._feed(words, path, f"{FOLDERS[facet]}/{code}/index.html", self._count(path))

    def others(self) -> list[Feed]:
        """Free of charge, online and so on: of all events alike."""
        language = self.edition.language
        return [
            self._feed(say(language, "subscribe", key), path, "", self._count(path))
            for key, path in WHOLE.items()
        ]

    def pairs(self, topic: str) -> list[Feed]:
        """The calendars of a topic for one level each, where it has events."""
        paths = {level: pair_path(topic, level) for level in self.selection.codes["levels"]}
        return [
            self._feed(label("levels", level, self.edition.language), path, "", self._count(path))
            for level, path in paths.items()
            if self._count(path)
        ]

    def kind(self, facet: str) -> str:
        """What one of it is called."""
        return str(phrases(self.edition.language)["facets_names"][facet][0])

    def heading(self, facet: str) -> str:
        """What they are called together."""
        return str(phrases(self.edition.language)["facets_names"][facet][1])

    def _has(self, facet: str) -> bool:
        return facet == "organizers" or facet in self.selection.codes

    def _named(self, facet: str) -> Iterator[tuple[str, str]]:
        """Code and words."""
        if facet == "organizers":
            for id_, name in self.selection.partners.items():
                yield id_, one_line(name) or id_
            return
        for code in self.selection.codes[facet]:
            yield code, label(facet, code, self.edition.language)

    def _count(self, path: str) -> int:
        return len(self.selection.by_path[path])

    def _feed(self, words: str, path: str, page: str, count: int) -> Feed:
        return Feed(
            words=words,
            path=path,
            page=page,
            url=self.edition.publisher.url(path),
            count=count,
            fit=self.fits.get(path, Fit.WHOLE),
        )
