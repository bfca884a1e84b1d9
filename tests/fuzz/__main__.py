"""`python -m tests.fuzz TARGET [libFuzzer options]`: fuzzes one target until stopped or something is found.

It begins from the recorded pages. A finding is an exception that nobody promised; its bytes are kept in the
folder for temporary files, and belong into a test. What is learned on the way is forgotten.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

LIMITS: Final = ("-max_len=8192", "-timeout=20", "-rss_limit_mb=2048")


def main(target: str, options: list[str]) -> int:
    findings = Path(tempfile.gettempdir()) / f"mintfeed-{target}-"
    with tempfile.TemporaryDirectory(prefix="mintfeed-fuzz-") as corpus:
        for number, seed in enumerate(seeds(target)):
            (Path(corpus) / f"{number}").write_bytes(seed)
        command = [sys.executable, "-m", "tests.fuzz.fuzzing", target, corpus, f"-artifact_prefix={findings}"]
        return subprocess.run([*command, *LIMITS, *options], check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(f"usage: python -m tests.fuzz TARGET …; targets: {' '.join(sorted(TARGETS))}")
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
