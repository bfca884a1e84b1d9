"""Checks that the changes of a release tell the same as its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any


def changes_problems(
    items: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What is wrong with the items beside the events of events.json; both are valid by their schemas."""
    if any(later["change"] <= earlier["change"] for earlier, later in pairwise(items)):
        yield "the change numbers do not grow"
    ids = {item["id"] for item in items}
    if len(ids) != len(items):
        yield f"{len(items) - len(ids)} ids more than once"
    published = {event["id"]: event for event in events}
    for item in items:
        if problem := _contradiction(item, published):
            yield f"change {item['change']}: {problem}"
    since = min((item["modified"] for item in items), default="9999")
    untold = [event["id"] for event in events if event["modified"] >= since and event["id"] not in ids]
    if untold:
        yield f"{len(untold)} events changed since {since} and are not told, first {untold[0]}"


def _contradiction(item: Mapping[str, Any], published: Mapping[str, Mapping[str, Any]]) -> str:
    event = published.get(item["id"])
    if item["state"] == "deleted":
        return f"{item['id']} is deleted, but stands in events.json" if event else ""
    if event is None or item["data"] != event:
        return f"the data of {item['id']} is not what events.json says"
    if (item["sequence"], item["modified"]) != (event["sequence"], event["modified"]):
        return f"tells of another version of {item['id']} than events.json"
    return ""
