"""`mintfeed serve` gives every published file as it lies there, as a good web host does, and nothing else."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from feeds.release import STATUS
from flows.serving.headers import OTHER_TYPE, media_type
from tests.published import rich_event
from tests.serving import ask, later, publish, served

EVENTS = [rich_event(id=f"e{number}", description="Sterne. " * 40) for number in range(8)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve") / "site"


@pytest.fixture(scope="module")
def published(site: Path) -> dict[str, bytes]:
    return publish(site, *EVENTS)


@pytest.fixture(scope="module")
def app(site: Path, published: dict[str, bytes]) -> Iterator[Starlette]:
    yield served(site)


def test_every_published_file_is_served_byte_for_byte_with_its_type(
    app: Starlette, published: dict[str, bytes]
) -> None:
    for path, content in published.items():
        answer = ask(app, f"/{path}")
        assert (answer.status, answer.body) == (200, content), path
        assert answer.headers["content-type"] == media_type(path)
        assert media_type(path) != OTHER_TYPE or path == ".nojekyll"
        assert answer.headers["content-length"] == str(len(content))
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"].startswith(
            "no-cache" if path == STATUS else "public, max-age=3600"
        )


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/calendar.ics", "text/calendar; charset=utf-8"),
        ("/kalender/thema/physik.ics", "text/calendar; charset=utf-8"),
        ("/v1/events.json", "application/json"),
        ("/v1/feed.json", "application/feed+json"),
        ("/v1/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/neuigkeiten.atom", "application/atom+xml; charset=utf-8"),
        ("/v1/events.geojson", "application/geo+json"),
        ("/widget/v1/mint-termine.js", "text/javascript; charset=utf-8"),
    ],
)
def test_readers_go_by_the_type(app: Starlette, path: str, kind: str) -> None:
    assert ask(app, path).headers["content-type"] == kind


@pytest.mark.parametrize(
    "path", ["/", "/calendar.ics", "/calendar.ics?topic=physik", "/v1/changes.json?after=7", "/nothing"]
)
def test_head_says_the_same_without_the_body(app: Starlette, path: str) -> None:
    answer = ask(app, path, "HEAD")
    assert (answer.status, answer.headers) == ((get := ask(app, path)).status, get.headers)
    assert answer.body == b""


@pytest.mark.parametrize("path", ["/calendar.ics", "/v1/events.json?level=grundschule"])
def test_who_takes_gzip_gets_gzip(app: Starlette, path: str) -> None:
    plain, packed = ask(app, path), ask(app, path, accept_encoding="br;q=1, gzip;q=0.5")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body)
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != packed.headers["etag"]


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br", "*;q=0", "gzip; q=0.0"])
def test_who_does_not_gets_it_plain(app: Starlette, accepted: str) -> None:
    for path in ("/calendar.ics", "/v1/events.json?level=grundschule"):
        assert "content-encoding" not in ask(app, path, accept_encoding=accepted).headers


@pytest.mark.parametrize(
    "path", ["/calendar.ics", "/calendar.ics?topic=astronomie_raumfahrt", "/v1/status.json"]
)
@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_what_the_client_has_already_is_not_sent_again(app: Starlette, path: str, accepted: str) -> None:
    first = ask(app, path, accept_encoding=accepted)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    for known in (
        {"if_none_match": etag},
        {"if_none_match": f'"x", W/{etag}'},
        {"if_modified_since": modified},
    ):
        again = ask(app, path, accept_encoding=accepted, **known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
        assert "content-length" not in again.headers and "cache-control" in again.headers
    for other in (
        {"if_none_match": '"x"'},
        {"if_none_match": '"x"', "if_modified_since": modified},
        {"if_modified_since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"if_modified_since": "gestern"},
    ):
        assert ask(app, path, accept_encoding=accepted, **other).status == 200


def test_a_file_that_did_not_change_keeps_its_etag_over_the_release(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, *EVENTS[:2])
    before = {path: ask(served(site), path).headers["etag"] for path in ("/robots.txt", "/calendar.ics")}
    publish(site, *EVENTS[:3], at=later(24))
    after = {path: ask(served(site), path).headers["etag"] for path in before}
    assert after["/robots.txt"] == before["/robots.txt"] and after["/calendar.ics"] != before["/calendar.ics"]


def test_pages_are_kept_out_of_frames_but_those_made_for_it(app: Starlette) -> None:
    for path in ("/", "/abonnieren/", "/termin/e0/", "/en/"):
        assert ask(app, path).headers["content-security-policy"].endswith("; frame-ancestors 'none'")
    for path in ("/embed/", "/embed/index.html", "/embed/?topic=physik", "/en/embed/?free=1"):
        assert ask(app, path).headers["content-security-policy"].endswith("; frame-ancestors *")


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/thema", "thema/"),
        ("/termin/e0", "e0/"),
        ("/embed?topic=physik&q=a%20b", "embed/?topic=physik&q=a%20b"),
    ],
)
def test_a_folder_without_its_slash_leads_to_its_page(app: Starlette, asked: str, target: str) -> None:
    answer = ask(app, asked)
    assert (answer.status, answer.headers["location"]) == (308, target)


@pytest.mark.parametrize(
    "path",
    [
        "/../site", "/..", "/../releases/", "/%2e%2e/%2e%2e/etc/passwd", "/thema/../../../etc/passwd",
        "/thema/%2e%2e/index.html", "//etc/passwd", "/thema//physik", "/./index.html", "/..%5c..%5cetc",
        "/%00", "/calendar.ics%00.html", "/%ff%fe", "/a/" * 3000, "/" + "a" * 5000, "/calendar.ics/",
        "/%0d%0aX:1", "/v1/events", "/index.html/", "//evil.example/", "/%2f%2fevil.example/",
    ],
)  # fmt: skip
def test_nothing_but_the_release_can_be_reached(app: Starlette, path: str) -> None:
    answer = ask(app, path)
    assert answer.status == 404 and "location" not in answer.headers


def test_a_link_in_the_release_leads_nowhere(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site)
    (site / "v1" / "secret.json").symlink_to(tmp_path)
    (site / "v1" / "passwd.json").symlink_to("/etc/passwd")
    assert {ask(served(site), f"/v1/{name}.json").status for name in ("secret", "passwd")} == {404}


def test_a_person_gets_a_page_and_a_program_a_few_words(app: Starlette) -> None:
    page = ask(app, "/termin/gone/", accept="text/html,*/*;q=0.8")
    assert (page.status, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Nicht gefunden" in page.body.decode() and 'href="/assets/style.css"' in page.body.decode()
    for accept in ("*/*", "application/json"):
        words = ask(app, "/v1/events/gone.json", accept=accept)
        assert (words.status, words.headers["content-type"]) == (404, "application/problem+json")
        assert words.json["status"] == 404


@pytest.mark.parametrize("path", ["/", "/calendar.ics", "/calendar.ics?topic=physik", "/nothing"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "QUERY"])
def test_nothing_can_be_written(app: Starlette, path: str, method: str) -> None:
    answer = ask(app, path, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_script_on_another_website_may_ask_with_headers_of_its_own(app: Starlette) -> None:
    answer = ask(app, "/v1/events.json", "OPTIONS", origin="https://schule.example")
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
