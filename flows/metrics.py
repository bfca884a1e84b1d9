"""Writes how a night went as a Prometheus text file, for operators whose node exporter reads one."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from flows.errand import Errand
from flows.steps import Published

FILE: Final = "metrics.prom"
STATES: Final = ("ok", "unchanged", "failed", "empty", "held")
_LOG: Final = logging.getLogger("mintfeed.metrics")


def write_metrics(task: Errand, published: Published) -> None:
    """Beside the warehouse, replaced in one step; a night that is published never fails over it."""
    try:
        write_to_textfile(str(task.data.path / FILE), _registry(task, published))
    except OSError as error:
        _LOG.warning("%s: nicht zu schreiben (cannot be written): %s", task.data.path / FILE, error.strerror)


def _registry(task: Errand, published: Published) -> CollectorRegistry:
    registry, cluster = CollectorRegistry(), task.cluster.id
    gauges = {
        "published_timestamp_seconds": ("Now of the last run that published.", task.night.as_of.timestamp()),
        "events": ("Events in the window.", published.events),
    }
    for name, (about, value) in gauges.items():
        Gauge(f"mintfeed_{name}", about, ["cluster"], registry=registry).labels(cluster).set(value)
    step = Gauge("mintfeed_step_seconds", "Wall clock.", ["cluster", "step"], registry=registry)
    for name, seconds in _seconds(published.release).items():
        step.labels(cluster, name).set(seconds)
    _tell_sources(registry, cluster, published)
    return registry


def _tell_sources(registry: CollectorRegistry, cluster: str, published: Published) -> None:
    labels = ["cluster", "source"]
    events = Gauge("mintfeed_source_events", "Listings in the window.", labels, registry=registry)
    problems = Gauge("mintfeed_source_problems", "Repaired or dropped.", labels, registry=registry)
    read = Gauge("mintfeed_source_last_success_timestamp_seconds", "0: never.", labels, registry=registry)
    states = Gauge("mintfeed_source_state", "1 for its state.", [*labels, "state"], registry=registry)
    for source in published.health:
        events.labels(cluster, source.source_id).set(source.events)
        problems.labels(cluster, source.source_id).set(source.problems)
        last = source.last_success
        read.labels(cluster, source.source_id).set(last.timestamp() if last else 0)
        for state in STATES:
            states.labels(cluster, source.source_id, state).set(source.state == state)


def _seconds(release: Path) -> dict[str, float]:
    status = json.loads((release / "v1/status.json").read_bytes())
    seconds: dict[str, float] = status["run"]["seconds"]
    return seconds
