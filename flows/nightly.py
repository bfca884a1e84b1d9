"""The nightly flow: Prefect's view of a night. One task a source, then load, build, check, publish."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from connectors.collection import Collection
from connectors.errors import MintfeedError
from flows import steps
from flows.errand import errand
from flows.progress import tell
from flows.steps import Published, Tonight
from warehouse.night import State, read_state
from warehouse.store import one_transaction

THREADS = 32  # sources read at once; each host still gets one request at a time

_RUNNER: Any = ThreadPoolTaskRunner(max_workers=THREADS)
_OPTIONS: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="collect", task_run_name="collect {source_id}", **_OPTIONS)
def collect_source(source_id: str, read: Callable[[], Collection]) -> Any:
    """Read one source; its state tells how that went."""
    collection = read()
    state = read_state(collection)
    tell(source_id, state, collection.failure)
    message = f"{state}: {collection.records} Einträge (records). {collection.failure}".strip()
    return Completed(message=message) if state in (State.OK, State.UNCHANGED) else Failed(message=message)


def _step(name: str, work: Callable[[], Any]) -> Any:
    """One step of the night. `work` is a partial, so that Prefect does not look into it for futures."""
    return work()


step: Any = task(task_run_name="{name}", **_OPTIONS)(_step)  # Any: Prefect types it as maybe asynchronous


@flow(
    name="nightly",
    flow_run_name="{cluster} {as_of}",
    task_runner=_RUNNER,
    persist_result=False,
    validate_parameters=False,
)
def nightly(cluster: str, data: str | None = None, site: str | None = None, as_of: str | None = None) -> Any:
    """Read every source of a cluster and publish what was found.

    A night in which something is published is completed, any other has failed.
    """
    try:
        with steps.beginning(errand(cluster, data, site, as_of)) as tonight:
            published = _all_steps(tonight)
    except MintfeedError as error:
        return Failed(message=str(error))
    bad = [each.source_id for each in published.health if each.state in ("failed", "empty", "held")]
    trouble = f"; Quellen in Not (sources in trouble): {', '.join(bad)}" if bad else ""
    return Completed(message=f"{published.events} Termine (events) in {published.release.name}{trouble}")


def _all_steps(tonight: Tonight) -> Published:
    with tonight.clock.step("fetch"):
        futures = [
            collect_source.submit(source.id, partial(steps.collect_source, tonight, source))
            for source in tonight.errand.cluster.sources
        ]
        for future in futures:
            future.wait()
    tonight.clock.steps["parse"] = tonight.reader.seconds
    with one_transaction(tonight.con):
        step("load", partial(steps.load_collections, tonight))
        step("build", partial(steps.build_events, tonight))
        step("check", partial(steps.check_events, tonight))
        published: Published = step("publish", partial(steps.write_files, tonight))
    steps.make_public(tonight, published)
    _table(published)
    return published


def _table(published: Published) -> None:
    """The health of every source, in Prefect's own interface."""
    create_table_artifact(
        key="source-health",
        table=[
            {
                "source": each.source_id,
                "partner": each.partner_id,
                "state": each.state,
                "events": each.events,
                "problems": each.problems,
                "message": each.message,
            }
            for each in published.health
        ],
        description="Worst first.",
    )
