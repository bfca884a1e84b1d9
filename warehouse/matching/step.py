"""The nightly step: compares what changed, and says which listings are one event, and why."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from warehouse.matching.groups import THRESHOLD, Decisions, Grouping, Likeness, Member, grouped, pairs_of
from warehouse.matching.vocabulary import vocabulary
from warehouse.store import SQL, query, run_folder, set_variables

_AT_ONCE: Final = 200_000  # pairs
_TEXT: Final = pa.string()


def match(con: duckdb.DuckDBPyConnection) -> None:
    """Leaves core.groups, core.match_pairs and core.match_doubts; within the caller's transaction.

    Reads core.listings, core.event_ids, cluster_sources, cluster_partners (its addresses, if it has
    them) and curation_pairs (event_id_a, event_id_b, verdict "same" or "different"), if there is one.
    """
    con.register("match_vocabulary", vocabulary())
    set_variables(con, {"match_rules": _rules(), "match_threshold": THRESHOLD, "match_at_once": _AT_ONCE})
    _forget_other_rules(con)
    run_folder(con, "match/compare")
    _score(con)
    decisions = _decisions(con)
    con.register("match_named", _named_table(decisions))
    con.register("match_decided", _decided_table(decisions))
    grouping = _grouping(con, decisions)
    con.register("match_grouped", _grouped_table(grouping))
    con.register("match_doubted", _doubted_table(grouping))
    run_folder(con, "match/group")


def _forget_other_rules(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table if not exists core.match_rules (rules text not null)")
    known = con.execute("select rules from core.match_rules").fetchall()
    if known != con.execute("select getvariable('match_rules')").fetchall():
        con.execute(query("match/forget"))


def _score(con: duckdb.DuckDBPyConnection) -> None:
    """The candidates, some at a time, so that memory does not grow with them."""
    ((batches,),) = con.execute("select count(distinct batch) from match_all_candidates").fetchall()
    for batch in range(batches):
        set_variables(con, {"match_batch": batch})
        con.execute(query("match/batch"))
        run_folder(con, "match/score")


def _rules() -> str:
    """Changes whenever what is compared, or how, changes: then everything is compared anew."""
    folders = (SQL / "match" / "compare", SQL / "match" / "score")
    sql = [path for folder in folders for path in sorted(folder.glob("*.sql"))]
    paths = [*sql, Path(__file__).with_name("vocabulary.py")]
    read = b"".join(path.read_bytes() for path in paths)
    return hashlib.sha256(read + str(THRESHOLD).encode()).hexdigest()


def _decisions(con: duckdb.DuckDBPyConnection) -> Decisions:
    is_there = "select 1 from information_schema.tables where table_name = 'curation_pairs'"
    if not con.execute(is_there).fetchall():
        return Decisions()
    rows = con.execute("select event_id_a, event_id_b, verdict from curation_pairs").fetchall()
    return Decisions(
        pairs_of((a, b) for a, b, verdict in rows if verdict == "same"),
        pairs_of((a, b) for a, b, verdict in rows if verdict == "different"),
    )


def _grouping(con: duckdb.DuckDBPyConnection, decisions: Decisions) -> Grouping:
    """Of all listings but those of groups that need no thought."""
    con.execute(query("match/likely"))
    members = {id_: Member(*row) for id_, *row in con.execute(query("match/members")).fetchall()}
    rows = con.execute(query("match/likenesses")).fetchall()
    likenesses = {(a, b): Likeness(weight, is_barred) for a, b, weight, is_barred in rows}
    return grouped(members, likenesses, decisions)


def _named_table(decisions: Decisions) -> pa.Table:
    named = sorted({id_ for pair in decisions.same | decisions.different for id_ in pair})
    return pa.table({"event_id": pa.array(named, _TEXT)})


def _decided_table(decisions: Decisions) -> pa.Table:
    decided = sorted(decisions.same | decisions.different)
    return pa.table(
        {
            "event_id_a": pa.array([pair[0] for pair in decided], _TEXT),
            "event_id_b": pa.array([pair[1] for pair in decided], _TEXT),
        }
    )


def _grouped_table(grouping: Grouping) -> pa.Table:
    rows = [(id_, group[0]) for group in grouping.groups for id_ in group]
    return pa.table(
        {
            "event_id": pa.array([id_ for id_, _ in rows], _TEXT),
            "label": pa.array([label for _, label in rows], _TEXT),
        }
    )


def _doubted_table(grouping: Grouping) -> pa.Table:
    doubts = sorted(grouping.doubts.items())
    return pa.table(
        {
            "event_id_a": pa.array([pair[0] for pair, _ in doubts], _TEXT),
            "event_id_b": pa.array([pair[1] for pair, _ in doubts], _TEXT),
            "because": pa.array([because for _, because in doubts], _TEXT),
        }
    )
