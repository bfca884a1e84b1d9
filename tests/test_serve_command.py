"""`mintfeed serve` as people start it: a process of its own, over real HTTP on loopback."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from flows.cli import commands
from tests.loopback import HOST
from tests.loopback_cluster import cluster_on_disk
from tests.published import rich_event
from tests.serving import later, publish

ROOT = Path(__file__).parents[1]
EVENTS = [rich_event(id=f"e{number:03}", description="Sterne. " * 60) for number in range(400)]


@dataclass(frozen=True)
class Running:
    """The server, its address and its first line."""

    process: subprocess.Popen[str]
    port: int
    line: str

    def url(self, path: str) -> str:
        return f"http://{HOST}:{self.port}{path}"


def free_port() -> int:
    with closing(socket.create_server((HOST, 0))) as found:
        return int(found.getsockname()[1])


@contextmanager
def serving(root: Path) -> Iterator[Running]:
    """The command, from its first line until it is told to stop."""
    port = free_port()
    words = ["serve", str(cluster_on_disk(root)), "--site", str(root / "site"), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", *words],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            transport = httpx.HTTPTransport(retries=8)  # until the worker listens
            with httpx.Client(transport=transport, timeout=60) as client:
                client.get(f"http://{HOST}:{port}/robots.txt")
            yield Running(process, port, line)
        finally:
            process.kill()


def stuck(port: int, request: bytes) -> socket.socket:
    """A client that sends this and then takes nothing."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect((HOST, port))
    client.sendall(request)
    return client


def test_it_says_where_it_is_and_serves_through_a_switch_with_slow_clients_about(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, *EVENTS)
    with serving(tmp_path) as server, ExitStack() as slow, httpx.Client(timeout=60) as client:
        assert server.line.startswith(f"Probe: http://{HOST}:{server.port}/ – 400 Termine")
        for number in range(150):
            head = f"GET /v1/events.json?near=51.4,7.2,{1 + number / 10} HTTP/1.1\r\nHost: x\r\n"
            slow.enter_context(stuck(server.port, f"{head}\r\n".encode() if number % 2 else head.encode()))
        before = client.get(server.url("/v1/events.json?topic=astronomie_raumfahrt"))
        assert (before.status_code, before.json()["count"]) == (200, 400)
        assert before.headers["content-encoding"] == "gzip"
        publish(site, *EVENTS[:7], at=later(24))
        counts: list[int] = []
        while not counts or counts[-1] == 400:
            answer = client.get(server.url("/v1/events.json?topic=astronomie_raumfahrt"))
            assert answer.status_code == 200
            counts.append(answer.json()["count"])
        assert counts[-1] == 7
        assert client.get(server.url("/calendar.ics"), headers={"If-None-Match": "*"}).status_code == 304
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
        assert server.process.stderr and server.process.stderr.read() == ""


def test_what_is_too_long_is_refused_before_it_costs_anything(tmp_path: Path) -> None:
    publish(tmp_path / "site", *EVENTS[:1])
    with serving(tmp_path) as server:
        for head, status in (
            (f"GET /?{'a' * 70_000} HTTP/1.1\r\nHost: x\r\n\r\n", b" 4"),
            (f"GET / HTTP/1.1\r\nHost: x\r\nX: {'a' * 70_000}\r\n\r\n", b" 431 "),
            (
                "GET / HTTP/1.1\r\nHost: x\r\n" + "".join(f"X-{n}: a\r\n" for n in range(200)) + "\r\n",
                b" 431 ",
            ),
            ("GET / HTTP/9.9\r\n\r\n", b" 400 "),
        ):
            with closing(socket.create_connection((HOST, server.port), timeout=30)) as client:
                client.sendall(head.encode())
                assert status in client.recv(200).partition(b"\r\n")[0]
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 0


def said(*words: str) -> str:
    result = CliRunner().invoke(commands, ["serve", *words])
    assert result.exit_code != 0 and result.exception is not None
    return str(result.exception)


def test_a_cluster_of_which_nothing_is_published_is_said_in_one_line(tmp_path: Path) -> None:
    folder = cluster_on_disk(tmp_path)
    assert "noch nichts veröffentlicht" in said(str(folder), "--data", str(tmp_path / "data"))


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    publish(tmp_path / "site", *EVENTS[:1])
    folder = cluster_on_disk(tmp_path)
    with closing(socket.create_server((HOST, 0))) as taken:
        port = str(taken.getsockname()[1])
        words = said(str(folder), "--site", str(tmp_path / "site"), "--port", port)
    assert f"Port {port} ist schon belegt" in words and "--port" in words


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_said_in_one_line(tmp_path: Path, host: str) -> None:
    publish(tmp_path / "site", *EVENTS[:1])
    folder = cluster_on_disk(tmp_path)
    assert host in said(str(folder), "--site", str(tmp_path / "site"), "--host", host, "--port", "8099")
