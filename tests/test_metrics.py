"""What an operator's Prometheus is told of a night."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from flows.errand import errand
from flows.metrics import write_metrics
from flows.steps import Published
from tests.published import health
from warehouse.night import State

NIGHT = "2026-11-02T03:15:00+01:00"


def told(tmp_path: Path) -> dict[tuple[str, str], float]:
    """Every sample by its name and the last of its labels."""
    text = (tmp_path / "data" / "metrics.prom").read_text()
    return {
        (sample.name, list(sample.labels.values())[-1]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def published(tmp_path: Path) -> Published:
    (tmp_path / "release" / "v1").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "release" / "v1" / "status.json").write_text('{"run": {"seconds": {"parse": 1.5}}}')
    sources = (health("museum", State.FAILED, last_success=None), health("halle", State.OK))
    return Published(tmp_path / "release", 7, sources)


def test_a_night_is_told_with_every_sources_state(tmp_path: Path, published: Published) -> None:
    write_metrics(errand("demo", str(tmp_path / "data"), None, NIGHT), published)
    found = told(tmp_path)
    assert found["mintfeed_events", "demo"] == 7
    assert found["mintfeed_step_seconds", "parse"] == 1.5
    at = datetime.fromtimestamp(found["mintfeed_published_timestamp_seconds", "demo"], UTC)
    assert at == datetime.fromisoformat(NIGHT)
    text = (tmp_path / "data" / "metrics.prom").read_text()
    assert 'mintfeed_source_state{cluster="demo",source="museum",state="failed"} 1.0' in text
    assert 'mintfeed_source_state{cluster="demo",source="halle",state="failed"} 0.0' in text
    assert found["mintfeed_source_last_success_timestamp_seconds", "museum"] == 0


def test_a_night_does_not_fail_where_the_file_cannot_be_written(
    tmp_path: Path, published: Published, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data" / "metrics.prom").mkdir()
    write_metrics(errand("demo", str(tmp_path / "data"), None, NIGHT), published)
    assert "cannot be written" in caplog.text
