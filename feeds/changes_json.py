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

    Shaped after RPDE 1.0 (OpenActive): items with a state, no data once deleted; `next` is the file itself.
    """
    head = known(
        version=VERSION,
        generated=utc(max([since, *(change.modified for change in changes)])),
        cluster=known(
            id=publisher.id,
            name=one_line(publisher.name),
            homepage=web_url(publisher.homepage),
            licence=publisher.licence,
        ),
        next=publisher.url(PATH),
        licence=publisher.licence_url,
    )
    items = b",\n".join(_item(change) for change in changes)
    return b"".join((orjson.dumps(head)[:-1], b',"items":[\n', items, b"\n]}\n"))


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
