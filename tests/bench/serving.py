"""How many requests `mintfeed serve` answers on one core, and how long a client waits."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from rich.table import Table

from feeds.labels import codes
from feeds.release import switch, write_release
from tests.loopback import HOST
from tests.loopback_cluster import cluster_on_disk
from tests.published import NIGHT, SATURDAY, rich_event
from tests.released import files
from warehouse.events import Audience, Event

ROOT = Path(__file__).parents[2]
EVENTS = 2_000
SECONDS = 5
CLIENTS = 32
CACHED = "/calendar.ics?topic=physik&level=sek1"
PLAIN = {"Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked for again and again."""

    words: str
    target: str
    counted: str = ""  # appended with a growing number, so that no two requests are the same


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests, and milliseconds for the median and the slowest hundredth."""

    per_second: float
    median: float
    p99: float
    per_cpu_second: float = 0.0  # of the server's own time, which others' work does not change


@dataclass(frozen=True, slots=True)
class Server:
    """Where it listens, and its processes."""

    port: int
    pids: tuple[int, ...]

    def cpu_seconds(self) -> float:
        stats = (Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split() for pid in self.pids)
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


LOADS = (
    Load("filtered, cached", CACHED),
    Load("filtered, not cached", f"{CACHED},sek2&near=51.444,7.26,", "1.{:05}"),
    Load(
        "filtered, searched, not cached",
        "/v1/events.json?q=fernrohr&topic=chemie&near=51.444,7.26,",
        "1.{:05}",
    ),
    Load("a file", "/kalender/thema/physik/zielgruppe/sek1.ics"),
    Load("a file that is not there", "/kalender/thema/alchemie.ics"),
)


def serving_table() -> Table:
    """One row for each kind of load; with wrk where it is installed."""
    client = "wrk" if shutil.which("wrk") else "a client in Python, which is slower than the server"
    table = Table(title=f"mintfeed serve, {EVENTS} events, one core, {CLIENTS} connections, {client}")
    for name in ("asked for", "kB", "requests a second", "a CPU second", "median ms", "99 % ms"):
        table.add_column(name, justify="right")
    with TemporaryDirectory() as folder, _served(Path(folder)) as server:
        for load in LOADS:
            found = _measured(server, load, Path(folder))
            rates = f"{found.per_second:,.0f}", f"{found.per_cpu_second:,.0f}"
            table.add_row(load.words, _size(server, load), *rates, f"{found.median:.1f}", f"{found.p99:.1f}")
    return table


def _measured(server: Server, load: Load, folder: Path) -> Measured:
    before = server.cpu_seconds()
    by_wrk = shutil.which("wrk") is not None
    found = _by_wrk(server.port, load, folder) if by_wrk else asyncio.run(_by_hand(server.port, load))
    return replace(found, per_cpu_second=found.per_second * SECONDS / (server.cpu_seconds() - before))


def _size(server: Server, load: Load) -> str:
    answer = httpx.get(f"http://{HOST}:{server.port}{load.target}{load.counted.format(0)}", headers=PLAIN)
    return f"{len(answer.content) / 1000:,.0f}"


@contextmanager
def _served(root: Path) -> Iterator[Server]:
    """A server over a release of its own; its processes run on the first core alone."""
    switch(root / "site", write_release(root / "releases", NIGHT, files(*_events()), None))
    with closing(socket.create_server((HOST, 0))) as found:
        port = int(found.getsockname()[1])
    words = ["serve", str(cluster_on_disk(root)), "--site", str(root / "site"), "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, "-m", "flows", *words], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout
            process.stdout.readline()
            _await(port)
            server = Server(port, (process.pid, *_children(process.pid)))
            for pid in server.pids:
                for thread in Path(f"/proc/{pid}/task").iterdir():
                    os.sched_setaffinity(int(thread.name), {0})
            yield server
        finally:
            process.terminate()


def _events() -> Iterator[Event]:
    topics, levels = codes("topics"), codes("levels")
    for number in range(EVENTS):
        audience = Audience(levels=(levels[number % len(levels)],))
        start = SATURDAY + timedelta(hours=number)
        yield rich_event(
            id=f"e{number:05}", start=start, end=start + timedelta(hours=2), audience=audience,
            topics=(topics[number % len(topics)], topics[number // 7 % len(topics)]),
        )  # fmt: skip


def _await(port: int) -> None:
    while True:
        try:
            socket.create_connection((HOST, port), timeout=30).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _by_wrk(port: int, load: Load, folder: Path) -> Measured:
    script = folder / "requests.lua"
    number = f'string.format("{load.counted.replace("{:05}", "%05d")}", n)' if load.counted else '""'
    request = f'n = n + 1; return wrk.format("GET", "{load.target}" .. {number})'
    script.write_text(f"local n = 0\nrequest = function() {request} end\n")
    said = subprocess.run(
        ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--latency", "-s", str(script), f"http://{HOST}:{port}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    waited = dict(re.findall(r"(\d+)% +([\d.]+[mu]?s)", said))
    rate = re.search(r"Requests/sec: +([\d.]+)", said)
    assert rate
    return Measured(float(rate[1]), _milliseconds(waited["50"]), _milliseconds(waited["99"]))


def _milliseconds(words: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", words).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]


async def _by_hand(port: int, load: Load) -> Measured:
    waited: list[float] = []
    ends = time.perf_counter() + SECONDS
    numbers = iter(range(10**9))

    def target() -> str:
        return load.target + (load.counted.format(next(numbers)) if load.counted else "")

    await asyncio.gather(*(_client(port, target, ends, waited) for _ in range(CLIENTS)))
    cuts = statistics.quantiles(waited, n=100)
    return Measured(len(waited) / SECONDS, cuts[49] * 1e3, cuts[98] * 1e3)


async def _client(port: int, target: Callable[[], str], ends: float, waited: list[float]) -> None:
    """One connection, one request after the other."""
    reader, writer = await asyncio.open_connection(HOST, port)
    while (begun := time.perf_counter()) < ends:
        writer.write(f"GET {target()} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        assert length
        await reader.readexactly(int(length[1]))
        waited.append(time.perf_counter() - begun)
    writer.close()
