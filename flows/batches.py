"""Splits a night's sources: even batches for one machine, whole hosts together for several."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from connectors.cluster import Source
from connectors.collection import Memory
from connectors.fetching.targets import normal_host

Group = tuple[Source, ...]  # sources that must be read one after another, since they share a host


def even_batches(sources: Sequence[Source], at_most: int) -> list[tuple[Source, ...]]:
    """So many batches of neighbouring sources, none longer than another by more than one."""
    count = min(at_most, len(sources))
    bounds = [number * len(sources) // count for number in range(count + 1)] if count else [0]
    return [tuple(sources[start:end]) for start, end in pairwise(bounds)]


def host_groups(sources: Sequence[Source], memories: Mapping[str, Memory]) -> list[Group]:
    """Sources that ask the same host, directly or as earlier nights were led to, are in one group.

    A redirect that no earlier night has seen cannot be known; it is within a group from the next night on.
    """
    leader: dict[str, str] = {}

    def find(host: str) -> str:
        while (above := leader.setdefault(host, host)) != host:
            host = above
        return host

    for source in sources:
        first, *others = _hosts(source, memories.get(source.id, Memory()))
        for other in others:
            leader[find(other)] = find(first)
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups[find(_host(source.url))].append(source)
    return [tuple(group) for group in groups.values()]


def host_batches(groups: Sequence[Group], at_most: int) -> list[tuple[Group, ...]]:
    """The groups in so many batches of about as many sources each; the largest groups begin."""
    count = min(at_most, len(groups))
    batches: list[list[Group]] = [[] for _ in range(count)]
    fill = [(0, number) for number in range(count)]
    for group in sorted(groups, key=len, reverse=True):
        size, number = heapq.heappop(fill)
        batches[number].append(group)
        heapq.heappush(fill, (size + len(group), number))
    return [tuple(batch) for batch in batches]


def _hosts(source: Source, memory: Memory) -> Iterator[str]:
    yield _host(source.url)
    if memory.finding is not None:
        yield _host(memory.finding.url)
    for page in memory.pages.values():
        yield _host(page.url)
        yield _host(page.final_url)


def _host(url: str) -> str:
    return normal_host(urlsplit(url).hostname or "")
