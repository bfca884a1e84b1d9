"""No private address is ever connected to: by no name, disguise, redirect or second DNS answer."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import FetchFailed
from connectors.fetching import Fetcher, FetchSettings
from connectors.fetching.guard import Deadline, GuardedBackend, is_public
from connectors.fetching.targets import read_url, redirected
from tests.loopback import HOST, Clock, Reply, canary, partner, resolver

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",  # carrier-grade NAT
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",  # metadata of a cloud
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "64:ff9b::7f00:1",  # NAT64
    "64:ff9b::5db8:d822",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:5db8:d822::1",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
PUBLIC = ["93.184.216.34", "8.8.8.8", "2a00:1450:4001:80b::200e", "2606:2800:220:1:248:1893:25c8:1946"]


def fetcher(names: Mapping[str, Iterable[str]], *allowed: str) -> Fetcher:
    settings = FetchSettings(user_agent="mintfeed/0", delay_seconds=0, allow_hosts=allowed, tries=1)
    return Fetcher(settings, resolve=resolver(names))


def refusal(reader: Fetcher, url: str) -> str:
    with reader, pytest.raises(FetchFailed) as caught:
        reader.fetch(url)
    return str(caught.value)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_or_special_address_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_ordinary_server_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_is_reached_in_an_ipv6_disguise(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for disguise in (0, 0xFFFF << 32, 0x64FF9B << 96, 0x2002 << 112 | number << 80, 0x2001 << 112):
        assert not is_public(ipaddress.IPv6Address(disguise | number))


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_with_a_private_address_is_refused_and_the_page_named(address: str) -> None:
    message = refusal(fetcher({"evil.example": [address]}), "http://evil.example/a.ics")

    assert message.startswith("http://evil.example/a.ics: Die Adresse ist privat")


def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    names = {"evil.example": [*PUBLIC, "10.0.0.1"]}

    assert "privat" in refusal(fetcher(names), "http://evil.example/")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "0",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1%25lo]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "evil.example",
    ],
)
def test_this_machine_is_not_reached_by_any_spelling(host: str) -> None:
    with canary() as listener:
        settings = FetchSettings(user_agent="mintfeed/0", delay_seconds=0, tries=1)
        names = resolver({name: [HOST] for name in ("localhost", "localhost.", "127.0.0.1.", host)})

        refusal(Fetcher(settings, resolve=names), f"http://{host}:{listener.port}/")

        assert not listener.was_reached()


def test_this_machine_is_not_reached_with_its_own_resolver_either() -> None:
    with canary() as listener:
        for host in ("localhost", "localhost.", "127.0.0.1.", "2130706433"):
            settings = FetchSettings(user_agent="mintfeed/0", delay_seconds=0, tries=1)
            refusal(Fetcher(settings), f"http://{host}:{listener.port}/")

        assert not listener.was_reached()


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://127.0.0.2/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[fd00:ec2::254]/",
        "//inside.example/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(target: str) -> None:
    names = {"partner.example": [HOST], "inside.example": ["192.168.0.10"]}
    with partner({"/": Reply(302, headers={"Location": target})}) as site:
        assert "privat" in refusal(fetcher(names, "partner.example"), site.url("/", "partner.example"))


def test_a_robots_txt_that_leads_inside_is_refused() -> None:
    names = {"partner.example": [HOST]}
    with canary() as listener, partner({"/": b"x"}) as site:
        site.routes["/robots.txt"] = Reply(302, headers={"Location": "http://127.0.0.1/robots.txt"})
        assert "privat" in refusal(fetcher(names, "partner.example"), site.url("/", "partner.example"))
        site.routes["/robots.txt"] = Reply(302, headers={"Location": f"http://127.0.0.1:{listener.port}/"})
        assert "Port" in refusal(fetcher(names, "partner.example"), site.url("/", "partner.example"))
        assert not listener.was_reached()


def test_allowing_an_address_does_not_allow_a_name_for_it() -> None:
    with partner({"/": b"x"}) as site:
        reader = fetcher({"evil.example": [HOST]}, HOST)
        assert "privat" in refusal(reader, site.url("/", "evil.example"))


def test_allowed_hosts_are_read_on_any_port_and_others_only_on_the_port_of_the_source() -> None:
    names = {"partner.example": [HOST], "elsewhere.example": ["93.184.216.34"]}
    with partner({"/": Reply(302, headers={"Location": "http://elsewhere.example:8080/"})}) as site:
        reader = fetcher(names, "partner.example")
        assert "Port 8080" in refusal(reader, site.url("/", "partner.example"))


def test_only_a_source_may_name_an_unusual_port_not_a_page() -> None:
    with fetcher({"partner.example": ["10.0.0.1"]}) as reader:
        with pytest.raises(FetchFailed, match="Port 22"):
            reader.fetch("http://partner.example:22/", source_url="http://partner.example/events")
        with pytest.raises(FetchFailed, match="privat"):  # past the port, up to the address
            reader.fetch("http://partner.example:8080/1", source_url="http://partner.example:8080/events")


def test_a_redirect_from_https_to_http_is_refused() -> None:
    with pytest.raises(FetchFailed, match="von https auf http"):
        redirected(read_url("https://a.example/"), "http://a.example/")
    assert str(redirected(read_url("http://a.example/x"), "https://b.example/#y")) == "https://b.example/"


class FakeSockets(httpcore.NetworkBackend):
    """Remembers whom it was asked to connect to; `silent` addresses refuse."""

    def __init__(self, *silent: str) -> None:
        self.asked: list[str] = []
        self._silent = silent

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.asked.append(host)
        if host in self._silent:
            raise httpcore.ConnectError("refused")
        return httpcore.MockStream([])


def backend(answers: Iterator[list[str]], sockets: FakeSockets) -> GuardedBackend:
    def resolve(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(answers)]

    url = httpx.URL("http://a.example/")
    deadline = Deadline(2000.0, Clock().monotonic)
    return GuardedBackend(url, resolve=resolve, allow_hosts=frozenset(), deadline=deadline, sockets=sockets)


def test_a_second_dns_answer_has_nowhere_to_slip_in() -> None:
    sockets = FakeSockets()
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    guarded = backend(answers, sockets)

    guarded.connect_tcp("a.example", 80)
    assert sockets.asked == ["93.184.216.34"]  # the checked address, not the name

    with pytest.raises(FetchFailed, match="privat"):
        guarded.connect_tcp("a.example", 80)
    assert sockets.asked == ["93.184.216.34"]


def test_the_next_address_of_a_host_is_tried_where_one_is_silent() -> None:
    sockets = FakeSockets("8.8.8.8")

    backend(iter([["8.8.8.8", "8.8.8.8", "93.184.216.34"]]), sockets).connect_tcp("a.example", 80)

    assert sockets.asked == ["8.8.8.8", "93.184.216.34"]


def test_a_host_without_any_answer_is_no_connection() -> None:
    with pytest.raises(httpcore.ConnectError):
        backend(iter([[]]), FakeSockets()).connect_tcp("a.example", 80)
