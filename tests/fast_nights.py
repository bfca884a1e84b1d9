"""Serves a cluster's nights by a clock on which a day lasts some seconds; for test_schedule.py."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

from prefect import flow
from prefect.schedules import Interval

from flows import nightly as real
from flows import scheduling
from flows.errand import errand, moment
from flows.scheduling_server import Server

FIRST = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
DAY = 6.0  # real seconds


@flow(name="nightly", persist_result=False, task_runner=real._RUNNER)
def nightly(cluster: str, data: str, site: str, as_of: str) -> Any:
    """The real flow, as of the fast clock; `as_of` is when that began, in real seconds."""
    days = int((time.time() - float(as_of)) / DAY)
    return real.nightly.fn(cluster, data, site, (FIRST + timedelta(days=days)).isoformat())


def main(cluster: str, data: str) -> None:
    task = errand(cluster, data, None, None)
    plan = scheduling.Plan(task, (Interval(timedelta(seconds=DAY)),))
    made = scheduling.deployment_of(plan)
    made.entrypoint = "tests.fast_nights.nightly"
    made.parameters["as_of"] = str(time.time())
    with mock.patch.object(scheduling, "deployment_of", lambda _: made):
        scheduling.serve(plan, Server(), print, lambda: moment(None))


if __name__ == "__main__":
    main(*sys.argv[1:])
