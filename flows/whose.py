"""Whose site an address is, and what it calls itself: what `add` proposes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from connectors.cluster import Cluster, Partner
from connectors.model import Page
from connectors.normalising.texts import one_line
from connectors.parsing import markup

LONGEST: Final = 80
_SITE: Final = (
    "meta[property='og:site_name']@content, meta[name='application-name']@content, head > title,"
    " channel > title"
)
_SEPARATORS: Final = re.compile(r"\s+[–—|·•:-]\s+|\s*[|·•]\s*")
_TELLING: Final = 8  # letters; a shorter name within another proves nothing


def names_of(page: Page) -> list[str]:
    """What the page's head calls the page and its site, in the order of its words."""
    if page.media_type and not page.media_type.endswith(("html", "xml")):
        return []
    found: dict[str, None] = {}
    for words in markup.values(markup.document(page), _SITE):
        for part in _SEPARATORS.split(one_line(words, 200)):
            if part.strip():
                found[part.strip()[:LONGEST]] = None
    return list(found)


def partner_of(cluster: Cluster, url: str, page: Page) -> Partner | None:
    """By homepage, by what is read of that folder already, by name, by path, by what is read of that host
    already; else the cluster's only partner. Where a way names several, it names none."""
    on_host = [source for source in cluster.sources if _host(source.url) == _host(url)]
    in_folder = [source for source in on_host if _segments(source.url)[:1] == _segments(url)[:1]]
    for ids in (
        _by_homepage(cluster, url),
        (source.partner for source in in_folder),
        _by_name(cluster, names_of(page)),
        _by_path(cluster, url),
        (source.partner for source in on_host),
        cluster.partners,
    ):
        if len(known := set(ids)) == 1:
            return cluster.partners[known.pop()]
    return None


def _by_homepage(cluster: Cluster, url: str) -> Iterator[str]:
    """Partners may share a host; then the longest path they have in common with the address decides."""
    path = urlsplit(url).path
    homes = [
        (urlsplit(partner.homepage).path.rstrip("/"), partner.id)
        for partner in cluster.partners.values()
        if partner.homepage and _host(partner.homepage) == _host(url)
    ]
    fitting = [(home, id_) for home, id_ in homes if path == home or path.startswith(f"{home}/")]
    longest = max((len(home) for home, _ in fitting), default=0)
    yield from (id_ for home, id_ in fitting if len(home) == longest)


def _by_name(cluster: Cluster, names: Iterable[str]) -> Iterator[str]:
    said = [name.casefold() for name in names]
    for partner in cluster.partners.values():
        own = partner.name.casefold()
        if any(name == own or _is_within(name, own) or _is_within(own, name) for name in said):
            yield partner.id


def _is_within(short: str, long: str) -> bool:
    return len(short) >= _TELLING and re.search(rf"\b{re.escape(short)}\b", long) is not None


def _by_path(cluster: Cluster, url: str) -> Iterator[str]:
    """A folder called like the partner, or like its own domain."""
    segments = set(_segments(url))
    for partner in cluster.partners.values():
        if segments & {partner.id, *_host(partner.homepage).split(".")[:-1]}:
            yield partner.id


def _segments(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.split("/") if segment]


def _host(url: str) -> str:
    """With its port, without www."""
    return urlsplit(url).netloc.lower().removeprefix("www.")
