"""Renders every code with its words, concepts, number of events and calendar (v1/schema/facets)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from feeds.events_json import VERSION, known, utc
from feeds.filtered_calendars import CALENDAR
from feeds.labels import label
from feeds.publisher import Publisher
from feeds.selection import WHOLE, Selection, calendar_path, pair_path
from feeds.text import one_line, web_url
from feeds.vocabulary import concepts

PATH = "v1/facets.json"


def render_facets(publisher: Publisher, since: datetime, selection: Selection) -> bytes:
    """Readable; `since` is when the events last changed."""
    facets = {facet: list(_codes(publisher, facet, selection)) for facet in selection.codes}
    document = {
        "version": VERSION,
        "generated": utc(since),
        "cluster": known(
            id=publisher.id,
            name=one_line(publisher.name),
            homepage=web_url(publisher.homepage),
            licence=publisher.licence,
        ),
        "count": len(selection.pieces),
        "calendar": publisher.url(CALENDAR),
        **{key: _calendar(publisher, path, selection) for key, path in WHOLE.items()},
        "topic_and_level": publisher.url(pair_path("{topic}", "{level}")),
        "facets": {**facets, "organizers": list(_organizers(publisher, selection))},
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _codes(publisher: Publisher, facet: str, selection: Selection) -> Iterator[dict[str, Any]]:
    for code in selection.codes[facet]:
        yield {
            "code": code,
            "label": {language: label(facet, code, language) for language in ("de", "en")},
            "iris": list(concepts(facet, code)),
            **_calendar(publisher, calendar_path(facet, code), selection),
        }


def _organizers(publisher: Publisher, selection: Selection) -> Iterator[dict[str, Any]]:
    for id_, name in selection.partners.items():
        path = calendar_path("organizers", id_)
        yield {"id": id_, "name": one_line(name) or id_, **_calendar(publisher, path, selection)}


def _calendar(publisher: Publisher, path: str, selection: Selection) -> dict[str, Any]:
    return {"count": len(selection.by_path[path]), "calendar": publisher.url(path)}
