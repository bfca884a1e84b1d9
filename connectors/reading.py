"""Reads one page: bytes in, listings as columns, links and problems out. Pure; runs in a worker process."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Final

import pyarrow as pa

from connectors.cluster import Source
from connectors.columns import to_table
from connectors.discovery import Finding, findings
from connectors.model import Link, Listing, Page, Problem, Record, Severity, Window
from connectors.normalising.normalise import normalise
from connectors.rereading import Earlier, earlier_of, lasting_id, record_id, to_stream

MAX_RECORDS: Final = 200_000  # of one page
MAX_PROBLEMS: Final = 1_000  # kept of one page; more say nothing new
FRESH_DAYS: Final = (
    31  # a reading reaches this far beyond the window, and is read again before that is used up
)
TRUNCATED: Final = "truncated"  # the code of the problem that says a page was cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One page to be read, with everything that decides what comes out."""

    source: Source
    page: Page
    window: Window
    record: Record | None = None  # the page is this record's detail page
    way: str = ""  # a digest of all that decides how the page is read, but for its bytes
    earlier: bytes | None = None  # the listings of its last reading, as `Reading.listings`


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page held."""

    listings: bytes  # an Arrow stream of connectors.columns.SCHEMA and each one's record, see rereading
    count: int  # of listings
    records: int  # of records, those outside the window included; 0 is an empty page
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    fresh_until: date  # last local date on which this reading still holds
    is_cut: bool = False  # the page was cut off: there was more than this


def read(request: Request) -> Reading:
    """Raises CollectionError (ParseFailed) where the page is not what its kind says."""
    earlier = earlier_of(request.earlier, way=request.way, today=request.window.today)
    found = _Found(earlier)
    reference = request.page.first_seen or request.window.today
    for item in _items(request):
        match item:
            case Record():
                found.records += 1
                _normalise(item, request, reference, found)
            case Link():
                found.links.append(item)
            case Problem():
                found.problems.append(item)
        if found.records >= MAX_RECORDS:
            found.problems.append(Problem(severity=Severity.DROPPED, code="too-many-records"))
            break
    return _reading(found, request)


def read_bare(request: Request) -> Reading:
    """The record alone, as its list words it, where its detail page cannot be had."""
    found = _Found(Earlier(), records=1)
    assert request.record is not None
    _normalise(request.record, request, request.page.first_seen or request.window.today, found)
    return _reading(found, request)


def find_out(request: Request) -> list[Finding]:
    """All ways to read this page's site, best first."""
    return findings(request.page, timezone=request.source.timezone, today=request.window.today)


class _Found:
    """What has been found so far."""

    def __init__(self, earlier: Earlier, records: int = 0) -> None:
        self.earlier = earlier
        self.order: list[int] = []  # rows of the earlier listings, and beyond those of the new ones
        self.ids: list[bytes | None] = []  # of the record that each of these rows comes from
        self.listings: list[Listing] = []  # the new ones
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self.records = records


def _items(request: Request) -> Iterator[Record | Link | Problem]:
    module = parser_for(request.source)
    if request.record is None:
        yield from module.parse(request.page, request.source)
    else:
        yield from module.parse_detail(request.page, request.source, request.record)


def _normalise(record: Record, request: Request, reference: date, found: _Found) -> None:
    id_ = record_id(record, reference)
    if rows := found.earlier.rows.get(id_):
        found.order += rows
        found.ids += [id_] * len(rows)
        return
    reach = replace(request.window, end=request.window.end + timedelta(days=FRESH_DAYS))
    items = list(normalise(record, request.source, page=request.page, window=reach, reference=reference))
    listings = [item for item in items if isinstance(item, Listing)]
    first = found.earlier.table.num_rows + len(found.listings)
    found.order += range(first, first + len(listings))
    is_clean = len(listings) == len(items)
    found.ids += [lasting_id(id_, listings) if is_clean else None] * len(listings)
    found.listings += listings
    found.problems += [item for item in items if isinstance(item, Problem)]


def _reading(found: _Found, request: Request) -> Reading:
    fresh_until = _fresh_until(found, request)
    table = to_table(found.listings)
    if len(found.order) > len(found.listings):
        table = pa.concat_tables([found.earlier.table, table]).take(found.order)
    return Reading(
        listings=to_stream(table, found.ids, way=request.way, fresh_until=fresh_until),
        count=table.num_rows,
        records=found.records,
        links=tuple(found.links),
        problems=_located(found.problems, request.page.url),
        fresh_until=fresh_until,
        is_cut=any(problem.code == TRUNCATED for problem in found.problems),
    )


def _fresh_until(found: _Found, request: Request) -> date:
    today = request.window.today
    if any(listing.is_open for listing in found.listings):
        return today
    lasting = today + timedelta(days=_lasting(request.page.url))
    return min(lasting, found.earlier.fresh_until) if len(found.order) > len(found.listings) else lasting


def _lasting(url: str) -> int:
    """Days from FRESH_DAYS / 2 to FRESH_DAYS, by the URL: not every page is due on the same night."""
    spread = FRESH_DAYS // 2
    return FRESH_DAYS - 1 - int.from_bytes(sha256(url.encode()).digest()[:4]) % spread


def _located(problems: Iterable[Problem], url: str) -> tuple[Problem, ...]:
    return tuple(p if p.url else replace(p, url=url) for p in list(problems)[:MAX_PROBLEMS])


def parser_for(source: Source) -> ModuleType:
    """The kind's module, or the special site's .py beside its TOML."""
    if source.kind is not None:
        return importlib.import_module(f"connectors.kinds.from_{source.kind}")
    path = source.path.with_suffix(".py")
    name = f"mintfeed_source_{sha256(str(path.resolve()).encode()).hexdigest()[:16]}"
    if name not in sys.modules:
        sys.modules[name] = _load(name, path)
    return sys.modules[name]


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
