"""Whether a source is doubted, and that a person believes it all the same."""

from __future__ import annotations

import duckdb

_LATEST_NIGHT = """
select state, message
from ops.source_nights
where source_id = $source_id
order by night_date desc
limit 1
"""


def doubt(con: duckdb.DuckDBPyConnection, source_id: str) -> str | None:
    """Why what the source showed last was not believed; None if it was, or was never read."""
    night = con.execute(_LATEST_NIGHT, {"source_id": source_id}).fetchone()
    return str(night[1]) if night and night[0] in ("held", "empty") else None


def accept(con: duckdb.DuckDBPyConnection, source_id: str) -> None:
    """The next run that reads the source believes it."""
    con.execute("insert or ignore into ops.accepted values (?)", [source_id])
