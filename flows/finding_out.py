"""Finds out how a site can be read: asks discovery for ways, and really tries them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from connectors.cluster import Source
from connectors.discovery import Finding
from connectors.errors import CollectionError, Forbidden
from connectors.model import Page
from connectors.parsing.calendar_links import calendar_links
from connectors.reading import Request
from flows.looking import Looking, Seen

MOST_WAYS: Final = 4  # tried of one page
MOST_LINKS: Final = 3  # followed where the page itself has no events
USUAL_PORTS: Final = (None, 80, 443)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a site, and what it gave."""

    finding: Finding
    seen: Seen

    @property
    def events(self) -> int:
        return self.seen.events


@dataclass(frozen=True, slots=True)
class FoundOut:
    """What is known of a site after trying."""

    page: Page
    ways: tuple[Way, ...]  # as tried
    refusals: tuple[str, ...]  # addresses that could not be had or may not be read, and why

    @property
    def best(self) -> Way | None:
        """The first way that gives about as much as any; one that was read to its end, if there is one."""
        giving = [way for way in self.ways if way.events]
        whole = [way for way in giving if way.seen.is_whole] or giving
        most = max((way.events for way in whole), default=0)
        return next((way for way in whole if 2 * way.events >= most), None)


def find_out(url: str, looking: Looking, *, timezone: str, kind: str | None = None) -> FoundOut:
    """Raises CollectionError where the page itself cannot be had, or may not be read."""
    page = looking.pages.unreserved(url)
    trial = _Trial(looking, timezone, kind)
    trial.try_page(page)
    if trial.is_teaser(page):
        for address in calendar_links(page)[:MOST_LINKS]:
            trial.try_address(address)
    return FoundOut(page, tuple(trial.ways), tuple(trial.refusals))


class _Trial:
    """The ways tried so far."""

    def __init__(self, looking: Looking, timezone: str, kind: str | None) -> None:
        self._looking, self._timezone, self._kind = looking, timezone, kind
        self.ways: list[Way] = []
        self.refusals: list[str] = []

    def try_address(self, url: str) -> None:
        try:
            self.try_page(self._looking.pages.unreserved(url))
        except CollectionError as error:
            self.refusals.append(str(error))

    def try_page(self, page: Page) -> None:
        found = list(self._findings(page))
        for index, finding in enumerate(found[:MOST_WAYS]):
            if (way := self._tried(finding, page)) is None:
                continue
            self.ways.append(way)
            promised = max((each.events for each in found[index + 1 :]), default=0)
            if way.seen.is_well and 2 * way.events >= promised:
                return

    def is_teaser(self, page: Page) -> bool:
        """Whether the list is elsewhere: nothing was found, or no more than stands on a home page."""
        giving = [way for way in self.ways if way.events]
        is_home = urlsplit(page.final_url).path in ("", "/")
        return not giving or (is_home and all(_is_in(way.finding, page) for way in giving))

    def _findings(self, page: Page) -> Iterator[Finding]:
        looking = self._looking
        request = Request(
            source=unwritten(page.url, self._timezone, kind="auto"), page=page, window=looking.window
        )
        for finding in looking.reader.findings(request):
            if self._kind in (None, finding.kind) and _has_usual_port(finding, page):
                yield _as_served(finding, page)
        if self._kind is not None:
            reason = f"so verlangt: {self._kind} (as asked for)"
            yield Finding(kind=self._kind, url=page.url, options={}, reason=reason, events=0)

    def _tried(self, finding: Finding, page: Page) -> Way | None:
        """None where its address may not be read."""
        if not _is_in(finding, page):
            try:
                self._looking.pages.unreserved(finding.url)
            except Forbidden as error:
                self.refusals.append(str(error))
                return None
            except CollectionError:
                pass  # its kind may ask for it otherwise; what becomes of that is seen below
        source = unwritten(finding.url, self._timezone, kind=finding.kind)
        return Way(finding, self._looking.at(replace(source, options=finding.options)))


def unwritten(url: str, timezone: str, *, kind: str) -> Source:
    """A source that no file declares yet."""
    id_ = urlsplit(url).hostname or "neu"
    return Source(
        id=id_, path=Path(f"{id_}.toml"), name="", partner="", url=url, timezone=timezone, kind=kind
    )


def _is_in(finding: Finding, page: Page) -> bool:
    return finding.url in (page.url, page.final_url)


def _as_served(finding: Finding, page: Page) -> Finding:
    """What webcal:// on an unencrypted page means; that it is read as https is only a guess."""
    theirs, own = urlsplit(finding.url), urlsplit(page.final_url)
    if (theirs.scheme, own.scheme) == ("https", "http") and theirs.netloc == own.netloc:
        return replace(finding, url=theirs._replace(scheme="http").geturl())
    return finding


def _has_usual_port(finding: Finding, page: Page) -> bool:
    """A page cannot send us to any port of any host; only to those of web servers, or its own."""
    try:
        port = urlsplit(finding.url).port
        return port in USUAL_PORTS or port == urlsplit(page.url).port
    except ValueError:
        return False
