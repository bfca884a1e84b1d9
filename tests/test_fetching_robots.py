"""robots.txt is obeyed, and reservations of text and data mining are seen."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from connectors.errors import FetchFailed, Forbidden
from connectors.fetching import Fetcher, FetchSettings, build_user_agent, reserves_mining
from connectors.fetching.robots import MAX_BYTES
from connectors.model import Page
from tests.loopback import HOST, Clock, Reply, Route, Seen, partner

SETTINGS = FetchSettings(
    user_agent=build_user_agent("0.1", "https://cluster.example"), delay_seconds=0, allow_hosts=(HOST,)
)


def allows(robots: Route, path: str = "/events") -> bool:
    with partner({"/robots.txt": robots, path: b"x"}) as site, Fetcher(SETTINGS) as fetcher:
        try:
            fetcher.fetch(site.url(path))
        except Forbidden:
            assert path not in site.paths()
            return False
        return True


@pytest.mark.parametrize(
    "text, allowed",
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /support/", True),
        ("User-agent: *\nDisallow: /eve", False),
        ("User-agent: *\nDisallow: /*s$", False),
        ("User-agent: *\nDisallow: /\nAllow: /events", True),
        ("User-agent: mintfeed\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-Agent: MintFeed/1.0\nDisallow:", True),
        ("User-agent: otherbot\nUser-agent: mintfeed\nDisallow: /", False),
        ("User-agent: mintfeed\nUser-agent: otherbot\nDisallow: /", False),
        ("User-agent: otherbot\nDisallow: /\n", True),
        ("User-agent: otherbot # not us\nDisallow: /\nUser-agent: *\nAllow: /", True),
        ("user-agent mintfeed-images\nDisallow: /\n", True),
        ("useragent mintfeed\nDisallow: /\n", False),
        ("User-agent: badbot\nDisallow: /\nUser-agent: worsebot\nDisallow: /e\n", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("<html><body>Willkommen!</body></html>", True),
        ("Allow: *\n" * 3 + "nonsense", True),
    ],
)
def test_robots_txt_is_obeyed(text: str, allowed: bool) -> None:
    assert allows(text) is allowed


def test_the_message_says_who_forbids_what_and_whom_to_ask() -> None:
    robots = "User-agent: *\nDisallow: /"
    with (
        partner({"/robots.txt": robots}) as site,
        Fetcher(SETTINGS) as fetcher,
        pytest.raises(Forbidden) as caught,
    ):
        fetcher.fetch(site.url("/a"))

    assert str(caught.value).startswith(f"{site.url('/a')}: robots.txt verbietet diese Seite")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_allows_everything(status: int) -> None:
    assert allows(Reply(status))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_in_trouble_forbids_everything_for_this_run(status: int) -> None:
    with (
        partner({"/robots.txt": Reply(status), "/a": b"x", "/b": b"x"}) as site,
        Fetcher(SETTINGS) as fetcher,
    ):
        for path in ("/a", "/b"):
            with pytest.raises(Forbidden, match=f"HTTP {status}"):
                fetcher.fetch(site.url(path))

    assert site.paths() == ["/robots.txt"] * SETTINGS.tries


def test_a_robots_txt_that_recovers_is_obeyed() -> None:
    def recovers(seen: Seen) -> Reply:
        return Reply(503) if seen.number == 1 else Reply(200, b"User-agent: *\nDisallow: /x")

    assert allows(recovers)
    assert not allows(recovers, "/x")


def test_a_silent_robots_txt_forbids_everything_for_this_run() -> None:
    def silent(seen: Seen) -> Reply:
        seen.pause(30)
        return Reply()

    quick = FetchSettings(
        user_agent="mintfeed/0", delay_seconds=0, allow_hosts=(HOST,), timeout_seconds=0.05, tries=1
    )
    with (
        partner({"/robots.txt": silent, "/": b"x"}) as site,
        Fetcher(quick) as fetcher,
        pytest.raises(Forbidden, match="Zeitüberschreitung"),
    ):
        fetcher.fetch(site.url("/"))


def test_a_site_that_is_down_is_down_not_forbidden() -> None:
    with partner() as site:
        pass
    with Fetcher(SETTINGS) as fetcher:
        for path in ("/a", "/b"):
            with pytest.raises(FetchFailed, match=f"{path}: Keine Verbindung"):
                fetcher.fetch(site.url(path))


def test_every_site_is_asked_once_however_many_pages_and_threads() -> None:
    routes: dict[str, Route] = {f"/{n}": b"x" for n in range(8)}
    with partner(routes) as site, Fetcher(SETTINGS) as fetcher, ThreadPoolExecutor(8) as pool:
        list(pool.map(fetcher.fetch, [site.url(path) for path in routes]))

    assert site.paths()[0] == "/robots.txt"
    assert sorted(site.paths()) == sorted([*routes, "/robots.txt"])


def test_a_redirect_to_a_forbidden_page_is_not_followed() -> None:
    routes: dict[str, Route] = {
        "/robots.txt": "User-agent: *\nDisallow: /inside",
        "/": Reply(302, headers={"Location": "/inside"}),
        "/inside": b"x",
    }
    with partner(routes) as site, Fetcher(SETTINGS) as fetcher, pytest.raises(Forbidden):
        fetcher.fetch(site.url("/"))

    assert "/inside" not in site.paths()


def test_redirects_of_robots_txt_are_followed() -> None:
    routes: dict[str, Route] = {
        "/robots.txt": Reply(301, headers={"Location": "/r.txt"}),
        "/r.txt": "User-agent: *\nDisallow: /",
    }
    with partner(routes) as site, Fetcher(SETTINGS) as fetcher, pytest.raises(Forbidden):
        fetcher.fetch(site.url("/"))


@pytest.mark.parametrize("asked, kept", [("7", 7), ("0.5", 2), ("86400", 30), ("soon", 2), ("-1", 2)])
def test_a_crawl_delay_makes_the_pause_longer_within_reason(asked: str, kept: float) -> None:
    clock = Clock()
    settings = FetchSettings(user_agent="mintfeed/0", delay_seconds=2, allow_hosts=(HOST,))
    robots = f"User-agent: *\nCrawl-delay: {asked}\n"
    with (
        partner({"/robots.txt": robots, "/": b"x"}) as site,
        Fetcher(settings, sleep=clock.sleep, monotonic=clock.monotonic) as fetcher,
    ):
        fetcher.fetch(site.url("/"))
        fetcher.fetch(site.url("/"))

    assert clock.slept[-1] == kept


def test_of_an_endless_robots_txt_the_beginning_counts() -> None:
    assert not allows("User-agent: *\nDisallow: /\n" + "# x\n" * 500_000)


def test_a_rule_that_was_cut_in_half_forbids_nothing() -> None:
    start = "User-agent: *\n"
    filler = "#" * (MAX_BYTES - len(start) - len("\nDisallow: /")) + "\n"

    assert allows(start + filler + "Disallow: /internal")


def test_a_robots_txt_made_to_hurt_costs_little() -> None:
    began = time.monotonic()

    for agent in ("a{}", "*a{}*", "mintfeed/{}"):
        assert allows(
            "".join(f"User-agent: {agent.format(n)}\n" for n in range(12_000)) + "Disallow: /x\n" * 20_000
        )
    assert time.monotonic() - began < 5


# --- text and data mining


def reserved(headers: dict[str, str], body: bytes = b"", rules: bytes = b"", path: str = "/") -> bool:
    return reserves_mining(httpx.Headers(headers), body, rules, path)


def test_a_reservation_is_seen_wherever_it_may_stand() -> None:
    meta = b'<meta name="tdm-reservation" content="%d">'
    rules = b'[{"location": "/free/", "tdm-reservation": 0}, {"location": "/*", "tdm-reservation": 1}]'

    assert not reserved({})
    assert reserved({"TDM-Reservation": "1"})
    assert not reserved({"tdm-reservation": "0"}, rules=rules)
    assert reserved({}, meta % 1)
    assert not reserved({"tdm-reservation": "1"}, meta % 0)
    assert reserved({}, rules=rules, path="/events")
    assert not reserved({}, rules=rules, path="/free/a")


@pytest.mark.parametrize("rules", [b"", b"<html>", b"[" * 99_999, b"1", b'[1, {"location": 3}]', b"\xff"])
def test_rules_that_are_none_reserve_nothing(rules: bytes) -> None:
    assert not reserved({}, rules=rules)


def test_a_reserved_page_is_forbidden_only_to_who_asks() -> None:
    rules = '[{"location": "/", "tdm-reservation": 1}]'
    with (
        partner({"/": b"x", "/.well-known/tdmrep.json": rules}) as site,
        Fetcher(SETTINGS) as fetcher,
    ):
        assert isinstance(fetcher.fetch(site.url("/")), Page)
        with pytest.raises(Forbidden, match="Data-Mining"):
            fetcher.fetch_unreserved(site.url("/"))
        site.routes["/.well-known/tdmrep.json"] = Reply(404)
        assert fetcher.fetch_unreserved(site.url("/")).body == b"x"
