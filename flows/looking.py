"""Reads a source once, now, and remembers nothing: what `check` and `add` show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from connectors.advice.hints import Hint, hints
from connectors.cluster import Source
from connectors.collect import Reader, collect
from connectors.collection import Collection, Memory
from connectors.columns import from_bytes
from connectors.discovery import Finding
from connectors.errors import CollectionError
from connectors.fetching import Fetcher, NotModified, Validators
from connectors.model import Listing, Page, Problem, Window
from connectors.normalising.schedules import day_of
from flows.typed_rows import listings_of
from warehouse.night import State, read_state

LONG_AGO: Final = timedelta(days=3660)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One source as it was read just now."""

    source: Source
    state: State
    message: str = ""  # why it could not be read to its end
    listings: tuple[Listing, ...]  # within the window, by start
    records: int = 0
    problems: tuple[Problem, ...] = ()
    hints: tuple[Hint, ...] = ()
    finding: Finding | None = None  # how a source of kind "auto" was read

    @property
    def events(self) -> int:
        return len(self.listings)

    @property
    def is_whole(self) -> bool:
        """It was read to its end, and there was something."""
        return self.state in (State.OK, State.UNCHANGED)

    @property
    def is_well(self) -> bool:
        """It was read to its end and gave events, or need not give any."""
        return self.is_whole and (self.events > 0 or self.source.may_be_empty)


class OnceAPage:
    """The network; each page is asked for once, however many ways of reading it are tried."""

    def __init__(self, fetcher: Fetcher, tell: Callable[[str], None] = lambda url: None) -> None:
        self._fetcher = fetcher
        self._tell = tell
        self._known: dict[str, Page | NotModified | CollectionError] = {}

    def fetch(
        self, url: str, validators: Validators | None = None, *, source_url: str = ""
    ) -> Page | NotModified:
        return self._once(url, lambda: self._fetcher.fetch(url, validators, source_url=source_url))

    def unreserved(self, url: str) -> Page:
        """Raises Forbidden where robots.txt or a reservation of text and data mining says no."""
        found = self._once(url, lambda: self._fetcher.fetch_unreserved(url))
        assert isinstance(found, Page)
        return found

    def _once(self, url: str, ask: Callable[[], Page | NotModified]) -> Page | NotModified:
        if url not in self._known:
            self._tell(url)
            try:
                self._known[url] = ask()
            except CollectionError as error:
                self._known[url] = error
        known = self._known[url]
        if isinstance(known, CollectionError):
            raise known
        return known


@dataclass(frozen=True, slots=True)
class Looking:
    """What it takes to look at sources. Safe to use from many threads."""

    pages: OnceAPage
    reader: Reader
    window: Window

    def at(self, source: Source) -> Seen:
        """Never raises for anything that a partner causes."""
        collection = self._collect(source, self.window)
        found = _all_listings(collection)
        # readings reach beyond the window's end; its beginning they know
        listings = tuple(each for each in found if day_of(each.start) < self.window.end)
        if not found and collection.records > 0:
            found = self._wherever(source)
        newest = max((day_of(each.start) for each in found), default=None)
        return Seen(
            source=source,
            state=read_state(collection),
            message=collection.failure,
            listings=listings,
            records=collection.records,
            problems=collection.problems,
            finding=collection.finding,
            hints=tuple(hints(listings, today=self.window.today, newest=newest)),
        )

    def _wherever(self, source: Source) -> list[Listing]:
        """Listings of any time: where none lies in the window, one wants to know where they are."""
        start, end = self.window.start - LONG_AGO, self.window.end + LONG_AGO
        return _all_listings(self._collect(source, replace(self.window, start=start, end=end)))

    def _collect(self, source: Source, window: Window) -> Collection:
        return collect(source, fetching=self.pages, reader=self.reader, memory=Memory(), window=window)


def unseen(source: Source, error: CollectionError) -> Seen:
    """A source that could not be looked at."""
    return Seen(source=source, state=State.FAILED, message=str(error), listings=())


def _all_listings(collection: Collection) -> list[Listing]:
    readings = (visit.reading for visit in collection.visits if visit.reading)
    found = [each for reading in readings for each in listings_of(from_bytes(reading.listings))]
    return sorted(found, key=lambda each: (day_of(each.start), str(each.start), each.title))
