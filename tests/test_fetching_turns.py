"""One request at a time per host, in order, with a pause; hosts do not wait for one another."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from connectors.errors import FetchFailed
from connectors.fetching import Fetcher, FetchSettings
from connectors.fetching.turns import Turns
from tests.loopback import HOST, Clock, Reply, Seen, partner, resolver

A = httpx.URL("https://a.example/")
B = httpx.URL("https://b.example/")


def turns(clock: Clock, delay: float = 1.0) -> Turns:
    return Turns(delay, sleep=clock.sleep, monotonic=clock.monotonic)


def test_the_first_request_to_a_host_does_not_wait() -> None:
    clock = Clock()
    with turns(clock).turn(A):
        assert clock.slept == []


def test_the_pause_counts_from_the_end_of_the_last_request() -> None:
    clock = Clock()
    hosts = turns(clock)
    with hosts.turn(A):
        clock.now += 5  # a slow request
    clock.now += 0.25
    with hosts.turn(A):
        assert clock.slept == [0.75]


def test_a_failed_request_is_followed_by_the_pause_too() -> None:
    clock = Clock()
    hosts = turns(clock)
    with pytest.raises(ZeroDivisionError), hosts.turn(A):
        raise ZeroDivisionError
    with hosts.turn(A):
        assert clock.slept == [1]


def test_hosts_do_not_wait_for_one_another() -> None:
    clock = Clock()
    hosts = turns(clock)
    with hosts.turn(A), hosts.turn(B):
        assert clock.slept == []


def test_names_are_one_host_in_any_spelling_and_on_any_port() -> None:
    clock = Clock()
    hosts = turns(clock)
    with hosts.turn(A):
        pass
    with hosts.turn(httpx.URL("http://A.EXAMPLE.:8080/x")):
        assert clock.slept == [1]


def test_a_longer_pause_asked_for_is_kept_and_a_shorter_one_changes_nothing() -> None:
    clock = Clock()
    hosts = turns(clock)
    hosts.postpone("a.example", 10)
    hosts.postpone("a.example", 5)
    with hosts.turn(A):
        assert clock.slept == [10]


def test_a_host_that_wants_more_than_a_minute_of_peace_gets_it() -> None:
    clock = Clock()
    hosts = turns(clock)
    hosts.postpone("a.example", 61)
    with pytest.raises(FetchFailed, match="um Ruhe"), hosts.turn(A):
        pass
    clock.now += 1
    with hosts.turn(A):
        assert clock.slept == [60]


def wait_until_queued(hosts: Turns, number: int) -> None:
    deadline = time.monotonic() + 5
    while len(hosts._queues["a.example"].waiting) < number:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_who_comes_first_is_served_first() -> None:
    hosts = turns(Clock(), delay=0)
    served: list[int] = []

    def ask(number: int) -> None:
        with hosts.turn(A):
            served.append(number)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(5)]
    with hosts.turn(A):
        for n, thread in enumerate(threads):
            thread.start()
            wait_until_queued(hosts, n + 1)
    for thread in threads:
        thread.join()

    assert served == [0, 1, 2, 3, 4]


def test_leaving_sends_home_who_still_waits() -> None:
    hosts = turns(Clock(), delay=0)
    outcomes: list[str] = []

    def ask() -> None:
        try:
            with hosts.turn(A):
                outcomes.append("served")
        except FetchFailed as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    with hosts.turn(A):
        for thread in threads:
            thread.start()
        wait_until_queued(hosts, 3)
        hosts.close()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 3
    assert all("beendet" in outcome for outcome in outcomes)


def test_one_host_never_sees_two_requests_at_once() -> None:
    busy = threading.Lock()

    def alone(seen: Seen) -> Reply:
        if not busy.acquire(blocking=False):
            return Reply(403, b"two at once")
        seen.pause(0.002)
        busy.release()
        return Reply(200, b"x")

    settings = FetchSettings(user_agent="mintfeed/0", delay_seconds=0, allow_hosts=(HOST,))
    with partner({"/": alone}) as site, Fetcher(settings) as fetcher, ThreadPoolExecutor(8) as pool:
        list(pool.map(fetcher.fetch, [site.url("/")] * 24))

    assert len(site.requests) == 25


def test_two_hosts_are_read_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=5)

    def together(_: Seen) -> Reply:
        both.wait()
        return Reply(200, b"x")

    names = resolver({"a.example": [HOST], "b.example": [HOST]})
    settings = FetchSettings(user_agent="mintfeed/0", delay_seconds=0, allow_hosts=("a.example", "b.example"))
    with (
        partner({"/": together}) as site,
        Fetcher(settings, resolve=names) as fetcher,
        ThreadPoolExecutor(2) as pool,
    ):
        list(pool.map(fetcher.fetch, [site.url("/", "a.example"), site.url("/", "b.example")]))
