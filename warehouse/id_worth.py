"""Says of every id that came in tonight how much it is worth, by what its software's ids survive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import duckdb

from connectors.collection import Collection
from connectors.declared.native_ids import IdForm, id_forms_of

_NOTHING_YET = """
create or replace temp table id_worth (
    source_id text not null,
    uid text not null,
    trust text not null, -- connectors.declared.native_ids.Trust
    is_per_date boolean not null, -- of several dates under one id each is known by it
    primary key (source_id, uid),
)
"""
_WEIGH = """
insert or ignore into id_worth
select distinct
    source_id,
    uid,
    $trust,
    $is_per_date,
from tonight_listings
where uid <> '' and source_id in $source_ids and regexp_full_match(uid, $form)
"""


def weigh_ids(con: duckdb.DuckDBPyConnection, collections: Iterable[Collection]) -> None:
    """Leaves id_worth; reads tonight_listings. The first form that fits an id counts."""
    con.execute(_NOTHING_YET)
    sources: dict[str | None, list[str]] = defaultdict(list)
    for each in collections:
        if any(visit.reading is not None for visit in each.visits):
            kind = each.finding.kind if each.finding is not None else each.source.kind
            sources[kind].append(each.source.id)
    for kind, source_ids in sources.items():
        for form in id_forms_of(kind):
            con.execute(_WEIGH, _values(form, source_ids))


def _values(form: IdForm, source_ids: list[str]) -> dict[str, object]:
    return {
        "trust": form.trust.value,
        "is_per_date": form.per_date is not False,
        "form": form.form,
        "source_ids": source_ids,
    }
