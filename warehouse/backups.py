"""Writes all that must be kept into one file, and reads it back: the warehouse as Parquet, all else as is."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from connectors.errors import NightFailed
from warehouse.store import opened_bare

MANIFEST: Final = "manifest.json"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: the first member of the file."""

    cluster: str  # its id
    as_of: datetime
    release: str  # the name of the published one; "" if there was none
    files: Mapping[str, str]  # SHA-256 in hexadecimal, by path in the backup


def export_warehouse(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Every table as a Parquet file, with the SQL that makes them again."""
    con.execute(f"export database {_quoted(folder)} (format parquet, compression zstd)")


def import_warehouse(folder: Path, warehouse: Path) -> None:
    """A new warehouse from what `export_warehouse` wrote. Raises NightFailed."""
    try:
        with opened_bare(warehouse) as con:
            con.execute(f"import database {_quoted(folder)}")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise NightFailed(f"{folder}: nicht einzulesen (cannot be imported): {reason}") from None


def write_backup(
    target: Path, folders: Mapping[str, Path], *, cluster: str, as_of: datetime, release: str
) -> Manifest:
    """One tar file of these folders, by their names in it; there as a whole or not at all.

    Raises NightFailed if it cannot be written.
    """
    members = dict(_members(folders))
    digests = {name: _digest(path) for name, path in members.items()}
    manifest = Manifest(cluster=cluster, as_of=as_of, release=release, files=digests)
    aside = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(aside, "w") as archive, TemporaryDirectory() as scratch:
            listed = Path(scratch) / MANIFEST
            listed.write_text(_text(manifest), "utf-8")
            archive.add(listed, MANIFEST)
            for name, path in members.items():
                archive.add(path, name, recursive=False)
        aside.replace(target)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise NightFailed(
            f"{target}: nicht zu schreiben (cannot be written): {error.strerror or error}"
        ) from None
    return manifest


@contextmanager
def opened_backup(source: Path, into: Path) -> Iterator[Manifest]:
    """Unpack a backup into a new folder, which the block may empty; every byte of it is checked first.

    Raises NightFailed if the file is none, or not whole.
    """
    try:
        with tarfile.open(source) as archive:
            archive.extractall(into, filter="data")
        manifest = _read(into / MANIFEST)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise NightFailed(f"{source}: keine lesbare Sicherung (not a readable backup): {error}") from None
    for name, digest in manifest.files.items():
        path = into / name
        if not path.is_file() or _digest(path) != digest:
            raise NightFailed(f"{source}: beschädigt (damaged): {name}; eine andere Sicherung wählen")
    yield manifest


def _members(folders: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.endswith(".part") and "__pycache__" not in path.parts:
                yield str(PurePosixPath(name, path.relative_to(folder))), path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(manifest: Manifest) -> str:
    document = {
        "version": _VERSION,
        "cluster": manifest.cluster,
        "as_of": manifest.as_of.isoformat(),
        "release": manifest.release,
        "files": manifest.files,
    }
    return json.dumps(document, indent=1, ensure_ascii=False)


def _read(path: Path) -> Manifest:
    document = json.loads(path.read_text("utf-8"))
    if document["version"] != _VERSION:
        raise ValueError(f"version {document['version']}")
    return Manifest(
        cluster=document["cluster"],
        as_of=datetime.fromisoformat(document["as_of"]),
        release=document["release"],
        files=document["files"],
    )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
