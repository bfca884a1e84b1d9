"""Nights that run by themselves, against a real Prefect server: on time, once, truthfully, and to the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bench.scale import plain_night
from tests.loopback import Partner, partner
from tests.loopback_cluster import cluster_on_disk, declare
from tests.nights import calendar, vevent
from tests.prefect_on_loopback import Prefect, Schedule, free_port, prefect_on_loopback, running, until
from warehouse.data_folder import DataFolder

ROOT = Path(__file__).resolve().parents[1]
LONG_AGO = "2026-11-10T03:15:00+01:00"

needs_scheduler = pytest.mark.skipif(
    "MINTFEED_TEST_SCHEDULE" not in os.environ, reason="a real server for minutes: make test-schedule"
)


@dataclass(frozen=True)
class Served:
    """A cluster whose nights a running `mintfeed schedule` serves, after an outage of two weeks."""

    prefect: Prefect
    schedule: Schedule
    folder: Path
    data: Path

    @property
    def deployment(self) -> Any:
        return self.prefect.deployment("probe")

    def run(self) -> str:
        """Ask for a run now, as the button in the interface does; its id."""
        made = self.prefect.ask(f"/deployments/{self.deployment['id']}/create_flow_run", {})
        return str(made["id"])

    def state(self, run_id: str) -> Any:
        return self.prefect.ask(f"/flow_runs/{run_id}")["state"]

    def ended(self, run_id: str) -> Any:
        """The state in which the run ends."""
        final = ("COMPLETED", "FAILED", "CANCELLED", "CRASHED")
        until(lambda: self.state(run_id)["type"] in final, "the run ends")
        return self.state(run_id)


@pytest.fixture(scope="module")
def site() -> Iterator[Partner]:
    with partner({"/a.ics": calendar(vevent("a", "Löten", "20261205T140000"))}) as running_site:
        yield running_site


def cluster(root: Path, site: Partner) -> Path:
    """One source that can be read and one that cannot."""
    folder = cluster_on_disk(root)
    declare(folder, "a", site.url("/a.ics"))
    declare(folder, "weg", site.url("/weg.ics"))
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, site: Partner) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("served")
    folder, data = cluster(root, site), root / "data"
    plain_night(folder, data, LONG_AGO)
    with prefect_on_loopback(tmp_path_factory.mktemp("prefect")) as prefect:
        register(prefect, folder, data)
        deployment = prefect.deployment("probe")["id"]
        for days in range(1, 8):
            past = (datetime.now(UTC) - timedelta(days=days)).isoformat()
            state = {"type": "SCHEDULED", "state_details": {"scheduled_time": past}}
            prefect.ask(f"/deployments/{deployment}/create_flow_run", {"state": state})
        cut = prefect.ask(f"/deployments/{deployment}/create_flow_run", {})["id"]
        prefect.ask(f"/flow_runs/{cut}/set_state", {"state": {"type": "RUNNING"}, "force": True})
        words = ("flows", "schedule", str(folder), "--data", str(data))
        with running(prefect, root / "log.txt", *words) as schedule:
            until(lambda: prefect.runs(of=["COMPLETED"]), "the missed nights are made up for")
            yield Served(prefect, schedule, folder, data)


def register(prefect: Prefect, folder: Path, data: Path) -> None:
    """The deployment alone, with nobody to serve it."""
    code = (
        "import sys; from flows.errand import errand; from flows.scheduling import deployment_of, plan_of;"
        "deployment_of(plan_of(errand(sys.argv[1], sys.argv[2], None, None), None, None)).apply()"
    )
    command = [sys.executable, "-c", code, str(folder), str(data)]
    subprocess.run(command, cwd=ROOT, env=prefect.environment, check=True)


def mintfeed(prefect: Prefect, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows", *words],
        cwd=ROOT,
        env=prefect.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


def as_of(data: Path) -> str:
    """As of when the published folder is; "" before there is one."""
    try:
        status = json.loads((data / "site/v1/status.json").read_bytes())
    except FileNotFoundError:
        return ""
    return str(status["run"]["as_of"])


@needs_scheduler
def test_after_an_outage_one_run_makes_up_for_all_nights(served: Served) -> None:
    cancelled = served.prefect.runs(of=["CANCELLED"])

    assert len(served.prefect.runs(of=["COMPLETED"])) == 1
    assert len(cancelled) == 6 and all("made up for" in run["state"]["message"] for run in cancelled)
    assert as_of(served.data) > "2026-11-20"
    assert "a night was missed" in served.schedule.said


@needs_scheduler
def test_a_run_that_its_machine_cut_short_is_called_crashed(served: Served) -> None:
    (crashed,) = served.prefect.runs(of=["CRASHED"])

    assert "nothing is lost" in crashed["state"]["message"]


@needs_scheduler
def test_the_interface_shows_which_night_it_was_and_what_came_of_it(served: Served) -> None:
    (run,) = served.prefect.runs(of=["COMPLETED"])
    artifacts = served.prefect.artifacts()

    assert run["name"].startswith("probe Nacht 2")
    assert "weg" in run["state"]["message"] and set(run["tags"]) >= {"mintfeed", "probe"}
    assert set(artifacts) == {"health-probe", "changes-probe", "release-probe"}
    health = json.loads(artifacts["health-probe"]["data"])
    assert [row["state"] for row in health] == ["failed", "unchanged"]
    assert "https://feed.probe.example/" in artifacts["release-probe"]["data"]


@needs_scheduler
def test_the_deployment_tells_when_and_with_what_it_runs(served: Served) -> None:
    found = served.deployment

    (schedule,) = found["schedules"]
    assert schedule["schedule"]["cron"] == "15 3 * * *"
    assert schedule["schedule"]["timezone"] == "Europe/Berlin"
    assert found["entrypoint"] == "flows.nightly.nightly"
    assert found["parameters"] == {
        "cluster": str(served.folder),
        "data": str(served.data),
        "site": str(served.data / "site"),
    }
    assert set(found["parameter_openapi_schema"]["properties"]) == {"cluster", "data", "site", "as_of"}
    assert found["global_concurrency_limit"]["limit"] == 1
    assert found["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"


@needs_scheduler
def test_a_second_schedule_of_the_same_data_says_so_and_ends(served: Served) -> None:
    process = mintfeed(served.prefect, "schedule", str(served.folder), "--data", str(served.data))

    assert process.returncode == 1 and "another schedule serves this folder" in process.stderr
    assert "Traceback" not in process.stderr


@needs_scheduler
def test_a_second_schedule_from_elsewhere_says_so_and_ends(served: Served, tmp_path: Path) -> None:
    process = mintfeed(served.prefect, "schedule", str(served.folder), "--data", str(tmp_path))

    assert process.returncode == 1 and "served from elsewhere" in process.stderr, process.stderr


@needs_scheduler
def test_of_two_runs_at_once_the_second_is_cancelled_and_a_source_that_hangs_holds_up_nobody(
    served: Served, site: Partner
) -> None:
    site.routes["/weg.ics"] = lambda seen: str(seen.pause(60))
    first, second = served.run(), served.run()

    ends = [served.ended(run) for run in (first, second)]

    assert sorted(end["type"] for end in ends) == ["CANCELLED", "COMPLETED"]
    assert any("concurrency limit reached" in end["message"] for end in ends)
    assert any("weg" in end["message"] for end in ends)


@needs_scheduler
def test_a_night_that_publishes_nothing_has_failed(served: Served) -> None:
    before, warehouse = as_of(served.data), served.data / "warehouse.duckdb"
    kept = warehouse.read_bytes()
    warehouse.write_bytes(b"rot")

    end = served.ended(served.run())

    warehouse.write_bytes(kept)
    assert end["type"] == "FAILED" and "warehouse.duckdb" in end["message"]
    assert as_of(served.data) == before


@needs_scheduler
def test_told_to_end_in_the_middle_of_a_night_it_cancels_it_and_ends_well(
    served: Served, site: Partner
) -> None:
    asked = site.paths().count("/weg.ics")
    site.routes["/weg.ics"] = lambda seen: str(seen.pause(60))
    run = served.run()
    until(lambda: site.paths().count("/weg.ics") > asked, "the night is at work")

    assert served.schedule.stop() == 0, served.schedule.said
    assert served.state(run)["type"] == "CANCELLED"
    assert not DataFolder(served.data).is_held


@needs_scheduler
def test_three_nights_run_by_themselves_though_the_server_is_restarted(
    tmp_path: Path, site: Partner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, data, seen = cluster(tmp_path, site), tmp_path / "data", set[str]()

    def nights(count: int) -> bool:
        seen.add(as_of(data)[:10])
        return len(seen - {""}) >= count

    with prefect_on_loopback(tmp_path_factory.mktemp("own")) as prefect:
        words = ("tests.fast_nights", str(folder), str(data))
        with running(prefect, tmp_path / "log.txt", *words) as schedule:
            until(lambda: nights(1), "the first night is published")
            prefect.stop()
            prefect.start()
            until(lambda: nights(3), "three nights are published")
            assert schedule.stop() == 0, schedule.said
            states = {run["state"]["type"] for run in prefect.runs()}
    assert "COMPLETED" in states and not states & {"FAILED", "CRASHED"}


@needs_scheduler
def test_without_a_server_it_brings_its_own_and_takes_it_away_again(tmp_path: Path, site: Partner) -> None:
    own = Prefect(tmp_path, free_port(), has_address=False)
    words = ("flows", "schedule", str(cluster(tmp_path, site)), "--data", str(tmp_path / "data"))

    with running(own, tmp_path / "log.txt", *words, "--port", str(own.port)) as schedule:
        until(lambda: "next night" in schedule.said, "the next night is planned")
        assert own.is_up() and f"http://127.0.0.1:{own.port}\n" in schedule.said
        assert schedule.stop() == 0, schedule.said
    assert not own.is_up()


def test_a_port_that_is_taken_is_named_and_another_one_asked_for(tmp_path: Path, site: Partner) -> None:
    own = Prefect(tmp_path, site.port, has_address=False)
    words = ("schedule", str(cluster(tmp_path, site)), "--data", str(tmp_path / "data"))

    process = mintfeed(own, *words, "--port", str(site.port))

    assert process.returncode == 1 and str(site.port) in process.stderr and "--port" in process.stderr
    assert "Traceback" not in process.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--at", "25:00"), "--at 25:00"),
        (("--cron", "nachts"), "--cron nachts"),
        (("--at", "03:15", "--cron", "15 3 * * *"), "not both"),
    ],
)
def test_a_wrong_time_ends_with_2(words: tuple[str, ...], said: str) -> None:
    command = [sys.executable, "-m", "flows", "schedule", "demo", *words]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)

    assert process.returncode == 2 and said in process.stderr and "Traceback" not in process.stderr
