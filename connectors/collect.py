"""Reads one source to its end: follows its links, asks only for what changed, parses only that."""

from __future__ import annotations

import gzip
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from connectors.cluster import Source
from connectors.collection import Answer, Collection, Memory, Visit
from connectors.discovery import Finding
from connectors.errors import CollectionError, FetchFailed, ParseFailed, ParserStopped
from connectors.fetching import NotModified, Validators
from connectors.link_targets import by_page, site_of
from connectors.model import Link, Page, Window
from connectors.reading import Reading, Request, parser_for
from connectors.versions import reading_id, way_of

MAX_TROUBLES: Final = 3  # pages in a row that could not be had; then the site is left alone for tonight
MAX_SECONDS: Final = 1800  # for one source, so that a slow one does not keep the night
MAX_TRIES: Final = 4  # ways to read a source whose kind is not declared
MAX_PAGES: Final = 500  # of one source in one night; a longer list is read in part and shown as failed


class Fetching(Protocol):
    """The network, or a folder of recorded pages."""

    def fetch(
        self, url: str, validators: Validators | None = None, *, source_url: str = ""
    ) -> Page | NotModified: ...


class Reader(Protocol):
    """Whoever parses: worker processes, or this process in tests."""

    seconds: float  # spent on parsing so far

    def read(self, request: Request) -> Reading: ...

    def read_bare(self, request: Request) -> Reading: ...

    def findings(self, request: Request) -> list[Finding]: ...


@dataclass(frozen=True, slots=True)
class _Tools:
    """What reading a source takes."""

    fetching: Fetching
    reader: Reader
    memory: Memory
    window: Window
    monotonic: Callable[[], float]


def collect(
    source: Source,
    *,
    fetching: Fetching,
    reader: Reader,
    memory: Memory,
    window: Window,
    monotonic: Callable[[], float] = time.monotonic,
) -> Collection:
    """Never raises for anything that a partner causes; `failure` says what happened."""
    tools = _Tools(fetching, reader, memory, window, monotonic)
    if source.kind == "auto" and not source.options:
        return _found_out(source, tools)
    return _collected(source, tools)


def _collected(source: Source, tools: _Tools) -> Collection:
    walk = _Walk(source, tools)
    if trouble := _trouble_of(walk.to_the_end):
        walk.failures.insert(0, trouble)
    return Collection(
        source=source,
        answers=tuple(walk.answers.values()),
        visits=tuple(walk.visits),
        records=walk.records,
        failures=tuple(walk.failures),
        unreadable=walk.unreadable,
    )


def _found_out(source: Source, tools: _Tools) -> Collection:
    """Read it as an earlier night found out that it can be read; else try what looks best tonight."""
    if finding := tools.memory.finding:
        return replace(_collected(as_found(source, finding), tools), source=source, finding=finding)
    findings: list[Finding] = []
    answers: list[Answer] = []

    def find_out() -> None:
        page = tools.fetching.fetch(source.url, source_url=source.url)
        assert isinstance(page, Page), "nothing was known that could be unmodified"
        page = replace(page, first_seen=page.first_seen or tools.window.today)
        answers.append(_answer_of(page))
        findings.extend(tools.reader.findings(Request(source=source, page=page, window=tools.window)))

    trouble = _trouble_of(find_out)
    for finding in findings[:MAX_TRIES]:
        collection = _collected(as_found(source, finding), tools)
        if collection.records:
            return replace(collection, source=source, finding=finding)
    unknown = f"{source.url}: nicht erkannt, wie das zu lesen ist (no way to read this was found)"
    answers = answers or [Answer(url=source.url, failure=trouble)]
    return Collection(source=source, answers=tuple(answers), failures=(trouble or unknown,))


def as_found(source: Source, finding: Finding) -> Source:
    """The source as if its file said what was found."""
    return replace(source, kind=finding.kind, url=finding.url, options=finding.options)


def _trouble_of(work: Callable[[], None]) -> str:
    """The partner's boundary: whatever its pages provoke costs this source only. "" if nothing did."""
    try:
        work()
    except CollectionError as error:
        return str(error)
    except Exception as error:  # a parser may be wrong about what pages can hold
        return f"unerwarteter Fehler (unexpected error): {type(error).__name__}: {error}"
    return ""


