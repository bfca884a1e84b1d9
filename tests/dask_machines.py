"""Two Dask workers in processes of their own on loopback, in a process of their own; for test_dask.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Machines:
    """The running cluster, as the test holds it."""

    process: subprocess.Popen[str]
    address: str

    def kill_who_works(self) -> int:
        """Kill every worker that is at a task right now, and say how many that were."""
        assert self.process.stdin and self.process.stdout
        print("kill", file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """A scheduler and two workers; what they write lies in `folder`."""
    with (folder / "stderr.txt").open("w") as log, _started(folder, log) as process:
        assert process.stdin and process.stdout
        try:
            yield Machines(process, process.stdout.readline().strip())
        finally:
            process.stdin.close()
            process.wait(60)


def _started(folder: Path, log: IO[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.dask_machines", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PREFECT_HOME": str(folder / "prefect")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )


def main(folder: str) -> None:
    from distributed import Client, LocalCluster

    make: Any = LocalCluster
    connect: Any = Client
    options = {"host": "127.0.0.1", "n_workers": 2, "threads_per_worker": 2, "dashboard_address": None}
    with make(local_directory=folder, **options) as cluster, connect(cluster) as client:
        print(cluster.scheduler_address, flush=True)
        for _ in sys.stdin:
            at_work = [address for address, tasks in client.processing().items() if tasks]
            for pid in client.run(os.getpid, workers=at_work).values():
                os.kill(pid, signal.SIGKILL)
            print(len(at_work), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
