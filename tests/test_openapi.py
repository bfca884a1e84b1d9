"""openapi.json: describes every published file for programs, and nothing that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from fastapi.openapi.models import OpenAPI

from feeds import filtered_feeds
from feeds.filter_query import NAMES
from feeds.openapi import render_openapi
from feeds.published_schemas import schema_files
from flows.serving.app import FILTERED
from tests.published import PUBLISHER, rich_event
from tests.released import files

PAGE: dict[str, Any] = orjson.loads(render_openapi(PUBLISHER))
NOT_FOR_PROGRAMS = re.compile(
    r".*\.html|widget/.*|assets/.*|v1/schema/.*|v1/openapi\.json|robots\.txt|\.nojekyll"
)


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def test_it_is_an_openapi_page_of_this_cluster() -> None:
    page = OpenAPI.model_validate(PAGE)
    assert page.openapi == "3.1.0" and page.paths
    assert page.info.title == "MINT-Termine: MINT-Cluster Probe"
    assert [server.url for server in page.servers or ()] == ["https://feed.mint.example"]
    names = [operation["get"]["operationId"] for operation in PAGE["paths"].values()]
    assert len(set(names)) == len(names)


def test_every_reference_leads_somewhere() -> None:
    found = set(references(PAGE))
    assert len(found) > 10
    for reference in found:
        file, _, pointer = reference.partition("#")
        if file:
            assert f"v1/{file}" in schema_files()
        target: Any = PAGE
        for step in pointer.split("/")[1:]:
            target = target[step]


@pytest.mark.parametrize("path", PAGE["paths"])
def test_the_parameters_of_a_path_are_declared(path: str) -> None:
    used = [each["$ref"].rpartition("/")[2] for each in PAGE["paths"][path]["get"].get("parameters", [])]
    declared = [PAGE["components"]["parameters"][name] for name in used]
    in_path = {each["name"] for each in declared if each["in"] == "path"}
    assert in_path == set(re.findall(r"\{(\w+)\}", path))


def test_the_parameters_of_a_query_are_those_that_the_server_reads() -> None:
    for path, (_, ask) in FILTERED.items():
        if path in PAGE["paths"]:
            names = NAMES if ask is not filtered_feeds.changes else filtered_feeds.PAGED
            used = [each["$ref"].rpartition("/")[2] for each in PAGE["paths"][path]["get"]["parameters"]]
            assert [PAGE["components"]["parameters"][each]["name"] for each in used] == list(names)


def test_every_file_for_programs_is_described_and_every_described_file_is_published() -> None:
    forms = {path: re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path[1:])) for path in PAGE["paths"]}
    published = [path for path in files(rich_event()) if not NOT_FOR_PROGRAMS.fullmatch(path)]
    hits = {path: [form for form, one in forms.items() if re.fullmatch(one, path)] for path in published}
    assert [path for path, found in hits.items() if not found] == []
    assert {form for found in hits.values() for form in found} == set(forms)
