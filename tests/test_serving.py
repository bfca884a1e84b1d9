"""The examples for web servers say the same as `mintfeed serve`, for everything that is published."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from flows.serving import headers
from flows.serving.headers import media_type
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


def test_nginx_sends_the_types_that_the_server_sends() -> None:
    text = (HEADERS / "nginx.conf").read_text("utf-8")
    with_charset = {"text/html", *re.findall(r"charset_types (.*);", text)[0].split()}
    types = dict.fromkeys(TYPES["nginx.conf"].findall(text))
    for media, suffix in types:
        expected = f"{media}; charset=utf-8" if media in with_charset else media
        assert media_type(f"any.{suffix}") == expected
    for path, media in re.findall(r"location = /(\S+)\s+{ types { } default_type (\S+); }", text):
        assert media_type(path) == (f"{media}; charset=utf-8" if media in with_charset else media)
    assert {suffix for _, suffix in types} == {suffix[1:] for suffix in headers.TYPES} - {"gz"}


@pytest.mark.parametrize("name", TYPES)
def test_both_send_the_headers_that_the_server_sends(name: str) -> None:
    text = (HEADERS / name).read_text("utf-8").replace('\\"', '"').replace("$mint_frames", "'none'")
    sent = dict(re.findall(r'(?:add_header|Header set) (\S+) "([^"]*)"', text))
    for header, value in headers.EVERYWHERE.items():
        assert sent[header] == value
    assert f'"{headers.policy_of("index.html")}"' in text
    assert headers.CACHED in text and headers.DISPOSITION in text
    assert headers.ASKED_EACH_TIME in text and headers.STATUS.rpartition("/")[2] in text


@pytest.mark.parametrize("path", ["embed/index.html", "en/embed/index.html"])
def test_the_pages_for_frames_are_the_same_ones_everywhere(path: str) -> None:
    nginx = re.findall(r'~(\S+)\s+"\*";', (HEADERS / "nginx.conf").read_text("utf-8"))[0]
    assert re.search(nginx, f"/{path}") and not re.search(nginx, "/index.html")
    assert headers.policy_of(path).endswith(" *")
    assert f'"{headers.policy_of(path)}" "expr=%{{REQUEST_URI}} =~' in (
        HEADERS / "apache.htaccess"
    ).read_text("utf-8")


def test_a_host_without_settings_serves_the_folder_as_it_is() -> None:
    found = files()
    assert found[".nojekyll"] == b""
    assert found["robots.txt"].decode().splitlines() == ["User-agent: *", "Allow: /"]
