"""The nightly step: compares what changed, and says which listings are one event, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from warehouse.matching.circles import uncompared
from warehouse.matching.groups import (
    THRESHOLD,
    Decisions,
    Grouping,
    Likeness,
    Member,
    Pair,
    grouped,
    pairs_of,
)
from warehouse.matching.vocabulary import vocabulary
from warehouse.store import SQL, clear_away, query, run_folder, set_variables

_AT_ONCE: Final = 200_000  # pairs
_CROWD: Final = 50  # more listings that share a sign are too many to compare each with each
_KEPT_APART: Final = Likeness(float("-inf"), True)
_TEXT: Final = pa.string()


def match(con: duckdb.DuckDBPyConnection) -> None:
    """Leaves core.groups, core.match_pairs and core.match_doubts; within the caller's transaction.

    Reads core.listings, core.event_ids, cluster_sources, cluster_partners (its addresses, if it has
    them) and curation_pairs (event_id_a, event_id_b, verdict "same" or "different"), if there is one.
    """
    con.register("match_vocabulary", vocabulary())
    set_variables(
        con,
        {
            "match_rules": _rules(),
            "match_threshold": THRESHOLD,
            "match_at_once": _AT_ONCE,
            "match_crowd": _CROWD,
        },
    )
    _forget_other_rules(con)
    run_folder(con, "match/compare")
    _candidates(con)
    _score(con)
    decisions = _decisions(con)
    con.register("match_named", _named_table(decisions))
    con.register("match_decided", _pairs_table(sorted(decisions.same | decisions.different)))
    _touch(con)
    grouping = _grouping(con, decisions)
    con.register("match_grouped", _grouped_table(grouping))
    con.register("match_doubted", _doubted_table(grouping))
    run_folder(con, "match/group")
    clear_away(con)


def _forget_other_rules(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table if not exists core.match_rules (rules text not null)")
    known = con.execute("select rules from core.match_rules").fetchall()
    if known != con.execute("select getvariable('match_rules')").fetchall():
        con.execute(query("match/forget"))


def _candidates(con: duckdb.DuckDBPyConnection) -> None:
    """Of what changed, and then of what shares a sign that became too common by it, or is not any more."""
    con.execute("create or replace temp table match_blocks (row bigint, block ubigint)")
    for step in ("blocks", "crossed", "blocks", "met", "candidates"):
        con.execute(query(f"match/{step}"))


def _touch(con: duckdb.DuckDBPyConnection) -> None:
    """Whose groups are made anew: everyone whom a chain of likely pairs leads to from what changed."""
    con.execute(query("match/touch"))
    reach = query("match/reach")
    while con.execute(reach).fetchall() != [(0,)]:
        pass


def _score(con: duckdb.DuckDBPyConnection) -> None:
    """The candidates, some at a time, so that memory does not grow with them."""
    ((batches,),) = con.execute("select count(distinct batch) from match_all_candidates").fetchall()
    for batch in range(batches):
        set_variables(con, {"match_batch": batch})
        con.execute(query("match/batch"))
        run_folder(con, "match/score")


def _rules() -> str:
    """Changes whenever what is compared or grouped, or how, changes: then everything is matched anew."""
    paths = sorted([*(SQL / "match").rglob("*.sql"), *Path(__file__).parent.glob("*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


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
    """Of all touched listings but those of groups that need no thought."""
    con.execute(query("match/likely"))
    members = {id_: Member(*row) for id_, *row in con.execute(query("match/members")).fetchall()}
    rows = con.execute(query("match/likenesses")).fetchall()
    likenesses = {(a, b): Likeness(weight, is_barred) for a, b, weight, is_barred in rows}
    con.register("match_uncompared", _pairs_table(uncompared(members, likenesses, decisions)))
    likenesses |= dict.fromkeys(con.execute(query("match/bars")).fetchall(), _KEPT_APART)
    return grouped(members, likenesses, decisions)


def _named_table(decisions: Decisions) -> pa.Table:
    named = sorted({id_ for pair in decisions.same | decisions.different for id_ in pair})
    return pa.table({"event_id": pa.array(named, _TEXT)})


def _pairs_table(pairs: Sequence[Pair]) -> pa.Table:
    return pa.table(
        {
            "event_id_a": pa.array([pair[0] for pair in pairs], _TEXT),
            "event_id_b": pa.array([pair[1] for pair in pairs], _TEXT),
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
