"""Compressed files beside the published ones: the same bytes and times for the same content."""

from __future__ import annotations

import gzip
import os
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.compressed import beside, compressed_problem
from feeds.release import write_release
from tests.published import NIGHT

LONG = b"Sterne " * 500
FILES = {
    "calendar.ics": LONG,
    "v1/events.json": LONG,
    "robots.txt": b"short",
    "assets/picture.png": LONG,
    "v1/status.json": LONG,
}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return write_release(tmp_path / "releases", NIGHT, FILES, None)


def test_texts_that_are_worth_it_have_a_compressed_file_of_the_same_time(release: Path) -> None:
    found = {file.relative_to(release).as_posix() for file in release.rglob("*.gz")}
    assert found == {"calendar.ics.gz", "v1/events.json.gz"}, "the status is replaced in place, so alone"
    file = release / "calendar.ics"
    assert gzip.decompress(beside(file).read_bytes()) == LONG
    assert beside(file).stat().st_mtime_ns == file.stat().st_mtime_ns
    assert compressed_problem(beside(file)) == ""


def test_the_same_content_compresses_to_the_same_bytes_at_any_time(release: Path, tmp_path: Path) -> None:
    again = write_release(tmp_path / "elsewhere", NIGHT + timedelta(days=9), FILES, None)
    assert (again / "calendar.ics.gz").read_bytes() == (release / "calendar.ics.gz").read_bytes()
    assert (release / "calendar.ics.gz").read_bytes()[4:8] == bytes(4), "no time in the header"


def test_what_did_not_change_is_not_compressed_again(release: Path) -> None:
    changed = {**FILES, "v1/events.json": LONG + b"!"}
    later = write_release(release.parent, NIGHT + timedelta(days=1), changed, release)
    assert (later / "calendar.ics.gz").samefile(release / "calendar.ics.gz")
    assert not (later / "v1/events.json.gz").samefile(release / "v1/events.json.gz")
    assert gzip.decompress((later / "v1/events.json.gz").read_bytes()) == LONG + b"!"


def test_a_compressed_file_that_got_lost_is_made_anew_with_the_old_time(release: Path) -> None:
    file = release / "calendar.ics"
    os.utime(file, ns=(1_000_000_000, 1_000_000_000))
    beside(file).unlink()
    later = write_release(release.parent, NIGHT + timedelta(days=1), FILES, release)
    assert compressed_problem(later / "calendar.ics.gz") == ""
    assert (later / "calendar.ics.gz").stat().st_mtime_ns == 1_000_000_000
