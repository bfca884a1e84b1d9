"""Forgets pages that are older than they may be kept, and files that nothing names."""

from __future__ import annotations

from datetime import timedelta

import duckdb

from warehouse.data_folder import DataFolder
from warehouse.night import Night


def keep_base(con: duckdb.DuckDBPyConnection, data: DataFolder, night: Night, keep_nights: int) -> None:
    """Copy the warehouse often enough that a copy is left whenever the first nights go."""
    begins = data.bases.nights()[-1:] or data.journals.nights()[:1]
    if night.as_of - begins[0] >= timedelta(days=max(1, keep_nights // 4)):
        data.bases.keep(con, night.as_of)


def prune_pages(con: duckdb.DuckDBPyConnection, data: DataFolder, night: Night, keep_nights: int) -> None:
    """Nights are local dates; the page that a source shows now is never forgotten while it is shown."""
    oldest = night.as_of - timedelta(days=keep_nights)
    con.execute("delete from raw.pages where last_seen_at < ?", [oldest])
    data.journals.discard_before(oldest)
    data.bases.discard_before(oldest)
    data.readings.discard_all_but(con.execute("select source_id, url from raw.pages").fetchall())
    named = {digest for (digest,) in con.execute("select distinct sha256 from raw.pages").fetchall()}
    if loose := data.pages.digests() - named:
        data.pages.discard(loose - data.journals.digests())
