"""Every request that the OpenAPI page allows, and many that it does not, is answered as it says."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis.checks import negative_data_rejection
from schemathesis.generation import GenerationMode

from feeds.openapi import PATH, render_openapi
from flows.serving.app import FILTERED
from tests.published import PUBLISHER, rich_event
from tests.serving import publish, served

PATHS = list(orjson.loads(render_openapi(PUBLISHER))["paths"])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Any:
    site = tmp_path_factory.mktemp("openapi") / "site"
    publish(site, *(rich_event(id=f"e{number}") for number in range(3)))
    return schemathesis.openapi.from_asgi(f"/{PATH}", served(site))


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=15)
@given(st.data())
def test_the_server_answers_as_the_page_says(page: Any, path: str, data: Any) -> None:
    data.draw(page[path]["GET"].as_strategy()).call_and_validate()


@pytest.mark.parametrize("path", [path for path in PATHS if path in FILTERED])
@settings(max_examples=30)
@given(st.data())
def test_what_the_page_does_not_allow_is_answered_as_it_says_too(page: Any, path: str, data: Any) -> None:
    case = data.draw(page[path]["GET"].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    # A form that was left empty is no mistake, and a calendar is never refused; see test_serve_queries.
    case.call_and_validate(excluded_checks=[negative_data_rejection])
