"""What became of earlier nights: those missed are made up for once, those cut short are called so."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Completed, Crashed

from connectors.errors import AlreadyRunning, NightFailed
from flows.last_night import last_published
from flows.nightly import nightly
from flows.scheduling_lock import ScheduleLock

if TYPE_CHECKING:
    from flows.scheduling import Plan

SILENCE: Final = timedelta(seconds=75)  # a deployment that nobody polled for so long is served by nobody
_AT_WORK: Final = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
MOST_RUNS: Final = 200
_MADE_UP: Final = "nachgeholt"  # the tag of a run that makes up for missed nights


def refuse_second(name: str, lock: ScheduleLock, now: Callable[[], datetime]) -> None:
    """Raises AlreadyRunning where the same deployment is being served from elsewhere."""
    with get_client(sync_client=True) as client:
        first = _last_polled(client, name)
        if first is None or now() - first[1] > SILENCE or lock.served_before == str(first[0]):
            return
        until = time.monotonic() + (SILENCE - (now() - first[1])).total_seconds()
        while time.monotonic() < until:
            if _last_polled(client, name) != first:
                raise AlreadyRunning(
                    f"{name}: wird schon von einem anderen Rechner oder Ordner bedient, dieses endet "
                    "(this deployment is served from elsewhere; stop one of the two)"
                )
            time.sleep(1)


def _last_polled(client: SyncPrefectClient, name: str) -> tuple[UUID, datetime] | None:
    with suppress(ObjectNotFound):
        deployment = client.read_deployment_by_name(f"{nightly.name}/{name}")
        if deployment.last_polled is not None:
            return deployment.id, deployment.last_polled
    return None


def tidy_up(plan: Plan, deployment_id: UUID, say: Callable[[str], None], now: datetime) -> None:
    """Call runs by what became of them, and leave one run to do where a night is due since the last one."""
    last = last_published(plan.errand.site)
    with get_client(sync_client=True) as client:
        if not plan.errand.data.is_held:
            for run in _runs(client, deployment_id, _AT_WORK):
                _call_it(client, run, last)
        due = plan.due_after(last) if last else None
        is_missed = due is not None and due <= now
        overdue = [run for run in _runs(client, deployment_id, (StateType.SCHEDULED,)) if _is_due(run, now)]
        for run in overdue[:-1] if is_missed else overdue:
            reason = "nachgeholt in einem einzigen Lauf (made up for in one run)"
            client.set_flow_run_state(run.id, Cancelled(message=reason), force=True)
        if is_missed:
            say(f"{plan.name}: eine Nacht fehlt und wird nachgeholt (a night was missed and is made up for)")
            if not overdue:
                client.create_flow_run_from_deployment(deployment_id, tags=[_MADE_UP])


def next_planned(name: str, deployment_id: UUID, seconds: float) -> datetime:
    """When Prefect has planned the next run. Raises NightFailed if it plans none within so many seconds."""
    until = time.monotonic() + seconds
    with get_client(sync_client=True) as client:
        while time.monotonic() < until:
            planned = _runs(client, deployment_id, (StateType.SCHEDULED,))
            for moment in (run.expected_start_time for run in planned):
                if moment is not None:
                    return moment
            time.sleep(1)
    raise NightFailed(
        f"{name}: Prefect plant keine Nacht; ist die Deployment pausiert, oder läuft der Scheduler des "
        "Servers nicht? (Prefect plans no run: is the deployment paused, is its scheduler not running?)"
    )


def _call_it(client: SyncPrefectClient, run: FlowRun, last: datetime | None) -> None:
    """A run that nobody works at any more: it published, or it was cut short."""
    if last and run.start_time and last >= run.start_time - timedelta(seconds=1):
        message = (
            "veröffentlicht; Prefect war am Ende nicht erreichbar (published, Prefect was away at the end)"
        )
        client.set_flow_run_state(run.id, Completed(message=message), force=True)
        return
    message = (
        "mitten im Lauf beendet, nichts ist verloren (cut short; nothing is lost, the last release stands)"
    )
    client.set_flow_run_state(run.id, Crashed(message=message), force=True)


def _is_due(run: FlowRun, now: datetime) -> bool:
    return run.expected_start_time is not None and run.expected_start_time <= now


def _runs(client: SyncPrefectClient, deployment_id: UUID, states: tuple[StateType, ...]) -> list[FlowRun]:
    """The earliest first."""
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states)))
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=MOST_RUNS,
    )
