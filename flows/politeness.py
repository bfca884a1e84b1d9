"""How sites are asked: as the cluster says, or politely by default where there is no cluster."""

from __future__ import annotations

import ipaddress
from importlib.metadata import version
from urllib.parse import urlsplit

from connectors.cluster import Cluster
from connectors.fetching import FetchSettings, build_user_agent


def settings_of(cluster: Cluster) -> FetchSettings:
    """Its [fetch], and whom partners can ask."""
    fetch = cluster.fetch
    return FetchSettings(
        user_agent=build_user_agent(version("mintfeed"), cluster.contact or cluster.homepage),
        delay_seconds=fetch.delay_seconds,
        timeout_seconds=fetch.timeout_seconds,
        max_bytes=fetch.max_bytes,
        allow_hosts=fetch.allow_hosts,
    )


def settings_for(urls: tuple[str, ...]) -> FetchSettings:
    """For addresses that a person typed: of this very machine if they said so, so that a page can be
    checked before it goes live; other private hosts stay refused."""
    agent = f"mintfeed/{version('mintfeed')}"
    hosts = tuple(host for url in urls if _is_loopback(host := _host(url)))
    if len(hosts) == len(urls):
        return FetchSettings(user_agent=agent, delay_seconds=0, allow_hosts=hosts)
    return FetchSettings(user_agent=agent, allow_hosts=hosts)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
