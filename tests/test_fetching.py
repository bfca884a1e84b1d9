"""Pages, conditional requests, redirects, statuses and retries of the fetcher."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

import pytest

from connectors.errors import FetchFailed
from connectors.fetching import Fetcher, FetchSettings, NotModified, Validators, build_user_agent
from connectors.model import Page
from tests.loopback import HOST, Clock, Reply, Route, Seen, canary, partner, resolver

AGENT = build_user_agent("0.1", "https://cluster.example/kontakt")


def settings(**changes: Any) -> FetchSettings:
    given: dict[str, Any] = {"user_agent": AGENT, "delay_seconds": 0, "allow_hosts": (HOST,), **changes}
    return FetchSettings(**given)


def page(fetcher: Fetcher, url: str) -> Page:
    found = fetcher.fetch(url)
    assert isinstance(found, Page)
    return found


def failure(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchFailed) as caught:
        fetcher.fetch(url)
    return str(caught.value)


def test_a_page_is_kept_byte_for_byte_with_what_its_headers_say() -> None:
    headers = {
        "Content-Type": "Text/Calendar; charset=UTF-8",
        "ETag": '"v1"',
        "Last-Modified": "Mon, 23 Nov 2026 02:15:00 GMT",
    }
    body = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    with partner({"/a.ics": Reply(200, body, headers)}) as site, Fetcher(settings()) as fetcher:
        found = page(fetcher, site.url("/a.ics"))

    assert found == Page(
        url=site.url("/a.ics"),
        final_url=site.url("/a.ics"),
        body=body,
        sha256=sha256(body).hexdigest(),
        media_type="text/calendar",
        charset="utf-8",
        etag='"v1"',
        last_modified="Mon, 23 Nov 2026 02:15:00 GMT",
    )


def test_a_partner_sees_who_asks_and_only_gzip_is_asked_for() -> None:
    with partner({"/": b"x"}) as site, Fetcher(settings()) as fetcher:
        fetcher.fetch(site.url("/"))

    for seen in site.requests:
        assert seen.headers["user-agent"] == "mintfeed/0.1 (+https://cluster.example/kontakt)"
        assert seen.headers["accept-encoding"] == "gzip"
        assert "cookie" not in seen.headers


def test_a_contact_with_umlauts_and_line_breaks_makes_a_valid_header() -> None:
    assert build_user_agent("1", "https://münze.example/a b\r\nX: y").isascii()
    assert build_user_agent("1", "https://münze.example/a b\r\nX: y").isprintable()


def test_an_empty_page_is_a_page() -> None:
    with partner({"/": b""}) as site, Fetcher(settings()) as fetcher:
        assert page(fetcher, site.url("/")).body == b""


def test_the_stored_validators_go_back_and_304_means_not_modified() -> None:
    def unchanged(seen: Seen) -> Reply:
        assert seen.headers["if-none-match"] == '"v1"'
        assert seen.headers["if-modified-since"] == "Mon, 23 Nov 2026 02:15:00 GMT"
        return Reply(304)

    moved = Reply(301, headers={"Location": "/new"})
    with partner({"/old": moved, "/new": unchanged}) as site, Fetcher(settings()) as fetcher:
        found = fetcher.fetch(site.url("/old"), Validators('"v1"', "Mon, 23 Nov 2026 02:15:00 GMT"))

    assert found == NotModified(site.url("/old"), site.url("/new"))


def test_304_without_a_condition_is_a_failure() -> None:
    with partner({"/": Reply(304)}) as site, Fetcher(settings()) as fetcher:
        assert "HTTP 304" in failure(fetcher, site.url("/"))


def test_validators_that_are_no_header_values_are_neither_kept_nor_sent() -> None:
    with partner({"/": Reply(200, b"x", {"ETag": "ä" * 3})}) as site, Fetcher(settings()) as fetcher:
        found = fetcher.fetch(site.url("/"), Validators("a\r\nX-Injected: 1", "ü"))

    assert isinstance(found, Page)
    assert found.etag == ""
    assert not {"if-none-match", "if-modified-since", "x-injected"} & site.requests[-1].headers.keys()


def test_relative_redirects_are_followed_to_the_final_url() -> None:
    routes: dict[str, Route] = {
        "/a/": Reply(302, headers={"Location": "../b?x=1#top"}),
        "/c": b"there",
    }
    with partner(routes) as site, Fetcher(settings()) as fetcher:
        site.routes["/b?x=1"] = Reply(308, headers={"Location": f"//{HOST}:{site.port}/c"})
        found = page(fetcher, site.url("/a/#fragment"))

    assert (found.body, found.final_url) == (b"there", site.url("/c"))
    assert found.url == site.url("/a/#fragment")


@pytest.mark.parametrize("hops, is_read", [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(hops: int, is_read: bool) -> None:
    routes = {f"/{n}": Reply(302, headers={"Location": f"/{n - 1}"}) for n in range(1, hops + 1)}
    with partner({**routes, "/0": b"x"}) as site, Fetcher(settings()) as fetcher:
        if is_read:
            assert page(fetcher, site.url(f"/{hops}")).body == b"x"
        else:
            assert "Weiterleitungen" in failure(fetcher, site.url(f"/{hops}"))


def test_a_redirect_circle_ends_at_once() -> None:
    routes = {"/a": Reply(302, headers={"Location": "/b"}), "/b": Reply(302, headers={"Location": "/a"})}
    with partner(routes) as site, Fetcher(settings()) as fetcher:
        assert "Kreis" in failure(fetcher, site.url("/a"))

    assert site.paths() == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize("status", [204, 206, 300, 302, 401, 403, 404, 410, 418])
def test_a_status_that_is_no_page_fails_once_and_is_named(status: int) -> None:
    with partner({"/": Reply(status)}) as site, Fetcher(settings()) as fetcher:
        message = failure(fetcher, site.url("/"))

    assert f"HTTP {status}" in message
    assert message.startswith(site.url("/"))
    assert site.paths().count("/") == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_trouble_is_tried_again(status: int) -> None:
    def recovers(seen: Seen) -> Reply:
        return Reply(200, b"back") if seen.number == 3 else Reply(status)

    with partner({"/": recovers}) as site, Fetcher(settings()) as fetcher:
        assert page(fetcher, site.url("/")).body == b"back"


def test_a_lasting_trouble_ends_after_the_tries_with_growing_pauses() -> None:
    clock = Clock()
    with (
        partner({"/": Reply(503), "/robots.txt": b""}) as site,
        Fetcher(settings(delay_seconds=1), sleep=clock.sleep, monotonic=clock.monotonic) as fetcher,
    ):
        assert "HTTP 503" in failure(fetcher, site.url("/"))

    assert site.paths().count("/") == 3
    assert clock.slept == [1, 1, 2]  # the ordinary pause, then two that double


def in_a_minute(now: datetime, seconds: int) -> dict[str, str]:
    return {
        "Date": format_datetime(now, usegmt=True),
        "Retry-After": format_datetime(now + timedelta(seconds=seconds), usegmt=True),
    }


@pytest.mark.parametrize(
    "headers", [{"Retry-After": "42"}, in_a_minute(datetime(2026, 11, 23, 2, 15, tzinfo=UTC), 42)]
)
def test_the_pause_a_server_asks_for_is_kept(headers: dict[str, str]) -> None:
    clock = Clock()

    def busy(seen: Seen) -> Reply:
        if seen.number == 2:
            return Reply(200, b"free")
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return Reply(raw=[f"HTTP/1.1 429 Busy\r\n{lines}Content-Length: 0\r\n\r\n".encode()])

    with (
        partner({"/": busy}) as site,
        Fetcher(settings(), sleep=clock.sleep, monotonic=clock.monotonic) as fetcher,
    ):
        assert page(fetcher, site.url("/")).body == b"free"

    assert clock.slept == [42]


def test_a_server_that_asks_for_an_hour_is_left_alone_for_this_run() -> None:
    clock = Clock()
    with (
        partner({"/": Reply(503, headers={"Retry-After": "3600"}), "/other": b"x"}) as site,
        Fetcher(settings(), sleep=clock.sleep, monotonic=clock.monotonic) as fetcher,
    ):
        assert "HTTP 503" in failure(fetcher, site.url("/"))
        assert "3600 s" in failure(fetcher, site.url("/other"))

    assert site.paths() == ["/robots.txt", "/"]
    assert clock.slept == []


def test_nonsense_in_retry_after_is_ignored() -> None:
    for value in ("soon", "-5", "1e9", "Mon, 23 Nov 2026 02:15:00 GMT GMT", ""):
        with (
            partner({"/": Reply(503, headers={"Retry-After": value})}) as site,
            Fetcher(settings()) as fetcher,
        ):
            assert "HTTP 503" in failure(fetcher, site.url("/"))
        assert site.paths().count("/") == 3


def test_a_partner_that_is_down_says_so() -> None:
    with partner() as site:
        gone = site.url("/a")
    with Fetcher(settings()) as fetcher:
        assert failure(fetcher, gone).startswith(f"{gone}: Keine Verbindung")


def test_an_unknown_host_says_so() -> None:
    with Fetcher(settings(), resolve=resolver({})) as fetcher:
        message = failure(fetcher, "https://tippfehler.example/a.ics")

    assert message.startswith("https://tippfehler.example/a.ics: Der Rechnername ist unbekannt")


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/hosts", "a.example", "http://", "http://a b/"]
)
def test_only_web_addresses_are_read(url: str) -> None:
    with Fetcher(settings(), resolve=resolver({})) as fetcher:
        failure(fetcher, url)


def test_a_webcal_address_is_read_over_https() -> None:
    with partner() as site, Fetcher(settings(tries=1)) as fetcher:
        message = failure(fetcher, f"webcal://{HOST}:{site.port}/a.ics")

    assert message.startswith(f"https://{HOST}:{site.port}/a.ics: Die verschlüsselte Verbindung scheitert")


def test_credentials_in_an_address_are_refused_and_not_repeated() -> None:
    routes = {"/": Reply(302, headers={"Location": f"http://user:geheim@{HOST}/"})}
    with partner(routes) as site, Fetcher(settings()) as fetcher:
        for url in (site.url("/"), f"http://user:geheim@{HOST}/"):
            message = failure(fetcher, url)
            assert "Zugangsdaten" in message
            assert "geheim" not in message


def test_a_message_holds_no_control_characters_of_the_partner() -> None:
    routes = {"/": Reply(raw=[b"HTTP/1.1 302 x\r\nLocation: http://\x1b[2Jx/\r\nContent-Length: 0\r\n\r\n"])}
    with partner(routes) as site, Fetcher(settings()) as fetcher:
        assert failure(fetcher, site.url("/")).isprintable()


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with canary() as proxy, partner({"/": b"direct"}) as site:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://{HOST}:{proxy.port}")
        with Fetcher(settings()) as fetcher:
            assert page(fetcher, site.url("/")).body == b"direct"

        assert not proxy.was_reached()


def test_nothing_of_one_host_goes_to_another() -> None:
    names = resolver({"a.example": [HOST], "b.example": [HOST]})
    both = settings(allow_hosts=("a.example", "B.example."))
    with partner({"/there": b"x"}) as site, Fetcher(both, resolve=names) as fetcher:
        site.routes["/"] = Reply(
            302, headers={"Location": site.url("/there", "b.example"), "Set-Cookie": "session=1"}
        )
        fetcher.fetch(site.url("/", "a.example"))

    there = site.requests[-1].headers
    assert there["host"] == f"b.example:{site.port}"
    assert not {"cookie", "referer", "authorization"} & there.keys()


def test_a_fetcher_that_was_left_fetches_no_more() -> None:
    with partner({"/": b"x"}) as site:
        with Fetcher(settings()) as fetcher:
            fetcher.fetch(site.url("/"))
        assert "beendet" in failure(fetcher, site.url("/"))
