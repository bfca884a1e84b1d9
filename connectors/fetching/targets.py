"""Decides which URLs may be asked for: scheme, host, port, and where a redirect may lead."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

import httpx

from connectors.fetching.troubles import Refused, say, shown

ORDINARY_PORTS = (80, 443)


def read_url(text: str) -> httpx.URL:
    """The URL without its fragment; webcal is https by another name."""
    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise Refused(say(text, "keine gültige Adresse", f"not a valid URL: {shown(str(error))}")) from error
    if url.scheme in ("webcal", "webcals"):
        url = url.copy_with(scheme="https")
    _check(url)
    return url


def _check(url: httpx.URL) -> None:
    if url.scheme not in ("http", "https"):
        raise Refused(say(url, "nur http und https werden gelesen", "only http and https are read"))
    if url.userinfo:
        hidden = url.copy_with(userinfo=b"")
        raise Refused(say(hidden, "Zugangsdaten in der Adresse; entfernen", "credentials in the URL; remove"))
    host = host_of(url)
    if not host:
        raise Refused(say(url, "kein Rechnername in der Adresse", "no host in the URL"))
    if "%" in host or _is_disguised(host):
        raise Refused(say(url, "kein gültiger Rechnername", "not a valid host (a disguised address)"))


def _is_disguised(host: str) -> bool:
    """Whether the C library reads it as an address, but only in an odd form: 2130706433, 0x7f.1, 127.1."""
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return True
    return False


def host_of(url: httpx.URL) -> str:
    return normal_host(url.raw_host.decode("ascii"))


def normal_host(host: str) -> str:
    """One spelling for a name or an address."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return bare


def origin_of(url: httpx.URL) -> str:
    return str(url.copy_with(raw_path=b"/", fragment=None))


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may be asked on which port."""

    allow_hosts: frozenset[str]  # normal spelling; private hosts, any port

    def check(self, url: httpx.URL, source: httpx.URL) -> None:
        """Refuse a port that is neither ordinary nor named by the source's own URL for that host."""
        if url.port is None or url.port in ORDINARY_PORTS or host_of(url) in self.allow_hosts:
            return
        if (host_of(url), url.port) != (host_of(source), source.port):
            raise Refused(
                say(url, f"Port {url.port} wird nicht gelesen", f"port {url.port} is not read from")
            )


def redirected(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads."""
    try:
        target = read_url(str(url.join(location)))
    except httpx.InvalidURL as error:
        raise Refused(
            say(url, "Weiterleitung ins Nichts", f"invalid redirect: {shown(str(error))}")
        ) from error
    if url.scheme == "https" and target.scheme == "http":
        raise Refused(
            say(
                url,
                f"leitet von https auf http um ({target}); Adresse in der Quelle berichtigen",
                f"redirects from https to http ({target}); correct the source's URL",
            )
        )
    return target
