"""The fault matrix: whatever breaks at whichever step, no listing is lost and the next night is right."""

from __future__ import annotations

import errno
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors.errors import NightFailed
from feeds.gate import check_release
from tests.killed_night import STEPS
from tests.nights import ClusterOnDisk
from tests.test_killed import AGAIN, SECOND, prepared

WRITING = [step for step in STEPS if step not in ("collecting", "checking the release")]
TROUBLES: dict[str, Callable[[], Exception]] = {
    "disk full": lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "no permission": lambda: PermissionError(errno.EACCES, os.strerror(errno.EACCES), "pages"),
    "a warehouse that cannot be written": lambda: duckdb.IOException("Could not write file: No space left"),
}
EXPECTED = ["Fossilien", "Löten für alle", "Sterne"]


def published(cluster: ClusterOnDisk) -> dict[str, bytes]:
    site = cluster.root / "data" / "site"
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def right_again(cluster: ClusterOnDisk) -> None:
    """What the next run makes of it: everything, whole, and nothing half beside it."""
    result = cluster.night(AGAIN)
    assert sorted(result.titles) == EXPECTED
    check_release(result.site)
    releases = cluster.root / "data" / "releases"
    assert not list(releases.glob(".*")) and not list((cluster.root / "data").rglob("*.part"))


@pytest.mark.parametrize(
    ("step", "trouble"),
    [
        *((step, "disk full") for step in WRITING),
        *(("storing pages", each) for each in TROUBLES if each != "disk full"),
    ],
)
def test_a_night_that_cannot_write_fails_in_words_and_the_next_is_right(
    tmp_path: Path, step: str, trouble: str
) -> None:
    cluster = prepared(tmp_path)
    before = published(cluster)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise TROUBLES[trouble]()

    with (
        pytest.MonkeyPatch.context() as patch,
        pytest.raises(NightFailed, match=r"[Mm]ake room|must be") as caught,
    ):
        patch.setattr(STEPS[step], fail)
        cluster.night(SECOND)

    assert "\n" not in str(caught.value)
    if step != "pruning":  # by then it is published
        assert published(cluster) == before
    check_release(cluster.root / "data" / "site")
    right_again(cluster)


@pytest.mark.parametrize("step", ["loading", "switching"])
def test_a_night_that_is_told_to_end_is_made_good_by_the_next(tmp_path: Path, step: str) -> None:
    cluster = prepared(tmp_path)
    pages = {url: body.decode() for url, body in cluster.pages.items()}
    (cluster.root / "pages.json").write_text(json.dumps(pages))
    command = [sys.executable, "-m", "tests.killed_night", str(cluster.root), step, SECOND, "SIGTERM"]
    process = subprocess.run(command, cwd=Path(__file__).parents[1], check=False, capture_output=True)
    assert process.returncode == -15, process.stderr.decode()
    check_release(cluster.root / "data" / "site")
    right_again(cluster)


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "garbage": lambda body: b"\x00garbage",
    "empty": lambda body: b"",
    "cut off": lambda body: body[: len(body) // 2],
    "of another page": lambda body: gzip.compress(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_stored_pages_that_are_spoilt_are_asked_for_anew(tmp_path: Path, how: str) -> None:
    cluster = prepared(tmp_path)
    folders = [cluster.root / "data" / "pages", cluster.root / "data" / "readings"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        path.write_bytes(SPOILT[how](path.read_bytes()))
    assert sorted(cluster.night(SECOND).titles) == EXPECTED
    right_again(cluster)


def test_a_half_written_release_is_not_taken_for_one(tmp_path: Path) -> None:
    cluster = prepared(tmp_path)
    releases = cluster.root / "data" / "releases"
    (releases / ".20261125T021500Z-halb" / "v1").mkdir(parents=True)
    (releases / ".20261125T021500Z-halb" / "v1" / "events.json").write_bytes(b'{"events": [')
    result = cluster.night(SECOND)
    assert sorted(result.titles) == EXPECTED
    check_release(result.site)


def test_a_published_file_that_was_cut_off_is_whole_after_the_next_night(tmp_path: Path) -> None:
    cluster = prepared(tmp_path)
    cluster.night(SECOND)
    file = cluster.root / "data" / "site" / "calendar.ics"
    file.write_bytes(file.read_bytes()[:200])
    right_again(cluster)
