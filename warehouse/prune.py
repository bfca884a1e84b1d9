"""Forgets pages that are older than they may be kept, and files that no row names."""

from __future__ import annotations

from datetime import timedelta

import duckdb

from warehouse.night import Night
from warehouse.page_files import PageFiles


def prune_pages(con: duckdb.DuckDBPyConnection, files: PageFiles, night: Night, keep_nights: int) -> None:
    """Nights are local dates; the page that a source shows now is never forgotten while it is shown."""
    con.execute("delete from raw.pages where last_seen_at < ?", [night.as_of - timedelta(days=keep_nights)])
    named = {digest for (digest,) in con.execute("select distinct sha256 from raw.pages").fetchall()}
    files.discard(files.digests() - named)
