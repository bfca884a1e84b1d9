"""Reads every source, as tasks that Prefect shows: on this machine's threads, or on a Dask cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from functools import partial
from typing import Any, Final

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Completed, Failed

from connectors.cluster import Source
from connectors.collection import Collection
from connectors.errors import NightFailed
from connectors.versions import code_version
from flows import steps
from flows.batches import Group, even_batches, host_batches, host_groups
from flows.elsewhere import Assignment, Gathered, read_batch, require_dask
from flows.politeness import settings_of
from flows.progress import tell
from flows.steps import Tonight
from warehouse.night import State, read_state

THREADS: Final = 32  # sources read at once; each host still gets one request at a time
ONE_BY_ONE: Final = 300  # sources that get a task each; more are read in batches, as Prefect takes its time
BATCHES: Final = 32
CONNECT_SECONDS: Final = 20
WELL: Final = (State.OK, State.UNCHANGED)

TASK_OPTIONS: Final[dict[str, Any]] = {"cache_policy": NO_CACHE, "persist_result": False}


def collect_all(tonight: Tonight) -> None:
    """Every source's collection in `tonight`. Raises NightFailed where Dask's scheduler is not there."""
    with tonight.clock.step("fetch"):
        if tonight.errand.cluster.run.tasks == "dask":
            _on_dask(tonight)
        elif len(tonight.errand.cluster.sources) <= ONE_BY_ONE:
            _one_by_one(tonight)
        else:
            _in_batches(tonight)


@task(name="collect", task_run_name="collect {source_id}", **TASK_OPTIONS)
def collect_source(source_id: str, read: Callable[[], Collection]) -> Any:
    """Read one source; its state tells how that went."""
    collection = read()
    state = read_state(collection)
    message = f"{state}: {collection.records} Einträge (records). {collection.failure}".strip()
    return Completed(message=message) if state in WELL else Failed(message=message)


@task(name="collect", task_run_name="collect {name}", **TASK_OPTIONS)
def collect_batch(name: str, read: Callable[[], Gathered]) -> Any:
    """Read several sources; the state names those in trouble."""
    gathered = read()
    return Completed(message=_summary(gathered.collections), data=gathered)


def _one_by_one(tonight: Tonight) -> None:
    futures = [
        collect_source.submit(source.id, partial(_told, tonight, source))
        for source in tonight.errand.cluster.sources
    ]
    for future in futures:
        future.wait()


def _in_batches(tonight: Tonight) -> None:
    """The tasks only wait; the sources share the threads, so that a slow one holds up nobody."""
    with ThreadPoolExecutor(THREADS) as threads:
        waiting = []
        for batch in even_batches(tonight.errand.cluster.sources, BATCHES):
            reading = [threads.submit(_told, tonight, source) for source in batch]
            gather = partial(_gather, [each.result for each in reading])
            waiting.append(collect_batch.submit(_name(batch), gather))
        for future in waiting:
            future.wait()


def _told(tonight: Tonight, source: Source) -> Collection:
    collection = steps.collect_source(tonight, source)
    tell(source.id, read_state(collection), collection.failure)
    return collection


def _gather(results: Sequence[Callable[[], Collection]]) -> Gathered:
    return Gathered(tuple(result() for result in results), 0.0)


def _on_dask(tonight: Tonight) -> None:
    memories = {source.id: steps.memory_of(tonight, source) for source in tonight.errand.cluster.sources}
    groups = host_groups(tonight.errand.cluster.sources, memories)
    at_most = BATCHES if len(tonight.errand.cluster.sources) > ONE_BY_ONE else len(groups)
    with dask_runner(tonight.errand.cluster.run.dask_address) as runner, _reachable_server():
        sent = [
            (batch, runner.submit(task=collect_batch, parameters=_parameters(tonight, batch, memories)))
            for batch in host_batches(groups, at_most)
        ]
        for batch, future in sent:
            for collection in _received(tonight, batch, future):
                tonight.collections[collection.source.id] = collection
                tell(collection.source.id, read_state(collection), collection.failure)


def _parameters(tonight: Tonight, batch: tuple[Group, ...], memories: Any) -> dict[str, Any]:
    sources = tuple(source for group in batch for source in group)
    assignment = Assignment(
        groups=batch,
        memories={source.id: memories[source.id] for source in sources},
        settings=settings_of(tonight.errand.cluster),
        window=tonight.errand.night.window,
        code=code_version(),
    )
    return {"name": _name(sources), "read": partial(read_batch, assignment)}


def dask_runner(address: str) -> Any:
    """Raises ConfigurationError without the extra, NightFailed where nobody listens."""
    require_dask()
    from distributed import Client
    from prefect_dask.task_runners import DaskTaskRunner

    connect: Any = Client  # untyped
    try:
        connect(address, timeout=CONNECT_SECONDS, set_as_default=False).close()
    except OSError as error:
        raise NightFailed(
            f"[run] dask_address {address}: kein Dask-Scheduler erreichbar, »dask scheduler« läuft dort "
            f"nicht? (no Dask scheduler there: {type(error).__name__})"
        ) from None
    return DaskTaskRunner(address=address)


def _reachable_server() -> Any:
    """Workers report to the server of this run, the temporary one included."""
    context = FlowRunContext.get()
    assert context is not None, "sources are collected within a flow"
    return temporary_settings({PREFECT_API_URL: str(context.client.api_url)})


def _received(tonight: Tonight, batch: tuple[Group, ...], future: Any) -> Iterator[Collection]:
    """What a batch gave; if it was lost with its worker, and again with the next ones, its sources failed."""
    from distributed import KilledWorker

    try:
        result = future.result(raise_on_failure=False)
    except (KilledWorker, CancelledError, OSError) as error:
        result = error
    if isinstance(result, Gathered):
        tonight.reader.seconds += result.parse_seconds
        yield from result.collections
        return
    reason = str(result) or type(result).__name__
    for source in (source for group in batch for source in group):
        message = f"{source.url}: auf dem Dask-Cluster nicht gelesen (not read on the Dask cluster): {reason}"
        yield Collection(source=source, failures=(message,))


def _name(sources: Sequence[Source]) -> str:
    first, last = sources[0].id, sources[-1].id
    return first if len(sources) == 1 else f"{first} … {last} ({len(sources)})"


def _summary(collections: Sequence[Collection]) -> str:
    """Such as: 118 ok, 2 failed: stadt, zoo."""
    states = [(read_state(each), each.source.id) for each in collections]
    counts = ", ".join(f"{count} {state}" for state, count in Counter(s for s, _ in states).most_common())
    bad = ", ".join(id_ for state, id_ in states if state not in WELL)
    return f"{counts}: {bad}" if bad else counts
