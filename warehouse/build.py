"""Builds events from listings, and checks them before anything is published."""

from __future__ import annotations

import hashlib

import duckdb
import pyarrow as pa

from connectors.cluster import Cluster
from connectors.dates.school_holidays import LONGEST, periods
from connectors.errors import CheckFailed
from warehouse.decisions import register_decisions
from warehouse.matching.step import match
from warehouse.night import Night
from warehouse.store import SQL, clear_away, memory_in_bounds, query, run_folder, set_variables

_AT_ONCE = 20_000  # events
_SHOWN = 5  # guilty rows that a failed check names


def build(con: duckdb.DuckDBPyConnection, cluster: Cluster, night: Night, renderer: str) -> None:
    """Bring core.events and feed.events up to date. Another `renderer` (a version) renders all anew."""
    set_variables(
        con,
        {
            "as_of": night.as_of,
            "today": night.today,
            "window_from": night.window_from,
            "window_to": night.window_to,
            "renderer": renderer,
            "build_rules": _rules(renderer),
            "build_at_once": _AT_ONCE,
            "longest_in_holidays": LONGEST,
        },
    )
    con.register("cluster_sources", _sources(cluster))
    con.register("cluster_partners", _partners(cluster))
    con.register("known_holidays", _holidays())
    register_decisions(con, cluster.curation)
    with memory_in_bounds(con):
        match(con)
        _forget_other_rules(con)
        run_folder(con, "build")
        _build_events(con)
        run_folder(con, "build/publish")
    clear_away(con)


def _build_events(con: duckdb.DuckDBPyConnection) -> None:
    """Some at a time, so that memory does not grow with them; once at least: no events are events too."""
    ((last,),) = con.execute("select coalesce(max(batch), 0) from rebuilt").fetchall()
    for batch in range(last + 1):
        set_variables(con, {"build_batch": batch})
        run_folder(con, "build/events")


def _forget_other_rules(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table if not exists core.build_rules (rules text not null)")
    known = con.execute("select rules from core.build_rules").fetchall()
    if known != con.execute("select getvariable('build_rules')").fetchall():
        con.execute(query("forget_built"))


def _rules(renderer: str) -> str:
    """Changes whenever events are built or rendered by other rules."""
    read = b"".join(path.read_bytes() for path in sorted((SQL / "build").rglob("*.sql")))
    return hashlib.sha256(read + renderer.encode()).hexdigest()


def check(con: duckdb.DuckDBPyConnection) -> None:
    """Raises CheckFailed naming every check that found something, and the first rows it found."""
    findings = []
    for path in sorted((SQL / "checks").glob("*.sql")):
        guilty = con.execute(path.read_text("utf-8")).fetchmany(_SHOWN)
        if guilty:
            rows = "; ".join(", ".join(map(str, row)) for row in guilty)
            findings.append(f"{path.stem.replace('_', ' ')}: {rows}")
    if findings:
        raise CheckFailed(
            "Prüfung vor dem Veröffentlichen (check before publishing): " + " | ".join(findings)
        )


def _sources(cluster: Cluster) -> pa.Table:
    return pa.table(
        {
            "source_id": pa.array([source.id for source in cluster.sources], pa.string()),
            "partner_id": pa.array([source.partner for source in cluster.sources], pa.string()),
            "is_mixed": pa.array([source.mixed for source in cluster.sources], pa.bool_()),
        }
    )


def _holidays() -> pa.Table:
    return pa.table(
        {
            "code": pa.array([each.code for each in periods()], pa.string()),
            "first_day": pa.array([each.first for each in periods()], pa.date32()),
            "last_day": pa.array([each.last for each in periods()], pa.date32()),
        }
    )


def _partners(cluster: Cluster) -> pa.Table:
    partners = list(cluster.partners.values())
    return pa.table(
        {
            "partner_id": pa.array([partner.id for partner in partners], pa.string()),
            "name": pa.array([partner.name for partner in partners], pa.string()),
            "address": pa.array([partner.address for partner in partners], pa.string()),
            "homepage": pa.array([partner.homepage for partner in partners], pa.string()),
            "rank": pa.array([partner.rank for partner in partners], pa.int32()),
        }
    )
