"""`python -m tests.bench.scale 800`: a night of so many small sources on loopback, and what Prefect adds.

The sources stand on 64 addresses of this machine, so that waiting for a host's turn is not what is measured.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any, Final

HOSTS: Final = tuple(f"127.0.1.{n}" for n in range(1, 65))  # all of them this machine
THREADS: Final = 32
AS_OF: Final = "2026-11-24T03:15:00+01:00"
_CLUSTER: Final = """
id = "scale"
name = "Viele Quellen"
base_url = "https://feed.scale.example"
[fetch]
delay_seconds = 0
allow_hosts = [{hosts}]
"""
_PARTNERS: Final = '[museum]\nname = "Museum"\ncategory = "lernort"\n'
_PAGE: Final = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//scale//\r
BEGIN:VEVENT\r
UID:{id}\r
SUMMARY:Workshop {id}\r
DTSTART;TZID=Europe/Berlin:20261205T140000\r
END:VEVENT\r
END:VCALENDAR\r
"""


class _Handler(BaseHTTPRequestHandler):
    """A calendar of one event under every path but robots.txt; conditional requests are answered."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = _PAGE.format(id=self.path.strip("/")).encode()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if self.path == "/robots.txt":
            self._answer(404, b"", etag)
        elif self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", etag)
        else:
            self._answer(200, body, etag)

    def _answer(self, status: int, body: bytes, etag: str) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Type", "text/calendar; charset=utf-8")
        self.send_header("ETag", etag)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _serve(port: int, ready: Any) -> None:
    with ExitStack() as stack:
        for host in HOSTS:
            server = stack.enter_context(_Server((host, port), _Handler))
            Thread(target=server.serve_forever, daemon=True).start()
        ready.send(True)
        ready.recv()


@contextmanager
def served(port: int) -> Iterator[None]:
    """Every address of HOSTS answers, in a process of its own."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(port, theirs))
    process.start()
    theirs.close()  # so that a server that cannot start is noticed
    try:
        ours.recv()
        yield
    finally:
        ours.send(False)
        process.join()


def write_cluster(folder: Path, sources: int, port: int, more: str = "") -> None:
    """A cluster of so many sources, spread evenly over HOSTS."""
    (folder / "sources").mkdir(parents=True)
    hosts = ", ".join(f'"{host}"' for host in HOSTS)
    (folder / "cluster.toml").write_text(_CLUSTER.format(hosts=hosts) + more, "utf-8")
    (folder / "partners.toml").write_text(_PARTNERS, "utf-8")
    for n in range(sources):
        id_ = f"quelle-{n:05}"
        url = f"http://{HOSTS[n % len(HOSTS)]}:{port}/{id_}"
        text = f'name = "{id_}"\npartner = "museum"\nkind = "ics"\nurl = "{url}"\n'
        (folder / "sources" / f"{id_}.toml").write_text(text, "utf-8")


def plain_night(folder: Path, data: Path, as_of: str = AS_OF) -> None:
    """The steps alone, without Prefect."""
    from flows import steps
    from flows.errand import errand

    with steps.beginning(errand(str(folder), str(data), None, as_of)) as tonight:
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(partial(steps.collect_source, tonight), tonight.errand.cluster.sources))
        steps.whole_night(tonight)


def flow_night(folder: Path, data: Path, as_of: str = AS_OF) -> None:
    """The same as a Prefect flow."""
    from flows.prefect_quietly import nightly_flow

    state = nightly_flow()(cluster=str(folder), data=str(data), as_of=as_of, return_state=True)
    assert state.is_completed(), state.message


@dataclass(frozen=True, slots=True)
class Cost:
    """What a night took: seconds on the clock, and of this process's time (parsing is done by others)."""

    wall: float
    own: float


def timed(work: Callable[[], None]) -> Cost:
    wall, own = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - own)


def main(sources: int, rounds: int = 3, port: int = 8799) -> None:
    os.environ["PREFECT_HOME"] = home = tempfile.mkdtemp()
    with tempfile.TemporaryDirectory() as root, served(port):
        folder, small = Path(root) / "cluster", Path(root) / "small"
        write_cluster(folder, sources, port)
        write_cluster(small, 1, port)
        flow_night(small, Path(root) / "start")  # starts the temporary server
        plain, flow = [], []
        for number in range(rounds):
            plain.append(timed(partial(plain_night, folder, Path(root) / f"plain{number}")))
            flow.append(timed(partial(flow_night, folder, Path(root) / f"flow{number}")))
        again = timed(partial(plain_night, folder, Path(root) / "plain0", "2026-11-25T03:15:00+01:00"))
    shutil.rmtree(home, ignore_errors=True)
    print(f"{sources} sources, medians of {rounds}")
    for name, costs in (("plain", plain), ("as a flow", flow), ("plain, without news", [again])):
        wall, own = median(each.wall for each in costs), median(each.own for each in costs)
        print(f"{name}: {wall:.1f} s, of this process {own:.1f} s")
    night = median(each.own for each in flow)
    extra = night - median(each.own for each in plain)
    print(f"Prefect: {extra:.1f} s of this process, {extra / night:.1%} of its night")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
