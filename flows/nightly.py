"""The nightly flow: Prefect's view of a night. One task a source, then load, build, check, publish."""

from __future__ import annotations

from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from connectors.cluster import Source
from connectors.errors import MintfeedError
from flows import steps
from flows.errand import errand
from flows.progress import tell
from flows.steps import Published, Tonight
from warehouse.night import judge
from warehouse.store import one_transaction

THREADS = 32  # sources read at once; each host still gets one request at a time

_RUNNER: Any = ThreadPoolTaskRunner(max_workers=THREADS)
_OPTIONS: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="collect", task_run_name="collect {source.id}", **_OPTIONS)
def collect_source(tonight: Tonight, source: Source) -> Any:
    """Read one source; its state tells how that went."""
    collection = steps.collect_source(tonight, source)
    verdict = judge(collection)
    tell(source.id, verdict)
    message = f"{verdict.state}: {collection.records} Einträge (records). {verdict.message}".strip()
    return Completed(message=message) if verdict.is_whole else Failed(message=message)


@task(**_OPTIONS)
def load(tonight: Tonight) -> None:
    steps.load_collections(tonight)


@task(**_OPTIONS)
def build(tonight: Tonight) -> None:
    steps.build_events(tonight)


@task(**_OPTIONS)
def check(tonight: Tonight) -> None:
    steps.check_events(tonight)


@task(**_OPTIONS)
def publish(tonight: Tonight) -> Published:
    return steps.write_files(tonight)


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
    clock = tonight.clock
    with clock.step("fetch"):
        sources = tonight.errand.cluster.sources
        futures = [collect_source.submit(tonight, source) for source in sources]
        for future in futures:
            future.wait()
    clock.steps["parse"] = tonight.reader.seconds
    with one_transaction(tonight.con):
        with clock.step("load"):
            load(tonight)
        with clock.step("match"):
            build(tonight)
            check(tonight)
        published = publish(tonight)
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
