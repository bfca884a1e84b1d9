"""A real `prefect server start` on loopback, asked over its REST interface; for test_schedule.py."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_FAST = {
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    "PREFECT_LOGGING_COLORS": "false",
    "DO_NOT_TRACK": "1",
    "NO_COLOR": "1",
    "COLUMNS": "200",
}


@dataclass
class Prefect:
    """A server whose state lies in `home`; it can be stopped and started again."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    has_address: bool = True  # whether others are told where it is

    @property
    def environment(self) -> Mapping[str, str]:
        """For whoever is to use this server."""
        api = f"http://127.0.0.1:{self.port}/api"
        address = {"PREFECT_API_URL": api} if self.has_address else {}
        return {**os.environ, **_FAST, "PREFECT_HOME": str(self.home), **address}

    def start(self) -> None:
        command = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.home / "server.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command], env=self.environment, stdout=log, stderr=log
            )
        until(self.is_up, "the server answers")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)

    def is_up(self) -> bool:
        try:
            return self.ask("/health") is True
        except OSError:
            return False

    def ask(self, path: str, body: object | None = None) -> Any:
        """GET, or POST where there is a body."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api{path}", data, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def deployment(self, name: str) -> Any:
        """None until there is one."""
        try:
            return self.ask(f"/deployments/name/nightly/{name}")
        except urllib.error.HTTPError:
            return None

    def runs(self, **states: list[str]) -> list[Any]:
        """All flow runs, the earliest first; or those whose state has one of these types."""
        only = {"state": {"type": {"any_": states["of"]}}} if states else {}
        found: list[Any] = self.ask(
            "/flow_runs/filter", {"flow_runs": only, "sort": "EXPECTED_START_TIME_ASC"}
        )
        return found

    def artifacts(self) -> dict[str, Any]:
        """By their keys."""
        return {each["key"]: each for each in self.ask("/artifacts/latest/filter", {})}


@contextmanager
def prefect_on_loopback(home: Path) -> Iterator[Prefect]:
    server = Prefect(home, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@dataclass
class Schedule:
    """A running `mintfeed schedule`, or a program that does the same; what it said lies in `log`."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def stop(self) -> int:
        """As systemd does; the exit code."""
        self.process.terminate()
        return self.process.wait(60)


@contextmanager
def running(server: Prefect, log: Path, *words: str) -> Iterator[Schedule]:
    """`python -m WORDS`, until the end of the block."""
    with (
        log.open("wb") as file,
        subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=server.environment, stdout=file, stderr=file
        ) as process,
    ):
        try:
            yield Schedule(process, log)
        finally:
            process.terminate()


def until(is_true: Callable[[], object], what: str, seconds: float = 300) -> None:
    """Wait for a state, not for a time; fails after so many seconds, which only a broken program needs."""
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.2)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
