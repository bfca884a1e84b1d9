"""Reads a batch of sources on whatever machine it is sent to; what it returns can be loaded on another."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

from connectors.cluster import Cluster, Source
from connectors.collect import Fetching, Reader, collect
from connectors.collection import Collection, Memory
from connectors.errors import ConfigurationError, NightFailed
from connectors.fetching import Fetcher, FetchSettings
from connectors.model import Window
from connectors.versions import code_version
from connectors.workers import Workers
from flows.batches import Group

THREADS: Final = 32  # hosts asked at once by one batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Sources to be read in one place: all that ask a host are in the same one."""

    groups: tuple[Group, ...]
    memories: Mapping[str, Memory]  # by source id
    settings: FetchSettings
    window: Window
    code: str  # the version of whoever asks; another one would read the same bytes differently


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a batch gave: pages compressed, listings as Arrow streams."""

    collections: tuple[Collection, ...]
    parse_seconds: float


def require_runner(cluster: Cluster) -> None:
    """Raises ConfigurationError where the cluster wants Dask, and its extra is not installed."""
    if cluster.run.tasks == "dask":
        require_dask()


def require_dask() -> None:
    """Raises ConfigurationError where the extra is not installed."""
    try:
        import prefect_dask  # noqa: F401
    except ImportError:
        raise ConfigurationError(
            '[run] tasks = "dask" braucht das Extra »dask«: pip install -e ".[dask]" (the extra is missing)'
        ) from None


def read_batch(assignment: Assignment) -> Gathered:
    """Each host's sources one after another, as many hosts at once as there are threads.

    Raises NightFailed on a machine with another version of this program.
    """
    if code_version() != assignment.code:
        raise NightFailed(
            "auf dem Dask-Worker läuft eine andere Version von mintfeed; dort dieselbe installieren "
            "(the Dask worker runs another version of mintfeed)"
        )
    # A nanny starts its worker as a daemon, which may have no children; parsers are children.
    multiprocessing.current_process().daemon = False
    threads = min(THREADS, len(assignment.groups))
    with (
        Workers(1) as reader,
        Fetcher(assignment.settings) as fetching,
        ThreadPoolExecutor(threads) as executor,
    ):
        read = partial(_read_group, assignment, fetching, reader)
        collections = tuple(each for group in executor.map(read, assignment.groups) for each in group)
        return Gathered(collections, reader.seconds)


def _read_group(assignment: Assignment, fetching: Fetching, reader: Reader, group: Group) -> list[Collection]:
    return [_read(assignment, fetching, reader, source) for source in group]


def _read(assignment: Assignment, fetching: Fetching, reader: Reader, source: Source) -> Collection:
    memory = assignment.memories.get(source.id, Memory())
    return collect(source, fetching=fetching, reader=reader, memory=memory, window=assignment.window)
