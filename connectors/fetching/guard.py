"""Decides which addresses may be connected to, and connects to exactly those, until a deadline.

The check stands where the connection is made, so that a second DNS answer has nowhere to slip in.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from connectors.fetching.targets import normal_host
from connectors.fetching.troubles import Refused, Unreachable, say

Resolve = Callable[..., Iterable[tuple[Any, ...]]]  # as socket.getaddrinfo
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

CONNECT_SECONDS = 10.0
MOST_ADDRESSES = 4

# Everything routable in IPv6 begins here; mapped, NAT64, unique local, link-local and multicast do not.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Routable by the letter of the registry, or by the library's opinion, but never a partner's web server.
NEVER = tuple(
    ipaddress.ip_network(net)
    for net in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # a cloud's internal services under a public number
        "2001::/23",  # protocol assignments, Teredo among them
        "2002::/16",  # 6to4, which carries an IPv4 address
        "3fff::/20",  # documentation
    )
)


def is_public(address: Address) -> bool:
    if address.version == 6 and address not in GLOBAL_UNICAST:
        return False
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return not any(address in net for net in NEVER)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point on a monotonic clock."""

    at: float
    monotonic: Callable[[], float]

    def left(self, at_most: float | None = None) -> float:
        """Seconds left; raises when there are none."""
        seconds = self.at - self.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("deadline")
        return seconds if at_most is None else min(seconds, at_most)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and to hosts that are allowed by name, for one request."""

    def __init__(
        self,
        url: httpx.URL,
        *,
        resolve: Resolve,
        allow_hosts: frozenset[str],
        deadline: Deadline,
        sockets: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._url = url  # for messages
        self._resolve = resolve
        self._allow_hosts = allow_hosts
        self._deadline = deadline
        self._sockets = sockets or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self._addresses(host, port)[:MOST_ADDRESSES]:
            try:
                stream = self._sockets.connect_tcp(
                    str(address), port, self._deadline.left(CONNECT_SECONDS), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                return DeadlineStream(stream, self._deadline)
        raise trouble

    def _addresses(self, host: str, port: int) -> list[Address]:
        """Every address of the host; one that is not public is enough to refuse them all."""
        addresses = self._look_up(host, port)
        if normal_host(host) in self._allow_hosts:
            return addresses
        for address in addresses:
            if not is_public(address):
                raise Refused(
                    say(
                        self._url,
                        f"Die Adresse ist privat ({address}); nur öffentliche Server werden gelesen, "
                        "Ausnahmen nennt allow_hosts",
                        f"the address is private ({address}); only public servers are read, "
                        "allow_hosts names exceptions",
                    )
                )
        return addresses

    def _look_up(self, host: str, port: int) -> list[Address]:
        try:
            return [ipaddress.ip_address(host)]
        except ValueError:
            pass
        try:
            answers = self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(
                say(
                    self._url,
                    "Der Rechnername ist unbekannt; Schreibweise prüfen",
                    "unknown host; check its spelling",
                )
            ) from error
        return list(dict.fromkeys(ipaddress.ip_address(answer[4][0]) for answer in answers))


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return DeadlineStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
