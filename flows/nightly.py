"""The nightly flow: Prefect's view of a night. The sources, then load, build, check, publish."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from prefect import flow, runtime, task
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from connectors.errors import MintfeedError
from connectors.workers import Workers
from flows import steps
from flows.artifacts import leave_artifacts
from flows.collecting import TASK_OPTIONS, THREADS, collect_all
from flows.errand import Errand, errand, night_name
from flows.metrics import write_metrics
from flows.notifying import tell_failure, tell_published
from flows.progress import say
from flows.recovering import recover
from flows.steps import Published, Tonight
from warehouse.store import one_transaction

_RUNNER: Any = ThreadPoolTaskRunner(max_workers=THREADS)


def _step(name: str, work: Callable[[], Any]) -> Any:
    """One step of the night. `work` is a partial, so that Prefect does not look into it for futures."""
    return work()


step: Any = task(task_run_name="{name}", **TASK_OPTIONS)(_step)  # Any: Prefect types it as maybe asynchronous


def _run_name() -> str:
    """Which night of which cluster: "bochum Nacht 2026-11-25, 03:15"."""
    given = runtime.flow_run.parameters
    return night_name(given["cluster"], given["as_of"])


@flow(
    name="nightly",
    flow_run_name=_run_name,
    task_runner=_RUNNER,
    persist_result=False,
    validate_parameters=False,
)
def nightly(cluster: str, data: str | None = None, site: str | None = None, as_of: str | None = None) -> Any:
    """Read every source of a cluster and publish what was found.

    A night in which something is published is completed, any other has failed.

    Args:
        cluster: The cluster's folder, or the name of one in clusters/.
        data: What must be kept: warehouse, pages and releases. Default: var/<id of the cluster>.
        site: The published folder, a link to the newest release. Default: site in the data folder.
        as_of: The run's "now", RFC 3339 with a zone. Default: the clock.
    """
    tasked: Errand | None = None
    try:
        tasked = errand(cluster, data, site, as_of)
        recover(tasked, Workers, say)
        with steps.beginning(tasked) as tonight:
            published = _all_steps(tonight)
    except MintfeedError as error:
        if tasked is not None:
            tell_failure(tasked, error)
        return Failed(message=str(error))
    leave_artifacts(tasked, published)
    tell_published(tasked, published)
    write_metrics(tasked, published)
    bad = [each.source_id for each in published.health if each.state in ("failed", "empty", "held")]
    trouble = f"; Quellen in Not (sources in trouble): {', '.join(bad)}" if bad else ""
    return Completed(message=f"{published.events} Termine (events) in {published.release.name}{trouble}")


def _all_steps(tonight: Tonight) -> Published:
    collect_all(tonight)
    tonight.clock.steps["parse"] = tonight.reader.seconds
    with one_transaction(tonight.con):
        step("load", partial(steps.load_collections, tonight))
        step("build", partial(steps.build_events, tonight))
        step("check", partial(steps.check_events, tonight))
        published: Published = step("publish", partial(steps.write_files, tonight))
    steps.make_public(tonight, published)
    return published
