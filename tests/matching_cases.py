"""Puts labelled listings into a warehouse, and says how well they were matched."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from connectors.cluster import Source
from connectors.columns import to_table
from connectors.model import Listing, Page, Record, Window
from connectors.normalising.normalise import normalise

HELDOUT = Path(__file__).with_name("matching_heldout.json")
LABELLED = Path(__file__).parents[1] / ".." / "shared" / "labelled" / "duplicates.json"
WINDOW = Window(start=date(2026, 1, 31), end=date(2027, 3, 3), today=date(2026, 3, 2))
BASE = "https://labelled.example"
MINTED = datetime.fromisoformat("2026-03-02T02:15:00+00:00")


@dataclass(frozen=True)
class Score:
    """Pairs of listings found to be one event, against the truth."""

    right: int
    wrong: frozenset[tuple[str, str]]
    missed: frozenset[tuple[str, str]]

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong)) if self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.missed else 1.0


def labelled(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def listing_of(row: Mapping[str, Any]) -> Listing:
    """The listing that a source of the labelled partner gives; its uid is the row's id."""
    partner = row["partner"]
    source = Source(
        id=partner, path=Path(f"{partner}.toml"), name="", partner=partner, url=BASE, timezone="Europe/Berlin"
    )
    record = Record(
        uid=row["id"],
        title=row["title"],
        start=_moment(row["start"]),
        end=_moment(row["end"]) if row.get("end") else None,
        location=row["location"],
        url=BASE + row["url"] if row["url"].startswith("/") else row["url"],
        description=row["description"],
        is_online=True if row["location"].lower() in ("online", "zoom") else None,
    )
    page = Page(url=BASE, final_url=BASE, body=b"", sha256="")
    (found,) = normalise(record, source, page=page, window=WINDOW, reference=WINDOW.today)
    assert isinstance(found, Listing), found
    return found


def _moment(text: str) -> date | datetime:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def put_partners(con: duckdb.DuckDBPyConnection, partners: Mapping[str, Mapping[str, Any]]) -> None:
    """One source a partner, of the same id."""
    ids = list(partners)
    con.register(
        "cluster_sources",
        pa.table({"source_id": ids, "partner_id": ids, "is_mixed": [False] * len(ids)}),
    )
    con.register(
        "cluster_partners",
        pa.table(
            {
                "partner_id": ids,
                "name": [partner["name"] for partner in partners.values()],
                "homepage": [f"{BASE}/{id_}" for id_ in ids],
                "rank": pa.array([partner["rank"] for partner in partners.values()], pa.int32()),
            }
        ),
    )


def put_listings(con: duckdb.DuckDBPyConnection, listings: Sequence[Listing]) -> None:
    """Loads them as they are; a listing's event is named by its uid."""
    table = to_table(listings)
    uids = table.column("uid")
    for name, column in (
        ("event_id", uids),
        ("reading_id", uids),
        ("first_seen_at", pa.array([MINTED] * len(listings), pa.timestamp("us", "UTC"))),
        ("gone_nights", pa.array([0] * len(listings), pa.int32())),
    ):
        table = table.append_column(name, column)
    con.register("new_listings", table)
    con.execute("insert into core.listings by name select * from new_listings")
    con.execute(
        "insert into core.event_ids "
        "select source_id, 'uid|' || uid || '|' || occurrence, event_id, first_seen_at from new_listings"
    )
    con.unregister("new_listings")


def groups_of(con: duckdb.DuckDBPyConnection) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for event_id, group_id in con.execute("select event_id, group_id from core.groups").fetchall():
        groups[group_id].append(event_id)
    return sorted(sorted(group) for group in groups.values())


def scored(groups: Iterable[Sequence[str]], events: Iterable[Sequence[str]]) -> Score:
    made, truth = _pairs(groups), _pairs(events)
    return Score(len(made & truth), made - truth, truth - made)


def _pairs(groups: Iterable[Sequence[str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for group in groups for pair in itertools.combinations(sorted(group), 2))
