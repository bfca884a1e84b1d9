"""What is known of every source before a night begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial

import duckdb

from connectors.collection import KnownReading, Memory
from connectors.model import Page
from connectors.records import links_from_json
from warehouse.page_files import PageFiles
from warehouse.reading_files import ReadingFiles

_LATEST_PAGES = """
select source_id, url, final_url, sha256, media_type, charset, etag, last_modified, first_seen_date
from raw.pages
qualify row_number() over (partition by source_id, url order by last_seen_at desc) = 1
"""
_READINGS = "select source_id, reading_id, links, records, fresh_until, is_cut from raw.readings"

_UNREADABLE = "select source_id, reading_id, reason from raw.unreadable"


def recall(con: duckdb.DuckDBPyConnection, files: PageFiles, earlier: ReadingFiles) -> Mapping[str, Memory]:
    """By source id; a source that is new has no memory (see `Memory`)."""
    pages: dict[str, dict[str, Page]] = defaultdict(dict)
    for source_id, url, final_url, digest, media_type, charset, etag, modified, first_seen in con.execute(
        _LATEST_PAGES
    ).fetchall():
        pages[source_id][url] = Page(
            url=url,
            final_url=final_url,
            body=b"",
            sha256=digest,
            media_type=media_type,
            charset=charset,
            etag=etag,
            last_modified=modified,
            first_seen=first_seen,
        )
    readings: dict[str, dict[str, KnownReading]] = defaultdict(dict)
    for source_id, reading_id, links, records, fresh_until, is_cut in con.execute(_READINGS).fetchall():
        readings[source_id][reading_id] = KnownReading(
            links=links_from_json(links), records=records, fresh_until=fresh_until, is_cut=is_cut
        )
    unreadable: dict[str, dict[str, str]] = defaultdict(dict)
    for source_id, reading_id, reason in con.execute(_UNREADABLE).fetchall():
        unreadable[source_id][reading_id] = reason
    return {
        id_: Memory(
            pages=pages[id_],
            readings=readings[id_],
            unreadable=unreadable[id_],
            body=files.body,
            earlier=partial(earlier.of, id_),
        )
        for id_ in pages
    }
