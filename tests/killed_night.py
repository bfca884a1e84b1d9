"""Runs one night of a prepared cluster and ends its own process at a named step, by a signal of that name."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any
from unittest import mock

from tests.nights import ClusterOnDisk

# Where the process dies: just before the named function does its work.
STEPS = {
    "collecting": "flows.steps.collect",
    "storing pages": "flows.steps.store_pages",
    "loading": "flows.steps.load",
    "building": "flows.steps.build",
    "checking": "flows.steps.check",
    "rendering": "flows.steps.content_files",
    "flushing a half-written release": "feeds.release._flush",
    "checking the release": "flows.steps.check_release",
    "switching": "flows.steps.switch",
    "pruning": "flows.steps.prune",
}


def main(root: str, step: str, as_of: str, by: str = "SIGKILL") -> None:
    cluster = ClusterOnDisk(Path(root))
    cluster.pages = {
        url: text.encode() for url, text in json.loads((Path(root) / "pages.json").read_text()).items()
    }

    def die(*args: Any, **kwargs: Any) -> None:
        os.kill(os.getpid(), signal.Signals[by])

    with mock.patch(STEPS[step], die):
        cluster.night(as_of)


if __name__ == "__main__":
    main(*sys.argv[1:])
