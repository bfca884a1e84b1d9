"""The Prefect server behind a schedule: the one that is set, else one of this machine's own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, PREFECT_UI_URL

from connectors.errors import NightFailed

HOST: Final = "127.0.0.1"
START_SECONDS: Final = 180  # the first start makes the database
_END_SECONDS: Final = 20


@dataclass(slots=True)
class Server:
    """Where Prefect answers."""

    patience: float | None = None  # seconds to wait for an answer; None: for ever
    keeper: _Keeper | None = None

    @property
    def interface(self) -> str:
        return PREFECT_UI_URL.value() or PREFECT_API_URL.value() or ""

    def wait_until_reachable(self, say: Callable[[str], None]) -> None:
        """Raises NightFailed where patience ends."""
        address, began, is_said = PREFECT_API_URL.value(), time.monotonic(), False
        while (trouble := _trouble()) is not None:
            if self.keeper is not None and self.keeper.is_lost:
                raise NightFailed(
                    f"Der eigene Prefect-Server startet nicht unter {address}; ist der Port belegt? Mit "
                    "--port einen anderen wählen (our own server does not start; is the port taken?)"
                )
            if self.patience is not None and time.monotonic() - began > self.patience:
                raise NightFailed(f"Prefect antwortet nicht unter (no answer at) {address}: {trouble}")
            if not is_said:
                say(f"Es wird auf Prefect gewartet (waiting for Prefect) unter {address}")
                is_said = True
            time.sleep(1)
        if self.keeper is not None:
            self.keeper.was_reached.set()


@contextmanager
def prefect_server(port: int) -> Iterator[Server]:
    """The server of PREFECT_API_URL; without one, a server on this machine, for as long as this block."""
    if PREFECT_API_URL.value():
        yield Server()
        return
    from prefect.settings import temporary_settings

    address = f"http://{HOST}:{port}"
    with temporary_settings({PREFECT_API_URL: f"{address}/api", PREFECT_UI_URL: address}):
        if _trouble() is None:  # someone runs one already
            yield Server()
            return
        with _Keeper(port) as keeper:
            yield Server(START_SECONDS, keeper)


def _trouble() -> str | None:
    """Why Prefect cannot be reached; None if it can."""
    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
    return None if error is None else f"{type(error).__name__} {error}".strip()


@dataclass(slots=True)
class _Keeper:
    """Keeps a server of our own running; one that dies is started again."""

    port: int
    is_ending: threading.Event = field(default_factory=threading.Event)
    was_reached: threading.Event = field(default_factory=threading.Event)
    process: subprocess.Popen[bytes] | None = None
    thread: threading.Thread | None = None

    @property
    def is_lost(self) -> bool:
        """It ended before it ever answered: another start would end the same way."""
        assert self.process is not None
        return not self.was_reached.is_set() and self.process.poll() is not None

    def __enter__(self) -> _Keeper:
        self._start()
        self.thread = threading.Thread(target=self._keep, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_ending.set()
        assert self.process is not None and self.thread is not None
        self.process.terminate()
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.thread.join()

    def _keep(self) -> None:
        while not self.is_ending.is_set():
            assert self.process is not None
            self.process.wait()
            if self.is_lost:
                return
            if not self.is_ending.wait(2):
                self._start()

    def _start(self) -> None:
        """In a session of its own, so that Ctrl-C comes to us alone and it ends after us."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(self.port)],
            env={**os.environ, "PREFECT_SERVER_ANALYTICS_ENABLED": "false"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # what matters is said by whoever waits for it
            start_new_session=True,
        )
