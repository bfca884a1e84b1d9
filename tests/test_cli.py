"""The command as people meet it: exit codes, clear lines, the demo from end to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from feeds.gate import check_release
from flows.cli import commands
from flows.errand import BUNDLED
from tests.nights import ClusterOnDisk, calendar, vevent
from warehouse.data_folder import DataFolder

ROOT = Path(__file__).resolve().parents[1]
NOW = "2026-11-24T03:15:00+01:00"


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Prefect's own state lies apart from the tester's."""
    home = tmp_path_factory.mktemp("prefect")
    return {**os.environ, "PREFECT_HOME": str(home), "COLUMNS": "200", "NO_COLOR": "1"}


def mintfeed(environment: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def one_line(process: subprocess.CompletedProcess[str]) -> str:
    lines = process.stderr.strip().splitlines()
    assert len(lines) == 1 and "Traceback" not in process.stderr, process.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('name = "x"\npartner = "museum"\nkind = "ics"\nurl = "https://m.example/"\nfarbe = 1\n', "farbe"),
        ('name = "x"\npartner = "museum"\nkind = "icq"\nurl = "https://m.example/"\n', "kind"),
        ('name = "x"\npartner = "niemand"\nkind = "ics"\nurl = "https://m.example/"\n', "partner"),
        ('name = "x"\npartner = "museum"\nkind = "ics"\nurl = "file:///etc/passwd"\n', "url"),
        ("name = \n", "line 1"),
    ],
    ids=["unknown key", "unknown kind", "no such partner", "file url", "bad TOML"],
)
def test_a_bad_configuration_ends_with_2_and_one_line(
    tmp_path: Path, environment: Mapping[str, str], source: str, key: str
) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    cluster.source("programm", source)

    process = mintfeed(environment, "nightly", str(cluster.folder), "--data", str(tmp_path / "data"))

    assert process.returncode == 2
    assert str(cluster.folder / "sources" / "programm.toml") in one_line(process)
    assert key in one_line(process)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "words", [("nightly",), ("nightly", "nirgends"), ("nightly", "demo", "--as-of", "x")]
)
def test_wrong_usage_ends_with_2(environment: Mapping[str, str], words: tuple[str, ...]) -> None:
    process = mintfeed(environment, *words)

    assert process.returncode == 2 and "Traceback" not in process.stderr


def test_a_second_run_says_so_and_stops(tmp_path: Path, environment: Mapping[str, str]) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    with DataFolder(tmp_path / "data").held():
        process = mintfeed(environment, "nightly", str(cluster.folder), "--data", str(tmp_path / "data"))

    assert process.returncode == 1 and "another run" in one_line(process)


def test_status_before_the_first_night_says_what_to_do(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    cluster = ClusterOnDisk.made(tmp_path)

    process = mintfeed(environment, "status", str(cluster.folder), "--data", str(tmp_path / "data"))

    assert process.returncode == 1 and "mintfeed nightly" in one_line(process)


def test_a_night_that_publishes_nothing_ends_with_1_and_the_last_release_stands(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    url = cluster.calendar("programm")
    cluster.pages[url] = calendar(vevent("a", "Löten"))
    before = cluster.night(NOW).files
    (tmp_path / "data" / "warehouse.duckdb").write_bytes(b"rot")

    process = mintfeed(environment, "nightly", str(cluster.folder), "--data", str(tmp_path / "data"))

    assert process.returncode == 1 and "warehouse.duckdb" in one_line(process)
    site = tmp_path / "data" / "site"
    assert all((site / path).read_bytes() == content for path, content in before.items())


def test_the_demo_ends_with_five_lines_and_a_release(tmp_path: Path, environment: Mapping[str, str]) -> None:
    process = mintfeed(environment, "demo", "--data", str(tmp_path), "--as-of", NOW, "--port", "0")

    assert process.returncode == 0, process.stderr
    lines = process.stdout.strip().splitlines()
    assert len(lines) == 5 and "wirtschaft" in lines[2] and lines[4].endswith("site/index.html")
    check_release(tmp_path / "site")
    states = {
        source["id"]: source["state"]
        for source in json.loads((tmp_path / "site/v1/status.json").read_text())["sources"]
    }
    assert states.pop("wirtschaft") == "failed"
    assert set(states.values()) == {"ok"}
    assert set(states) == {path.stem for path in (BUNDLED / "demo/sources").glob("*.toml")} - {"wirtschaft"}

    status = mintfeed(environment, "status", "demo", "--data", str(tmp_path))
    assert status.returncode == 0 and "wirtschaft" in status.stdout
    as_json = mintfeed(environment, "status", "demo", "--data", str(tmp_path), "--json")
    assert json.loads(as_json.stdout)["sources"]


def test_every_command_explains_itself(environment: Mapping[str, str]) -> None:
    for command in ("nightly", "demo", "status"):
        process = mintfeed(environment, command, "--help")
        assert process.returncode == 0 and "--data" in process.stdout and len(process.stdout) > 300


def test_every_command_about_a_cluster_takes_the_options_that_mean_the_same_everywhere() -> None:
    about_clusters = [
        command
        for command in commands.commands.values()
        if "cluster" in {parameter.name for parameter in command.params}
    ]
    assert len(about_clusters) > 15
    for command in about_clusters:
        assert {"data", "site", "as_of"} <= {parameter.name for parameter in command.params}, command.name
