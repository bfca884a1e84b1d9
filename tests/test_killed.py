"""Killed at any moment, the next run repairs and loses nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from feeds.gate import check_release
from tests.killed_night import STEPS
from tests.nights import ClusterOnDisk, calendar, vevent

FIRST, SECOND, AGAIN = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00", "2026-11-25T04:00:00+01:00"


def prepared(root: Path) -> ClusterOnDisk:
    """One source that was read yesterday, and one that is new tonight."""
    cluster = ClusterOnDisk.made(root)
    old = cluster.calendar("altes")
    cluster.pages[old] = calendar(vevent("a", "Löten"), vevent("b", "Sterne"))
    cluster.night(FIRST)
    new = cluster.calendar("neues")
    cluster.pages[old] = calendar(vevent("a", "Löten für alle"), vevent("b", "Sterne"))
    cluster.pages[new] = calendar(vevent("c", "Fossilien"))
    return cluster


def killed(cluster: ClusterOnDisk, step: str) -> None:
    pages = {url: body.decode() for url, body in cluster.pages.items()}
    (cluster.root / "pages.json").write_text(json.dumps(pages))
    command = [sys.executable, "-m", "tests.killed_night", str(cluster.root), step, SECOND]
    process = subprocess.run(command, cwd=Path(__file__).parents[1], check=False, capture_output=True)
    assert process.returncode == -9, process.stderr.decode()


@pytest.mark.parametrize("step", STEPS)
def test_a_night_killed_at_any_step_is_made_good_by_the_next_run(tmp_path: Path, step: str) -> None:
    unharmed = prepared(tmp_path / "unharmed")
    expected = unharmed.night(SECOND)
    cluster = prepared(tmp_path / "killed")
    killed(cluster, step)

    site = cluster.root / "data" / "site"
    check_release(site)  # what people see is whole at every moment
    result = cluster.night(AGAIN)

    assert sorted(result.titles) == ["Fossilien", "Löten für alle", "Sterne"]
    ids = {event["title"]: (event["id"], event["sequence"]) for event in result.events}
    assert ids == {event["title"]: (event["id"], event["sequence"]) for event in expected.events}
    check_release(site)
    assert not list((cluster.root / "data" / "releases").glob(".*"))