class _Walk:
    """The way through one source's pages."""

    def __init__(self, source: Source, tools: _Tools) -> None:
        self._source, self._fetching, self._reader = source, tools.fetching, tools.reader
        self._memory, self._window = tools.memory, tools.window
        self._monotonic, self._until = tools.monotonic, tools.monotonic() + MAX_SECONDS
        self._troubles = 0  # in a row
        self._page_at: tuple[str, Page] | None = None  # several records may share one detail page
        self.answers: dict[str, Answer] = {}  # by URL
        self.visits: list[Visit] = []
        self.records = 0
        self.failures: list[str] = []
        self.unreadable: dict[str, str] = {}

    def to_the_end(self) -> None:
        start = Link(_entry_url(self._source, self._window))
        links: deque[tuple[Link, Page | None]] = deque([(start, None)])
        seen = {start}
        while links:
            link, origin = links.popleft()
            for found in by_page(self._visit(link, origin)):
                if found not in seen:
                    seen.add(found)
                    links.append((found, self.visits[-1].page))
            if len(seen) > MAX_PAGES:
                raise FetchFailed(
                    f"{self._source.url}: über {MAX_PAGES} Seiten, der Rest ist ungelesen (too many pages)"
                )

    def _visit(self, link: Link, origin: Page | None) -> tuple[Link, ...]:
        """Read the page behind a link and return the links on it."""
        if origin is not None and not self._is_ours(link.url, origin):
            return self._elsewhere(link, origin)
        if origin is not None and (self._troubles >= MAX_TROUBLES or self._monotonic() > self._until):
            self.failures.append(f"{link.url}: nicht mehr gefragt (the site was given up for tonight)")
            self._refused(link.url, self.failures[-1])
            return self._bare(link, origin)
        try:
            page = self._page(link.url)
            self._troubles = 0
            return self._read(
                Request(source=self._source, page=page, window=self._window, record=link.record)
            )
        except CollectionError as error:
            if origin is None:
                raise
            self._troubles += 1
            self.failures.append(str(error))
            return self._bare(link, origin)

    def _is_ours(self, url: str, origin: Page) -> bool:
        """Whether a link stays on the source's own site; others are other people's."""
        return site_of(url) in (site_of(self._source.url), site_of(origin.final_url))

    def _elsewhere(self, link: Link, origin: Page) -> tuple[Link, ...]:
        if link.record is None:
            self.failures.append(
                f"{origin.url}: nächste Seite auf fremdem Host: {link.url} (next page is on another host)"
            )
        return self._bare(link, origin)

    def _bare(self, link: Link, origin: Page) -> tuple[Link, ...]:
        """A detail page that cannot be had leaves what its list says."""
        if link.record is not None:
            request = Request(source=self._source, page=origin, window=self._window, record=link.record)
            self._take(request, f"bare {link.url}", self._reader.read_bare)
        return ()

    def _page(self, url: str) -> Page:
        """The page; its body is empty if it has not changed since it was stored."""
        if self._page_at is None or self._page_at[0] != url:
            self._page_at = (url, self._answer(url))
        return self._page_at[1]

    def _answer(self, url: str) -> Page:
        try:
            return self._had(self._ask(url))
        except CollectionError as error:
            self._refused(url, str(error))
            raise

    def _had(self, page: Page) -> Page:
        self.answers[page.url] = _answer_of(page)
        return page

    def _refused(self, url: str, failure: str) -> None:
        """A page that was had once tonight counts, whatever its URL gave later."""
        self.answers.setdefault(url, Answer(url=url, failure=failure))

    def _ask(self, url: str) -> Page:
        known = self._memory.pages.get(url)
        validators = Validators(known.etag, known.last_modified) if known else None
        fetched = self._fetching.fetch(url, validators, source_url=self._source.url)
        if isinstance(fetched, Page):
            is_same = known is not None and known.sha256 == fetched.sha256
            first_seen = known.first_seen if known and is_same else self._window.today
            return replace(fetched, first_seen=fetched.first_seen or first_seen)
        if known is None:
            raise FetchFailed(f"{url}: HTTP 304 ohne Anlass (not modified, though nothing was known)")
        return known

    def _read(self, request: Request) -> tuple[Link, ...]:
        return self._take(request, "page", self._reader.read)

    def _take(self, request: Request, how: str, read: Callable[[Request], Reading]) -> tuple[Link, ...]:
        """Read a page, or take the reading that is known of exactly these bytes."""
        id_ = reading_id(request, how)
        known = self._memory.readings.get(id_)
        if known is not None and self._window.today <= known.fresh_until:
            self._note(request.page, id_, None, known.records, is_cut=known.is_cut)
            return known.links
        if id_ in self._memory.unreadable:
            raise self._given_up(id_, self._memory.unreadable[id_])
        if how == "page":
            request = self._to_be_read(replace(request, page=self._with_body(request.page)))
            id_ = reading_id(request, how)
        try:
            reading = read(request)
        except ParserStopped:
            raise
        except ParseFailed as error:
            raise self._given_up(id_, str(error)) from error
        self._note(request.page, id_, reading, reading.records, is_cut=reading.is_cut)
        return reading.links

    def _to_be_read(self, request: Request) -> Request:
        """With what an earlier reading of a list made of its records; a detail page has but one."""
        earlier = self._memory.earlier(request.page.url) if request.record is None else None
        return replace(request, way=way_of(request, "page"), earlier=earlier)

    def _given_up(self, id_: str, reason: str) -> ParseFailed:
        """The same bytes are as unreadable tomorrow: nobody need try."""
        self.unreadable[id_] = reason
        return ParseFailed(reason)

    def _with_body(self, page: Page) -> Page:
        """A page that was not sent again, with its stored bytes; asked for anew if those are lost."""
        if page.body:
            return page
        body = self._memory.body(page.sha256)
        if body is not None:
            return replace(page, body=body)
        fetched = self._fetching.fetch(page.url, source_url=self._source.url)
        if not isinstance(fetched, Page):
            raise FetchFailed(f"{page.url}: HTTP 304 ohne Anlass (not modified, though nothing was asked)")
        return self._had(replace(fetched, first_seen=page.first_seen))

    def _note(self, page: Page, id_: str, reading: Reading | None, records: int, *, is_cut: bool) -> None:
        self.visits.append(Visit(page=replace(page, body=b""), reading_id=id_, reading=reading))
        self.records += records
        if is_cut:
            self.failures.append(
                f"{page.url}: die Datei ist abgeschnitten; gelesen ist nur ihr Anfang (the file is cut off)"
            )


def _entry_url(source: Source, window: Window) -> str:
    """Where reading begins: the source's URL, or what its kind makes of it."""
    entry = getattr(parser_for(source), "entry_url", None)
    return entry(source, window) if entry is not None else source.url


def _answer_of(page: Page) -> Answer:
    packed = gzip.compress(page.body, compresslevel=6, mtime=0) if page.body else b""
    return Answer(url=page.url, page=replace(page, body=b""), packed=packed)
