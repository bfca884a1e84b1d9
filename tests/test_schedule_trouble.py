"""What a schedule and its nights do in trouble: no server, an edited folder, two holders, hostile words."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from connectors.errors import AlreadyRunning, ConfigurationError, NightFailed
from flows.artifacts import changes_text
from flows.errand import errand, night_name
from flows.last_night import last_published
from flows.prefect_quietly import run_night
from flows.scheduling import deployment_of, plan_of
from flows.scheduling_lock import schedule_held
from flows.steps import Published
from tests.bench.scale import plain_night
from tests.loopback import Seen, partner
from tests.loopback_cluster import cluster_on_disk, declare
from tests.nights import ClusterOnDisk, calendar, vevent
from warehouse.data_folder import DataFolder

NOBODY = "http://127.0.0.1:9/api"
FIRST, SECOND = "2026-11-24T03:15:00+01:00", "2026-11-25T03:15:00+01:00"


def test_a_server_that_is_away_from_the_beginning_is_done_without() -> None:
    said: list[str] = []

    def flow(**_: object) -> str | None:
        address: str | None = PREFECT_API_URL.value()
        return address

    with temporary_settings({PREFECT_API_URL: NOBODY}):
        assert run_night(flow, said.append, cluster="probe") is None
    assert len(said) == 1 and NOBODY in said[0]


def test_a_server_that_goes_away_in_mid_run_is_not_the_nights_failure() -> None:
    def flow(**_: object) -> None:
        raise httpx.ConnectError("refused")

    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        assert run_night(flow, print, cluster="probe") is None


def test_a_folder_edited_while_a_night_runs_counts_from_the_next_night(tmp_path: Path) -> None:
    folder, data = cluster_on_disk(tmp_path), tmp_path / "data"

    def edited(seen: Seen) -> bytes:
        (folder / "sources/b.toml").unlink(missing_ok=True)
        (folder / "cluster.toml").write_text("id = ", "utf-8")
        return calendar(vevent("a", "Löten"))

    with partner({"/a.ics": edited, "/b.ics": calendar(vevent("b", "Sterne"))}) as site:
        declare(folder, "a", site.url("/a.ics"))
        declare(folder, "b", site.url("/b.ics"))
        whole = (folder / "cluster.toml").read_text("utf-8")
        plain_night(folder, data, FIRST)
        first = (data / "site/calendar.ics").read_text("utf-8")
        with pytest.raises(ConfigurationError, match=r"cluster\.toml"):
            plain_night(folder, data, SECOND)
        (folder / "cluster.toml").write_text(whole, "utf-8")
        plain_night(folder, data, SECOND)

    assert "Löten" in first and "Sterne" in first
    assert "NICHT MEHR GELISTET: Sterne" in (data / "site/calendar.ics").read_text("utf-8")


def test_a_data_folder_has_one_schedule_and_it_remembers_what_it_served(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    with schedule_held(data) as first:
        first.note("deployment 1")
        with pytest.raises(AlreadyRunning, match="another schedule"), schedule_held(data):
            pass

    with schedule_held(data) as again:
        assert again.served_before == "deployment 1"


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with (
        pytest.raises(NightFailed, match=str(tmp_path / "data")),
        schedule_held(DataFolder(tmp_path / "data")),
    ):
        pass


@pytest.mark.parametrize(
    ("at", "cron", "expected"),
    [(None, None, "15 3 * * *"), ("04:05", None, "5 4 * * *"), (None, "0 2 * * 1-5", "0 2 * * 1-5")],
)
def test_a_plan_goes_by_the_clusters_clock(
    tmp_path: Path, at: str | None, cron: str | None, expected: str
) -> None:
    task = errand(str(cluster_on_disk(tmp_path)), str(tmp_path / "data"), None, None)

    (schedule,) = plan_of(task, at, cron).schedules

    assert (schedule.cron, schedule.timezone) == (expected, "Europe/Berlin")


def test_what_is_due_after_a_night_is_the_next_quarter_past_three(tmp_path: Path) -> None:
    plan = plan_of(errand(str(cluster_on_disk(tmp_path)), None, None, None), None, None)

    summer_ends = plan.due_after(datetime(2026, 10, 24, 12, tzinfo=UTC))

    assert plan.due_after(datetime.fromisoformat(FIRST)) == datetime.fromisoformat(SECOND)
    assert summer_ends == datetime(2026, 10, 25, 2, 15, tzinfo=UTC)


def test_a_deployment_names_folders_that_hold_wherever_it_is_run_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster_on_disk(tmp_path)
    monkeypatch.chdir(tmp_path)

    found = deployment_of(plan_of(errand("cluster", None, None, None), None, None))

    assert found.parameters["data"] == str(tmp_path / "var/probe")
    assert found.parameters["cluster"] == str(tmp_path / "cluster")
    assert found.entrypoint == "flows.nightly.nightly" and found.work_pool_name is None


def test_a_run_is_called_by_its_night_even_where_the_folder_is_broken(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)

    assert night_name(str(folder), FIRST) == "probe Nacht 2026-11-24, 03:15"
    (folder / "cluster.toml").write_text("id = ")
    assert night_name(str(folder), None) == "cluster"


def test_the_nights_changes_are_text_whatever_the_partner_wrote(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "[Löten](javascript:x) <b>"))
    night = cluster.night(FIRST)
    published = Published(release=night.site.resolve(), events=1, health=())

    told = changes_text(published, errand(str(cluster.folder), None, None, FIRST))
    later = changes_text(published, errand(str(cluster.folder), None, None, SECOND))

    assert (
        "1 new" in told and r"\[Löten\]\(javascript:x\)" in told and "<b>" not in told.replace(r"\<b\>", "")
    )
    assert "nothing changed" in later


@pytest.mark.parametrize("status", [None, "", "{}", json.dumps({"run": {"as_of": "gestern"}})])
def test_a_folder_without_a_night_was_published_never(tmp_path: Path, status: str | None) -> None:
    if status is not None:
        (tmp_path / "v1").mkdir()
        (tmp_path / "v1/status.json").write_text(status)

    assert last_published(tmp_path) is None
