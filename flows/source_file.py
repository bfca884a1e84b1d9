"""Writes a new source into a cluster's folder: whole, never over another, and only if it loads."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from connectors.cluster import Cluster
from connectors.declared.cluster_folder import load_cluster
from connectors.errors import ConfigurationError, MintfeedError

_FITTING: Final = re.compile(r"[a-z0-9]+")
_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be written."""

    id: str
    source: str  # the TOML of the source
    partner: str = ""  # the TOML of a new partner, to be added to partners.toml


def path_of(cluster: Cluster, id_: str) -> Path:
    return cluster.folder / "sources" / f"{id_}.toml"


def free_id(cluster: Cluster, wish: str) -> str:
    """The wish, or with the first number that is free."""
    slug = slugged(wish) or "quelle"
    numbers = range(2, len(cluster.sources) + 3)
    candidates = [slug, *(f"{slug}-{number}" for number in numbers)]
    return next(each for each in candidates if not path_of(cluster, each).exists())


def slugged(words: str) -> str:
    """As an id: a–z, 0–9 and hyphens."""
    plain = words.casefold().translate(_LETTERS)
    return "-".join(_FITTING.findall(plain))[:60].strip("-")


def write(cluster: Cluster, draft: Draft) -> Path:
    """The file written. Where the folder would not load, it is left as it was; raises ConfigurationError."""
    path = path_of(cluster, draft.id)
    with _added(cluster.folder / "partners.toml", draft.partner), _placed(path, draft.source):
        load_cluster(cluster.folder)
    return path


@contextmanager
def _placed(path: Path, text: str) -> Iterator[None]:
    """A new file, removed again if the block fails."""
    try:
        aside = _aside(path, text)
        try:
            os.link(aside, path)  # unlike a rename, never over another
        finally:
            aside.unlink()
    except FileExistsError:
        raise ConfigurationError(
            f"{path}: gibt es schon; mit --id einen anderen Namen wählen "
            "(exists already; choose another with --id)"
        ) from None
    except OSError as error:
        raise MintfeedError(f"{path}: nicht schreibbar (cannot be written): {error.strerror}") from None
    try:
        yield
    except ConfigurationError:
        path.unlink()
        raise


@contextmanager
def _added(path: Path, text: str) -> Iterator[None]:
    """More at the end of a file, taken away again if the block fails."""
    if not text:
        yield
        return
    before = path.read_text("utf-8")
    _replace(path, f"{before.rstrip()}\n\n{text}")
    try:
        yield
    except MintfeedError:
        _replace(path, before)
        raise


def _replace(path: Path, text: str) -> None:
    try:
        _aside(path, text).replace(path)
    except OSError as error:
        raise MintfeedError(f"{path}: nicht schreibbar (cannot be written): {error.strerror}") from None


def _aside(path: Path, text: str) -> Path:
    """A finished file beside it that nobody takes for a source."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.stem}.", suffix=".neu", delete=False
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside = Path(file.name)
    aside.chmod(0o644)
    return aside
