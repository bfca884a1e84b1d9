"""Renders what changed for programs that keep a copy of the events (v1/schema/changes)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson

from feeds.events_json import VERSION, known, utc
from feeds.publisher import Publisher
from feeds.text import one_line, web_url
from warehouse.changes import Change

PATH = "v1/changes.json"


def render_changes(publisher: Publisher, since: datetime, changes: Sequence[Change]) -> bytes:
    """The changes in the order of their numbers; `since` is when the events last changed.

    `next` is the file itself, which holds everything.
    """
    generated = utc(max([since, *(change.modified for change in changes)]))
    return join_changes(publisher, generated, publisher.url(PATH), [_item(change) for change in changes])


def join_changes(publisher: Publisher, generated: str, next_url: str, items: Sequence[bytes]) -> bytes:
    """Shaped after RPDE 1.0 (OpenActive): items with a state, no data once deleted, and where to go on."""
    head = known(
        version=VERSION,
        generated=generated,
        cluster=known(
            id=publisher.id,
            name=one_line(publisher.name),
            homepage=web_url(publisher.homepage),
            licence=publisher.licence,
        ),
        next=next_url,
        licence=publisher.licence_url,
        license=publisher.licence_url,  # as RPDE spells it
    )
    return b"".join((orjson.dumps(head)[:-1], b',"items":[\n', b",\n".join(items), b"\n]}\n"))


def _item(change: Change) -> bytes:
    item = orjson.dumps(
        known(
            change=change.number,
            modified=utc(change.modified),
            state="deleted" if change.entry is None else "updated",
            kind=change.kind,
            id=one_line(change.event_id),
            sequence=change.sequence,
            merged_into=one_line(change.merged_into),
        )
    )
    return item if change.entry is None else b"".join((item[:-1], b',"data":', change.entry, b"}"))
