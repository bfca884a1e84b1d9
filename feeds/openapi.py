"""Describes the published files to programs (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from feeds.filter_query import ANY
from feeds.labels import codes
from feeds.publisher import Publisher
from feeds.text import one_line, web_url

PATH = "v1/openapi.json"
FILE = Path(__file__).with_name("openapi.json")
FACETS = {"topic": "topics", "level": "levels", "group": "groups", "format": "formats"}


def render_openapi(publisher: Publisher) -> bytes:
    """The page kept by hand, with this cluster's name, address and licence."""
    page: dict[str, Any] = orjson.loads(FILE.read_bytes())
    page["info"]["title"] = f"MINT-Termine: {one_line(publisher.name)}"
    if contact := web_url(publisher.contact or publisher.homepage):
        page["info"]["contact"] = {"url": contact}
    page["info"]["license"] = {"name": publisher.licence, "identifier": publisher.licence}
    page["servers"] = [{"url": publisher.url("").removesuffix("/")}]
    for name, known in _codes(publisher).items():
        page["components"]["parameters"][f"filter_{name}"]["schema"]["items"]["enum"] = known
    return orjson.dumps(page, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _codes(publisher: Publisher) -> Mapping[str, Sequence[str]]:
    """What a query can ask for, by parameter."""
    return {
        **{name: codes(facet) for name, facet in FACETS.items()},
        "audience": (*codes("levels"), *codes("groups")),
        "holidays": (ANY, *codes("school_holidays")),
        "partner": sorted(publisher.partners),
    }
