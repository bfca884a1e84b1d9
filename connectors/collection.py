"""What one source gave tonight, and what is known of it from earlier nights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.cluster import Source
from connectors.discovery import Finding
from connectors.model import Link, Page, Problem
from connectors.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReading:
    """A reading of an earlier night whose listings the warehouse holds."""

    links: tuple[Link, ...]
    records: int
    fresh_until: date
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is known of one source from earlier nights."""

    pages: Mapping[str, Page] = field(default_factory=dict)  # by URL as asked for; their bodies are empty
    readings: Mapping[str, KnownReading] = field(default_factory=dict)  # by reading id
    unreadable: Mapping[str, str] = field(default_factory=dict)  # why, by the id of the reading that failed
    finding: Finding | None = None  # how a source of kind "auto" was read before
    body: Callable[[str], bytes | None] = lambda digest: None  # a page's stored bytes, if still whole
    earlier: Callable[[str], bytes | None] = lambda url: None  # the listings of a page's last reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a URL gave tonight: a page, or why there is none."""

    url: str
    page: Page | None = None  # its body is empty
    packed: bytes = b""  # the body, gzip; empty if it was not sent again
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page as it was read tonight."""

    page: Page  # its body is empty
    reading_id: str
    reading: Reading | None  # None: it stands in the warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What one source gave tonight."""

    source: Source
    answers: tuple[Answer, ...] = ()  # one for each URL, those included whose page could not be read
    visits: tuple[Visit, ...] = ()
    records: int = 0  # found in all pages, read tonight or known
    failures: tuple[str, ...] = ()  # why it was not read to its end, for people; the first says most
    unreadable: Mapping[str, str] = field(default_factory=dict)  # why, by the id of the reading that failed
    finding: Finding | None = None  # how a source of kind "auto" was read

    @property
    def failure(self) -> str:
        return self.failures[0] if self.failures else ""

    @property
    def is_complete(self) -> bool:
        return not self.failures

    @property
    def is_unchanged(self) -> bool:
        return self.is_complete and all(visit.reading is None for visit in self.visits)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Those of the pages that were read tonight."""
        return tuple(problem for visit in self.visits if visit.reading for problem in visit.reading.problems)
