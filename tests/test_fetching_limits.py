"""Nothing a partner sends exhausts memory or time, and nothing cut off passes for whole."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from connectors.errors import CollectionError, FetchFailed
from connectors.fetching import Fetcher, FetchSettings
from connectors.fetching.inflate import PIECE
from connectors.model import Page
from tests.loopback import HOST, Clock, Partner, Reply, Seen, partner, resolver

GZIP = {"Content-Encoding": "gzip", "Content-Type": "text/calendar"}


def settings(**changes: Any) -> FetchSettings:
    given: dict[str, Any] = {
        "user_agent": "mintfeed/0",
        "delay_seconds": 0,
        "allow_hosts": (HOST,),
        "tries": 1,
    }
    return FetchSettings(**{**given, **changes})


def failure(site: Partner, **changes: Any) -> str:
    with Fetcher(settings(**changes)) as fetcher, pytest.raises(FetchFailed) as caught:
        fetcher.fetch(site.url("/"))
    return str(caught.value)


def body(site: Partner, **changes: Any) -> bytes:
    with Fetcher(settings(**changes)) as fetcher:
        found = fetcher.fetch(site.url("/"))
    assert isinstance(found, Page)
    return found.body


def raw(head: str, *pieces: bytes) -> Reply:
    return Reply(raw=[b"HTTP/1.1 200 OK\r\n" + head.encode() + b"\r\n\r\n", *pieces])


# --- size


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_a_page_of_exactly_the_limit_is_read_and_one_byte_more_is_not(headers: dict[str, str]) -> None:
    def packed(size: int) -> Reply:
        return Reply(200, gzip.compress(b"x" * size) if headers else b"x" * size, headers)

    with partner({"/": packed(100_000)}) as site:
        assert body(site, max_bytes=100_000) == b"x" * 100_000
        site.routes["/"] = packed(100_001)
        assert "größer als 0.1 MB" in failure(site, max_bytes=100_000)


def test_a_page_without_an_announced_length_is_bounded_too() -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * PIECE

    with partner({"/": Reply(raw=endless())}) as site:
        assert "größer als" in failure(site, max_bytes=1_000_000)


def test_a_length_that_is_announced_too_large_is_not_waited_for() -> None:
    with partner({"/": raw("Content-Length: 99999999999999999999")}) as site:
        assert "größer als" in failure(site)


def bomb(megabytes: int) -> bytes:
    """Megabytes of zeros as one gzip member; the same flushed block over and over."""
    packer = zlib.compressobj(9, wbits=31)
    block = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return block + again * (megabytes - 1) + packer.flush()


def test_a_bomb_does_not_unfold() -> None:
    small = bomb(600)
    assert len(small) < 700_000

    with partner({"/": Reply(200, small, GZIP)}) as site:
        tracemalloc.start()
        try:
            assert "größer als 10 MB" in failure(site)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert peak < 30_000_000


def test_endless_data_that_unfold_to_nothing_end() -> None:
    nothing = gzip.compress(b"", mtime=0)
    with partner({"/": Reply(200, nothing * 60_000, GZIP)}) as site:
        assert "größer als 1 MB" in failure(site, max_bytes=1_000_000)


def test_headers_without_end_are_not_read_to_their_end() -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-More: " + b"x" * 1000 + b"\r\n"

    with partner({"/": Reply(raw=endless())}) as site:
        assert "HTTP" in failure(site)


# --- compression


@pytest.mark.parametrize("coding", ["br", "deflate", "zstd", "gzip, gzip", "x"])
def test_a_coding_nobody_asked_for_is_refused(coding: str) -> None:
    with partner({"/": Reply(200, b"x" * 10, {"Content-Encoding": coding})}) as site:
        assert "Kompression" in failure(site)


@pytest.mark.parametrize("content", [b"", b"nothing at all"])
def test_a_page_that_names_no_coding_passes_as_it_is(content: bytes) -> None:
    with partner({"/": Reply(200, content, {"Content-Encoding": "identity"})}) as site:
        assert body(site) == content


def test_an_empty_page_may_call_itself_gzip() -> None:
    with partner({"/": Reply(200, b"", GZIP)}) as site:
        assert body(site) == b""


# --- cut off


@pytest.mark.parametrize(
    "reply",
    [
        raw("Content-Length: 100", b"BEGIN:VCALENDAR"),
        raw("Transfer-Encoding: chunked", b"f\r\nBEGIN:VCALENDAR\r\n"),
        raw("Transfer-Encoding: chunked", b"ff\r\nBEGIN:VCALENDAR"),
        raw("Content-Encoding: gzip", gzip.compress(b"BEGIN:VCALENDAR" * 99)[:-9]),
    ],
)
def test_a_body_that_ends_too_early_is_cut_off_not_short(reply: Reply) -> None:
    with partner({"/": reply}) as site:
        assert "abgeschnitten" in failure(site)


def test_a_body_that_was_cut_off_once_is_read_again() -> None:
    def flaky(seen: Seen) -> Reply:
        return raw("Content-Length: 100", b"BEGIN") if seen.number == 1 else Reply(200, b"whole")

    with partner({"/": flaky}) as site:
        assert body(site, tries=2) == b"whole"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nbroken header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/1.1 999999 OK\r\n\r\n",
    ],
)
def test_what_is_not_http_is_said_to_be_so(answer: bytes) -> None:
    with partner({"/": Reply(raw=[answer])}) as site:
        assert "HTTP" in failure(site)


WORDS = [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 x\r\nLocation: ", b"HTTP/1.0 304\r\n", b"\r\n", b"\r\n\r\n"]
WORDS += [b"Content-Length: ", b"5", b"Transfer-Encoding: chunked", b"Content-Encoding: gzip", b"http://"]


@settings_of_hypothesis(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=20) | st.sampled_from(WORDS), max_size=12))
def test_whatever_a_partner_answers_is_a_page_or_a_failure_in_words(pieces: list[bytes]) -> None:
    reader = Fetcher(settings(timeout_seconds=5), resolve=resolver({}))
    with partner({"/": Reply(raw=pieces)}) as site, reader as fetcher:
        try:
            fetcher.fetch(site.url("/"))
        except CollectionError as error:
            assert str(error).isprintable()


# --- time


def drip(seen: Seen, start: bytes, piece: bytes) -> Iterator[bytes]:
    yield start
    while not seen.pause(0.01):
        yield piece


@pytest.mark.parametrize(
    "start, piece",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"", mtime=0)),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_a_partner_that_drips_is_left_at_the_deadline(start: bytes, piece: bytes) -> None:
    with partner({"/": lambda seen: Reply(raw=drip(seen, start, piece))}) as site:
        began = time.monotonic()
        assert "Zeitüberschreitung nach 0.1 s" in failure(site, timeout_seconds=0.1)
        assert time.monotonic() - began < 1


def test_a_partner_that_says_nothing_is_left_at_the_deadline() -> None:
    def silent(seen: Seen) -> Reply:
        seen.pause(30)
        return Reply()

    with partner({"/": silent}) as site:
        assert "Zeitüberschreitung" in failure(site, timeout_seconds=0.05)


def test_redirects_share_the_time_of_one_page() -> None:
    clock = Clock()

    def slow(seen: Seen) -> Reply:
        clock.now += 40
        return Reply(302, headers={"Location": f"{seen.path}x"})

    with (
        partner({"/": slow, "/x": slow, "/xx": b"late"}) as site,
        Fetcher(settings(), monotonic=clock.monotonic, sleep=clock.sleep) as fetcher,
        pytest.raises(FetchFailed, match="Zeitüberschreitung"),
    ):
        fetcher.fetch(site.url("/"))
