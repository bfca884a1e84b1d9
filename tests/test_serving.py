"""The examples for web servers name a type for everything that is published."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from tests.published import rich_event
from tests.released import files

HEADERS = Path(__file__).parents[1] / "docs" / "headers"
KNOWN_TO_APACHE = {"html", "css", "txt", "xml"}  # by its own mime.types
TYPES = {
    "nginx.conf": re.compile(r"^\s*([a-z]+/[a-z+]+)\s+(\w+);", re.MULTILINE),
    "apache.htaccess": re.compile(r"^AddType ([a-z]+/[a-z+]+) \.(\w+)$", re.MULTILINE),
}


@pytest.mark.parametrize("name", TYPES)
def test_every_published_suffix_has_its_type(name: str) -> None:
    types = {suffix: media for media, suffix in TYPES[name].findall((HEADERS / name).read_text("utf-8"))}
    assert types["ics"] == "text/calendar" and types["geojson"] == "application/geo+json"
    published = {PurePosixPath(path).suffix[1:] for path in files(rich_event())} - {""}
    assert published - types.keys() <= (KNOWN_TO_APACHE if name == "apache.htaccess" else set())


@pytest.mark.parametrize("name", TYPES)
def test_calendars_are_sent_with_charset_caching_and_open_to_all_origins(name: str) -> None:
    text = (HEADERS / name).read_text("utf-8")
    assert re.search(r"charset_types .*text/calendar|AddCharset utf-8 \.ics", text)
    assert "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800" in text
    assert 'Access-Control-Allow-Origin "*"' in text


def test_a_host_without_settings_serves_the_folder_as_it_is() -> None:
    found = files()
    assert found[".nojekyll"] == b""
    assert found["robots.txt"].decode().splitlines() == ["User-agent: *", "Allow: /"]
