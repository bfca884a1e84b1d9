"""A short run of the fuzzer over everything that reads what others wrote; `make fuzz` is the long one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import ONE_TARGET

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("target", sorted(ONE_TARGET))
def test_every_target_begins_with_something_recorded(target: str) -> None:
    assert any(seeds(target))


def test_a_thousand_mutated_pages_are_read_or_refused() -> None:
    pytest.importorskip("atheris", reason="atheris is not installed: it has no wheel for this platform")
    command = [sys.executable, "-m", "tests.fuzz", "any", "-runs=1000", "-seed=8"]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=120)
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")[-4000:]
