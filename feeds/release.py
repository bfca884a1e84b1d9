"""Releases: written aside, switched in by one atomic step, and cleared away when old."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from connectors.errors import NightFailed
from feeds.compressed import beside, is_compressible, write_beside

NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}")
STATUS = "v1/status.json"  # tells of the run, not of the events: no part of the content
FLUSHED_AT_ONCE = 32
MANY = 1_000


def release_name(at: datetime, files: Mapping[str, bytes]) -> str:
    """<time>-<hash of the content>; known before the status is written, which names it."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{_content(files)}"


def _content(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for path in sorted(files.keys() - {STATUS}):
        total.update(f"{path}\n{hashlib.sha256(files[path]).hexdigest()}\n".encode())
    return total.hexdigest()[:12]


def write_release(releases: Path, at: datetime, files: Mapping[str, bytes], previous: Path | None) -> Path:
    """A new folder in `releases`, there as a whole or not at all.

    A file equal to that of `previous` is the same file (hard link), so a web server's ETag and
    Last-Modified stay. Texts have a compressed file beside them, but for the status: it alone is
    replaced in place, and two files cannot be replaced in one step. A release of this very time and
    content gets the new status only.
    """
    target = releases / release_name(at, files)
    aside = _aside(target)
    try:
        if target.is_dir():
            _replace_status(target, files)
            return target
        shutil.rmtree(aside, ignore_errors=True)
        _write(aside, files, previous)
        aside.replace(target)
        _flush(releases)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise NightFailed(
            f"The release could not be written to {releases}: {error.strerror or error}. "
            "Make room or give the right to write there, then run again."
        ) from error
    return target


def holds(release: Path | None, files: Mapping[str, bytes]) -> bool:
    """Whether this release has exactly this content, and all of it still lies there in its full size."""
    if release is None or release.name[-12:] != _content(files):
        return False
    try:
        return all((release / path).stat().st_size == len(files[path]) for path in files.keys() - {STATUS})
    except OSError:
        return False


def renew_status(release: Path, status: bytes) -> None:
    """The status of another run over the same content, in one step."""
    _replace_status(release, {STATUS: status})


def switch(site: Path, release: Path) -> None:
    """Makes `site` a link to the release; readers see the old one or the new one, nothing between."""
    link = _aside(site)
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        if not site.is_symlink() and site.is_dir():
            site.rmdir()  # only succeeds where it is empty
        elif not site.is_symlink() and site.exists():
            raise FileExistsError(None, "it is a file", str(site))
        link.symlink_to(os.path.relpath(release.resolve(), site.parent.resolve()), target_is_directory=True)
        link.replace(site)
        _flush(site.parent)
    except OSError as error:
        raise NightFailed(
            f"{site} cannot become the link to the published release: {error.strerror}. "
            "It must be absent, an empty folder or a link; move what is there away or name another --site."
        ) from error


def current_release(site: Path) -> Path | None:
    """The release that is published now."""
    return site.resolve() if site.is_symlink() and site.is_dir() else None


def prune(releases: Path, site: Path, keep: int) -> None:
    """Deletes all but the newest `keep` releases, what was left half-written, but never the current one."""
    current = current_release(site)
    mine = sorted(folder for folder in releases.iterdir() if NAME.fullmatch(folder.name))
    old = [folder for folder in mine[: max(0, len(mine) - keep)] if folder.resolve() != current]
    halves = [folder for folder in releases.glob(".*.part") if NAME.fullmatch(folder.name[1:-5])]
    for folder in (*old, *halves):
        shutil.rmtree(folder, ignore_errors=True)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _write(folder: Path, files: Mapping[str, bytes], previous: Path | None) -> None:
    """Files first, then onto the disk: flushing at the end costs least."""
    folder.mkdir(parents=True, exist_ok=True)
    folders = {""}
    written: list[Path] = []
    for path, content in files.items():
        target = folder / _inside(path)
        _make_folders(folder, path.rpartition("/")[0], folders)
        written += _placed(target, content, previous / path if previous else None)
        if path != STATUS and is_compressible(target, len(content)):
            written += _compressed(target, content, previous / path if previous else None)
    _flush(*written, *(folder / path for path in folders))


def _make_folders(folder: Path, path: str, made: set[str]) -> None:
    """This one and those above it, but for those that are made; 20,000 times a night."""
    if path not in made:
        _make_folders(folder, path.rpartition("/")[0], made)
        (folder / path).mkdir(exist_ok=True)
        made.add(path)


def _placed(target: Path, content: bytes, old: Path | None) -> list[Path]:
    """The file, linked where the old one is equal; what had to be written."""
    if old and _linked(old, content, target):
        return []
    target.write_bytes(content)
    return [target]


def _compressed(target: Path, content: bytes, old: Path | None) -> list[Path]:
    """The same for the compressed file beside it: equal files have equal ones."""
    try:
        if old and target.samefile(old):
            beside(target).hardlink_to(beside(old))
            return []
    except OSError:  # absent: compressed anew
        pass
    return [write_beside(target, content)]


def _inside(path: str) -> str:
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"not a path inside a release: {path!r}")
    return path


def _linked(old: Path, content: bytes, target: Path) -> bool:
    """Whether the old file has this content and now stands at the target too."""
    try:
        if old.stat().st_size != len(content) or old.read_bytes() != content:
            return False
        target.hardlink_to(old)
    except OSError:  # absent, or a file system without hard links: it is written anew
        return False
    return True


def _replace_status(release: Path, files: Mapping[str, bytes]) -> None:
    if STATUS in files:
        aside = _aside(release / STATUS)
        aside.write_bytes(files[STATUS])
        _flush(aside)
        aside.replace(release / STATUS)


def _flush(*paths: Path) -> None:
    """Onto the disk. Many at once: the disk then takes them together, a hundred times as fast."""
    if len(paths) > MANY:
        os.sync()  # of 60,000 files, opening each again would take longer than writing it did
        return
    with ThreadPoolExecutor(FLUSHED_AT_ONCE) as pool:
        for _ in pool.map(_flush_one, paths):
            pass


def _flush_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
