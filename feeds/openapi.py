"""Describes the published files to programs (OpenAPI 3.1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from feeds.publisher import Publisher
from feeds.text import one_line, web_url

PATH = "v1/openapi.json"
FILE = Path(__file__).with_name("openapi.json")


def render_openapi(publisher: Publisher) -> bytes:
    """The page kept by hand, with this cluster's name, address and licence."""
    page: dict[str, Any] = orjson.loads(FILE.read_bytes())
    page["info"]["title"] = f"MINT-Termine: {one_line(publisher.name)}"
    if contact := web_url(publisher.contact or publisher.homepage):
        page["info"]["contact"] = {"url": contact}
    page["info"]["license"] = {"name": publisher.licence, "identifier": publisher.licence}
    page["servers"] = [{"url": publisher.url("").removesuffix("/")}]
    return orjson.dumps(page, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
