"""Serves a cluster's nights from one machine: registered with Prefect, each in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import PrefectHTTPStatusError, TerminationSignal
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.server.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from connectors.errors import ConfigurationError, NightFailed
from flows.errand import Errand
from flows.nightly import nightly
from flows.scheduling_lock import ScheduleLock, schedule_held
from flows.scheduling_past import next_planned, refuse_second, tidy_up
from flows.scheduling_server import Server

DEFAULT_AT: Final = "03:15"
PLAN_SECONDS: Final = 120  # within which Prefect plans the next run; it looks every few seconds
_DESCRIPTION: Final = """Liest jede Nacht alle Quellen von **{name}** und veröffentlicht {url}

Reads every source each night and publishes. One run at a time: a run that comes while another is at work
is cancelled. After an outage one run makes up for all nights that were missed.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """Whose nights, and when."""

    errand: Errand
    schedules: tuple[Schedule, ...]

    @property
    def name(self) -> str:
        """What the deployment is called."""
        return self.errand.cluster.id

    def due_after(self, moment: datetime) -> datetime | None:
        """The first time after that moment at which a night is to begin, if there is one."""
        dues = [due for each in self.schedules if (due := _due(each, moment)) is not None]
        return min(dues, default=None)


def plan_of(errand: Errand, at: str | None, cron: str | None) -> Plan:
    """By the cluster's own clock. Raises ConfigurationError."""
    words = cron if cron is not None else daily(at or DEFAULT_AT)
    try:
        CronSchedule(cron=words, timezone=errand.cluster.timezone)
    except ValidationError:
        raise ConfigurationError(
            f"--cron {words}: fünf Felder nötig, etwa »15 3 * * *« (needs five fields: minute, hour, …)"
        ) from None
    return Plan(errand, (Cron(words, timezone=errand.cluster.timezone),))


def serve(plan: Plan, server: Server, say: Callable[[str], None], now: Callable[[], datetime]) -> None:
    """Until it is told to end, by SIGTERM or Ctrl-C.

    Raises AlreadyRunning where another one serves, NightFailed where Prefect plans nothing.
    """
    with schedule_held(plan.errand.data) as lock:
        while True:
            server.wait_until_reachable(say)
            try:
                runner, next_run = _registered(plan, lock, say, now)
            except PrefectHTTPStatusError as error:
                reason = str(error).splitlines()[0]
                raise NightFailed(f"Prefect lehnt ab (Prefect refuses): {reason}") from None
            say(f"{plan.name}: nächste Nacht (next night) {_local(plan, next_run)}")
            say(f"Oberfläche (interface): {server.interface}")
            say("Beenden (stop): Strg-C")
            if _run(runner):
                return
            say("Prefect ist nicht mehr erreichbar; es wird gewartet (Prefect cannot be reached; waiting)")


def _registered(
    plan: Plan, lock: ScheduleLock, say: Callable[[str], None], now: Callable[[], datetime]
) -> tuple[Runner, datetime]:
    refuse_second(plan.name, lock, now)
    runner = Runner(name=f"mintfeed {plan.name}", pause_on_shutdown=False)
    registered: Any = runner.add_deployment(deployment_of(plan))  # typed as maybe asynchronous
    deployment_id: UUID = registered
    lock.note(str(deployment_id))
    tidy_up(plan, deployment_id, say, now())
    return runner, next_planned(plan.name, deployment_id, PLAN_SECONDS)


def deployment_of(plan: Plan) -> RunnerDeployment:
    """By module, not by path: a folder of ours on the import path would shadow others' modules."""
    task = plan.errand
    made: Any = nightly.to_deployment(
        name=plan.name,
        schedules=list(plan.schedules),
        parameters={
            "cluster": _absolute(task.cluster.folder),
            "data": _absolute(task.data.path),
            "site": _absolute(task.site),
        },
        tags=["mintfeed", plan.name],
        version=version("mintfeed"),
        description=_DESCRIPTION.format(name=task.cluster.name, url=task.cluster.base_url),
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment: RunnerDeployment = made
    # Said explicitly, so that a deployment that once belonged to a work pool is served from here.
    deployment.work_pool_name = deployment.work_queue_name = None
    return deployment


def _run(runner: Runner) -> bool:
    """Whether it ended because it was told to."""
    try:
        asyncio.run(_until_stopped(runner))
    except (KeyboardInterrupt, TerminationSignal):
        return True
    except (RuntimeError, ExceptionGroup):  # Prefect's loop gives up after three polls without an answer
        return False
    return True


async def _until_stopped(runner: Runner) -> None:
    """SIGTERM lets the runner end by itself: a night at work is cancelled, and says so in the interface."""
    loop = asyncio.get_running_loop()
    ending: list[asyncio.Task[None]] = []

    def stop() -> None:
        ending.append(loop.create_task(runner.astop()))

    # Its own handler never awaits what it calls (Prefect 3.8).
    setattr(runner, "handle_sigterm", lambda *_: loop.call_soon_threadsafe(stop))  # noqa: B010
    await runner.start()


def _local(plan: Plan, moment: datetime) -> str:
    zone = plan.errand.cluster.zone
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"


def daily(at: str) -> str:
    try:
        moment = datetime.strptime(at, "%H:%M")  # noqa: DTZ007  a time of day has no zone
    except ValueError:
        raise ConfigurationError(
            f"--at {at}: Uhrzeit nötig, etwa 03:15 (needs a time of day, HH:MM)"
        ) from None
    return f"{moment.minute} {moment.hour} * * *"


def _due(schedule: Schedule, after: datetime) -> datetime | None:
    if schedule.cron is None:
        return None
    dates: Sequence[Any] = asyncio.run(
        CronSchedule(cron=schedule.cron, timezone=schedule.timezone).get_dates(n=2, start=after)
    )
    return next((date for date in dates if date > after), None)


def _absolute(path: Path) -> str:
    return str(path.absolute())
