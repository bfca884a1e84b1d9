"""Runs the server until it is told to stop: granian, with limits on what a client may ask and how slowly."""

from __future__ import annotations

import asyncio
import errno
import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from starlette.applications import Starlette

from connectors.declared.cluster_folder import load_cluster
from connectors.errors import MintfeedError
from feeds.publication import publisher_of
from feeds.publisher import Publisher
from flows.serving.app import application

CONNECTIONS: Final = 4_096  # for one worker, at a time; more wait
WAITING: Final = 1_024
HEAD_MILLISECONDS: Final = 10_000  # for a request's head, and for the next one on a kept connection
HEAD_BYTES: Final = 16_384
LAST_WORDS: Final = 3  # seconds for answers under way when it ends
FILES: Final = 2 * CONNECTIONS + 256  # open at a time


class NotServed(MintfeedError):
    """The server cannot begin here."""


def serve(
    cluster: Path, site: Path, host: str, port: int, workers: int, announce: Callable[[], None]
) -> None:
    """Until SIGINT or SIGTERM; announces that it begins. Raises NotServed where the address cannot be had."""
    address = asyncio.run(_address(host, port))
    _allow_open_files()
    server = Granian(
        "mintfeed",
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MILLISECONDS, max_buffer_size=HEAD_BYTES),
        websockets=False,
        backlog=WAITING,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_WORDS,
        log_level=LogLevels.warning,
    )
    server.on_startup(announce)
    server.serve(target_loader=partial(worker, cluster.absolute(), site.absolute()), wrap_loader=False)


def worker(cluster: Path, site: Path) -> Starlette:
    """The application of one process."""
    try:
        return application(site, partial(_publisher, cluster))
    except MintfeedError as error:
        raise SystemExit(f"mintfeed: {error}") from None


def _publisher(cluster: Path) -> Publisher:
    return publisher_of(load_cluster(cluster))


async def _address(host: str, port: int) -> str:
    """The numeric address to listen at, which nobody else has: granian would share it without a word."""
    try:
        attempt = await asyncio.start_server(lambda _, writer: writer.close(), host, port)
    except OSError as error:
        raise NotServed(_trouble(error, host, port)) from None
    async with attempt:
        return str(attempt.sockets[0].getsockname()[0])


def _trouble(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} ist schon belegt; einen anderen nehmen: --port (the port is in use)"
        case errno.EACCES:
            return f"Port {port} ist nicht erlaubt; einen über 1023 nehmen: --port (not allowed)"
        case errno.EADDRNOTAVAIL:
            return f"--host {host}: keine Adresse dieses Rechners (not an address of this machine)"
    return f"--host {host}: {error.strerror or error}"


def _allow_open_files() -> None:
    """A connection and a file for each client, as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < FILES:
        most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
