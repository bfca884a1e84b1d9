"""When the same bytes give the same listings: digests of what decides a reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from connectors.reading import Request
from connectors.records import record_to_json


@cache
def code_version() -> str:
    """A digest of this package: another one may read the same bytes differently."""
    digest = sha256()
    for path in sorted(_own_files()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def reading_id(request: Request, how: str) -> str:
    """The same bytes, read by the same code in the same way (`how`), give the same listings."""
    page = request.page
    parts = way_of(request, how), page.sha256, page.first_seen, record_to_json(request.record)
    return sha256(repr(parts).encode()).hexdigest()


def way_of(request: Request, how: str) -> str:
    """All that decides how a page is read, but for what it holds and for the record that it belongs to."""
    source, page, window = request.source, request.page, request.window
    parts = (
        code_version(), how, source.id, source.kind, _special_code(source.path), source.timezone,
        source.topics, source.levels, source.groups, source.formats,
        sorted(source.only.items()), sorted(source.never.items()),
        json.dumps(source.options, sort_keys=True, default=dict), source.permission,
        window.today - window.start, window.end - window.today,
        page.url, page.final_url, page.charset,
    )  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()


@cache
def _special_code(path: Path) -> str:
    special = path.with_suffix(".py")
    return sha256(special.read_bytes()).hexdigest() if special.is_file() else ""


def _own_files() -> Iterator[Path]:
    folder = Path(__file__).parent
    yield from folder.rglob("*.py")
    yield from folder.rglob("*.toml")
