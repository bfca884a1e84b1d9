"""Types commands about a small cluster, in this process."""

from __future__ import annotations

import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest

from flows.cli import main
from tests.nights import ClusterOnDisk


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def mintfeed(cluster: ClusterOnDisk, command: str, *words: str) -> Said:
    """The command with this cluster and its data folder."""
    folders = [str(cluster.folder), "--data", str(cluster.root / "data")]
    out, err, code = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["mintfeed", command, *folders, *words])
        patch.setenv("COLUMNS", "200")
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Said(code, out.getvalue(), err.getvalue())
