"""The operating examples hold together: units, containers, Prefect's file, as far as needs no daemon."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from flows.errand import cluster_folder
from flows.nightly import nightly
from flows.scheduling import DEFAULT_AT, daily

ROOT = Path(__file__).resolve().parents[1]
OPERATING = ROOT / "docs/operating"
SERVICES = sorted(OPERATING.glob("*.service"))
UNITS = [*SERVICES, *OPERATING.glob("*.timer")]
INSTRUCTIONS = {"FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "CMD"}


def yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_calls_a_command_that_there_is(path: Path) -> None:
    (line,) = re.findall(r"^ExecStart=/opt/mintfeed/\.venv/bin/mintfeed (.*)$", path.read_text("utf-8"), re.M)
    command, cluster, *options = line.split()

    said = subprocess.run(
        [sys.executable, "-m", "flows", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert cluster_folder(cluster).is_dir()
    assert all(option in said for option in options if option.startswith("--"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    mintfeed = tmp_path / "mintfeed"
    mintfeed.write_text("#!/bin/sh\n")
    mintfeed.chmod(0o755)
    for path in UNITS:
        text = path.read_text("utf-8").replace("/opt/mintfeed/.venv/bin/mintfeed", str(mintfeed))
        (tmp_path / path.name).write_text(text, "utf-8")

    process = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / path.name) for path in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )

    about_ours = [line for line in process.stderr.splitlines() if "mintfeed-" in line]
    assert not about_ours, process.stderr


def test_the_timer_and_prefects_file_say_the_same_time_as_the_command() -> None:
    timer = (OPERATING / "mintfeed-nightly.timer").read_text("utf-8")
    (deployment,) = yaml(ROOT / "prefect.yaml")["deployments"]
    (schedule,) = deployment["schedules"]

    assert f"OnCalendar=*-*-* {DEFAULT_AT}:00 {schedule['timezone']}" in timer
    assert schedule["cron"] == daily(DEFAULT_AT)


def test_prefects_file_deploys_the_flow_by_module_and_gives_it_what_it_takes() -> None:
    (deployment,) = yaml(ROOT / "prefect.yaml")["deployments"]

    assert deployment["entrypoint"] == f"{nightly.fn.__module__}.{nightly.fn.__name__}"
    assert set(deployment["parameters"]) <= set(inspect.signature(nightly.fn).parameters)
    assert cluster_folder(deployment["parameters"]["cluster"]).is_dir()
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_the_compose_file_starts_what_depends_on_each_other_and_shows_nothing_to_the_internet() -> None:
    compose = yaml(OPERATING / "compose.yaml")
    services = compose["services"]

    assert set(services) == {"server", "deploy", "worker", "web"}
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (OPERATING / source).exists()
    build = services["server"]["build"]
    assert (OPERATING / build["context"] / build["dockerfile"]).resolve() == OPERATING / "Containerfile"


def test_worker_and_web_server_share_the_folder_in_which_the_published_link_lies() -> None:
    services = yaml(OPERATING / "compose.yaml")["services"]
    (deployment,) = yaml(ROOT / "prefect.yaml")["deployments"]
    data = deployment["parameters"]["data"]

    assert f"data:{data}" in services["worker"]["volumes"]
    assert f"data:{data}:ro" in services["web"]["volumes"]
    assert f"root {deployment['parameters']['site']};" in (ROOT / "docs/headers/nginx.conf").read_text(
        "utf-8"
    )


def test_the_containerfile_copies_what_there_is_and_runs_as_nobody_special() -> None:
    text = (OPERATING / "Containerfile").read_text("utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.M)).splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line.strip()]

    assert {word for word, _ in steps} == INSTRUCTIONS
    sources = [source for word, rest in steps if word == "COPY" for source in rest.split()[:-1]]
    assert all((ROOT / source).exists() for source in sources)
    assert {"connectors", "warehouse", "feeds", "flows", "clusters"} <= set(sources)
    users = [rest for word, rest in steps if word == "USER"]
    assert users == ["mintfeed"] and [word for word, _ in steps][-1] == "CMD"


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
def test_nginx_finds_nothing_wrong_with_its_part(tmp_path: Path) -> None:
    part = (ROOT / "docs/headers/nginx.conf").read_text("utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/nginx.pid;\nevents {{}}\nhttp {{\n{part}\n}}\n", "utf-8")
    command = ["nginx", "-t", "-c", str(whole), "-e", str(tmp_path / "error.log")]

    process = subprocess.run(command, capture_output=True, text=True, check=False)

    assert process.returncode == 0, process.stderr
