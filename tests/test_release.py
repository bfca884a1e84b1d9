"""All or nothing: a release is there whole or not at all; what did not change stays the same file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from connectors.errors import NightFailed
from feeds.release import current_release, prune, release_name, switch, write_release
from tests.published import NIGHT

FILES = {"index.html": b"<p>", "v1/events.json": b"{}", "kalender/thema/physik.ics": b"X"}
STATUS = "v1/status.json"


def written(release: Path) -> dict[str, bytes]:
    return {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in release.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return tmp_path / "releases"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_release_has_exactly_its_files_and_is_named_for_time_and_content(releases: Path) -> None:
    release = write_release(releases, NIGHT, FILES, None)
    assert written(release) == FILES
    assert release.name == release_name(NIGHT, FILES)
    assert release.name.startswith("20261123T021500Z-") and len(release.name) == 29
    assert [path.name for path in releases.iterdir()] == [release.name]


def test_the_name_tells_the_content_but_not_the_status() -> None:
    name = release_name(NIGHT, FILES)
    assert release_name(NIGHT, {**FILES, STATUS: b"other"}) == name
    assert release_name(NIGHT, dict(reversed(FILES.items()))) == name
    assert release_name(NIGHT, {**FILES, "index.html": b"<b>"}) != name
    assert release_name(NIGHT, {**FILES, "new": b""}) != name


def test_a_file_that_did_not_change_is_the_same_file(releases: Path) -> None:
    old = write_release(releases, NIGHT, FILES, None)
    new = write_release(releases, NIGHT + timedelta(days=1), {**FILES, "index.html": b"<b>"}, old)
    assert (new / "v1/events.json").samefile(old / "v1/events.json")
    assert not (new / "index.html").samefile(old / "index.html")
    assert written(old) == FILES and written(new)["index.html"] == b"<b>"


def test_the_same_content_at_the_same_time_gets_the_new_status_only(releases: Path) -> None:
    first = write_release(releases, NIGHT, {**FILES, STATUS: b"1"}, None)
    kept = write_release(releases, NIGHT + timedelta(days=1), {**FILES, STATUS: b"1"}, first)
    second = write_release(releases, NIGHT, {**FILES, STATUS: b"2"}, first)
    assert second == first and written(second) == {**FILES, STATUS: b"2"}
    assert written(kept)[STATUS] == b"1"


def test_what_a_killed_run_left_is_overwritten(releases: Path) -> None:
    half = releases / f".{release_name(NIGHT, FILES)}.part"
    half.mkdir(parents=True)
    (half / "rest").write_bytes(b"half")
    assert written(write_release(releases, NIGHT, FILES, None)) == FILES
    assert not half.exists()


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "a/../../b", ""])
def test_no_file_leaves_the_release(releases: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        write_release(releases, NIGHT, {path: b""}, None)


def test_a_place_that_cannot_be_written_is_said_plainly_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "releases").write_bytes(b"a file")
    with pytest.raises(NightFailed, match="could not be written"):
        write_release(tmp_path / "releases", NIGHT, FILES, None)


def test_a_file_name_the_disk_refuses_leaves_no_half_release(releases: Path) -> None:
    with pytest.raises(NightFailed):
        write_release(releases, NIGHT, {**FILES, "x" * 300: b""}, None)
    assert list(releases.iterdir()) == []


def test_switching_follows_from_release_to_release(releases: Path, site: Path) -> None:
    assert current_release(site) is None
    for content in (b"1", b"2"):
        release = write_release(releases, NIGHT, {"index.html": content}, current_release(site))
        switch(site, release)
        assert current_release(site) == release.resolve()
        assert (site / "index.html").read_bytes() == content
    assert not site.readlink().is_absolute()


def test_the_folder_can_be_moved_with_its_site(tmp_path: Path) -> None:
    data = tmp_path / "data"
    switch(data / "site", write_release(data / "releases", NIGHT, FILES, None))
    data.rename(tmp_path / "moved")
    assert written((tmp_path / "moved/site").resolve()) == FILES


def test_a_site_elsewhere_is_linked_too(releases: Path, tmp_path: Path) -> None:
    site = tmp_path / "web/pages/site"
    switch(site, write_release(releases, NIGHT, FILES, None))
    assert (site / "index.html").read_bytes() == b"<p>"


def test_an_empty_folder_or_a_dangling_link_gives_way(releases: Path, site: Path, tmp_path: Path) -> None:
    release = write_release(releases, NIGHT, FILES, None)
    site.mkdir()
    switch(site, release)
    other = tmp_path / "other"
    other.symlink_to("nowhere")
    switch(other, release)
    assert current_release(site) == current_release(other) == release.resolve()


def test_a_folder_or_file_that_is_not_ours_is_left_alone(releases: Path, site: Path, tmp_path: Path) -> None:
    release = write_release(releases, NIGHT, FILES, None)
    site.mkdir()
    (site / "precious.txt").write_bytes(b"mine")
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    for place in (site, file):
        with pytest.raises(NightFailed, match="cannot become the link"):
            switch(place, release)
    assert (site / "precious.txt").read_bytes() == file.read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "releases", "site"]


def test_old_releases_go_but_never_the_current_one_nor_what_is_not_ours(releases: Path, site: Path) -> None:
    made = [
        write_release(releases, NIGHT + timedelta(days=day), {"day": str(day).encode()}, None)
        for day in range(5)
    ]
    switch(site, made[0])
    (releases / "notes").mkdir()
    (releases / f".{made[4].name}.part").mkdir()
    prune(releases, site, keep=2)
    names = {path.name for path in releases.iterdir()}
    assert names == {made[0].name, made[3].name, made[4].name, "notes"}
