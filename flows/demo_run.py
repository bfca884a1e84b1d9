"""The demo's cluster folder, while its partners' sites are served on this machine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from connectors.declared.cluster_folder import load_cluster
from flows.demo_site import DEFAULT_PORT, serve_demo
from flows.errand import BUNDLED

DEMO = BUNDLED / "demo"


@contextmanager
def served_demo(now: datetime, port: int) -> Iterator[Path]:
    """The folder to read: the bundled one, or a copy that names another port if the usual one is taken."""
    today = now.astimezone(load_cluster(DEMO).zone).date()
    with serve_demo(DEMO / "sites", today, port) as used, tempfile.TemporaryDirectory() as aside:
        if used == DEFAULT_PORT:
            yield DEMO
        else:
            yield _moved(Path(aside) / "demo", used)


def _moved(folder: Path, port: int) -> Path:
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("sites"))
    for path in (folder / "sources").glob("*.toml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(f"127.0.0.1:{DEFAULT_PORT}/", f"127.0.0.1:{port}/"), "utf-8")
    return folder
